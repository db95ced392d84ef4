import { App, Button, Segmented, Select } from 'antd';
import { useState } from 'react';
import { type ReportKind, reportKinds } from '../../../shared/calc/report/report-input.ts';
import { failureOf } from '../../api/client.ts';
import { showFailure } from '../../frame/failure.tsx';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { evaluationWords } from '../../words/screen-evaluation.ts';
import { reportPanelWords as words } from '../../words/screen-report.ts';
import { LintView } from './LintView.tsx';
import { OpinionsView } from './OpinionsView.tsx';
import { ReportTexts } from './ReportTexts.tsx';
import './report-view.css';

type Part = keyof typeof words.parts;

export interface ReportPlace {
  readonly kind: ReportKind;
  readonly date: string;
}

/** 报告: its texts, the opinions on the draft, the check of a finished file, and the Word file. */
export function ReportView({ date, asOf }: { readonly date: string; readonly asOf: string }) {
  const [kind, setKind] = useState<ReportKind>('annual');
  const [part, setPart] = useState<Part>('texts');
  const place = { kind, date };
  return (
    <>
      <div className="toolbar">
        <Select<ReportKind>
          aria-label={words.kind}
          value={kind}
          onChange={setKind}
          popupMatchSelectWidth={false}
          options={reportKinds.map((value) => ({ value, label: evaluationWords.reports[value] }))}
        />
        <Segmented<Part>
          value={part}
          onChange={setPart}
          options={(Object.keys(words.parts) as Part[]).map((value) => ({
            value,
            label: words.parts[value],
          }))}
        />
        <span className="toolbar-space" />
        <ExportButton place={place} asOf={asOf} />
      </div>
      {part === 'texts' && <ReportTexts key={`${kind}-${date}`} place={place} asOf={asOf} />}
      {part === 'opinions' && <OpinionsView key={`${kind}-${date}`} place={place} />}
      {part === 'lint' && <LintView date={date} />}
    </>
  );
}

function ExportButton({ place, asOf }: { readonly place: ReportPlace; readonly asOf: string }) {
  const { opened } = useOpenPlan();
  const session = useSession();
  const { message, notification } = App.useApp();
  const [working, setWorking] = useState(false);
  const run = async () => {
    setWorking(true);
    try {
      const known = asOf ? { asOf } : {};
      const file = await session.client.call('reports/export', { plan: opened.plan, ...place, ...known });
      const saved = await session.saveFile(file);
      if (saved) void message.success(evaluationWords.exported(saved));
    } catch (error) {
      showFailure(notification, failureOf(error));
    } finally {
      setWorking(false);
    }
  };
  return (
    <Button loading={working} onClick={() => void run()}>
      {working ? evaluationWords.exporting : evaluationWords.exportReport}
    </Button>
  );
}
