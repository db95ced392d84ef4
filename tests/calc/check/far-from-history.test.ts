import { describe, expect, test } from 'vitest';
import { farFromHistory } from '../../../shared/calc/check/far-from-history.ts';
import { Decimal, printDecimal } from '../../../shared/text/decimal.ts';

/* Most figures are seen to be near their past in binary numbers: the answer has to be that of the rule in decimals. */

/** The rule as it is written: modified z-score over 3.5, and further away than a fifth of the median. */
function byTheRule(value: string, history: readonly string[]): string | undefined {
  const middle = (list: readonly Decimal[]) => {
    const ordered = [...list].sort((a, b) => a.cmp(b));
    const at = ordered.length / 2;
    return Number.isInteger(at) ? ordered[at - 1]!.plus(ordered[at]!).div(2) : ordered[at - 0.5]!;
  };
  if (history.length < 6) return undefined;
  const values = history.map((one) => new Decimal(one));
  const median = middle(values);
  const deviation = middle(values.map((one) => one.minus(median).abs()));
  if (deviation.isZero()) return undefined;
  const change = new Decimal(value).minus(median);
  const far =
    change.times('0.6745').div(deviation).abs().gt('3.5') && change.abs().gt(median.abs().times('0.2'));
  return far ? change.times('0.6745').div(deviation).toFixed(1) : undefined;
}

const even = ['10', '11', '9', '10.5', '9.5', '10.2'];

describe('a figure against its own past', () => {
  test.each([
    ['10.4', even, undefined],
    ['20', even, '13.4'],
    ['-3', even, '-17.7'],
    ['20', even.slice(0, 5), undefined],
    // One value only: no spread to measure with.
    ['99', ['5', '5', '5', '5', '5', '5'], undefined],
    // Far by the score, but within a fifth of the median.
    ['119', ['100', '100.1', '99.9', '100', '100.1', '99.9'], undefined],
    ['120', ['100', '100.1', '99.9', '100', '100.1', '99.9'], undefined],
    ['120.00000000000000001', ['100', '100.1', '99.9', '100', '100.1', '99.9'], '134.9'],
  ])('%s after %o: %s', (value, history, score) => {
    expect(farFromHistory(value, history)?.score.toFixed(1)).toBe(score);
    expect(byTheRule(value, history)).toBe(score);
  });

  test('is judged as the rule in decimals judges it, near a limit or far from it', () => {
    let state = 7_919;
    const next = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    let far = 0;
    for (let run = 0; run < 5_000; run += 1) {
      const unit = new Decimal(10).pow(Math.floor(next() * 30) - 12);
      const print = (size: number) => printDecimal(unit.times(Math.floor(size)));
      const spread = 1 + Math.floor(next() * 60);
      const history = Array.from({ length: 5 + Math.floor(next() * 20) }, () =>
        print(100 + (next() - 0.5) * spread),
      );
      const value = print(100 + (next() - 0.5) * 160);
      const wanted = byTheRule(value, history);
      if (wanted !== undefined) far += 1;
      expect([value, history, farFromHistory(value, history)?.score.toFixed(1)]).toEqual([
        value,
        history,
        wanted,
      ]);
    }
    expect(far).toBeGreaterThan(500);
  });
});
