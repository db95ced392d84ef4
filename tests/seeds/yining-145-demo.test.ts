import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluateCheck } from '../../shared/calc/check/evaluate.ts';
import { parseExpression } from '../../shared/calc/check/expression.ts';
import { evaluatePlan } from '../../shared/calc/judge/evaluate-plan.ts';
import { convertMeasure } from '../../shared/calc/measure-unit.ts';
import { findingCodes } from '../../shared/domain/finding.ts';
import { Decimal, parseDecimal } from '../../shared/text/decimal.ts';
import { readSeed, readSeedTexts } from './read-seed.ts';

const plan = readSeed('yining-145-demo');
const shared = [
  'units.csv',
  'outline.csv',
  'indicators.csv',
  'targets.csv',
  'assignments.csv',
  'forms.csv',
  'form-items.csv',
  'checks.csv',
];

interface SampleRow {
  readonly indicator: string | null;
  readonly label: string;
  readonly unit: string;
  readonly current: string;
}
interface SampleReturn {
  readonly form: string;
  readonly period: string;
  readonly sender: string;
  readonly file: string;
  readonly layout: string;
  readonly rows: readonly (SampleRow & Record<string, string>)[];
  readonly defects: readonly { readonly code: string; readonly indicator?: string }[];
}
const sample = JSON.parse(
  readFileSync(new URL('../../seeds/yining-145-demo/sample-returns.json', import.meta.url), 'utf8'),
) as { returns: SampleReturn[] };
const township = sample.returns.filter((one) => one.form === 'T1');

describe('the demo pack', () => {
  it('is the plan itself: the same bytes in every file but figures and years', () => {
    const [own, base] = [readSeedTexts('yining-145-demo'), readSeedTexts('yining-145')];
    for (const file of shared) expect(own.get(file), file).toBe(base.get(file));
    const names = (seed: string) => readSeed(seed).projects.map(({ code, name, box }) => [code, name, box]);
    expect(names('yining-145-demo')).toEqual(names('yining-145'));
  });

  it('says that it is made up', () => {
    expect(plan.header.settings.demo).toBe(true);
    expect(plan.header.title).toContain('演示数据');
    const printed = readSeed('yining-145').observations.length;
    const made = plan.observations.slice(printed);
    expect(made.every((one) => one.source?.includes('演示数据'))).toBe(true);
    for (const row of plan.assigned) expect(row.document).toContain('演示');
  });

  it('holds no city figure for the rows that cities have none for', () => {
    for (const code of ['C02', 'C06', 'C08'])
      expect(plan.observations.some((one) => one.indicator === code)).toBe(false);
  });
});

describe('sizes', () => {
  const value = (indicator: string, unit: string, period: string) => {
    const found = plan.observations.find(
      (one) => one.indicator === indicator && one.unit === unit && one.period === period,
    )?.value;
    return found == null ? undefined : new Decimal(found);
  };

  it('fit the plan: three years of new employment stay inside the five-year target', () => {
    const years = ['2021', '2022', '2023'].map((year) => value('G1301', 'YN', year)!);
    const sum = Decimal.sum(...years);
    expect(sum.greaterThan(2.4) && sum.lessThan(4.8), sum.toString()).toBe(true);
    const halfYear = township.flatMap((one) => one.rows.filter((row) => row.indicator === 'G1301'));
    const people = halfYear.reduce(
      (total, row) => total.plus(row.current === '' ? 0 : row.current),
      new Decimal(0),
    );
    expect(people.greaterThan(3000) && people.lessThan(9000), people.toString()).toBe(true);
  });

  it('of townships add up to nearly the department’s figure', () => {
    const items = plan.formItems.filter((item) => item.form === 'T1' && item.required);
    for (const item of items) {
      const indicator = plan.indicators.find((one) => one.code === item.indicator)!;
      const root = value(indicator.code, 'YN', '2022');
      if (!root || indicator.measure === 'ratio' || indicator.consolidate === 'none') continue;
      const units = plan.observations.filter(
        (one) => one.indicator === indicator.code && one.period === '2022Q4' && one.unit !== 'YN',
      );
      const sum = Decimal.sum(...units.map((one) => one.value ?? '0'));
      expect(sum.minus(root).abs().div(root).lessThan(0.03), `${indicator.name} ${sum} ${root}`).toBe(true);
    }
  });

  it('are no more in a part than in its whole', () => {
    const pairs = [
      ['G0612', 'G0611'],
      ['A01', 'A02'],
      ['A03', 'A05'],
      ['A04', 'A05'],
      ['A06', 'A07'],
      ['A09', 'A08'],
      ['A12', 'A11'],
      ['A17', 'A16'],
      ['A14', 'A13'],
      ['A15', 'A13'],
    ] as const;
    const held = new Map(
      plan.observations.map((one) => [`${one.indicator} ${one.unit} ${one.period}`, one.value]),
    );
    for (const [part, whole] of pairs)
      for (const one of plan.observations)
        if (one.indicator === part && one.unit !== 'YN' && one.value !== null) {
          const all = held.get(`${whole} ${one.unit} ${one.period}`);
          expect(
            new Decimal(one.value).lessThanOrEqualTo(all ?? 0),
            `${part} ${one.unit} ${one.period}`,
          ).toBe(true);
        }
  });
});

