import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../../main/excel/read/limits.ts';
import { readWorkbook } from '../../../main/excel/read/read-workbook.ts';
import { identifyReturn } from '../../../shared/calc/match/identify-return.ts';
import { mapReturn } from '../../../shared/calc/match/map-return.ts';
import { vocabularyOf } from '../../../shared/calc/match/plan-index.ts';
import { recogniseWorkbook } from '../../../shared/calc/recognise/recognise-workbook.ts';
import {
  type ExpectedFile,
  hasReturns,
  readAnswers,
  readReturnsPlan,
  returnFile,
  skipNote,
} from '../../support/returns-fixture.ts';

/** Findings that the recogniser and matcher make; the others come from checks over earlier figures and from the reader. */
const ours = new Set(['text-number', 'full-width', 'blank', 'mark', 'no-match']);
const expected: ExpectedFile[] = hasReturns
  ? readAnswers().filter(({ figures }) => figures !== undefined)
  : [];

function stage(file: string) {
  const plan = readReturnsPlan();
  const bytes = new Uint8Array(readFileSync(returnFile(file)));
  const outcome = readWorkbook({ fileName: file, bytes }, defaultLimits);
  if (!outcome.ok) throw new Error(`${file}: ${outcome.code}`);
  const { workbook } = outcome;
  const { tables } = recogniseWorkbook(workbook, vocabularyOf(plan));
  const sheetNames = workbook.sheets.map(({ name }) => name);
  const identification = identifyReturn({ tables, sheetNames, fileName: file, plan });
  const mapped = mapReturn({
    tables,
    plan,
    form: identification.form!.code,
    sender: identification.sender!.code,
    period: identification.period!.value,
  });
  return { identification, mapped };
}

describe.skipIf(!hasReturns)(hasReturns ? 'the shared returns' : skipNote('the shared returns'), () => {
  it.each(expected)('$file: sender, form, period and every figure', ({ file, unit, period, figures }) => {
    const { identification, mapped } = stage(file);
    expect(identification.form).toEqual({ code: 'T1', how: 'content' });
    expect(identification.sender).toEqual({ code: unit, how: 'content' });
    expect(identification.period).toEqual({ value: period, how: 'content' });
    expect(identification.findings).toEqual([]);
    expect(mapped.figures.map((figure) => figure.indicator)).toEqual(Object.keys(figures!));
    for (const figure of mapped.figures) {
      const wanted = figures![figure.indicator];
      if (wanted === null) expect(figure.value).toBeNull();
      else expect(Math.abs(Number(figure.value) / wanted! - 1)).toBeLessThan(1e-9);
    }
  });

  it.each(expected)(
    '$file: finds what it must at its cell, and nothing else',
    ({ file, mustFind, parked }) => {
      const { mapped } = stage(file);
      const found = mapped.findings.map(({ code, indicator, cell }) => ({ code, indicator, cell }));
      for (const must of mustFind.filter(({ code }) => ours.has(code)))
        expect(found).toContainEqual(expect.objectContaining(must));
      expect(mapped.parked.map(({ raw }) => raw)).toEqual(parked);
      if (mustFind.filter(({ code }) => ours.has(code)).length === 0) expect(found).toEqual([]);
    },
  );

  it('keeps last year, growth and remarks as context', () => {
    const { mapped } = stage('巴彦岱镇.xlsx');
    const first = mapped.context.filter(({ indicator }) => indicator === 'A01');
    expect(first.map(({ column, value, cell }) => [column, value, cell])).toEqual([
      ['previous', '1299.9', 'E4'],
      ['growth', '2.3', 'F4'],
    ]);
  });

  it('gives the stated unit and factor of a converted figure', () => {
    const { mapped } = stage('克伯克于孜乡.xlsx');
    const area = mapped.figures.find(({ indicator }) => indicator === 'A02');
    expect(area).toMatchObject({
      value: '4022',
      raw: '268.133333',
      statedUnit: '公顷',
      factor: '15',
      cell: 'D5',
    });
  });
});
