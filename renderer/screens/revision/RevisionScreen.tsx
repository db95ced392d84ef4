import { Button } from 'antd';
import { useMemo, useState } from 'react';
import type { MethodOutput } from '../../../shared/contract/index.ts';
import { Grid } from '../../components/grid/Grid.tsx';
import type { GridCell, GridColumn } from '../../components/grid/model.ts';
import { FailureNote } from '../../frame/failure.tsx';
import { PrintButton } from '../../frame/PrintButton.tsx';
import { useRememberedWidths } from '../../frame/remembered.ts';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { usePrintHead } from '../../frame/use-print-head.ts';
import { useQuery } from '../../frame/use-query.ts';
import { revisionWords as words } from '../../words/screen-revision.ts';
import { ProposeDialog } from './ProposeDialog.tsx';
import { RevisionSteps } from './RevisionSteps.tsx';

export type Revision = MethodOutput<'revisions/list'>['revisions'][number];

const columns: readonly GridColumn[] = [
  { id: 'id', header: [words.number], kind: 'number', width: 64 },
  { id: 'indicator', header: [words.indicator], kind: 'text', width: 230 },
  { id: 'field', header: [words.field], kind: 'text', width: 100 },
  { id: 'before', header: [words.before], kind: 'text', width: 150 },
  { id: 'after', header: [words.after], kind: 'text', width: 150 },
  { id: 'state', header: [words.state], kind: 'text', width: 90 },
  { id: 'inForceFrom', header: [words.inForceFrom], kind: 'text', width: 110 },
  { id: 'reason', header: [words.reason], kind: 'text', width: 240 },
  { id: 'by', header: [words.by], kind: 'text', width: 90 },
];

/** 修订: the ledger of changed targets, each with its procedure; both sides of every change stay. */
export function RevisionScreen() {
  const { opened, content } = useOpenPlan();
  const session = useSession();
  const widths = useRememberedWidths('revisions');
  const print = usePrintHead(words.ledger);
  const list = useQuery('revisions/list', { plan: opened.plan });
  const [proposing, setProposing] = useState(false);
  const byId = useMemo(
    () => new Map(list.value?.revisions.map((one) => [String(one.id), one])),
    [list.value],
  );
  const rows = useMemo(() => [...byId.keys()], [byId]);
  const cellAt = useMemo(
    () =>
      (key: string, column: string): GridCell => {
        const revision = byId.get(key);
        if (!revision) return { text: '' };
        switch (column) {
          case 'id':
            return { text: String(revision.id) };
          case 'indicator':
            return { text: content.indicatorByCode.get(revision.indicator)?.name ?? revision.indicator };
          case 'field':
            return { text: words.fields[revision.field] };
          case 'state':
            return { text: words.states[revision.state] };
          default:
            return { text: revision[column as 'before' | 'after' | 'inForceFrom' | 'reason' | 'by'] ?? '' };
        }
      },
    [byId, content],
  );
  const inspect = (key: string) => {
    const revision = byId.get(key);
    if (revision)
      session.inspect(
        words.steps,
        <RevisionSteps key={`${key}-${revision.steps.length}`} id={revision.id} />,
      );
  };
  return (
    <div className="screen">
      <div className="toolbar">
        <span className="toolbar-space" />
        <PrintButton />
        <Button type="primary" disabled={opened.readOnly} onClick={() => setProposing(true)}>
          {words.propose}
        </Button>
      </div>
      {list.failure && <FailureNote failure={list.failure} onRetry={list.reload} />}
      <Grid
        label={words.ledger}
        columns={columns}
        rows={rows}
        cellAt={cellAt}
        rowNumbers={false}
        frozenColumns={2}
        onActive={inspect}
        empty={words.none}
        print={print}
        {...widths}
      />
      {proposing && <ProposeDialog onClose={() => setProposing(false)} />}
    </div>
  );
}