describe('judged', () => {
  it.each(['2022-12-31', '2023-06-30', '2023-12-31', '2025-12-31'])(
    'on %s each of the 20 indicators has a verdict or a reason',
    (date) => {
      const { indicators } = evaluatePlan({ plan, date });
      expect(indicators).toHaveLength(20);
      for (const one of indicators)
        expect(one.verdict === '无法判定' ? one.reason : one.actual, one.indicator).toBeTruthy();
      const undecided = indicators.filter((one) => one.verdict === '无法判定').map((one) => one.indicator);
      expect(undecided.length).toBeLessThanOrEqual(5);
    },
  );

  it('at mid-term shows every verdict word', () => {
    const words = new Set(evaluatePlan({ plan, date: '2023-12-31' }).indicators.map((one) => one.verdict));
    expect(words).toEqual(new Set(['提前实现', '快于预期', '基本符合预期', '滞后', '无法判定']));
  });

  it('judges most commitments that are no person’s to judge', () => {
    const { commitments } = evaluatePlan({ plan, date: '2023-12-31' });
    const byPerson = new Set(plan.targets.filter((one) => one.kind === 'person').map((one) => one.indicator));
    const own = commitments.filter((one) => !byPerson.has(one.indicator));
    const decided = own.filter((one) => one.verdict !== '无法判定');
    expect(decided.length / own.length).toBeGreaterThan(0.85);
  });
});

describe('the sample returns', () => {
  const items = plan.formItems.filter((item) => item.form === 'T1');
  const form = plan.forms.find((one) => one.code === 'T1')!;
  const held = new Map(
    plan.observations.map((one) => [`${one.indicator} ${one.unit} ${one.period}`, one.value]),
  );
  const heldIn = (indicator: string, unit: string, period: string) => {
    const value = held.get(`${indicator} ${unit} ${period}`);
    return value == null ? undefined : new Decimal(value);
  };

  it('come from every sender of the township form', () => {
    expect(new Set(township.map((one) => one.sender))).toEqual(new Set(form.senders));
  });

  it('ask what the form asks, in its words', () => {
    for (const one of township)
      for (const row of one.rows) {
        if (row.indicator === null) continue;
        const item = items.find((candidate) => candidate.indicator === row.indicator);
        expect([row.label, row.unit], one.file).toEqual([item?.label, item?.unit]);
      }
  });

  it('name their defects by the closed list of findings', () => {
    const other = ['sender-alias', 'columns-reordered', 'duplicate', 'formula'];
    for (const one of sample.returns)
      for (const defect of one.defects) expect([...findingCodes, ...other], one.file).toContain(defect.code);
  });

  it('are, without defects, within a quarter of last year’s figure', () => {
    for (const one of township) {
      const flawed = new Set(one.defects.map((defect) => defect.indicator));
      for (const row of one.rows) {
        if (row.indicator === null || flawed.has(row.indicator) || row.current === '') continue;
        const unit = plan.indicators.find((indicator) => indicator.code === row.indicator)!.unit;
        const current = convertMeasure(new Decimal(row.current), row.unit, unit)!;
        const before = plan.observations.find(
          (seen) => seen.indicator === row.indicator && seen.unit === one.sender && seen.period === '2022Q2',
        )?.value;
        expect(before, `${one.file} ${row.label}`).toBeTruthy();
        if (before === '0') continue;
        const change = current.div(before!).minus(1).abs();
        // One more station where there were two is no outlier.
        const small = current.minus(before!).abs().lessThanOrEqualTo(2);
        expect(small || change.lessThan(0.25), `${one.file} ${row.label} ${current} ${before}`).toBe(true);
      }
    }
  });

  it('break the form’s error checks exactly where a defect says so', () => {
    const checks = plan.checks.filter((check) => check.form === 'T1' && check.severity === 'error');
    for (const one of township) {
      const current = new Map(
        one.rows.flatMap((row) => {
          const unit = plan.indicators.find((indicator) => indicator.code === row.indicator)?.unit;
          const number = parseDecimal(row.current.normalize('NFKC').replaceAll(',', ''));
          return unit !== undefined && number
            ? [[row.indicator, convertMeasure(number, row.unit, unit)!]]
            : [];
        }) as [string, Decimal][],
      );
      const broken = checks.filter((check) => {
        const parsed = parseExpression(check.expression);
        if (!parsed.ok) throw new Error(check.expression);
        const outcome = evaluateCheck(parsed.tree, (figure) => {
          const value =
            figure.when === undefined
              ? current.get(figure.indicator)
              : heldIn(figure.indicator, one.sender, figure.when === 'previous' ? '2022Q2' : '2023Q1');
          return value && { value, decimals: 0 };
        });
        return outcome.result === 'broken';
      });
      const declared = one.defects.filter((defect) => defect.code === 'check-error').length;
      expect(broken.length, `${one.file} ${broken.map((check) => check.message)}`).toBe(declared);
    }
  });

  it('hold no person: the list that must be refused is told to the generator, not written here', () => {
    const text = JSON.stringify(sample);
    expect(text).not.toMatch(/\d{17}[\dX]|1[3-9]\d{9}/);
  });

  it('name projects of the plan in the registers', () => {
    const names = new Set(plan.projects.map((project) => project.name));
    for (const one of sample.returns)
      if (one.form === 'P1') for (const row of one.rows) expect(names.has(row.name!)).toBe(true);
  });
});
