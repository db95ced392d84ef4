import { useMemo } from 'react';
import { Grid } from '../../components/grid/Grid.tsx';
import type { GridCell, GridColumn, GridEdit } from '../../components/grid/model.ts';
import { usePendingEdits } from '../../components/grid/use-pending-edits.ts';
import { useRememberedWidths } from '../../frame/remembered.ts';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { useHistory } from '../../frame/use-history.ts';
import { splitWords as words } from '../../words/screen-plan-entry.ts';
import { SplitPanel } from './SplitPanel.tsx';
import { checkStoredSplit, planYears, splitEdits, splitsOfUnit } from './split-edits.ts';
import { usePackEdits } from './use-pack-edits.ts';

/** Indicators down, years across: milestones typed or taken over from a shape, held against the target. */
export function SplitsView() {
  const { opened, content, state } = useOpenPlan();
  const session = useSession();
  const history = useHistory();
  const pending = usePendingEdits();
  const store = usePackEdits();
  const widths = useRememberedWidths('splits');
  const years = useMemo(() => planYears(content), [content]);
  const isRoot = state.unit === content.header.root;
  const targets = useMemo(
    () => new Map(content.targets.map((target) => [target.indicator, target])),
    [content],
  );
  const rows = useMemo(
    () => content.indicators.filter(({ code }) => targets.has(code)).map(({ code }) => code),
    [content, targets],
  );
  const columns = useMemo<GridColumn[]>(
    () => [
      { id: 'name', header: [words.indicator], kind: 'text', width: 200, readOnly: true },
      { id: 'unit', header: [words.unit], kind: 'text', width: 92, readOnly: true },
      { id: 'printed', header: [words.printed], kind: 'text', width: 120, readOnly: true },
      { id: 'flags', header: [words.flags], kind: 'text', width: 130, readOnly: true },
      ...years.map(
        (year): GridColumn => ({
          id: String(year),
          header: [words.years, words.year(year)],
          kind: 'text',
          width: 76,
        }),
      ),
    ],
    [years],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the overlay changes with what is pending
  const cellAt = useMemo(() => {
    const stored = splitsOfUnit(content, state.unit);
    const flags = (code: string): GridCell => {
      const indicator = content.indicatorByCode.get(code);
      const check =
        indicator && isRoot
          ? checkStoredSplit(indicator, targets.get(code), years, stored.get(code))
          : undefined;
      if (!check) return { text: '' };
      const found = [
        check.backLoaded && words.backLoaded,
        !check.closes && [words.open, check.gap !== null && words.gap(check.gap)].filter(Boolean).join('，'),
      ].filter(Boolean);
      const text = found.join('；');
      return text === '' ? { text: words.closed } : { text, finding: { level: 'warning', message: text } };
    };
    const read = (code: string, column: string): GridCell => {
      const indicator = content.indicatorByCode.get(code);
      const texts = targets.get(code);
      if (column === 'name') return { text: indicator?.name ?? code };
      if (column === 'unit') return { text: indicator?.unit ?? '' };
      if (column === 'printed') return { text: [texts?.year, texts?.total].filter(Boolean).join(' / ') };
      if (column === 'flags') return flags(code);
      return { text: stored.get(code)?.get(Number(column)) ?? '' };
    };
    return (code: string, column: string) => pending.overlay(code, column, read(code, column));
  }, [content, state.unit, targets, years, isRoot, pending.pending]);
  const save = async (changed: readonly GridEdit[]) => {
    const edits = changed.flatMap(({ row, column, text }) =>
      splitEdits(content, row, state.unit, new Map([[Number(column), text]])),
    );
    await pending
      .submit(changed, async () => {
        if (edits.length > 0 && !(await store(edits))) throw new Error('refused');
      })
      .catch(() => undefined);
  };
  return (
    <>
      <div className="toolbar">
        <span className="quiet">
          {isRoot ? words.hint : words.unitHint(content.unitByCode.get(state.unit)?.name ?? state.unit)}
        </span>
      </div>
      <Grid
        label={words.title}
        columns={columns}
        rows={rows}
        cellAt={cellAt}
        rowName={(code) => content.indicatorByCode.get(code)?.name ?? code}
        frozenColumns={1}
        rowNumbers={false}
        {...(!opened.readOnly && { onEdit: (changed) => void save(changed) })}
        onUndo={history.undo}
        onRedo={history.redo}
        onActive={(code) =>
          session.inspect(
            content.indicatorByCode.get(code)?.name ?? code,
            <SplitPanel key={code} indicator={code} />,
          )
        }
        empty={words.none}
        {...widths}
      />
    </>
  );
}
