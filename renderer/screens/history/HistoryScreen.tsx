import { App, Button, Input, Modal, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import type { MethodOutput } from '../../../shared/contract/index.ts';
import { failureOf } from '../../api/client.ts';
import { Grid } from '../../components/grid/Grid.tsx';
import type { GridCell, GridColumn } from '../../components/grid/model.ts';
import { StatusIcon } from '../../components/status/StatusIcon.tsx';
import { FailureNote, showFailure } from '../../frame/failure.tsx';
import { ListingButton } from '../../frame/ListingButton.tsx';
import { PrintButton } from '../../frame/PrintButton.tsx';
import { useRememberedWidths } from '../../frame/remembered.ts';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { usePrintHead } from '../../frame/use-print-head.ts';
import { useQuery } from '../../frame/use-query.ts';
import { changeLine } from '../../words/history.ts';
import { momentWords } from '../../words/moments.ts';
import { historyWords as words } from '../../words/screen-history.ts';
import { passwordWords } from '../../words/screen-places.ts';
import { PasswordPanel } from './PasswordPanel.tsx';

type Change = MethodOutput<'history/list'>['changes'][number];
type Generation = MethodOutput<'history/list-generations'>['generations'][number];

/** 记录: every change with who, when and why; undo; the backups kept. */
export function HistoryScreen() {
  const session = useSession();
  const { opened } = useOpenPlan();
  const [view, setView] = useState<'changes' | 'generations'>('changes');
  return (
    <div className="screen">
      <div className="toolbar">
        <Segmented
          value={view}
          onChange={setView}
          options={[
            { value: 'changes', label: words.changes },
            { value: 'generations', label: words.generations },
          ]}
        />
        <span className="toolbar-space" />
        {!opened.readOnly && (
          <Button onClick={() => session.inspect(passwordWords.title, <PasswordPanel />)}>
            {passwordWords.open}
          </Button>
        )}
      </div>
      {view === 'changes' ? <Changes /> : <Generations />}
    </div>
  );
}

const changeColumns: readonly GridColumn[] = [
  { id: 'id', header: [words.number], kind: 'number', width: 70 },
  { id: 'what', header: [words.what], kind: 'text', width: 360 },
  { id: 'by', header: [words.by], kind: 'text', width: 110 },
  { id: 'at', header: [words.at], kind: 'text', width: 140 },
  { id: 'rows', header: [words.rows], kind: 'number', width: 90 },
  { id: 'reason', header: [words.reason], kind: 'text', width: 220 },
  { id: 'state', header: [words.state], kind: 'text', width: 90 },
];

function changeCell(change: Change, column: string): GridCell {
  switch (column) {
    case 'id':
      return { text: String(change.id) };
    case 'what':
      return { text: changeLine(change.method, change.summary) };
    case 'by':
      return { text: change.by ?? '' };
    case 'at':
      return { text: change.at, display: momentWords(change.at) };
    case 'rows':
      return { text: String(change.rows), display: change.rows.toLocaleString('zh-CN') };
    case 'reason':
      return { text: typeof change.summary.reason === 'string' ? change.summary.reason : '' };
    default:
      return { text: change.undoneBy === null ? words.standing : words.undone };
  }
}

function Changes() {
  const { opened, state } = useOpenPlan();
  const session = useSession();
  const { message, notification } = App.useApp();
  const widths = useRememberedWidths('changes');
  const print = usePrintHead(words.changes);
  const history = useQuery('history/list', { plan: opened.plan });
  const [active, setActive] = useState<string>();
  const byId = useMemo(
    () => new Map(history.value?.changes.map((change) => [String(change.id), change])),
    [history.value],
  );
  const keys = useMemo(() => [...byId.keys()], [byId]);
  const cellAt = useMemo(
    () => (key: string, column: string) => {
      const change = byId.get(key);
      return change ? changeCell(change, column) : { text: '' };
    },
    [byId],
  );
  const chosen = byId.get(active ?? '');
  const undo = async () => {
    if (!chosen) return;
    try {
      await session.command('history/undo', { plan: opened.plan, id: chosen.id, by: state.person });
      void message.success(words.undoneThis);
    } catch (error) {
      showFailure(notification, failureOf(error));
    }
  };
  const brokenAt = history.value?.brokenAt;
  return (
    <>
      {history.failure && <FailureNote failure={history.failure} onRetry={history.reload} />}
      <div className="toolbar">
        {history.value && (
          <span className={brokenAt == null ? 'quiet' : 'problem'}>
            <StatusIcon kind={brokenAt == null ? 'ok' : 'error'} />{' '}
            {brokenAt == null ? words.intact : words.broken(brokenAt)}
          </span>
        )}
        <span className="toolbar-space" />
        <ListingButton kind="history" />
        <PrintButton />
        <Button disabled={!chosen || chosen.undoneBy !== null} onClick={() => void undo()}>
          {words.undoThis}
        </Button>
      </div>
      <Grid
        label={words.changes}
        columns={changeColumns}
        rows={keys}
        cellAt={cellAt}
        rowNumbers={false}
        onActive={setActive}
        empty={words.noChanges}
        print={print}
        {...widths}
      />
    </>
  );
}

const generationColumns: readonly GridColumn[] = [
  { id: 'sequence', header: [words.number], kind: 'number', width: 90 },
  { id: 'savedAt', header: [words.saved], kind: 'text', width: 170 },
  { id: 'bytes', header: [words.size], kind: 'number', width: 120 },
  { id: 'valid', header: [words.state], kind: 'text', width: 110 },
];

function generationCell(generation: Generation, column: string): GridCell {
  switch (column) {
    case 'sequence':
      return { text: String(generation.sequence) };
    case 'savedAt':
      return { text: generation.savedAt, display: momentWords(generation.savedAt) };
    case 'bytes':
      return { text: String(generation.bytes), display: words.kilobytes(generation.bytes) };
    default:
      return generation.valid
        ? { text: words.valid }
        : { text: words.damaged, finding: { level: 'error', message: words.damaged } };
  }
}

function Generations() {
  const { opened } = useOpenPlan();
  const widths = useRememberedWidths('generations');
  const list = useQuery('history/list-generations', { plan: opened.plan });
  const [active, setActive] = useState<string>();
  const [restoring, setRestoring] = useState(false);
  const byId = useMemo(
    () => new Map(list.value?.generations.map((one) => [String(one.sequence), one])),
    [list.value],
  );
  const keys = useMemo(() => [...byId.keys()].sort((a, b) => Number(b) - Number(a)), [byId]);
  const cellAt = useMemo(
    () => (key: string, column: string) => {
      const generation = byId.get(key);
      return generation ? generationCell(generation, column) : { text: '' };
    },
    [byId],
  );
  const chosen = byId.get(active ?? '');
  return (
    <>
      {list.failure && <FailureNote failure={list.failure} onRetry={list.reload} />}
      <div className="toolbar">
        <span className="toolbar-space" />
        <Button disabled={!chosen?.valid} onClick={() => setRestoring(true)}>
          {words.restore}
        </Button>
      </div>
      <Grid
        label={words.generations}
        columns={generationColumns}
        rows={keys}
        cellAt={cellAt}
        rowNumbers={false}
        onActive={setActive}
        empty={words.noGenerations}
        {...widths}
      />
      {chosen && restoring && <RestoreDialog generation={chosen} onClose={() => setRestoring(false)} />}
    </>
  );
}

function RestoreDialog({
  generation,
  onClose,
}: {
  readonly generation: Generation;
  readonly onClose: () => void;
}) {
  const session = useSession();
  const { opened, state } = useOpenPlan();
  const { message, notification } = App.useApp();
  const [reason, setReason] = useState('');
  const restore = async () => {
    try {
      await session.command('history/restore', {
        plan: opened.plan,
        sequence: generation.sequence,
        by: state.person,
        reason: reason.trim(),
      });
      void message.success(words.restored);
      onClose();
      await session.openPlan(opened);
    } catch (error) {
      showFailure(notification, failureOf(error));
    }
  };
  return (
    <Modal
      open
      title={words.restoreTitle(momentWords(generation.savedAt))}
      onCancel={onClose}
      okText={words.confirm}
      okButtonProps={{ disabled: reason.trim() === '' }}
      onOk={() => void restore()}
    >
      <p>{words.restoreHint}</p>
      <Input
        aria-label={words.reason}
        placeholder={words.reasonNeeded}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </Modal>
  );
}
