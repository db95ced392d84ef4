import { App, Button, Checkbox, Input, Tabs } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import type { ExtractedOutline } from '../../../shared/domain/outline.ts';
import { normaliseName } from '../../../shared/text/names.ts';
import { failureOf } from '../../api/client.ts';
import { FileDrop } from '../../components/intake/FileDrop.tsx';
import { showFailure } from '../../frame/failure.tsx';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { outlineWords as words } from '../../words/screen-plan-entry.ts';
import {
  candidateEdits,
  candidateTarget,
  candidateUnit,
  chapterEdits,
  indicatorEdits,
  knownNames,
  outlineLines,
} from './import-edits.ts';
import { type PackEdit, usePackEdits } from './use-pack-edits.ts';

/** A plan's text read into chapters, indicators and quantified targets; nothing enters the plan unconfirmed. */
export function ImportView() {
  const session = useSession();
  const { opened } = useOpenPlan();
  const { notification } = App.useApp();
  const [working, setWorking] = useState(false);
  const [found, setFound] = useState<{ readonly name: string; readonly outline: ExtractedOutline }>();
  const read = async (file: File) => {
    setWorking(true);
    try {
      const [sent] = await session.client.transport.sendFiles([file]);
      const outline = await session.client.call('plan/extract-outline', {
        plan: opened.plan,
        ...(sent as object),
      });
      setFound({ name: file.name, outline: outline as unknown as ExtractedOutline });
    } catch (error) {
      showFailure(notification, failureOf(error));
    } finally {
      setWorking(false);
    }
  };
  if (!found)
    return (
      <FileDrop
        label={words.drop}
        hint={words.dropHint}
        accept=".txt,.docx"
        working={working}
        onFile={(file) => void read(file)}
      />
    );
  return (
    <Extracted
      key={found.name}
      name={found.name}
      outline={found.outline}
      onAgain={() => setFound(undefined)}
    />
  );
}

interface ExtractedProps {
  readonly name: string;
  readonly outline: ExtractedOutline;
  readonly onAgain: () => void;
}

function Extracted({ name, outline, onAgain }: ExtractedProps) {
  const { content } = useOpenPlan();
  const [reason, setReason] = useState<string>(words.reasonDefault);
  const known = useMemo(() => knownNames(content), [content]);
  const places = useMemo(() => new Set(content.outline.map(({ number }) => number)), [content]);
  const lines = useMemo(() => outlineLines(outline), [outline]);
  const tabs = [
    {
      key: 'candidates',
      label: words.tab(words.candidates, outline.candidates.length),
      children: (
        <ConfirmTable
          reason={reason}
          heads={[words.name, words.target, words.unit, words.year, words.where, words.text]}
          items={outline.candidates}
          cellsOf={(one) => [
            one.name,
            candidateTarget(one),
            candidateUnit(one),
            one.year ?? '',
            one.where,
            <span key="text" title={words.line(one.line)}>
              {one.text}
            </span>,
          ]}
          isKnown={(one) => known.has(normaliseName(one.name))}
          editsOf={(chosen) => candidateEdits(chosen, content)}
        />
      ),
    },
    {
      key: 'indicators',
      label: words.tab(words.indicators, outline.indicators.length),
      children: (
        <ConfirmTable
          reason={reason}
          heads={[
            words.name,
            words.unit,
            words.base,
            words.year,
            words.total,
            words.attribute,
            words.category,
          ]}
          items={outline.indicators}
          cellsOf={(one) => [one.name, one.unit, one.base, one.year, one.total, one.attribute, one.category]}
          isKnown={(one) => known.has(normaliseName(one.name))}
          editsOf={(chosen) => indicatorEdits(chosen, content)}
        />
      ),
    },
    {
      key: 'chapters',
      label: words.tab(words.chapters, lines.length),
      children: (
        <ConfirmTable
          reason={reason}
          heads={[words.number, words.kind, words.name]}
          items={lines}
          cellsOf={(one) => [one.number, words.kinds[one.kind], one.title]}
          isKnown={(one) => places.has(one.number)}
          editsOf={chapterEdits}
        />
      ),
    },
  ];
  return (
    <>
      <div className="toolbar">
        <span>{words.file(name)}</span>
        <Button size="small" onClick={onAgain}>
          {words.again}
        </Button>
        <span className="toolbar-space" />
        <Input
          className="reason-field"
          aria-label={words.reason}
          placeholder={words.reason}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
      <Tabs className="full-tabs" size="small" items={tabs} />
    </>
  );
}

interface ConfirmTableProps<Item> {
  readonly reason: string;
  readonly heads: readonly string[];
  readonly items: readonly Item[];
  readonly cellsOf: (item: Item) => readonly ReactNode[];
  /** Already in the plan: shown, but not offered again. */
  readonly isKnown: (item: Item) => boolean;
  readonly editsOf: (chosen: readonly Item[]) => PackEdit[];
}

/** Lines to confirm one by one or many at once. */
function ConfirmTable<Item>(props: ConfirmTableProps<Item>) {
  const { heads, items, cellsOf, isKnown, reason } = props;
  const { opened } = useOpenPlan();
  const { message } = App.useApp();
  const store = usePackEdits();
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const offered = items.flatMap((item, at) => (isKnown(item) ? [] : [at]));
  const confirm = async (positions: readonly number[]) => {
    if (reason.trim() === '') return void message.warning(words.reasonNeeded);
    const picked = positions.map((at) => items[at]!);
    if (!(await store(props.editsOf(picked), reason.trim()))) return;
    setChosen(new Set());
    void message.success(words.added(picked.length));
  };
  const toggle = (at: number, on: boolean) =>
    setChosen(new Set(on ? [...chosen, at] : [...chosen].filter((one) => one !== at)));
  const picked = offered.filter((at) => chosen.has(at));
  if (items.length === 0) return <div className="empty-note">{words.nothing}</div>;
  return (
    <>
      {!opened.readOnly && (
        <div className="toolbar">
          <Checkbox
            checked={offered.length > 0 && picked.length === offered.length}
            indeterminate={picked.length > 0 && picked.length < offered.length}
            onChange={(event) => setChosen(new Set(event.target.checked ? offered : []))}
          >
            {words.all}
          </Checkbox>
          <Button type="primary" disabled={picked.length === 0} onClick={() => void confirm(picked)}>
            {words.confirm(picked.length)}
          </Button>
        </div>
      )}
      <div className="scroll-panel">
        <table className="plain-table">
          <thead>
            <tr>
              <td />
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {items.map((item, at) => {
              const isThere = isKnown(item);
              const cells = cellsOf(item);
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines of a file that never change their order
                <tr key={at}>
                  <td>
                    <Checkbox
                      aria-label={String(cells[0])}
                      disabled={isThere || opened.readOnly}
                      checked={!isThere && chosen.has(at)}
                      onChange={(event) => toggle(at, event.target.checked)}
                    />
                  </td>
                  {cells.map((cell, column) => (
                    <td key={heads[column]}>{cell}</td>
                  ))}
                  <td>
                    {isThere ? (
                      <span className="quiet">{words.exists}</span>
                    ) : (
                      <Button size="small" disabled={opened.readOnly} onClick={() => void confirm([at])}>
                        {words.confirmOne}
                      </Button>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}
