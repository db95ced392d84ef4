import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identifyReturn } from '../../../shared/calc/match/identify-return.ts';
import { mapReturn } from '../../../shared/calc/match/map-return.ts';
import { recogniseSheet } from '../../../shared/calc/recognise/recognise-sheet.ts';
import { findingSeverities } from '../../../shared/domain/finding.ts';
import type { Sheet } from '../../../shared/domain/sheet.ts';
import { printAddress } from '../../../shared/text/cell-address.ts';
import { anySheet } from '../../support/any-sheet.ts';
import { matchPlan } from '../../support/match-plan.ts';
import { sheetOf } from '../../support/sheet-of.ts';

/** Whatever a workbook holds: no throw, one figure per place, each at a cell whose text it carries, plain decimals only. */
const forms = [
  { form: 'L1', sender: 'SM', period: '2023Q2' },
  { form: 'M1', sender: 'NY', period: '2023Q2' },
  { form: 'R1', sender: 'NY', period: '2023-06' },
];

/** A real form below, anything above it. */
const withForm = (sheet: Sheet): Sheet => {
  const form = sheetOf(
    ['指标名称|计量单位|本期', '农业总产值|万元|10', '粮食播种面积|亩|20', '自来水普及率|%|95'],
    { firstRow: 40 },
  );
  return { ...sheet, cells: [...sheet.cells, ...form.cells] };
};

describe('any workbook', () => {
  it('is identified and mapped without an error', () => {
    fc.assert(
      fc.property(anySheet, fc.string({ maxLength: 20 }), (sheet, fileName) => {
        const tables = recogniseSheet(withForm(sheet));
        identifyReturn({ tables, sheetNames: [sheet.name], fileName, plan: matchPlan });
        const texts = new Map(
          withForm(sheet).cells.map((cell) => [printAddress(cell.row, cell.column), cell.text]),
        );
        for (const input of forms) {
          const mapped = mapReturn({ tables, plan: matchPlan, ...input });
          const places = mapped.figures
            .filter(({ column }) => column !== 'note')
            .map((figure) => [figure.indicator, figure.unit, figure.column, figure.record].join(' '));
          expect(new Set(places).size).toBe(places.length);
          for (const figure of [...mapped.figures, ...mapped.context]) {
            expect(figure.raw).toBe(texts.get(figure.cell) ?? '');
            if (figure.value !== null) expect(figure.value).toMatch(/^-?\d+(\.\d*[1-9])?$/);
          }
          for (const finding of mapped.findings)
            expect(Object.keys(findingSeverities)).toContain(finding.code);
        }
      }),
      { numRuns: 200 },
    );
  });
});
