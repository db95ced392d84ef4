import { Alert, Button, Splitter, Tabs, Tag } from 'antd';
import { useMemo, useState } from 'react';
import type { ReturnReport } from '../../../shared/contract/returns.ts';
import type { PlanIndex } from '../../api/plan-content.ts';
import { FailureNote } from '../../frame/failure.tsx';
import { go, printRoute } from '../../frame/route.ts';
import { useOpenPlan } from '../../frame/session.tsx';
import { useQuery } from '../../frame/use-query.ts';
import { findingSentence } from '../../words/findings.ts';
import { frameWords } from '../../words/frame.ts';
import { periodWords } from '../../words/periods.ts';
import { returnsWords as words } from '../../words/screen-returns.ts';
import { DifferencesView } from './DifferencesView.tsx';
import { FiguresView } from './FiguresView.tsx';
import { FindingsPanel } from './FindingsPanel.tsx';
import { OriginalPanel } from './OriginalPanel.tsx';
import { ParkedPanel } from './ParkedPanel.tsx';
import { openCount } from './place.ts';
import { ReturnActions } from './ReturnActions.tsx';

/** One return: the original sheet beside what was understood, linked both ways by the chosen cell. */
export function ReturnDetail({ id, cell }: { readonly id: number; readonly cell: string | undefined }) {
  const { opened, content } = useOpenPlan();
  const report = useQuery('returns/get', { plan: opened.plan, id });
  const [place, setPlace] = useState(cell);
  const value = report.value;
  return (
    <div className="screen">
      <div className="toolbar">
        <Button onClick={() => go(printRoute('returns'))}>{words.back}</Button>
        {value && <ReturnTitle report={value} content={content} />}
        <span className="toolbar-space" />
        {value && <ReturnActions report={value} id={id} />}
      </div>
      {report.failure && <FailureNote failure={report.failure} onRetry={report.reload} />}
      {!value && report.slow && <div className="empty-note">{frameWords.loading}</div>}
      {value &&
        (value.state === 'refused' || value.outcome === 'refused' ? (
          <Refused report={value} />
        ) : (
          <Splitter className="split">
            <Splitter.Panel defaultSize="50%" min="25%" max="75%">
              <OriginalPanel id={id} report={value} place={place} onPlace={setPlace} />
            </Splitter.Panel>
            <Splitter.Panel>
              <Understood id={id} report={value} place={place} onPlace={setPlace} />
            </Splitter.Panel>
          </Splitter>
        ))}
    </div>
  );
}

function ReturnTitle({ report, content }: { readonly report: ReturnReport; readonly content: PlanIndex }) {
  const sender = content.unitByCode.get(report.sender?.code ?? '')?.name ?? words.unknown;
  const form = content.formByCode.get(report.form?.code ?? '')?.title ?? words.unknown;
  return (
    <div className="return-title">
      <strong title={report.sender ? words.how[report.sender.how] : undefined}>{sender}</strong>
      <span title={report.form ? words.how[report.form.how] : undefined}>{form}</span>
      <span title={report.period ? words.how[report.period.how] : undefined}>
        {report.period ? periodWords(report.period.value) : words.unknown}
      </span>
      {(report.version ?? 0) > 0 && <span className="quiet">{words.versionNumber(report.version!)}</span>}
      {report.state && <Tag>{words.states[report.state]}</Tag>}
      <span className="quiet return-file" title={report.file}>
        {report.file}
      </span>
    </div>
  );
}

interface UnderstoodProps {
  readonly id: number;
  readonly report: ReturnReport;
  readonly place: string | undefined;
  readonly onPlace: (place: string) => void;
}

function Understood(props: UnderstoodProps) {
  const { report } = props;
  const counts = useMemo(() => openCount(report), [report]);
  const parkedOpen = report.parked.filter((row) => !row.settled).length;
  const items = [
    {
      key: 'findings',
      label: `${words.tabs.findings} ${counts.findings || ''}`,
      children: <FindingsPanel {...props} />,
    },
    { key: 'figures', label: words.tabs.figures, children: <FiguresView {...props} /> },
    ...(report.parked.length > 0
      ? [
          {
            key: 'parked',
            label: `${words.tabs.parked} ${parkedOpen || ''}`,
            children: <ParkedPanel {...props} />,
          },
        ]
      : []),
    ...((report.version ?? 1) > 1
      ? [{ key: 'differences', label: words.tabs.differences, children: <DifferencesView {...props} /> }]
      : []),
  ];
  return (
    <Tabs
      className="full-tabs"
      size="small"
      items={items}
      defaultActiveKey={counts.findings > 0 || report.figures.length === 0 ? 'findings' : 'figures'}
    />
  );
}

function Refused({ report }: { readonly report: ReturnReport }) {
  return (
    <Alert
      type="error"
      showIcon
      title={words.refusedTitle}
      description={
        <>
          {report.findings.map((finding) => (
            <p key={finding.id}>{findingSentence(finding)}</p>
          ))}
          <p>{words.refusedHint}</p>
        </>
      }
    />
  );
}
