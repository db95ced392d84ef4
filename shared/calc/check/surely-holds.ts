import { type DecimalText, printedDecimals } from '../../text/decimal.ts';
import type { Expression, FigureReference } from './expression.ts';

/**
 * A first look at a check in binary numbers, each with a bound of how far it may be off. Nearly every check holds, and by
 * far; whatever lies within the bounds, and all that is missing, broken or not understood here, is left to `evaluateCheck`,
 * whose decimals cost ten times as much. No figure is made of these numbers.
 *
 * The bound of one step is eight times what a double's rounding can be (2^-53 of the result), which also covers that the
 * bounds are rounded themselves and that decimals are cut after 40 digits.
 */
const rounding = 2 ** -50;
/** Beyond these a double is no longer true to 2^-53 of itself, or would not be after some steps more. */
const [smallest, largest] = [1e-100, 1e100];

interface Bounded {
  readonly value: number;
  /** The exact value lies no further from `value`. */
  readonly error: number;
  /** As in `CheckedFigure`: for what `=` forgives. */
  readonly decimals: number;
}

/** A figure as it is held or was read, with the decimals it was printed with. */
export interface PrintedFigure {
  readonly value: DecimalText;
  readonly decimals: number;
}

export type PrintedLookup = (reference: FigureReference) => PrintedFigure | undefined;

/** True: `evaluateCheck` gives `holds`. False says nothing. */
export function surelyHolds(tree: Expression, lookup: PrintedLookup): boolean {
  if (tree.type !== 'binary') return false;
  const { operator, left, right } = tree;
  if (operator === 'and') return surelyHolds(left, lookup) && surelyHolds(right, lookup);
  if (operator === 'or') return surelyHolds(left, lookup) || surelyHolds(right, lookup);
  const one = bounded(left, lookup);
  const other = one && bounded(right, lookup);
  return other !== undefined && isSure(operator, one!, other);
}

function isSure(operator: string, left: Bounded, right: Bounded): boolean {
  const { value, error } = minus(left, right);
  switch (operator) {
    case '<':
      return value < -error;
    case '<=':
      return value <= -error;
    case '>':
      return value > error;
    case '>=':
      return value >= error;
    case '=':
      return Math.abs(value) + error <= forgiven(left, right) * (1 - slack);
    case '<>':
      return Math.abs(value) - error > forgiven(left, right) * (1 + slack);
    default:
      return false;
  }
}

/** A power of ten may be off by some of its last digits. */
const slack = 1e-12;

/** Half of the last printed digit of the coarser side. */
function forgiven(left: Bounded, right: Bounded): number {
  return 10 ** -Math.min(left.decimals, right.decimals) / 2;
}

function bounded(tree: Expression, lookup: PrintedLookup): Bounded | undefined {
  switch (tree.type) {
    case 'number':
      return read(tree.value, printedDecimals(tree.value));
    case 'figure': {
      const figure = lookup(tree);
      return figure && read(figure.value, figure.decimals);
    }
    case 'negate': {
      const operand = bounded(tree.operand, lookup);
      return operand && { ...operand, value: -operand.value };
    }
    case 'binary':
      return calculated(tree, lookup);
    case 'call':
      return called(tree, lookup);
    case 'not':
      return undefined;
  }
}

function read(text: string, decimals: number): Bounded | undefined {
  const value = Number(text);
  if (isWithin(value)) return { value, error: Math.abs(value) * rounding, decimals };
  return text === '0' ? { value: 0, error: 0, decimals } : undefined;
}

function isWithin(value: number): boolean {
  const size = Math.abs(value);
  return size >= smallest && size <= largest;
}

function calculated(tree: Expression & { type: 'binary' }, lookup: PrintedLookup): Bounded | undefined {
  const left = bounded(tree.left, lookup);
  const right = left && bounded(tree.right, lookup);
  if (!right) return undefined;
  switch (tree.operator) {
    case '+':
      return plus(left, right);
    case '-':
      return minus(left, right);
    case '*':
      return times(left, right);
    case '/':
      return over(left, right);
    default:
      return undefined;
  }
}

function plus(left: Bounded, right: Bounded): Bounded {
  const value = left.value + right.value;
  const error = left.error + right.error + Math.abs(value) * rounding;
  return { value, error, decimals: Math.max(left.decimals, right.decimals) };
}

function minus(left: Bounded, right: Bounded): Bounded {
  const value = left.value - right.value;
  const error = left.error + right.error + Math.abs(value) * rounding;
  return { value, error, decimals: Math.max(left.decimals, right.decimals) };
}

function times(left: Bounded, right: Bounded): Bounded | undefined {
  const value = left.value * right.value;
  if (!isWithin(value) && left.value !== 0 && right.value !== 0) return undefined;
  const error =
    Math.abs(left.value) * right.error +
    Math.abs(right.value) * left.error +
    left.error * right.error +
    Math.abs(value) * rounding;
  return { value, error, decimals: left.decimals + right.decimals };
}

function over(left: Bounded, right: Bounded): Bounded | undefined {
  const least = Math.abs(right.value) - right.error;
  const value = left.value / right.value;
  if (least < Math.abs(right.value) / 2 || (!isWithin(value) && left.value !== 0)) return undefined;
  if (right.value === 0) return undefined;
  // Twice, for the roundings of the bound itself: here it is a quotient of its own.
  const error = ((left.error + Math.abs(value) * right.error) / least) * 2 + Math.abs(value) * rounding;
  return { value, error, decimals: quotientDecimals };
}

/** As `evaluateCheck` has it: a quotient is as fine as it can be. */
const quotientDecimals = 20;

function called(tree: Expression & { type: 'call' }, lookup: PrintedLookup): Bounded | undefined {
  if (tree.name === 'round' || tree.name === 'present') return undefined;
  let result: Bounded | undefined;
  for (const arg of tree.args) {
    const next = bounded(arg, lookup);
    if (!next) return undefined;
    result = result ? joined(tree.name, result, next) : next;
  }
  if (tree.name !== 'abs' || !result) return result;
  return tree.args.length === 1 ? { ...result, value: Math.abs(result.value) } : undefined;
}

/** The least of two is no further off than the worse of them, and so is the greatest. */
function joined(name: string, one: Bounded, other: Bounded): Bounded {
  if (name === 'sum') return plus(one, other);
  const pick = name === 'min' ? Math.min : Math.max;
  return {
    value: pick(one.value, other.value),
    error: Math.max(one.error, other.error),
    decimals: Math.max(one.decimals, other.decimals),
  };
}
