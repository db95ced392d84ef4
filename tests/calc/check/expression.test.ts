import { describe, expect, test } from 'vitest';
import { evaluateCheck } from '../../../shared/calc/check/evaluate.ts';
import { parseExpression } from '../../../shared/calc/check/expression.ts';
import { Decimal, printedDecimals } from '../../../shared/text/decimal.ts';

/** The language of pack.md: every operator, what is missing, what `=` forgives, where a fault is. */

function run(expression: string, figures: Readonly<Record<string, string>>): string {
  const parsed = parseExpression(expression);
  if (!parsed.ok) return `fault ${parsed.fault.at} ${parsed.fault.expected}`;
  return evaluateCheck(parsed.tree, ({ form, indicator, unit, when }) => {
    const text = figures[[form && `${form}.`, indicator, when && `@${when}`, unit && `#${unit}`].join('')];
    return text === undefined ? undefined : { value: new Decimal(text), decimals: printedDecimals(text) };
  }).result;
}

describe('check expressions', () => {
  test.each<[string, Record<string, string>, string]>([
    ['[A] = [B] + [C]', { A: '10', B: '4', C: '6' }, 'holds'],
    ['[A] <= [B]', { A: '10', B: '9' }, 'broken'],
    ['abs([A] / [A@previous] - 1) <= 0.5', { A: '15', 'A@previous': '10' }, 'holds'],
    ['abs([A] / [A@previous] - 1) <= 0.5', { A: '15.1', 'A@previous': '10' }, 'broken'],
    ['[A] / [B] > 1', { A: '1', B: '0' }, 'undefined-result'],
    ['present([A])', {}, 'broken'],
    ['present([A])', { A: '0' }, 'holds'],
    ['present([A]) or not present([B])', { B: '1' }, 'broken'],
    ['present([A]) and present([B])', { A: '1', B: '1' }, 'holds'],
    ['[A@prior-period] <= [A]', { A: '3' }, 'skipped'],
    ['[T2.A] = [A]', { A: '3', 'T2.A': '3' }, 'holds'],
    ['[A#BHQ] <= [A]', { A: '3', 'A#BHQ': '4' }, 'broken'],
    ['sum([A], [B], 1) = 6', { A: '2', B: '3' }, 'holds'],
    ['min([A], [B]) = 2 and max([A], [B]) = 3', { A: '2', B: '3' }, 'holds'],
    ['round([A], 1) = 2.3', { A: '2.25' }, 'holds'],
    ['round([A], -2) = 1200', { A: '1234' }, 'holds'],
    ['2 + 3 * 4 = 14 and (2 + 3) * 4 = 20 and -2 - -3 = 1', {}, 'holds'],
    ['not [A] > 5', { A: '4' }, 'holds'],
    ['[A] <> [B]', { A: '1', B: '2' }, 'holds'],
    ['[A] ≤ [B] and [B] ≥ [A] and [A] ≠ [B]', { A: '1', B: '2' }, 'holds'],
    ['（[A] × 2） ÷ 4 = 1', { A: '2' }, 'holds'],
  ])('%s of %o %s', (expression, figures, result) => {
    expect(run(expression, figures)).toBe(result);
  });

  test('a side that decides alone is not spoiled by one without a result', () => {
    expect(run('[A] = 0 or [B] / [A] < 2', { A: '0', B: '1' })).toBe('holds');
    expect(run('[A] > 0 and [B] / [A] < 2', { A: '0', B: '1' })).toBe('broken');
    expect(run('[A] > 0 or [B] / [A] < 2', { A: '0', B: '1' })).toBe('undefined-result');
  });

  test('= forgives half of the last printed digit of the coarser side, other comparisons nothing', () => {
    expect(run('[A] = [B] + [C]', { A: '10.4', B: '5.2', C: '5.24' })).toBe('holds');
    expect(run('[A] = [B] + [C]', { A: '10.4', B: '5.2', C: '5.25' })).toBe('holds');
    expect(run('[A] = [B] + [C]', { A: '10.4', B: '5.2', C: '5.26' })).toBe('broken');
    expect(run('[A] <> [B]', { A: '10.4', B: '10.42' })).toBe('broken');
    expect(run('[A] >= [B]', { A: '10.4', B: '10.41' })).toBe('broken');
  });

  test.each([
    ['[A] + ', 6, 'value'],
    ['[A] == == [B]', 7, 'value'],
    ['foo([A])', 0, 'function'],
    ['abs([A], [B])', 0, 'arguments'],
    ['([A] > 1', 8, 'closing'],
    ['[A] [B]', 4, 'operator'],
    ['[A@last] > 1', 0, 'figure'],
    ['[A] > 1 %', 8, 'operator'],
  ])('%s is a fault at %d', (expression, at, expected) => {
    expect(run(expression, {})).toBe(`fault ${at} ${expected}`);
  });

  test('brackets without end are a fault, not the end of the program', () => {
    expect(run(`${'('.repeat(20_000)}1`, {})).toBe('fault 101 end');
  });
});
