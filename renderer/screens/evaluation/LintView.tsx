import { App } from 'antd';
import { useState } from 'react';
import type { MethodOutput } from '../../../shared/contract/index.ts';
import { failureOf } from '../../api/client.ts';
import { Grid } from '../../components/grid/Grid.tsx';
import type { GridCell, GridColumn } from '../../components/grid/model.ts';
import { FileDrop } from '../../components/intake/FileDrop.tsx';
import { StatusIcon } from '../../components/status/StatusIcon.tsx';
import { showFailure } from '../../frame/failure.tsx';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { dayWords } from '../../words/periods.ts';
import { reportPanelWords as words } from '../../words/screen-report.ts';

const columns: readonly GridColumn[] = [
  { id: 'where', header: [words.where], kind: 'text', width: 130 },
  { id: 'text', header: [words.complaint], kind: 'text', width: 760 },
];

interface Checked extends MethodOutput<'reports/lint'> {
  readonly name: string;
}

/** Holds any Word file against the plan's figures; nothing of it is stored. */
export function LintView({ date }: { readonly date: string }) {
  const { opened } = useOpenPlan();
  const session = useSession();
  const { notification } = App.useApp();
  const [working, setWorking] = useState(false);
  const [checked, setChecked] = useState<Checked>();
  const check = async (file: File) => {
    setWorking(true);
    try {
      const [sent] = await session.client.transport.sendFiles([file]);
      const found = await session.client.call('reports/lint', {
        plan: opened.plan,
        ...(sent as object),
        date,
      });
      setChecked({ ...found, name: file.name });
    } catch (error) {
      showFailure(notification, failureOf(error));
    } finally {
      setWorking(false);
    }
  };
  return (
    <>
      <FileDrop
        label={words.drop}
        hint={`${words.dropHint}。${words.lintDate(dayWords(date))}`}
        accept=".docx"
        working={working}
        onFile={(file) => void check(file)}
      />
      {checked && (
        <p role="status" className="lint-result">
          <StatusIcon kind={checked.complaints.length === 0 ? 'ok' : 'warning'} />{' '}
          {checked.complaints.length === 0
            ? words.clean(checked.name)
            : words.complaints(checked.name, checked.complaints.length)}
        </p>
      )}
      {checked && checked.complaints.length > 0 && <Complaints complaints={checked.complaints} />}
    </>
  );
}

function Complaints({ complaints }: { readonly complaints: Checked['complaints'] }) {
  const cellAt = (row: string, column: string): GridCell => ({
    text: complaints[Number(row)]?.[column as 'where' | 'text'] ?? '',
  });
  return (
    <Grid
      label={words.lintGrid}
      columns={columns}
      rows={complaints.map((_, at) => String(at))}
      cellAt={cellAt}
    />
  );
}
