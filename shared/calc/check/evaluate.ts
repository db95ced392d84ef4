import { Decimal, printDecimal, printedDecimals, roundTo } from '../../text/decimal.ts';
import { remember } from '../../text/remember.ts';
import type { Expression, FigureReference } from './expression.ts';

/**
 * A figure as a check sees it: its value and how many decimals it was printed with. A figure printed in a larger unit has
 * fewer, down to below zero: 1.23 万人 are known to the hundred, which is -2.
 */
export interface CheckedFigure {
  readonly value: Decimal;
  readonly decimals: number;
}

/** undefined: the figure is missing, and a check over it is skipped (unless it asks with `present`). */
export type FigureLookup = (reference: FigureReference) => CheckedFigure | undefined;

/**
 * holds / broken with both sides of the failing comparison, skipped when a needed figure is missing,
 * undefined-result when the arithmetic has none (division by zero).
 */
export type CheckOutcome =
  | { readonly result: 'holds' | 'skipped' | 'undefined-result' }
  | {
      readonly result: 'broken';
      readonly left?: string;
      readonly right?: string;
      readonly operator?: string;
    };

type Value = { readonly number: Decimal; readonly decimals: number } | boolean;

class Missing extends Error {}
class NoResult extends Error {}
/** One for all: checks over blanks are common, and making an error each time would cost more than the checks. */
const missing = new Missing();

/** Runs one check. `=` allows half of the last printed digit of the coarser side; other comparisons are exact (pack.md). */
export function evaluateCheck(tree: Expression, lookup: FigureLookup): CheckOutcome {
  const failing: { left: string; right: string; operator: string }[] = [];
  try {
    const value = evaluate(tree, lookup, failing);
    if (value === true || (typeof value !== 'boolean' && !value.number.isZero())) return { result: 'holds' };
    return { result: 'broken', ...failing.at(-1) };
  } catch (error) {
    if (error instanceof Missing) return { result: 'skipped' };
    if (error instanceof NoResult) return { result: 'undefined-result' };
    throw error;
  }
}

type Failures = { left: string; right: string; operator: string }[];

function evaluate(tree: Expression, lookup: FigureLookup, failing: Failures): Value {
  switch (tree.type) {
    case 'number':
      return constantOf(tree.value);
    case 'figure': {
      const figure = lookup(tree);
      if (!figure) throw missing;
      return { number: figure.value, decimals: figure.decimals };
    }
    case 'negate': {
      const operand = asNumber(evaluate(tree.operand, lookup, failing));
      return { number: operand.number.negated(), decimals: operand.decimals };
    }
    case 'not':
      return !asTruth(evaluate(tree.operand, lookup, failing));
    case 'call':
      return call(tree, lookup, failing);
    case 'binary':
      return binary(tree, lookup, failing);
  }
}

const constantOf = remember((text) => ({ number: new Decimal(text), decimals: printedDecimals(text) }));

function asNumber(value: Value): { number: Decimal; decimals: number } {
  return typeof value === 'boolean' ? { number: new Decimal(value ? 1 : 0), decimals: 0 } : value;
}

function asTruth(value: Value): boolean {
  return typeof value === 'boolean' ? value : !value.number.isZero();
}

function binary(tree: Expression & { type: 'binary' }, lookup: FigureLookup, failing: Failures): Value {
  if (tree.operator === 'and' || tree.operator === 'or') return logical(tree, lookup, failing);
  const left = asNumber(evaluate(tree.left, lookup, failing));
  const right = asNumber(evaluate(tree.right, lookup, failing));
  const decimals = Math.max(left.decimals, right.decimals);
  switch (tree.operator) {
    case '+':
      return { number: left.number.plus(right.number), decimals };
    case '-':
      return { number: left.number.minus(right.number), decimals };
    case '*':
      return { number: left.number.times(right.number), decimals: left.decimals + right.decimals };
    case '/':
      if (right.number.isZero()) throw new NoResult();
      return { number: left.number.div(right.number), decimals: 20 };
    default: {
      const holds = compare(tree.operator, left, right);
      if (!holds)
        failing.push({
          left: printDecimal(left.number.toSignificantDigits(12)),
          right: printDecimal(right.number.toSignificantDigits(12)),
          operator: tree.operator,
        });
      return holds;
    }
  }
}

/**
 * A side that decides alone decides even when the other is missing or has no result: `present([A]) and …` must not be
 * skipped, and `[A] = 0 or [B] / [A] < 2` holds for an A of zero.
 */
function logical(tree: Expression & { type: 'binary' }, lookup: FigureLookup, failing: Failures): boolean {
  const decisive = tree.operator === 'or';
  const open: (Missing | NoResult)[] = [];
  for (const side of [tree.left, tree.right]) {
    try {
      if (asTruth(evaluate(side, lookup, failing)) === decisive) return decisive;
    } catch (error) {
      if (!(error instanceof Missing) && !(error instanceof NoResult)) throw error;
      open.push(error);
    }
  }
  if (open[0]) throw open[0];
  return !decisive;
}

type Sided = { number: Decimal; decimals: number };

function compare(operator: string, left: Sided, right: Sided): boolean {
  switch (operator) {
    case '=':
      return left.number.minus(right.number).abs().lte(tolerance(left, right));
    case '<>':
      return left.number.minus(right.number).abs().gt(tolerance(left, right));
    case '<':
      return left.number.lt(right.number);
    case '<=':
      return left.number.lte(right.number);
    case '>':
      return left.number.gt(right.number);
    default:
      return left.number.gte(right.number);
  }
}

/** Decimals that are no whole number (公顷 to 亩 is 15) make a power with an endless tail, cut where it can't matter. */
function tolerance(left: Sided, right: Sided): Decimal {
  return new Decimal(10).pow(-Math.min(left.decimals, right.decimals)).div(2).toSignificantDigits(20);
}

function call(tree: Expression & { type: 'call' }, lookup: FigureLookup, failing: Failures): Value {
  if (tree.name === 'present') return isPresent(tree.args[0]!, lookup, failing);
  const args = tree.args.map((arg) => asNumber(evaluate(arg, lookup, failing)));
  const first = args[0]!;
  const decimals = Math.max(...args.map((arg) => arg.decimals));
  const numbers = args.map((arg) => arg.number);
  switch (tree.name) {
    case 'abs':
      return { number: first.number.abs(), decimals };
    case 'sum':
      return { number: numbers.reduce((sum, number) => sum.plus(number)), decimals };
    case 'min':
      return { number: Decimal.min(...numbers), decimals };
    case 'max':
      return { number: Decimal.max(...numbers), decimals };
    case 'round': {
      const places = args[1]?.number.toNumber() ?? 0;
      return {
        number: roundToPlaces(first.number, Math.min(20, Math.max(-20, Math.trunc(places)))),
        decimals: places,
      };
    }
  }
}

/** Negative places round to tens, hundreds …, as a spreadsheet does. */
function roundToPlaces(value: Decimal, places: number): Decimal {
  if (places >= 0) return roundTo(value, places);
  const step = new Decimal(10).pow(-places);
  return roundTo(value.div(step), 0).times(step);
}

function isPresent(tree: Expression, lookup: FigureLookup, failing: Failures): boolean {
  try {
    evaluate(tree, lookup, failing);
    return true;
  } catch (error) {
    if (error instanceof Missing) return false;
    throw error;
  }
}
