import { describe, expect, test } from 'vitest';
import { evaluateCheck } from '../../../shared/calc/check/evaluate.ts';
import { type FigureReference, parseExpression } from '../../../shared/calc/check/expression.ts';
import { surelyHolds } from '../../../shared/calc/check/surely-holds.ts';
import { Decimal, printDecimal, printedDecimals } from '../../../shared/text/decimal.ts';

/* The first look in binary numbers may leave a check undecided; it never says that one holds that decimals don't. */

type Figures = Readonly<Record<string, string>>;

function ask(expression: string, figures: Figures, decimals?: number): { sure: boolean; exact: string } {
  const parsed = parseExpression(expression);
  if (!parsed.ok) throw new Error(`${expression}: ${parsed.fault.at}`);
  const find = ({ indicator }: FigureReference) => {
    const value = figures[indicator];
    return value === undefined ? undefined : { value, decimals: decimals ?? printedDecimals(value) };
  };
  const exact = evaluateCheck(parsed.tree, (reference) => {
    const figure = find(reference);
    return figure && { value: new Decimal(figure.value), decimals: figure.decimals };
  });
  return { sure: surelyHolds(parsed.tree, find), exact: exact.result };
}

/** The same numbers in every run (Park and Miller 1988). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

describe('a check that surely holds', () => {
  test.each<[string, Figures]>([
    ['[A] <= [B] * 10', { A: '12.5', B: '3' }],
    ['[A] = [B] + [C]', { A: '0.3', B: '0.1', C: '0.2' }],
    ['[A] <> [B]', { A: '1', B: '2' }],
    ['sum([A], [B], 1) = 6 and max([A], [B]) > min([A], [B])', { A: '2', B: '3' }],
    ['abs([A] / [B] - 1) < 0.5', { A: '15', B: '14' }],
    ['[A] = 0 or [B] / [A] < 2', { A: '0', B: '1' }],
    ['[C] > 1 or [A] >= -[B]', { A: '0', B: '0' }],
  ])('%s of %o is seen at once', (expression, figures) => {
    expect(ask(expression, figures)).toEqual({ sure: true, exact: 'holds' });
  });

  test.each<[string, Figures, string]>([
    // Equal in binary numbers, not in decimals.
    ['[A] >= [B]', { A: '0.30000000000000001', B: '0.30000000000000002' }, 'broken'],
    ['[A] >= [B] + [C]', { A: '0.3', B: '0.1', C: '0.2' }, 'holds'],
    ['[A] < [B]', { A: '9007199254740993', B: '9007199254740993' }, 'broken'],
    ['[A] * 0 >= [B]', { A: '5', B: `0.${'0'.repeat(400)}1` }, 'broken'],
    ['[A] * [A] > 0', { A: `0.${'0'.repeat(200)}1` }, 'holds'],
    ['[A] = [B] + [C]', { A: '10.4', B: '5.2', C: '5.26' }, 'broken'],
    ['[A] / [B] >= 0', { A: '0', B: '0' }, 'undefined-result'],
    ['1 / ([A] - [B]) > 0', { A: '0.3', B: '0.3' }, 'undefined-result'],
    ['[A] > 0 and [B] > 0', { A: '1' }, 'skipped'],
    ['not [A] > 5', { A: '4' }, 'holds'],
    ['round([A], 1) = 2.3', { A: '2.25' }, 'holds'],
  ])('%s of %o is left to decimals', (expression, figures, exact) => {
    expect(ask(expression, figures)).toEqual({ sure: false, exact });
  });

  test('never disagrees with decimals, near a limit or far from it', () => {
    const next = numbers(20_231);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
    let sure = 0;
    for (let run = 0; run < 30_000; run += 1) {
      const figures = closeFigures(next);
      const [left, right] = [expressionOf(next, pick, 3), expressionOf(next, pick, 2)];
      const expression = `${left} ${pick(['=', '<>', '<', '<=', '>', '>='])} ${right}`;
      const { sure: decided, exact } = ask(expression, figures, pick([undefined, undefined, -2, 0, 2.5, 14]));
      if (!decided) continue;
      sure += 1;
      expect([expression, figures, exact]).toEqual([expression, figures, 'holds']);
    }
    expect(sure).toBeGreaterThan(5_000);
  });
});

/** Figures that are often equal, or apart by one of their last digits, so that rounding would show. */
function closeFigures(next: () => number): Figures {
  const base = new Decimal(10).pow(Math.floor(next() * 20) - 6).times(Math.floor(next() * 1_000));
  const step = new Decimal(10).pow(-Math.floor(next() * 24));
  const near = () => printDecimal(base.plus(step.times(Math.floor(next() * 5) - 2)));
  return { A: near(), B: near(), C: next() < 0.3 ? '0' : near() };
}

function expressionOf(next: () => number, pick: <T>(list: readonly T[]) => T, depth: number): string {
  if (depth === 0 || next() < 0.25) return pick(['[A]', '[B]', '[C]', '[A]', '[B]', '0', '2', '0.1', '10']);
  const inner = () => expressionOf(next, pick, depth - 1);
  const form = pick(['binary', 'binary', 'binary', 'negate', 'call']);
  if (form === 'negate') return `-(${inner()})`;
  if (form === 'call')
    return next() < 0.3 ? `abs(${inner()})` : `${pick(['sum', 'min', 'max'])}(${inner()}, ${inner()})`;
  return `(${inner()} ${pick(['+', '-', '*', '/'])} ${inner()})`;
}
