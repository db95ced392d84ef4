import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { balanceNested, balanceRounding } from '../../shared/calc/consolidate/balance-rounding.ts';
import { balanceTable } from '../../shared/calc/consolidate/balance-table.ts';
import { changeContributions } from '../../shared/calc/consolidate/change-contributions.ts';
import {
  type ConsolidationInput,
  consolidateIndicator,
  ratioScale,
  ruleOf,
} from '../../shared/calc/consolidate/consolidate.ts';
import { compareWithDepartment } from '../../shared/calc/consolidate/discrepancy.ts';
import { isValidIn, sendersOf, shownOnly } from '../../shared/calc/consolidate/form-senders.ts';
import { nestSums } from '../../shared/calc/consolidate/nested-sums.ts';
import { figureOverPeriod } from '../../shared/calc/consolidate/over-time.ts';
import { dueDate } from '../../shared/calc/due-date.ts';
import { convertMeasure, sameDimension } from '../../shared/calc/measure-unit.ts';
import type { Form, Indicator, Unit } from '../../shared/domain/plan.ts';
import { Decimal, printDecimal } from '../../shared/text/decimal.ts';

const indicator = (code: string, more: Partial<Indicator> = {}): Indicator => ({
  code,
  name: code,
  unit: '',
  direction: 'up',
  measure: 'flow',
  reporting: 'period',
  recompute: false,
  consolidate: 'auto',
  scope: 'form',
  aliases: [],
  ...more,
});

const money = fc
  .integer({ min: -1_000_000, max: 1_000_000 })
  .map((cents) => new Decimal(cents).div(100).toFixed());

function total(
  figures: readonly { unit: string; indicator: string; value: string | null }[],
  senders: string[],
  one: Indicator,
  others: Indicator[] = [],
) {
  const input: ConsolidationInput = {
    indicators: new Map([one, ...others].map((each) => [each.code, each])),
    senders,
    figures,
    applies: () => true,
  };
  return consolidateIndicator(input, one.code);
}

describe('totals', () => {
  test('a sum is exact to the last digit, whatever the order and grouping', () => {
    fc.assert(
      fc.property(
        fc.array(money, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 0, max: 39 }),
        (values, cut) => {
          const figures = values.map((value, at) => ({ unit: `U${at}`, indicator: 'A', value }));
          const units = figures.map((figure) => figure.unit);
          const whole = total(figures, units, indicator('A')).value!;
          expect(total([...figures].reverse(), [...units].reverse(), indicator('A')).value).toBe(whole);
          const part = (from: number, to: number) =>
            total(figures.slice(from, to), units.slice(from, to), indicator('A')).value ?? '0';
          expect(printDecimal(new Decimal(part(0, cut)).plus(part(cut, 40)))).toBe(whole);
          const cents = values.reduce(
            (sum, value) => sum + BigInt(new Decimal(value).times(100).toFixed()),
            0n,
          );
          expect(new Decimal(whole).times(100).toFixed()).toBe(String(cents));
        },
      ),
    );
  });

  test('a ratio is Σ/Σ × scale in base units, independent of grouping, never a mean of ratios', () => {
    const above = indicator('N', { unit: '万人' });
    const below = indicator('D', { unit: '人' });
    const ratio = indicator('R', { unit: '%', measure: 'ratio', numerator: 'N', denominator: 'D' });
    const figures = [
      { unit: 'a', indicator: 'N', value: '0.5' },
      { unit: 'a', indicator: 'D', value: '10000' },
      { unit: 'b', indicator: 'N', value: '0.1' },
      { unit: 'b', indicator: 'D', value: '1000' },
      { unit: 'c', indicator: 'N', value: '0.2' },
    ];
    const result = total(figures, ['a', 'b', 'c'], ratio, [above, below]);
    expect(Number(result.value)).toBeCloseTo((6000 / 11_000) * 100, 12);
    expect(result).toMatchObject({
      rule: 'ratio',
      complete: false,
      missing: ['c'],
      contributors: ['a', 'b'],
    });
    expect(total([...figures].reverse(), ['c', 'b', 'a'], ratio, [above, below]).value).toBe(result.value);
  });

  test('scales follow unit and name', () => {
    expect(ratioScale(indicator('x', { unit: '‰' })).toNumber()).toBe(1000);
    expect(ratioScale(indicator('x', { unit: '件', name: '每万人口发明专利拥有量' })).toNumber()).toBe(
      10_000,
    );
    expect(ratioScale(indicator('x', { unit: '人', name: '每千人口医师数' })).toNumber()).toBe(1000);
    expect(ratioScale(indicator('x', { unit: '元' })).toNumber()).toBe(1);
    expect(ratioScale(indicator('x', { unit: '%', scale: '1' })).toNumber()).toBe(1);
  });

  test('rates, growth and what the pack excludes have no total', () => {
    expect(ruleOf(indicator('x', { measure: 'growth' }))).toBe('none');
    expect(ruleOf(indicator('x', { measure: 'ratio' }))).toBe('none');
    expect(ruleOf(indicator('x', { consolidate: 'none' }))).toBe('none');
    expect(ruleOf(indicator('x', { measure: 'ratio', weight: 'w' }))).toBe('weighted');
  });

  test('blank never acts as zero: it is missing, and zero is a figure', () => {
    fc.assert(
      fc.property(fc.array(fc.option(money, { nil: null }), { minLength: 1, maxLength: 20 }), (values) => {
        const figures = values.map((value, at) => ({ unit: `U${at}`, indicator: 'A', value }));
        const result = total(
          figures,
          figures.map((figure) => figure.unit),
          indicator('A'),
        );
        expect(result.missing).toEqual(
          figures.filter((figure) => figure.value === null).map((figure) => figure.unit),
        );
        expect(result.complete).toBe(values.every((value) => value !== null));
        expect(result.value === null).toBe(values.every((value) => value === null));
      }),
    );
  });
});

