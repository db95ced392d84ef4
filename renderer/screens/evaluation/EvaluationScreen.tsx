import { Button, Segmented } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { Judgement } from '../../../shared/domain/judgement.ts';
import { periodEndDate, requirePeriod } from '../../../shared/text/period.ts';
import { DateField } from '../../components/field/DateField.tsx';
import { FailureNote } from '../../frame/failure.tsx';
import { useRoute } from '../../frame/route.ts';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { usePrint } from '../../frame/use-print.ts';
import { useQuery } from '../../frame/use-query.ts';
import { frameWords } from '../../words/frame.ts';
import { compareWords, evaluationPrintWords } from '../../words/screen-commitments.ts';
import { evaluationWords as words } from '../../words/screen-evaluation.ts';
import { formatShare } from '../../words/shares.ts';
import { CompareView } from './CompareView.tsx';
import { JudgementCard } from './JudgementCard.tsx';
import { JudgementGrid } from './JudgementGrid.tsx';
import { verdictOf } from './judged.ts';
import { PrintSheet } from './PrintSheet.tsx';
import { ReportView } from './ReportView.tsx';

type View = keyof typeof words.views;

/** 监测评估: `#/evaluation/C03` opens an indicator's method card, `?view=report` the report. */
export function EvaluationScreen() {
  const { opened, content, state } = useOpenPlan();
  const session = useSession();
  const { parts, query } = useRoute();
  const print = usePrint();
  const periodEnd = periodEndDate(requirePeriod(state.period));
  const [date, setDate] = useState(periodEnd);
  // Another period in the top bar is another day to judge at; a day chosen here stays until then.
  useEffect(() => setDate(periodEnd), [periodEnd]);
  const [asOf, setAsOf] = useState('');
  const [view, setView] = useState<View>('indicators');
  useEffect(() => {
    if (query.view && query.view in words.views) setView(query.view as View);
  }, [query.view]);
  const scope = view === 'commitments' ? 'commitments' : 'indicators';
  const [verdict, setVerdict] = useState('');
  const evaluation = useQuery('evaluation/get', { plan: opened.plan, date, ...(asOf && { asOf }) });
  const value = evaluation.value;
  const all = value?.[scope] ?? [];
  const shown = useMemo(
    () => (verdict === '' ? all : all.filter((one) => verdictOf(one) === verdict)),
    [all, verdict],
  );
  const judged = view === 'indicators' || view === 'commitments';
  const [active, setActive] = useState<string>();
  // The card follows both the selection and the figures: an override or a new figure shows at once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown depends on these two alone
  useEffect(() => {
    const judgement = [...(value?.indicators ?? []), ...(value?.commitments ?? [])].find(
      ({ indicator }) => indicator === active,
    );
    const indicator = content.indicatorByCode.get(active ?? '');
    if (judgement && indicator)
      session.inspect(
        indicator.name,
        <JudgementCard judgement={judgement} indicator={indicator} date={date} asOf={asOf} />,
      );
  }, [active, value]);
  return (
    <div className="screen">
      <div className="toolbar">
        <Segmented<View>
          value={view}
          onChange={(next) => {
            setView(next);
            setVerdict('');
            setActive(undefined);
            session.closeInspector();
          }}
          options={(Object.keys(words.views) as View[]).map((one) => ({
            value: one,
            label: words.views[one],
          }))}
        />
        {view !== 'compare' && (
          <>
            <DateField label={words.date} value={date} onChange={setDate} />
            <DateField
              label={compareWords.asOf}
              hint={compareWords.asOfHint}
              optional
              value={asOf}
              onChange={setAsOf}
            />
          </>
        )}
        {value && judged && <span className="quiet">{words.schedule(formatShare(value.schedule))}</span>}
        <span className="toolbar-space" />
        {judged && (
          <Button disabled={!value} onClick={() => void print()}>
            {evaluationPrintWords.print}
          </Button>
        )}
      </div>
      {evaluation.failure && <FailureNote failure={evaluation.failure} onRetry={evaluation.reload} />}
      {!value && evaluation.slow && <div className="empty-note">{frameWords.loading}</div>}
      {view === 'compare' && <CompareView key={date} date={date} onActive={setActive} />}
      {view === 'report' && <ReportView date={date} asOf={asOf} />}
      {value && judged && (
        <>
          <PrintSheet evaluation={value} judgements={shown} scope={scope} />
          <VerdictCounts judgements={all} chosen={verdict} onChoose={setVerdict} />
          <JudgementGrid key={scope} judgements={shown} goTo={parts[0]} onActive={setActive} />
        </>
      )}
    </div>
  );
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
