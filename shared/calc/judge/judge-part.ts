import type { TargetKind } from '../../domain/plan.ts';
import type { AmountPart, AssignedPart, RangePart, TargetPart, TimesBasePart } from '../../domain/target.ts';
import { Decimal } from '../../text/decimal.ts';
import { parseTarget } from '../target/parse-target.ts';
import { judgeAnnualSet } from './judge-annual-set.ts';
import { judgeCumulative } from './judge-cumulative.ts';
import { isHold, judgeAnnualMean, judgeHold, judgeLevel } from './judge-level.ts';
import { judgeAverageRate, judgeLogCompound } from './judge-rate.ts';
import { judgeRelative, normaliseName } from './judge-relative.ts';
import { deriveKind, isFigured, isRateOf, isSetEachYear, type JudgeKind } from './judged-parts.ts';
import { type JudgeContext, type Measured, present, unjudged } from './measured.ts';
import { trendOf } from './rate-series.ts';
import { type Demand, demandOf, shiftDemand } from './target-met.ts';
import { latestValue } from './yearly-values.ts';

/** Words that only say once more what the indicator measures. */
const ownWords = /^(?:增速|增幅|总量|总数|总规模|规模|数量|比重|比例|占比|比率|水平|总额)$/;

function isOtherQuantity(part: TargetPart, context: JudgeContext): boolean {
  if (part.op === 'none' || !part.subject || ownWords.test(part.subject)) return false;
  const own = [context.indicator.name, ...context.indicator.aliases].map(normaliseName);
  const subject = normaliseName(part.subject);
  return !own.some((name) => name.includes(subject) || subject.includes(name));
}

/** 下降18% about figures whose plus is growth is −18. */
function signed(demand: Demand, part: AmountPart | RangePart, context: JudgeContext): Demand {
  if (part.change !== 'down') return demand;
  const { measure } = context.indicator;
  const growth =
    measure === 'growth' || (measure === 'index-change' && trendOf(context.indicator) === 'growth');
  return growth ? shiftDemand(demand, (figure) => figure.negated()) : demand;
}

function judgeByKind(kind: JudgeKind, demand: Demand, context: JudgeContext): Measured {
  switch (kind) {
    case 'hold':
      return judgeHold(demand, context);
    case 'cumulative-total':
      return judgeCumulative(demand, context);
    case 'log-compound':
      return judgeLogCompound(demand, context);
    case 'average-rate':
    case 'level-rate':
      return judgeAverageRate(demand, context);
    case 'annual-mean':
      return judgeAnnualMean(demand, context);
    case 'annual-set':
      return judgeAnnualSet(context);
    case 'person':
      return unjudged('person', 'text-target');
    default:
      return judgeLevel(demand, context);
  }
}

/** Net change (brackets on a stock or ratio): the target is base ± change; a % of a level is a share of the base. */
function judgeNetChange(part: AmountPart | RangePart, context: JudgeContext): Measured {
  const base = context.base.value;
  const { indicator } = context;
  if (!base) return unjudged('level', 'no-base');
  const share = isRateOf(part, indicator);
  const points = /^个?百分点$/.test(part.unit ?? '') && /^[%％]$/.test(indicator.unit);
  const { unit: _unit, ...bare } = part;
  const demand = demandOf(share || points ? bare : part, indicator.unit, indicator.direction);
  if (!demand) return unjudged('level', 'unit-mismatch', { reasonDetails: { unit: part.unit ?? '' } });
  const falls = part.change === 'down' || (indicator.direction === 'down' && demand.goal.greaterThan(0));
  const sign = falls ? -1 : 1;
  const level = shiftDemand(demand, (figure) =>
    share ? base.times(new Decimal(1).plus(figure.div(100).times(sign))) : base.plus(figure.times(sign)),
  );
  // "[5]以上" of something that is to fall means: down by at least 5.
  return judgeLevel(falls ? mirrored(level) : level, context);
}

function mirrored(demand: Demand): Demand {
  const mirror = { ge: 'le', gt: 'lt', le: 'ge', lt: 'gt' } as const;
  const op = demand.op in mirror ? mirror[demand.op as keyof typeof mirror] : demand.op;
  return { ...demand, op };
}