describe('senders and units', () => {
  const unit = (code: string, more: Partial<Unit> = {}): Unit => ({
    code,
    name: code,
    type: 'township',
    aliases: [],
    ...more,
  });
  const form = (more: Partial<Form> = {}): Form => ({
    code: 'F',
    title: '',
    shape: 'list',
    period: 'quarter',
    senders: ['township'],
    overlap: 'add',
    ...more,
  });

  test('a unit type stands for its units in administrative order; merged ones end, successors begin', () => {
    const units = [
      unit('b', { order: 2 }),
      unit('a', { order: 1 }),
      unit('p', { type: 'park' }),
      unit('old', { validTo: '2022-12-31' }),
      unit('new', { validFrom: '2023-01-01' }),
    ];
    expect(sendersOf(form(), units, '2022Q4').map((one) => one.code)).toEqual(['a', 'b', 'old']);
    expect(sendersOf(form(), units, '2023Q1').map((one) => one.code)).toEqual(['a', 'b', 'new']);
    expect(isValidIn(units[3]!, '2022Q4')).toBe(true);
  });

  test('a park in a township is never counted twice', () => {
    const units = [
      unit('t'),
      unit('p', { type: 'park', within: 't' }),
      unit('q', { type: 'park', within: 'elsewhere' }),
    ];
    expect([...shownOnly(form({ overlap: 'show' }), units)]).toEqual(['p']);
    expect([...shownOnly(form({ overlap: 'add' }), units)]).toEqual([]);
  });
});

describe('over time', () => {
  const of = (period: string, value: string | null) => ({ period, value });
  const flow = indicator('f');

  test('months make quarters, quarters make years; gaps are named', () => {
    const months = [of('2023-01', '1'), of('2023-02', '2'), of('2023-03', '3')];
    expect(figureOverPeriod(flow, months, '2023Q1')).toMatchObject({ value: '6', missing: [] });
    expect(figureOverPeriod(flow, months.slice(0, 2), '2023Q1')).toMatchObject({
      value: '3',
      missing: ['2023-03'],
    });
    expect(
      figureOverPeriod(flow, [of('2023Q1', '1'), of('2023Q2', '2'), of('2023H2', '4')], '2023'),
    ).toMatchObject({ value: '7', missing: [] });
  });

  test('the whole wins over its parts, and a difference is said', () => {
    const figures = [of('2023Q1', '7'), of('2023-01', '1'), of('2023-02', '2'), of('2023-03', '3')];
    expect(figureOverPeriod(flow, figures, '2023Q1')).toMatchObject({ value: '7', partsDiffer: '6' });
  });

  test('a year-to-date figure stands for its whole span and is never added', () => {
    const ytd = indicator('y', { reporting: 'ytd' });
    expect(figureOverPeriod(ytd, [of('2023Q1', '5'), of('2023-06', '9')], '2023H1').value).toBe('9');
    expect(figureOverPeriod(ytd, [of('2023Q1', '5')], '2023H1').value).toBe(null);
  });

  test('stocks take the last, growth only its own period, index changes compound', () => {
    expect(
      figureOverPeriod(
        indicator('s', { measure: 'stock' }),
        [of('2023-05', '1'), of('2023-06', '2')],
        '2023Q2',
      ).value,
    ).toBe('2');
    expect(
      figureOverPeriod(
        indicator('g', { measure: 'growth' }),
        [of('2023Q1', '5'), of('2023Q2', '6')],
        '2023H1',
      ).value,
    ).toBe(null);
    const decline = indicator('e', { measure: 'index-change', trend: 'decline' });
    const years = [of('2011', '2.01'), of('2012', '3.6'), of('2013', '3.7')];
    expect(Number(figureOverPeriod(decline, years, '2011..2013').value)).toBeCloseTo(9.03, 2);
  });
});

