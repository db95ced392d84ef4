import type { Judgement, MethodCard, Override, PartJudgement, Thresholds } from '../../domain/judgement.ts';
import type { Indicator, TargetTexts } from '../../domain/plan.ts';
import type { TargetPart } from '../../domain/target.ts';
import { type Decimal, type DecimalText, printDerived } from '../../text/decimal.ts';
import { printTarget } from '../target/print-target.ts';
import { conclude, isWorse, judgedCompletion, scheduleOf } from './conclude.ts';
import { judgeAssignedOnly, judgePart } from './judge-part.ts';
import { type JudgedPart, listJudgedParts } from './judged-parts.ts';
import type { JudgeContext, Measured } from './measured.ts';
import { endDateOf } from './plan-calendar.ts';

function printed(value: Decimal | undefined): DecimalText | null {
  return value === undefined ? null : printDerived(value);
}

function describe(entry: JudgedPart, measured: Measured, context: JudgeContext): PartJudgement {
  const { calendar, settings } = context;
  const { code, light, trend, need } = conclude(measured, calendar, settings);
  const month = measured.lastMonth;
  const reason = measured.reason ?? (code === 'undecided' ? 'no-base' : null);
  return {
    column: entry.column,
    part: entry.part,
    text: printTarget([entry.part], entry.column),
    aspirational: entry.part.op !== 'none' && entry.part.aspirational === true,
    decides: entry.decides,
    method: measured.method,
    dataDate: month === undefined ? null : endDateOf(month),
    schedule: printed(scheduleOf(measured, calendar)),
    actual: printed(measured.actual),
    base: printed(measured.base),
    target: printed(measured.target),
    completion: printed(judgedCompletion(measured)),
    completionLinear: printed(measured.linear),
    completionCompound: printed(measured.compound),
    shareOfTarget: printed(measured.shareOfTarget),
    met: measured.met ?? null,
    verdict: settings.verdicts[code],
    verdictCode: code,
    light,
    needPerYear: printed(need),
    milestone: measured.milestone ?? null,
    backLoaded: measured.backLoaded ?? false,
    trend: trend ? settings.trends[trend] : null,
    trendCode: trend ?? null,
    everMet: measured.everMet ?? null,
    estimated: measured.inputs.some((input) => input.status === '预计'),
    stale: calendar.ended && month !== undefined && month < calendar.planEnd,
    inputs: measured.inputs,
    reason,
    reasonDetails: measured.reasonDetails ?? null,
  };
}

/** Worst part that decides and is no mere hope; where all are hopes, the worst of those, never as a failure. */
function decidingPart(parts: readonly PartJudgement[]): PartJudgement {
  const deciding = parts.filter((part) => part.decides && !part.aspirational);
  const candidates = deciding.length > 0 ? deciding : parts.filter((part) => part.decides);
  return candidates.reduce((worst, part) => (isWorse(part.verdictCode, worst.verdictCode) ? part : worst));
}

/** 力争 is listed, never counted as failed. */
function spareHope(part: PartJudgement, context: JudgeContext): PartJudgement {
  if (!part.aspirational || (part.verdictCode !== 'behind' && part.verdictCode !== 'failed')) return part;
  return {
    ...part,
    verdict: context.settings.verdicts.undecided,
    verdictCode: 'undecided',
    light: 'none',
    reason: 'aspirational',
  };
}

const thresholdNames = [
  'ahead',
  'onSchedule',
  'yellow',
  'red',
  'approx',
  'sync',
  'holdRange',
  'backLoaded',
] as const satisfies readonly (keyof Thresholds)[];

export function printThresholds(context: JudgeContext): Thresholds {
  return Object.fromEntries(
    thresholdNames.map((name) => [name, printDerived(context.settings.thresholds[name])]),
  ) as unknown as Thresholds;
}

function makeCard(
  part: PartJudgement,
  measured: Measured | undefined,
  context: JudgeContext,
  thresholds: Thresholds,
): MethodCard {
  const { indicator } = context;
  return {
    formula: part.method,
    unit: indicator.unit,
    inputs: part.inputs,
    dataDate: part.dataDate,
    schedule: part.schedule,
    thresholds,
    definition: indicator.definition ?? null,
    priceBasis: indicator.priceBasis ?? null,
    growthBasis: indicator.growthBasis ?? null,
    official: indicator.official ?? null,
    baseChoice: context.base.choice,
    breaks: context.breaks,
    document: measured?.document ?? null,
  };
}

const nothing: TargetPart = { op: 'none' };

function measureParts(
  indicator: Indicator,
  texts: TargetTexts | undefined,
  context: JudgeContext,
): readonly (readonly [JudgedPart, Measured])[] {
  const entries = listJudgedParts(indicator, texts);
  if (entries.length > 0)
    return entries.map((entry) => [entry, judgePart(entry.part, texts?.kind, context)] as const);
  const entry: JudgedPart = { part: nothing, column: 'year', decides: true };
  const byNumber = context.assigned.length > 0 && texts?.kind !== 'annual-set';
  const measured = byNumber
    ? judgeAssignedOnly(texts?.kind, context)
    : judgePart(nothing, texts?.kind, context);
  return [[entry, measured]];
}

interface Assembly {
  readonly indicator: Indicator;
  readonly context: JudgeContext;
  readonly override: Override | undefined;
  readonly thresholds: Thresholds;
}

function assemble(measured: readonly (readonly [JudgedPart, Measured])[], setting: Assembly): Judgement {
  const { indicator, context, override, thresholds } = setting;
  const parts = measured.map(([entry, found]) => describe(entry, found, context));
  const deciding = decidingPart(parts);
  const head = spareHope(deciding, context);
  const { column: _column, part: _part, text: _text, aspirational: _hope, decides: _decides, ...rest } = head;
  return {
    indicator: indicator.code,
    ...(indicator.commitmentKind && { commitmentKind: indicator.commitmentKind }),
    ...rest,
    parts,
    baseChoice: context.base.choice,
    card: makeCard(head, measured[parts.indexOf(deciding)]?.[1], context, thresholds),
    override: override ?? null,
  };
}

/**
 * The judgement of one indicator: each part of its target by its kind, the deciding one at the top, the method card
 * beside it. An override stands next to the computed verdict, it doesn't replace it.
 */
export function judgeIndicator(
  indicator: Indicator,
  texts: TargetTexts | undefined,
  context: JudgeContext,
  override: Override | undefined,
  thresholds: Thresholds,
): Judgement {
  return assemble(measureParts(indicator, texts, context), { indicator, context, override, thresholds });
}

/** A judgement whose progress was measured from a record instead of figures (commitments by kind). */
export function judgeMeasured(
  indicator: Indicator,
  texts: TargetTexts | undefined,
  measured: Measured,
  context: JudgeContext,
  override: Override | undefined,
  thresholds: Thresholds,
): Judgement {
  const [first] = listJudgedParts(indicator, texts).filter((entry) => entry.decides);
  const entry = first ?? { part: nothing, column: 'year', decides: true };
  return assemble([[entry, measured]], { indicator, context, override, thresholds });
}
