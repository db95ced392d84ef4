import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { identifyReturn } from '../../shared/calc/match/identify-return.ts';
import { mapReturn } from '../../shared/calc/match/map-return.ts';
import { vocabularyOf } from '../../shared/calc/match/plan-index.ts';
import { recogniseSheet } from '../../shared/calc/recognise/recognise-sheet.ts';
import { readSeed } from './read-seed.ts';
import { typeSheet } from './sheet-of-return.ts';

interface Sample {
  readonly form: string;
  readonly period: string;
  readonly sender: string;
  readonly senderText: string;
  readonly file: string;
  readonly rows: readonly Record<string, unknown>[];
  readonly defects: readonly {
    readonly code: string;
    readonly label?: string;
    readonly indicator?: string;
  }[];
}
interface Named {
  readonly indicator: string | null;
  readonly label: string;
  readonly unit: string;
  readonly current: string;
  readonly previous: string;
}

const content = readSeed('yining-145-demo');
const plan = { ...content, root: content.header.root };
const { returns } = JSON.parse(
  readFileSync(new URL('../../seeds/yining-145-demo/sample-returns.json', import.meta.url), 'utf8'),
) as { returns: Sample[] };

const head = (sample: Sample, period: string) => [
  [plan.forms.find((form) => form.code === sample.form)!.title],
  [`填报单位：${sample.senderText}`, '', period],
];

/** The plain layout of each shape, as an official would lay it out. */
function sheetOf(sample: Sample): string[][] {
  if (sample.form === 'T1') {
    const rows = sample.rows as unknown as Named[];
    const lines = rows.map((row) => [row.label, row.unit, row.current, row.previous]);
    return [...head(sample, '2023年二季度'), ['指标名称', '计量单位', '本期', '上年同期'], ...lines];
  }
  if (sample.form === 'M1') {
    const [row] = sample.rows as unknown as { label: string; cells: Named[] }[];
    const titles = row!.cells.map((cell) => `${cell.label}（${cell.unit}）`);
    const figures = row!.cells.map((cell) => cell.current);
    return [...head(sample, '2023年上半年'), ['单位', ...titles], [row!.label, ...figures]];
  }
  const items = plan.formItems.filter((item) => item.form === sample.form);
  const titles = items.map((item) => (item.unit ? `${item.label}（${item.unit}）` : item.label));
  const lines = sample.rows.map((row) => items.map((item) => String(row[item.column] ?? '')));
  return [...head(sample, '2023年6月'), titles, ...lines];
}

function read(sample: Sample) {
  const tables = recogniseSheet(typeSheet('Sheet1', sheetOf(sample)), { names: vocabularyOf(plan) });
  const found = identifyReturn({ tables, sheetNames: ['Sheet1'], fileName: sample.file, plan });
  const { form, sender, period } = found;
  if (!form || !sender || !period) throw new Error(`${sample.file}: ${JSON.stringify(found.findings)}`);
  const mapped = mapReturn({
    tables,
    plan,
    form: form.code,
    sender: sender.code,
    period: period.value,
  });
  return { form: form.code, sender: sender.code, period: period.value, mapped };
}

const whole = returns.filter((sample) => sample.rows.length > 0);

describe('the sample returns, laid out plainly,', () => {
  it.each(whole)('are known by form, sender and period: $file', (sample) => {
    const { form, sender, period } = read(sample);
    expect({ form, sender, period }).toEqual({
      form: sample.form,
      sender: sample.sender,
      period: sample.period,
    });
  });

  it.each(whole.filter((sample) => sample.form === 'T1'))(
    'give every figure of the list: $file',
    (sample) => {
      const { mapped } = read(sample);
      const asked = (sample.rows as unknown as Named[]).filter((row) => row.indicator !== null);
      expect(mapped.figures.map((figure) => figure.indicator).sort()).toEqual(
        asked.map((row) => row.indicator).sort(),
      );
      const strange = sample.defects.filter((defect) => defect.code === 'no-match').map(({ label }) => label);
      expect(mapped.parked.map((row) => row.raw)).toEqual(strange);
    },
  );

  it.each(whole.filter((sample) => sample.form === 'M1'))('give the city’s figures: $file', (sample) => {
    const { mapped } = read(sample);
    const [row] = sample.rows as unknown as { cells: Named[] }[];
    expect(mapped.figures.map((figure) => [figure.indicator, figure.unit, figure.value])).toEqual(
      row!.cells.map((cell) => [
        cell.indicator,
        'YN',
        cell.current === '' ? null : cell.current.replace(/\.0$/, ''),
      ]),
    );
  });

  it.each(whole.filter((sample) => sample.form === 'P1'))('name projects of the plan: $file', (sample) => {
    const { mapped } = read(sample);
    expect(mapped.records.map((record) => record.project)).toEqual(sample.rows.map((row) => row.code));
  });
});