describe('printing and comparing', () => {
  test('balanced columns add up, and no part moves by more than one last digit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -10_000_000, max: 10_000_000 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 0, max: 3 }),
        (given, decimals) => {
          const parts = given.map((one) => new Decimal(one).div(10_000).toFixed());
          const column = balanceRounding(parts, decimals);
          const sum = column.parts.reduce((all, part) => all.plus(part.value), new Decimal(0));
          expect(printDecimal(sum)).toBe(column.total);
          const unit = new Decimal(10).pow(-decimals);
          column.parts.forEach((part, at) => {
            expect(new Decimal(part.value).minus(parts[at]!).abs().lt(unit.times('1.5'))).toBe(true);
          });
        },
      ),
    );
  });

  test('with subtotals between, every level adds up and every figure is rounded up or down, never beyond', () => {
    const amounts = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(amounts, { minLength: 1, maxLength: 6 }), amounts, (districts, direct) => {
        const exact = new Map<string, Decimal>();
        const leaf = (name: string, amount: number) => exact.set(name, new Decimal(amount).div(1000)) && name;
        const inside = districts.map((one, at) => ({
          whole: `S${at}`,
          parts: one.map((amount, village) => leaf(`S${at}V${village}`, amount)),
        }));
        const half = { whole: 'H', parts: inside.slice(0, 2).flatMap(({ parts }) => parts) };
        const all = [
          ...inside.flatMap(({ parts }) => parts),
          ...direct.map((one, at) => leaf(`A${at}`, one)),
        ];
        const sums = [...inside, half, { whole: '', parts: all }];
        for (const { whole, parts } of sums)
          exact.set(
            whole,
            parts.reduce((sum, part) => sum.plus(exact.get(part)!), new Decimal(0)),
          );
        const printed = balanceNested(
          new Map([...exact].map(([at, one]) => [at, printDecimal(one)])),
          sums,
          0,
        );
        const value = (place: string) => new Decimal(printed.get(place)!.value);
        for (const { whole, parts } of nestSums(sums))
          expect(parts.reduce((sum, part) => sum.plus(value(part)), new Decimal(0)).eq(value(whole))).toBe(
            true,
          );
        for (const [place, one] of exact) expect(value(place).minus(one).abs().lt(1)).toBe(true);
      }),
    );
  });

  test('rows that add up are balanced both ways, every figure up or down, the grand total as rounding alone has it', () => {
    const cell = fc.integer({ min: -99_999, max: 99_999 });
    const district = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(district, { minLength: 1, maxLength: 4 }), district, (districts, alone) => {
        const rows = [0, 1, 2, 3].map(() => new Map<string, string>());
        const put = (place: string, amounts: readonly number[]) => {
          for (const [at, amount] of [amounts.reduce((all, one) => all + one, 0), ...amounts].entries())
            rows[at]!.set(place, new Decimal(amount).div(1000).toFixed());
          return place;
        };
        const add = (all: readonly (readonly number[])[]) =>
          [0, 1, 2].map((at) => all.reduce((sum, one) => sum + one[at]!, 0));
        const sums = districts.map((units, at) => ({
          whole: `S${at}`,
          parts: units.map((unit, place) => put(`S${at}V${place}`, unit)),
        }));
        for (const [at, units] of districts.entries()) put(`S${at}`, add(units));
        const direct = alone.map((unit, at) => put(`A${at}`, unit));
        put('', add([...districts.flat(), ...alone]));
        const all = [...sums, { whole: '', parts: [...sums.flatMap(({ parts }) => parts), ...direct] }];
        const printed = balanceTable(rows, all, 0)!;
        const value = (row: number, place: string) => new Decimal(printed[row]!.get(place)!.value);
        const sum = (figures: readonly Decimal[]) =>
          figures.reduce((acc, one) => acc.plus(one), new Decimal(0)).toNumber();
        for (const row of [0, 1, 2, 3])
          for (const { whole, parts } of nestSums(all))
            expect(sum(parts.map((place) => value(row, place)))).toBe(value(row, whole).toNumber());
        for (const place of rows[0]!.keys())
          expect(sum([1, 2, 3].map((row) => value(row, place)))).toBe(value(0, place).toNumber());
        rows.forEach((row, at) => {
          for (const [place, exact] of row) expect(value(at, place).minus(exact).abs().lt(1)).toBe(true);
        });
        expect(printed[0]!.get('')!.adjusted).toBe(false);
      }),
    );
  });

  test('rows that do not add up exactly are not forced to', () => {
    const sums = [{ whole: '', parts: ['A', 'B'] }];
    const row = (total: string, a: string, b: string) =>
      new Map([
        ['', total],
        ['A', a],
        ['B', b],
      ]);
    const parts = [row('3', '1', '2'), row('3', '2', '1')];
    expect(balanceTable([row('6', '3', '3'), ...parts], sums, 0)).toBeDefined();
    expect(balanceTable([row('6.1', '3.1', '3'), ...parts], sums, 0)).toBeUndefined();
    expect(balanceTable([row('6', '3', '3'), row('3', '1', '2.1'), parts[1]!], sums, 0)).toBeUndefined();
  });

  test('contributions to a change add up to the growth of the sum', () => {
    const rows = [
      { unit: 'a', now: '110', before: '100' },
      { unit: 'b', now: '40', before: '50' },
      { unit: 'c', now: '60', before: '50' },
      { unit: 'd', now: null, before: '10' },
    ];
    const parts = changeContributions(rows);
    expect(parts.map((part) => part.unit)).toEqual(['a', 'b', 'c']);
    expect(parts.reduce((sum, part) => sum + Number(part.points), 0)).toBeCloseTo(5, 12);
    expect(parts.reduce((sum, part) => sum + Number(part.share), 0)).toBeCloseTo(100, 9);
  });

  test('a discrepancy to the department is measured against the department', () => {
    expect(compareWithDepartment('1006', '1000')).toEqual({
      difference: '6',
      percent: '0.6',
      withinTolerance: false,
    });
    expect(compareWithDepartment('1006', '1000', '0.01').withinTolerance).toBe(true);
    expect(compareWithDepartment('1', '0')).toMatchObject({ percent: null, withinTolerance: false });
  });

  test('a due day moves to the next working day', () => {
    expect(dueDate('2023Q2', 1, [])).toBe('2023-07-03');
    expect(dueDate('2023Q2', 10, [{ date: '2023-07-10', kind: 'holiday' }])).toBe('2023-07-11');
    expect(dueDate('2023Q2', 1, [{ date: '2023-07-01', kind: 'workday' }])).toBe('2023-07-01');
    expect(dueDate('2023Q2', undefined, [])).toBe(undefined);
  });
});

