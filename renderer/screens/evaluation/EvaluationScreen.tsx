import { App, Button, Segmented, Select } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { Judgement } from '../../../shared/domain/judgement.ts';
import { periodEndDate, requirePeriod } from '../../../shared/text/period.ts';
import { failureOf } from '../../api/client.ts';
import { DateField } from '../../components/field/DateField.tsx';
import { FailureNote, showFailure } from '../../frame/failure.tsx';
import { useRoute } from '../../frame/route.ts';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { useQuery } from '../../frame/use-query.ts';
import { frameWords } from '../../words/frame.ts';
import { evaluationWords as words } from '../../words/screen-evaluation.ts';
import { formatShare } from '../../words/shares.ts';
import { JudgementCard } from './JudgementCard.tsx';
import { JudgementGrid } from './JudgementGrid.tsx';

/** 监测评估: `#/evaluation/C03` opens an indicator's method card. */
export function EvaluationScreen() {
  const { opened, content, state } = useOpenPlan();
  const session = useSession();
  const { parts } = useRoute();
  const [date, setDate] = useState(() => periodEndDate(requirePeriod(state.period)));
  const [scope, setScope] = useState<'indicators' | 'commitments'>('indicators');
  const [verdict, setVerdict] = useState('');
  const evaluation = useQuery('evaluation/get', { plan: opened.plan, date });
  const value = evaluation.value;
  const all = value?.[scope] ?? [];
  const shown = useMemo(
    () => (verdict === '' ? all : all.filter((one) => verdictOf(one) === verdict)),
    [all, verdict],
  );
  const [active, setActive] = useState<string>();
  // The card follows both the selection and the figures: an override or a new figure shows at once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown depends on these two alone
  useEffect(() => {
    const judgement = all.find(({ indicator }) => indicator === active);
    const indicator = content.indicatorByCode.get(active ?? '');
    if (judgement && indicator)
      session.inspect(
        indicator.name,
        <JudgementCard judgement={judgement} indicator={indicator} date={date} />,
      );
  }, [active, value]);
  return (
    <div className="screen">
      <div className="toolbar">
        <Segmented<'indicators' | 'commitments'>
          value={scope}
          onChange={(next) => {
            setScope(next);
            setVerdict('');
          }}
          options={[
            { value: 'indicators', label: words.main },
            { value: 'commitments', label: words.commitments },
          ]}
        />
        <DateField label={words.date} value={date} onChange={setDate} />
        {value && <span className="quiet">{words.schedule(formatShare(value.schedule))}</span>}
        <span className="toolbar-space" />
        <ReportButton date={date} />
      </div>
      {evaluation.failure && <FailureNote failure={evaluation.failure} onRetry={evaluation.reload} />}
      {!value && evaluation.slow && <div className="empty-note">{frameWords.loading}</div>}
      {value && (
        <>
          <VerdictCounts judgements={all} chosen={verdict} onChoose={setVerdict} />
          <JudgementGrid key={scope} judgements={shown} goTo={parts[0]} onActive={setActive} />
        </>
      )}
    </div>
  );
}

/** The person's verdict stands before the computed one. */
export function verdictOf(judgement: Judgement): string {
  return judgement.override?.verdict ?? judgement.verdict;
}

interface VerdictCountsProps {
  readonly judgements: readonly Judgement[];
  readonly chosen: string;
  readonly onChoose: (verdict: string) => void;
}

function VerdictCounts({ judgements, chosen, onChoose }: VerdictCountsProps) {
  const counts = new Map<string, number>();
  for (const judgement of judgements)
    counts.set(verdictOf(judgement), (counts.get(verdictOf(judgement)) ?? 0) + 1);
  return (
    <Segmented
      className="verdict-counts"
      size="small"
      value={chosen}
      onChange={onChoose}
      options={[
        { value: '', label: words.all(judgements.length) },
        ...[...counts].map(([verdict, count]) => ({ value: verdict, label: words.counts(verdict, count) })),
      ]}
    />
  );
}

type ReportKind = keyof typeof words.reports;

function ReportButton({ date }: { readonly date: string }) {
  const { opened } = useOpenPlan();
  const session = useSession();
  const { message, notification } = App.useApp();
  const [kind, setKind] = useState<ReportKind>('annual');
  const [working, setWorking] = useState(false);
  const run = async () => {
    setWorking(true);
    try {
      const file = await session.client.call('reports/export', { plan: opened.plan, kind, date });
      const saved = await session.saveFile(file);
      if (saved) void message.success(words.exported(saved));
    } catch (error) {
      showFailure(notification, failureOf(error));
    } finally {
      setWorking(false);
    }
  };
  return (
    <>
      <Select
        aria-label={words.report}
        value={kind}
        onChange={setKind}
        popupMatchSelectWidth={false}
        options={Object.entries(words.reports).map(([value, label]) => ({
          value: value as ReportKind,
          label,
        }))}
      />
      <Button loading={working} onClick={() => void run()}>
        {working ? words.exporting : words.exportReport}
      </Button>
    </>
  );
}
