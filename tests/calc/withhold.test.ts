import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listRowSums } from '../../shared/calc/check/row-sums.ts';
import { nestSums } from '../../shared/calc/consolidate/nested-sums.ts';
import { type WithholdFigure, type WithholdRow, withhold } from '../../shared/calc/consolidate/withhold.ts';

/* Figures of too few reporters, and what would give them away. */

function row(code: string, values: Record<string, number>, more: Partial<WithholdRow> = {}): WithholdRow {
  const figures = Object.entries(values).map(([unit, value]): [string, WithholdFigure] => [
    unit,
    { value: String(value) },
  ]);
  const sum = Object.values(values).reduce((all, one) => all + one, 0);
  return {
    code,
    total: { value: String(sum) },
    figures: new Map(figures),
    made: [{ whole: '', parts: Object.keys(values) }],
    ...more,
  };
}

const thin = (one: WithholdRow, unit: string): WithholdRow => ({
  ...one,
  figures: new Map(
    [...one.figures].map(([at, figure]) => [at, at === unit ? { ...figure, contributors: 2 } : figure]),
  ),
});

function hiddenIn(rows: readonly WithholdRow[], below = 3, sums = listRowSums([], 'Q')): string[] {
  const hidden = withhold(rows, below, sums);
  return rows.flatMap((one) =>
    ['', ...one.figures.keys()]
      .filter((at) => hidden(one.code, at))
      .map((at) => `${one.code}${at && `@${at}`}`),
  );
}

describe('withholding', () => {
  test('without a limit nothing is withheld', () => {
    expect(hiddenIn([thin(row('F', { A: 1, B: 2, P: 3 }), 'P')], 0)).toEqual([]);
  });

  test('the smallest other figure goes too, else the total would give the thin one away', () => {
    expect(hiddenIn([thin(row('F', { A: 5, B: 2, C: 9, P: 30 }), 'P')])).toEqual(['F@B', 'F@P']);
  });

  test('a thin total is not left to be added up from what is shown', () => {
    const total = { value: '7', contributors: 2 };
    expect(hiddenIn([row('F', { A: 5, B: 2 }, { total })])).toEqual(['F', 'F@B']);
  });

  test('a thin subtotal can neither be added up from below nor taken out of the total', () => {
    const figures = new Map<string, WithholdFigure>([
      ['A', { value: '5' }],
      ['B', { value: '50' }],
      ['S', { value: '7', contributors: 2 }],
      ['V1', { value: '3' }],
      ['V2', { value: '4' }],
    ]);
    const made = nestSums([
      { whole: 'S', parts: ['V1', 'V2'] },
      { whole: '', parts: ['A', 'B', 'V1', 'V2'] },
    ]);
    const total = { value: '62', contributors: 4 };
    expect(made).toContainEqual({ whole: '', parts: ['S', 'A', 'B'] });
    expect(hiddenIn([{ code: 'F', figures, made, total }])).toEqual(['F@A', 'F@S', 'F@V1']);
  });

  test('a quotient goes where it would give its part away, and so does a row that a check adds up', () => {
    const rows = [
      thin(row('N', { A: 5, B: 2, P: 30 }), 'P'),
      row('D', { A: 50, B: 20, P: 300 }),
      row('R', { A: 10, B: 10, P: 10 }, { made: [], ratio: { numerator: 'N', denominator: 'D' } }),
    ];
    expect(hiddenIn(rows)).toEqual(['N@B', 'N@P', 'R@B', 'R@P']);
    const checks = [{ form: 'Q', severity: 'error' as const, expression: '[W] = [N] + [D]', message: '' }];
    expect(listRowSums(checks, 'Q')).toEqual([{ whole: 'W', parts: ['N', 'D'] }]);
    const sums = listRowSums(checks, 'Q');
    expect(hiddenIn([rows[0]!, rows[1]!, row('W', { A: 55, B: 22, P: 330 })], 3, sums)).toEqual([
      'N@B',
      'N@P',
      'D@B',
      'D@P',
    ]);
  });

  test('only sums of this form, unit and period are taken from checks', () => {
    const sums = (expression: string) =>
      listRowSums([{ form: 'Q', severity: 'query', expression, message: '' }], 'Q').length;
    expect(['[A]+[B]=[C]', '[C]=sum([A],[B])'].map(sums)).toEqual([1, 1]);
    expect(
      ['[A]=[B]', '[C]<=[A]+[B]', '[C]=[A]-[B]', '[C]=[A]+[B@previous]', '[C]=[A#P]+[B]'].map(sums),
    ).toEqual([0, 0, 0, 0, 0]);
  });

  test('whatever is thin, no shown figures add up to a single withheld one', () => {
    const size = fc.array(fc.nat({ max: 99 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(size, size, fc.nat({ max: 5 }), (inS, direct, at) => {
        const figures = new Map<string, WithholdFigure>();
        const name = (letter: string, values: readonly number[]) =>
          values.map((value, place) => {
            figures.set(`${letter}${place}`, {
              value: String(value),
              ...(letter === 'V' && place === at ? { contributors: 1 } : {}),
            });
            return `${letter}${place}`;
          });
        const below = name('V', inS);
        const others = name('A', direct);
        figures.set('S', { value: String(inS.reduce((all, one) => all + one, 0)), contributors: inS.length });
        const made = nestSums([
          { whole: 'S', parts: below },
          { whole: '', parts: [...below, ...others] },
        ]);
        const hidden = withhold([{ code: 'F', figures, made, total: { value: '1' } }], 3);
        for (const { whole, parts } of [...made, { whole: '', parts: [...below, ...others] }])
          expect([whole, ...parts].filter((place) => hidden('F', place)).length).not.toBe(1);
      }),
    );
  });
});