describe('units of measure', () => {
  test('convert exactly inside a dimension and never across', () => {
    const convert = (value: string, from: string, to: string) =>
      convertMeasure(new Decimal(value), from, to)?.toFixed();
    expect(convert('1', '亿元', '万元')).toBe('10000');
    expect(convert('1', '公顷', '亩')).toBe('15');
    expect(convert('15', '亩', '公顷')).toBe('1');
    expect(convert('3', '万吨', '吨')).toBe('30000');
    expect(convert('5', '‰', '%')).toBe('0.5');
    for (const [from, to] of [
      ['%', '个百分点'],
      ['人', '人次'],
      ['户', '人'],
      ['元', '亩'],
      ['吨', '吨标煤'],
    ] as const)
      expect(sameDimension(from, to)).toBe(false);
  });

  test('going there and back changes nothing', () => {
    fc.assert(
      fc.property(
        money,
        fc.constantFrom(['亩', '公顷'], ['元', '亿元'], ['平方公里', '亩'], ['公斤', '万吨'], ['人', '万人']),
        (value, [a, b]) => {
          const there = convertMeasure(new Decimal(value), a!, b!)!;
          expect(
            convertMeasure(there, b!, a!)!.minus(value).abs().lte(new Decimal(value).abs().times('1e-25')),
          ).toBe(true);
        },
      ),
    );
  });
});
