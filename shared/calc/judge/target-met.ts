import type { Direction } from '../../domain/plan.ts';
import type { AmountPart, RangePart } from '../../domain/target.ts';
import { Decimal } from '../../text/decimal.ts';
import { convertMeasure } from '../measure-unit.ts';

/** What a part asks of a value: the operator with its figures in the indicator's unit. */
export interface Demand {
  readonly op: AmountPart['op'] | 'range';
  /** The figure judged against: of a range the end that is met first (low for up, high for down). */
  readonly goal: Decimal;
  /** The other end of a range. */
  readonly farEnd?: Decimal;
}

/** A quotient of logarithms or roots carries 25 digits; what differs beyond 20 is noise, no shortfall. */
function tidy(value: Decimal): Decimal {
  return value.toSignificantDigits(20);
}

/** Figure in the indicator's unit; undefined where the units don't belong together (% against 个百分点 included). */
export function inUnit(value: string, unit: string | undefined, indicatorUnit: string): Decimal | undefined {
  const figure = new Decimal(value);
  if (unit === undefined || unit === '' || indicatorUnit === '') return figure;
  return convertMeasure(figure, unit, indicatorUnit);
}

/** The demand of a part; undefined where its unit doesn't fit the indicator's. */
export function demandOf(
  part: AmountPart | RangePart,
  unit: string,
  direction: Direction,
): Demand | undefined {
  if (part.op !== 'range') {
    const goal = inUnit(part.value, part.unit, unit);
    return goal && { op: part.op, goal };
  }
  const low = inUnit(part.low, part.unit, unit);
  const high = inUnit(part.high, part.unit, unit);
  if (!low || !high) return undefined;
  return direction === 'down'
    ? { op: 'range', goal: high, farEnd: low }
    : { op: 'range', goal: low, farEnd: high };
}

/** The same demand about another figure: target = base + net change keeps its operator. */
export function shiftDemand(demand: Demand, shift: (figure: Decimal) => Decimal): Demand {
  return {
    op: demand.op,
    goal: shift(demand.goal),
    ...(demand.farEnd && { farEnd: shift(demand.farEnd) }),
  };
}

/**
 * Is the demand met (domain.md section 2)? 以上 and 以内 hold the number itself; a bare number is met at or beyond it in
 * the indicator's direction; 左右 allows `approx` of the target on the bad side only, on both where no direction exists.
 */
export function isMet(value: Decimal, demand: Demand, direction: Direction, approx: Decimal): boolean {
  const [figure, goal] = [tidy(value), tidy(demand.goal)];
  switch (demand.op) {
    case 'ge':
      return figure.greaterThanOrEqualTo(goal);
    case 'gt':
      return figure.greaterThan(goal);
    case 'le':
      return figure.lessThanOrEqualTo(goal);
    case 'lt':
      return figure.lessThan(goal);
    case 'eq':
      return isBeyond(figure, goal, direction, new Decimal(0));
    case 'approx':
      return isBeyond(figure, goal, direction, goal.abs().times(approx));
    case 'range':
      return direction === 'none'
        ? figure.greaterThanOrEqualTo(goal) && figure.lessThanOrEqualTo(demand.farEnd ?? goal)
        : isBeyond(figure, goal, direction, new Decimal(0));
  }
}

function isBeyond(figure: Decimal, goal: Decimal, direction: Direction, room: Decimal): boolean {
  if (direction === 'up') return figure.greaterThanOrEqualTo(goal.minus(room));
  if (direction === 'down') return figure.lessThanOrEqualTo(goal.plus(room));
  return figure.minus(goal).abs().lessThanOrEqualTo(room);
}

/** Strictly beyond the target in the good direction: 超额完成 at the plan's end. */
export function isExceeded(value: Decimal, demand: Demand, direction: Direction): boolean {
  const [figure, goal] = [tidy(value), tidy(demand.farEnd ?? demand.goal)];
  const upward = demand.op === 'ge' || demand.op === 'gt' || (direction === 'up' && !isCeiling(demand));
  if (upward) return figure.greaterThan(goal);
  return isCeiling(demand) || direction === 'down' ? figure.lessThan(goal) : false;
}

function isCeiling(demand: Demand): boolean {
  return demand.op === 'le' || demand.op === 'lt';
}

/** A total or change that must stay below its figure: at first it always does, so being below is no early success. */
export function isBudget(demand: Demand, direction: Direction): boolean {
  return isCeiling(demand) || (direction === 'down' && demand.op !== 'ge' && demand.op !== 'gt');
}
