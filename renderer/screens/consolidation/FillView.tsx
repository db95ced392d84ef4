import { App, Button } from 'antd';
import { useMemo, useState } from 'react';
import type { MethodOutput } from '../../../shared/contract/index.ts';
import { failureOf } from '../../api/client.ts';
import type { Form } from '../../api/plan-content.ts';
import { Grid } from '../../components/grid/Grid.tsx';
import type { GridCell, GridColumn } from '../../components/grid/model.ts';
import { FileDrop } from '../../components/intake/FileDrop.tsx';
import { showFailure } from '../../frame/failure.tsx';
import { useRememberedWidths } from '../../frame/remembered.ts';
import { go, printRoute } from '../../frame/route.ts';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { periodWords } from '../../words/periods.ts';
import { fillWords as words } from '../../words/screen-entry.ts';
import { type CellMeaning, FillCellPanel } from './FillCellPanel.tsx';

type Preview = MethodOutput<'fill/preview'>;
type FillCell = Preview['cells'][number];
type Template = { readonly path: string } | { readonly name: string; readonly bytes: Uint8Array };

const columns: readonly GridColumn[] = [
  { id: 'sheet', header: [words.sheet], kind: 'text', width: 120 },
  { id: 'cell', header: [words.cell], kind: 'text', width: 80 },
  { id: 'indicator', header: [words.indicator], kind: 'text', width: 220 },
  { id: 'unit', header: [words.unit], kind: 'text', width: 130 },
  { id: 'old', header: [words.old], kind: 'text', width: 170 },
  { id: 'new', header: [words.new], kind: 'text', width: 130 },
  { id: 'column', header: [words.column], kind: 'text', width: 90 },
  { id: 'source', header: [words.source], kind: 'text', width: 80 },
  { id: 'why', header: [words.why], kind: 'text', width: 220 },
];

/** A department's template: every cell that will change is on the table before anything is written. */
export function FillView({ form, period }: { readonly form: Form; readonly period: string }) {
  const session = useSession();
  const { opened, state } = useOpenPlan();
  const { message, notification } = App.useApp();
  const [file, setFile] = useState<File>();
  const [preview, setPreview] = useState<Preview>();
  const [working, setWorking] = useState(false);
  // Every call sends the file anew: what was uploaded serves one call.
  const inputOf = async (chosen: File) => {
    const [template] = (await session.client.transport.sendFiles([chosen])) as [Template];
    return {
      plan: opened.plan,
      template,
      period,
      ...(form.shape !== 'register' && { form: form.code }),
    };
  };
  const run = async (work: () => Promise<void>) => {
    setWorking(true);
    try {
      await work();
    } catch (error) {
      showFailure(notification, failureOf(error));
    } finally {
      setWorking(false);
    }
  };
  const look = (chosen: File) =>
    run(async () => {
      setPreview(await session.client.call('fill/preview', await inputOf(chosen)));
      setFile(chosen);
    });
  const write = (chosen: File) =>
    run(async () => {
      const filled = await session.client.call('fill/write', await inputOf(chosen));
      const saved = await session.saveFile(filled);
      if (!saved) return;
      void message.success(words.written(saved, filled.filled));
      if (filled.incomplete.length > 0) void message.warning(words.incomplete(filled.incomplete.length));
    });
  const remember = (chosen: File, meaning: CellMeaning) =>
    run(async () => {
      const { template, plan } = await inputOf(chosen);
      await session.command('fill/remember-cells', { plan, template, cells: [meaning], by: state.person });
      void message.success(words.rememberedDone);
      session.closeInspector();
      await look(chosen);
    });
  const appoint = (cell?: FillCell) => {
    if (!file) return;
    const sheets = [...new Set((preview?.cells ?? []).map((one) => one.sheet))];
    session.inspect(
      words.meaningTitle,
      <FillCellPanel
        key={cell ? `${cell.sheet}!${cell.cell}` : ''}
        sheets={sheets}
        onSave={(meaning) => void remember(file, meaning)}
        {...(cell && { cell: meaningOf(cell) })}
      />,
    );
  };
  const changing = preview?.cells.filter((cell) => cell.new !== null).length ?? 0;
  return (
    <div className="screen">
      <div className="toolbar">
        <Button onClick={() => go(printRoute('consolidation', [form.code]))}>{words.back}</Button>
        <span>{periodWords(period)}</span>
        {preview && file && (
          <>
            <strong>{file.name}</strong>
            <span className="quiet">
              {words.kinds[preview.kind]}，{words.summary(changing, preview.cells.length - changing)}
            </span>
            <span className="toolbar-space" />
            <Button onClick={() => setPreview(undefined)}>{words.again}</Button>
            {preview.kind === 'blank-form' && !opened.readOnly && (
              <Button onClick={() => appoint()}>{words.appoint}</Button>
            )}
            <Button
              type="primary"
              loading={working}
              disabled={changing === 0}
              onClick={() => void write(file)}
            >
              {words.write}
            </Button>
          </>
        )}
      </div>
      {preview ? (
        <FillGrid
          cells={preview.cells}
          {...(preview.kind === 'blank-form' && !opened.readOnly && { onCell: appoint })}
        />
      ) : (
        <FileDrop
          label={words.drop}
          hint={words.dropHint}
          accept=".xlsx,.xlsm,.xls,.et"
          working={working}
          onFile={(chosen) => void look(chosen)}
        />
      )}
    </div>
  );
}

function meaningOf({ sheet, cell, indicator, unit, column }: FillCell) {
  const known = (['current', 'previous', 'growth'] as const).find((one) => one === column);
  return { sheet, cell, indicator, column: known ?? 'current', ...(unit !== null && { unit }) };
}

interface FillGridProps {
  readonly cells: readonly FillCell[];
  readonly onCell?: (cell: FillCell) => void;
}

function FillGrid({ cells, onCell }: FillGridProps) {
  const { content } = useOpenPlan();
  const widths = useRememberedWidths('fill');
  const rows = useMemo(() => cells.map((_, at) => String(at)), [cells]);
  const cellAt = useMemo(
    () =>
      (key: string, column: string): GridCell => {
        const one = cells[Number(key)];
        if (!one) return { text: '' };
        if (column === 'indicator')
          return { text: content.indicatorByCode.get(one.indicator ?? '')?.name ?? one.indicator ?? '' };
        if (column === 'unit')
          return { text: content.unitByCode.get(one.unit ?? '')?.name ?? one.unit ?? '' };
        if (column === 'column')
          return { text: words.columns[one.column as keyof typeof words.columns] ?? one.column ?? '' };
        if (column === 'source') return { text: one.remembered ? words.remembered : words.recognised };
        if (column === 'why') {
          const message = one.why ? words.reasons[one.why as keyof typeof words.reasons] : undefined;
          return message ? { text: message, finding: { level: 'warning', message } } : { text: '' };
        }
        if (column === 'new' && one.new === null) return { text: '', missing: 'not-reported' };
        return { text: one[column as 'sheet' | 'cell' | 'old' | 'new'] ?? '' };
      },
    [cells, content],
  );
  return (
    <Grid
      label={words.open}
      columns={columns}
      rows={rows}
      cellAt={cellAt}
      frozenColumns={2}
      onOpen={(row) => {
        const one = cells[Number(row)];
        if (one) onCell?.(one);
      }}
      empty={words.none}
      {...widths}
    />
  );
}
