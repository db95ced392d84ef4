import type { CommitmentRecord, JudgementMethod } from '../../domain/judgement.ts';
import type { Indicator, TargetTexts } from '../../domain/plan.ts';
import { Decimal } from '../../text/decimal.ts';
import { isFigured, listJudgedParts } from './judged-parts.ts';
import { type JudgeContext, type Measured, present, unjudged } from './measured.ts';
import { endDateOf, lastMonthOver } from './plan-calendar.ts';
import { type Demand, demandOf, isMet } from './target-met.ts';

type RecordOf<K extends CommitmentRecord['kind']> = Extract<CommitmentRecord, { kind: K }>;

function goalOf(
  indicator: Indicator,
  texts: TargetTexts | undefined,
  unit: string,
  standard?: string,
): Demand | undefined {
  const figured = listJudgedParts(indicator, texts).find((entry) => entry.decides && isFigured(entry.part));
  if (figured && isFigured(figured.part)) return demandOf(figured.part, unit, indicator.direction);
  return standard === undefined ? undefined : { op: 'ge', goal: new Decimal(standard) };
}

/** milestone: reached by its day, and proved by a document; before that day nothing is said. */
function judgeMilestone(record: RecordOf<'milestone'>, date: string, context: JudgeContext): Measured {
  const due = record.due ?? endDateOf(context.calendar.planEnd);
  const achieved = record.achieved !== undefined && record.achieved <= date;
  const known = { reasonDetails: { due, ...(record.achieved && { achieved: record.achieved }) } };
  if (achieved && !record.document) return unjudged('milestone', 'no-document', known);
  if (!achieved && date <= due && !context.calendar.ended) return unjudged('milestone', 'not-due', known);
  const onTime = achieved && record.achieved! <= due;
  const style = onTime ? 'schedule' : 'held';
  return {
    method: 'milestone',
    style,
    inputs: [],
    lastMonth: lastMonthOver(achieved ? record.achieved! : date),
    met: achieved && (onTime || context.calendar.ended),
    ...present<Measured>({ document: record.document }),
    ...known,
  };
}

/** standard: the share of cases that keep it; the number inside the standard (65 % saving) is never the target. */
function judgeStandard(
  record: RecordOf<'standard'>,
  indicator: Indicator,
  texts: TargetTexts | undefined,
): Measured {
  const applicable = new Decimal(record.applicable);
  if (!applicable.greaterThan(0)) return unjudged('standard', 'no-data');
  const share = new Decimal(record.executed).div(applicable).times(100);
  const asked = indicator.unit === '%' ? goalOf(indicator, texts, '%', '100') : undefined;
  const demand: Demand = asked ?? { op: 'ge', goal: new Decimal(100) };
  return {
    method: 'standard',
    style: 'held',
    inputs: [],
    actual: share,
    target: demand.goal,
    lastMonth: lastMonthOver(record.date),
    met: isMet(share, demand, 'up', new Decimal(0)),
    shareOfTarget: share.div(demand.goal),
  };
}

/** list-count: members of the list that are done, over the number asked for. */
function judgeListCount(
  record: RecordOf<'list-count'>,
  date: string,
  indicator: Indicator,
  texts: TargetTexts | undefined,
  context: JudgeContext,
): Measured {
  const demand = goalOf(indicator, texts, indicator.unit, String(record.items.length));
  if (!demand?.goal.greaterThan(0)) return unjudged('list-count', 'no-target');
  const done = record.items.filter((item) => item.done !== undefined && item.done <= date).length;
  const linear = new Decimal(done).div(demand.goal);
  const count = new Decimal(done);
  return {
    method: 'list-count',
    style: 'schedule',
    inputs: [],
    actual: count,
    target: demand.goal,
    lastMonth: context.calendar.now,
    linear,
    judgedBy: 'linear',
    shareOfTarget: linear,
    met: isMet(count, demand, 'up', new Decimal(0)),
    exceeded: count.greaterThan(demand.farEnd ?? demand.goal),
  };
}

/** task: the share its stage stands for, against the elapsed share of its own time. */
function judgeTask(record: RecordOf<'task'>, context: JudgeContext): Measured {
  const { calendar, settings } = context;
  const share = settings.stages[record.stage];
  const start = record.plannedStart ? lastMonthOver(record.plannedStart) : calendar.baseEnd;
  const end = record.plannedEnd ? lastMonthOver(record.plannedEnd) : calendar.planEnd;
  const now = lastMonthOver(record.date);
  const elapsed = end > start ? new Decimal(now - start).div(end - start) : new Decimal(1);
  const due = Decimal.max(0, Decimal.min(1, elapsed));
  return {
    method: 'task',
    style: 'schedule',
    inputs: [],
    lastMonth: now,
    linear: share,
    due,
    judgedBy: 'linear',
    shareOfTarget: share,
    met: record.stage === 'done',
    reasonDetails: { stage: record.stage },
  };
}

const methods: Readonly<Record<string, JudgementMethod>> = {
  milestone: 'milestone',
  standard: 'standard',
  'list-count': 'list-count',
  task: 'task',
};

/**
 * Judges a commitment that no series of figures measures, by its kind (issue: milestone by date and document, standard by
 * share, list by count, task by stage). Undefined where the kind is a quantity: that is an indicator's work.
 */
export function measureCommitment(
  indicator: Indicator,
  texts: TargetTexts | undefined,
  record: CommitmentRecord | undefined,
  date: string,
  context: JudgeContext,
): Measured | undefined {
  const method = indicator.commitmentKind && methods[indicator.commitmentKind];
  if (!method) return undefined;
  if (!record || record.kind !== indicator.commitmentKind)
    return context.figures.length > 0 ? undefined : unjudged(method, 'no-record');
  switch (record.kind) {
    case 'milestone':
      return judgeMilestone(record, date, context);
    case 'standard':
      return judgeStandard(record, indicator, texts);
    case 'list-count':
      return judgeListCount(record, date, indicator, texts, context);
    case 'task':
      return judgeTask(record, context);
  }
}