function judgeFigured(
  part: AmountPart | RangePart,
  explicit: TargetKind | undefined,
  context: JudgeContext,
): Measured {
  const { indicator } = context;
  const derived = deriveKind(part, indicator);
  const kind: JudgeKind = explicit === 'level' && derived === 'net-change' ? derived : (explicit ?? derived);
  if (kind === 'net-change') return judgeNetChange(part, context);
  const rate = kind === 'level-rate' || (kind === 'average-rate' && isRateOf(part, indicator));
  const demand = demandOf(part, rate ? (part.unit ?? '') : indicator.unit, indicator.direction);
  if (!demand) return unjudged('none', 'unit-mismatch', { reasonDetails: { unit: part.unit ?? '' } });
  const own = signed(demand, part, context);
  if (kind === 'level' && explicit === undefined && isHold(own, context)) return judgeHold(own, context);
  return judgeByKind(kind, own, context);
}

function judgeTimesBase(part: TimesBasePart, context: JudgeContext): Measured {
  if (!context.base.value) return unjudged('level', 'no-base');
  const demand: Demand = { op: 'eq', goal: context.base.value.times(part.value) };
  return judgeLevel(demand, context);
}

/** The number for the plan's end, else the yearly ones; judged by the kind of the number. */
function judgeAssigned(
  part: AssignedPart | undefined,
  explicit: TargetKind | undefined,
  context: JudgeContext,
): Measured {
  const row = context.assigned.find((entry) => entry.year === context.calendar.lastYear);
  if (!row) {
    if (context.assigned.length > 0) return judgeAnnualSet(context);
    return unjudged(
      'assigned',
      'no-assigned',
      present({ reasonDetails: part?.authority ? { authority: part.authority } : undefined }),
    );
  }
  const { indicator } = context;
  const { parts } = parseTarget(row.value, 'year', { unit: indicator.unit, indicator });
  const figured = parts.find(isFigured);
  if (!figured) return unjudged('assigned', 'text-target', { reasonDetails: { text: row.value } });
  const judged = judgeFigured(figured, explicit, context);
  return { ...judged, ...present<Measured>({ document: row.document }) };
}

/** Without a number to judge by the newest figure is shown all the same, with its day and the base. */
function withLatest(measured: Measured, context: JudgeContext): Measured {
  if (measured.actual !== undefined || measured.reason === 'other-quantity') return measured;
  if (!['assigned', 'person', 'none'].includes(measured.method)) return measured;
  const { base, calendar, figures, indicator } = context;
  const reading = latestValue(indicator, figures, calendar.baseEnd + 1);
  if (!reading) return measured;
  return {
    ...measured,
    actual: reading.value,
    lastMonth: reading.lastMonth,
    inputs: [...base.inputs, ...reading.inputs],
    ...present<Measured>({ base: base.value }),
  };
}

/**
 * Judges one part of a target by its kind.
 * @param explicit the kind that the pack names; it replaces the derived one of figured and text parts
 */
export function judgePart(
  part: TargetPart,
  explicit: TargetKind | undefined,
  context: JudgeContext,
): Measured {
  return withLatest(measurePart(part, explicit, context), context);
}

function measurePart(part: TargetPart, explicit: TargetKind | undefined, context: JudgeContext): Measured {
  if (isOtherQuantity(part, context))
    return unjudged('person', 'other-quantity', {
      reasonDetails: { subject: part.op === 'none' ? '' : (part.subject ?? '') },
    });
  if (explicit === 'person') return unjudged('person', 'text-target');
  switch (part.op) {
    case 'none':
      return explicit === 'annual-set' ? judgeAnnualSet(context) : unjudged('none', 'no-target');
    case 'text':
      return explicit === 'annual-set' || isSetEachYear(part)
        ? judgeAnnualSet(context)
        : unjudged('person', 'text-target');
    case 'relative':
      return judgeRelative(part, context);
    case 'assigned':
      return judgeAssigned(part, explicit, context);
    case 'times-base':
      return judgeTimesBase(part, context);
    default:
      return judgeFigured(part, explicit, context);
  }
}

/** An indicator without target text whose number came from above is judged by that number. */
export function judgeAssignedOnly(explicit: TargetKind | undefined, context: JudgeContext): Measured {
  return withLatest(judgeAssigned(undefined, explicit, context), context);
}
