import { Decimal } from '../../../shared/text/decimal.ts';
import { type FormulaToken, tokenizeFormula } from './formula-tokens.ts';

/**
 * Computes the plain arithmetic that totals in templates are made of: numbers, references, + − × ÷ %, SUM, ROUND,
 * MIN, MAX, AVERAGE, ABS. Anything else (names, texts, conditions) gives undefined: its cached value is then dropped
 * and the office suite computes it. A lookup gives a number, 'text', 'blank', or undefined for what isn't known.
 */
export type CellLookup = (
  /** As written before `!`; undefined = the formula's own sheet. */
  sheet: string | undefined,
  row: number,
  column: number,
) => Decimal | 'text' | 'blank' | undefined;

/** Largest range that is summed cell by cell. */
const maxCells = 200_000;

class NotComputable extends Error {}

function fail(): never {
  throw new NotComputable();
}

/** What a reference in a list of arguments gives: its numbers only, texts and blanks don't count. */
function rangeNumbers(token: FormulaToken & { kind: 'reference' }, lookup: CellLookup): Decimal[] {
  const { from, to } = token;
  if (from.row === undefined || from.column === undefined || to.row === undefined || to.column === undefined)
    fail();
  const [top, bottom] = [Math.min(from.row, to.row), Math.max(from.row, to.row)];
  const [left, right] = [Math.min(from.column, to.column), Math.max(from.column, to.column)];
  if ((bottom - top + 1) * (right - left + 1) > maxCells) fail();
  const numbers: Decimal[] = [];
  for (let row = top; row <= bottom; row += 1) {
    for (let column = left; column <= right; column += 1) {
      const value = lookup(token.sheet, row, column);
      if (value === undefined) fail();
      if (value instanceof Decimal) numbers.push(value);
    }
  }
  return numbers;
}

class Evaluator {
  private at = 0;
  private readonly tokens: readonly FormulaToken[];
  private readonly lookup: CellLookup;

  constructor(tokens: readonly FormulaToken[], lookup: CellLookup) {
    this.tokens = tokens;
    this.lookup = lookup;
  }

  whole(): Decimal {
    const value = this.sum();
    return this.at === this.tokens.length ? value : fail();
  }

  private peek(...operators: string[]): string | undefined {
    const token = this.tokens[this.at];
    return token?.kind === 'operator' && operators.includes(token.text) ? token.text : undefined;
  }

  private take(operator: string): void {
    if (!this.peek(operator)) fail();
    this.at += 1;
  }

  private sum(): Decimal {
    let value = this.product();
    for (let operator = this.peek('+', '-'); operator; operator = this.peek('+', '-')) {
      this.at += 1;
      const next = this.product();
      value = operator === '+' ? value.plus(next) : value.minus(next);
    }
    return value;
  }

  private product(): Decimal {
    let value = this.unary();
    for (let operator = this.peek('*', '/'); operator; operator = this.peek('*', '/')) {
      this.at += 1;
      const next = this.unary();
      if (operator === '/' && next.isZero()) fail();
      value = operator === '*' ? value.times(next) : value.div(next);
    }
    return value;
  }

  private unary(): Decimal {
    const sign = this.peek('+', '-');
    if (sign) {
      this.at += 1;
      const value = this.unary();
      return sign === '-' ? value.neg() : value;
    }
    let value = this.primary();
    while (this.peek('%')) {
      this.at += 1;
      value = value.div(100);
    }
    return value;
  }

  private primary(): Decimal {
    const token = this.tokens[this.at++];
    if (token?.kind === 'number') return new Decimal(token.text);
    if (token?.kind === 'reference') return this.single(token);
    if (token?.kind === 'function') return this.call(token.text.toUpperCase());
    if (token?.kind !== 'operator' || token.text !== '(') return fail();
    const value = this.sum();
    this.take(')');
    return value;
  }

  private single(token: FormulaToken & { kind: 'reference' }): Decimal {
    const { from, to } = token;
    if (
      from.row === undefined ||
      from.column === undefined ||
      from.row !== to.row ||
      from.column !== to.column
    ) {
      fail();
    }
    const value = this.lookup(token.sheet, from.row, from.column);
    if (value === 'blank') return new Decimal(0);
    return value instanceof Decimal ? value : fail();
  }

  private call(name: string): Decimal {
    this.take('(');
    const args: Decimal[][] = [];
    while (!this.peek(')')) {
      args.push(this.argument());
      if (!this.peek(')')) this.take(',');
    }
    this.take(')');
    return applyFunction(name, args);
  }

  private argument(): Decimal[] {
    const token = this.tokens[this.at];
    const next = this.tokens[this.at + 1];
    const alone = next?.kind === 'operator' && (next.text === ',' || next.text === ')');
    if (token?.kind === 'reference' && alone) {
      this.at += 1;
      return rangeNumbers(token, this.lookup);
    }
    return [this.sum()];
  }
}

function applyFunction(name: string, args: readonly Decimal[][]): Decimal {
  const all = args.flat();
  const total = () => all.reduce((sum, value) => sum.plus(value), new Decimal(0));
  const single = (at: number) => (args[at]?.length === 1 ? args[at][0]! : fail());
  switch (name) {
    case 'SUM':
      return total();
    case 'AVERAGE':
      return all.length > 0 ? total().div(all.length) : fail();
    case 'MIN':
      return all.length > 0 ? Decimal.min(...all) : new Decimal(0);
    case 'MAX':
      return all.length > 0 ? Decimal.max(...all) : new Decimal(0);
    case 'ABS':
      return args.length === 1 ? single(0).abs() : fail();
    case 'ROUND': {
      const decimals = args.length === 2 ? single(1) : fail();
      if (!decimals.isInteger() || decimals.lt(0) || decimals.gt(15)) fail();
      return single(0).toDecimalPlaces(decimals.toNumber());
    }
    default:
      return fail();
  }
}

/** The value of a formula, or undefined where it isn't plain arithmetic over known numbers. */
export function computeFormula(formula: string, lookup: CellLookup): Decimal | undefined {
  const tokens = tokenizeFormula(formula).filter((token) => token.kind !== 'space');
  try {
    return new Evaluator(tokens, lookup).whole();
  } catch (error) {
    if (error instanceof NotComputable) return undefined;
    throw error;
  }
}
