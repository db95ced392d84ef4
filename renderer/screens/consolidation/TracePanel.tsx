import type { MethodOutput } from '../../../shared/contract/index.ts';
import type { PlanIndex } from '../../api/plan-content.ts';
import { StatusIcon } from '../../components/status/StatusIcon.tsx';
import { FailureNote } from '../../frame/failure.tsx';
import { printRoute } from '../../frame/route.ts';
import { useOpenPlan } from '../../frame/session.tsx';
import { useQuery } from '../../frame/use-query.ts';
import { momentWords } from '../../words/moments.ts';
import { formatFigure } from '../../words/numbers.ts';
import { periodWords } from '../../words/periods.ts';
import { traceWords as words } from '../../words/screen-consolidation.ts';

type Trace = MethodOutput<'consolidation/trace'>;
type Contribution = Trace['contributions'][number];

export interface TracePanelProps {
  readonly plan: string;
  readonly form: string | undefined;
  readonly indicator: string;
  readonly period: string;
  readonly unit: string | undefined;
}

/** 从哪来: the rule, and each contributing figure down to file, sheet, cell and raw text. */
export function TracePanel({ plan, form, indicator, period, unit }: TracePanelProps) {
  const { content } = useOpenPlan();
  const trace = useQuery('consolidation/trace', {
    plan,
    indicator,
    period,
    ...(form && { form }),
    ...(unit && { unit }),
  });
  if (trace.failure) return <FailureNote failure={trace.failure} onRetry={trace.reload} />;
  const value = trace.value;
  if (!value) return trace.slow ? <p className="quiet">{words.loading}</p> : null;
  const nameOf = (code: string) => content.unitByCode.get(code)?.name ?? code;
  const decimals = content.indicatorByCode.get(indicator)?.decimals;
  return (
    <div className="trace">
      <div className="trace-name">{value.name}</div>
      <div className="quiet">
        {nameOf(value.unit)} · {periodWords(value.period)}
      </div>
      <div className="trace-value">
        {value.value === null ? '—' : formatFigure(value.value, decimals)}
        <span className="trace-unit">{value.measureUnit}</span>
      </div>
      <div>
        {words.rule}：{words.rules[value.rule]}
        {value.formula && <div className="quiet trace-formula">{value.formula}</div>}
      </div>
      {value.printed?.adjusted && (
        <p className="quiet">{words.printed(formatFigure(value.printed.value, decimals))}</p>
      )}
      {value.missing.length > 0 && (
        <p className="trace-missing">
          <StatusIcon kind="warning" /> {words.missing(value.missing.map(nameOf).join('、'))}
        </p>
      )}
      <h3>{value.contributions.length > 0 ? words.contributions(value.contributions.length) : words.none}</h3>
      <ul className="trace-list">
        {value.contributions.map((contribution) => (
          <ContributionLine
            key={`${contribution.indicator ?? ''}-${contribution.unit}-${contribution.returnId ?? contribution.source ?? ''}-${contribution.cell ?? ''}`}
            contribution={contribution}
            content={content}
            indicator={indicator}
          />
        ))}
      </ul>
    </div>
  );
}

interface ContributionLineProps {
  readonly contribution: Contribution;
  readonly content: PlanIndex;
  readonly indicator: string;
}

function ContributionLine({ contribution: one, content, indicator }: ContributionLineProps) {
  const other =
    one.indicator && one.indicator !== indicator ? content.indicatorByCode.get(one.indicator) : undefined;
  const decimals = content.indicatorByCode.get(one.indicator ?? indicator)?.decimals;
  const details = [
    one.kind !== 'return' &&
      [words.kinds[one.kind], one.series, one.status, one.source].filter(Boolean).join(' '),
    one.file && `${one.file}${one.version && one.version > 1 ? `，${words.version(one.version)}` : ''}`,
    one.raw !== undefined && `${words.raw} ${one.raw}`,
    one.statedUnit && one.factor && one.factor !== '1' && words.statedUnit(one.statedUnit, one.factor),
    one.repairedFrom != null && words.repaired(one.repairedFrom),
    one.reason,
    one.acceptedBy && words.acceptedBy(one.acceptedBy, momentWords(one.acceptedAt ?? '')),
  ].filter(Boolean);
  const place = one.sheet !== undefined && one.cell ? `${one.sheet}!${one.cell}` : undefined;
  return (
    <li className="trace-line">
      <div className="trace-head">
        <span>
          {content.unitByCode.get(one.unit)?.name ?? one.unit}
          {other && <span className="quiet"> {other.name}</span>}
        </span>
        <strong>{one.value === null ? '—' : formatFigure(one.value, decimals)}</strong>
      </div>
      {details.map((detail) => (
        <div key={String(detail)} className="quiet">
          {detail}
        </div>
      ))}
      {one.returnId !== undefined && place && (
        <a href={printRoute('returns', [one.returnId], { cell: place })} title={words.openCell}>
          {place}
        </a>
      )}
    </li>
  );
}
