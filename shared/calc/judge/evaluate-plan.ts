import type {
  CommitmentRecord,
  DefinitionBreak,
  Evaluation,
  Judgement,
  Override,
  ProjectRecord,
  Thresholds,
} from '../../domain/judgement.ts';
import type { Indicator, PlanContent, TargetTexts } from '../../domain/plan.ts';
import { printDerived } from '../../text/decimal.ts';
import { measureCommitment } from './judge-commitment.ts';
import { contextMaker } from './judge-context.ts';
import { judgeIndicator, judgeMeasured, printThresholds } from './judge-indicator.ts';
import { judgeProject } from './judge-project.ts';
import { parseJudgementSettings } from './judgement-settings.ts';
import type { JudgeContext } from './measured.ts';
import { indexFigures, knownOn } from './observation-index.ts';
import { makeCalendar, scheduleAt } from './plan-calendar.ts';

export interface EvaluationInput {
  readonly plan: Pick<
    PlanContent,
    'header' | 'indicators' | 'targets' | 'assigned' | 'splits' | 'projects' | 'observations'
  >;
  /** Judge on this day: figures of periods that end later are left out. `YYYY-MM-DD` */
  readonly date: string;
  /** As known on this day: figures, records and documents that came later are left out. */
  readonly asOf?: string;
  readonly breaks?: readonly DefinitionBreak[];
  readonly overrides?: readonly Override[];
  readonly commitmentRecords?: readonly CommitmentRecord[];
  readonly projectRecords?: readonly ProjectRecord[];
}

/** Latest known row for each key; rows without a date of record come first. Complete order: rows may come in any. */
function latestBy<T extends { readonly recorded?: string }>(
  rows: readonly T[],
  key: (row: T) => string,
  date: (row: T) => string,
): ReadonlyMap<string, T> {
  const latest = new Map<string, T>();
  const rank = (row: T) => `${date(row)}|${row.recorded ?? ''}|${JSON.stringify(row)}`;
  for (const row of rows) {
    const held = latest.get(key(row));
    if (!held || rank(row) > rank(held)) latest.set(key(row), row);
  }
  return latest;
}

function listRecords(input: EvaluationInput): ReadonlyMap<string, CommitmentRecord> {
  const dated = (record: CommitmentRecord) => ('date' in record ? record.date : '');
  const known = knownOn(input.commitmentRecords ?? [], input.asOf).filter(
    (record) => dated(record) <= input.date,
  );
  return latestBy(known, (record) => record.indicator, dated);
}

function listOverrides(input: EvaluationInput): ReadonlyMap<string, Override> {
  const rows = (input.overrides ?? [])
    .filter(
      (row) => row.date <= input.date && (input.asOf === undefined || row.date.slice(0, 10) <= input.asOf),
    )
    .map((row) => ({ row, recorded: row.date }));
  const latest = latestBy(
    rows,
    ({ row }) => row.indicator,
    ({ row }) => row.date,
  );
  return new Map([...latest].map(([code, { row }]) => [code, row]));
}

function judgeProjects(input: EvaluationInput, settings: ReturnType<typeof parseJudgementSettings>) {
  const known = knownOn(input.projectRecords ?? [], input.asOf).filter((record) => record.date <= input.date);
  const latest = latestBy(
    known,
    (record) => record.project,
    (record) => record.date,
  );
  return input.plan.projects.map((project) =>
    judgeProject(project, latest.get(project.code), input.date, settings),
  );
}

/** An indicator is judged where it stands in the main table or has a target; others are only reported. */
function isJudged(indicator: Indicator, targets: ReadonlyMap<string, TargetTexts>): boolean {
  return indicator.scope !== 'form' || targets.has(indicator.code);
}

/**
 * Judges a whole plan on a day: each indicator and commitment with its own data date and schedule, each project.
 * Pure: no clock, and independent of the order of rows. Methods: domain.md section 4, docs/methods.md.
 * @throws AppError `invalid-input` where a setting of the pack has the wrong type
 */
export function evaluatePlan(input: EvaluationInput): Evaluation {
  const { plan, date, asOf } = input;
  const { header } = plan;
  const settings = parseJudgementSettings(header.settings);
  const calendar = makeCalendar(header.period, header.baseYear, date);
  const figures = indexFigures(knownOn(plan.observations, asOf), {
    indicators: plan.indicators,
    root: header.root,
    now: calendar.now,
  });
  const assigned = plan.assigned.filter(
    (row) => asOf === undefined || row.date === undefined || row.date.slice(0, 10) <= asOf.slice(0, 10),
  );
  const makeContext = contextMaker({
    ...plan,
    assigned,
    breaks: input.breaks ?? [],
    figures,
    calendar,
    settings,
  });
  const targets = new Map(plan.targets.map((row) => [row.indicator, row]));
  const [records, overrides] = [listRecords(input), listOverrides(input)];
  let thresholds: Thresholds | undefined;
  const judge = (indicator: Indicator): Judgement => {
    const texts = targets.get(indicator.code);
    const context: JudgeContext = makeContext(indicator, texts);
    thresholds ??= printThresholds(context);
    const override = overrides.get(indicator.code);
    const measured =
      indicator.scope === 'commitment'
        ? measureCommitment(indicator, texts, records.get(indicator.code), date, context)
        : undefined;
    return measured
      ? judgeMeasured(indicator, texts, measured, context, override, thresholds)
      : judgeIndicator(indicator, texts, context, override, thresholds);
  };
  const judged = plan.indicators.filter((indicator) => isJudged(indicator, targets));
  return {
    date,
    asOf: asOf ?? null,
    schedule: printDerived(scheduleAt(calendar, calendar.now)),
    indicators: judged.filter((indicator) => indicator.scope !== 'commitment').map(judge),
    commitments: judged.filter((indicator) => indicator.scope === 'commitment').map(judge),
    projects: judgeProjects(input, settings),
  };
}
