import { describe, expect, it } from 'vitest';
import { applyFill } from '../../../main/excel/fill/apply-fill.ts';
import { planFill } from '../../../main/excel/fill/plan-fill.ts';
import { defaultLimits } from '../../../main/excel/read/limits.ts';
import { readWorkbook } from '../../../main/excel/read/read-workbook.ts';
import type { IssuedTemplate } from '../../../main/excel/write/issued-template.ts';
import { writeIssuedTemplate } from '../../../main/excel/write/write-issued-template.ts';
import { parseAddress } from '../../../shared/text/cell-address.ts';
import { issuedList, issuedMatrix, issuedRegister } from './made-up-templates.ts';

function read(bytes: Uint8Array) {
  const outcome = readWorkbook({ bytes, fileName: '柳泉镇.xlsx' }, defaultLimits);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome.workbook;
}

/** The circle: a template is issued, its open cells are filled in, and the reader gets mark and figures back. */
const villages = Array.from({ length: 300 }, (_, at) => ({ code: `V${at}`, name: `第${at + 1}村` }));
const longMatrix: IssuedTemplate = {
  ...issuedMatrix,
  body: issuedMatrix.body.shape === 'matrix' ? { ...issuedMatrix.body, units: villages } : issuedMatrix.body,
};

describe.each([
  ['list', issuedList],
  ['matrix', issuedMatrix],
  ['register', issuedRegister],
  ['matrix whose mark is longer than a cell', longMatrix],
])('an issued %s', (_, template) => {
  it('comes back with its mark and with every figure at its anchor', () => {
    const issued = writeIssuedTemplate(template);
    const blank = read(issued);
    const anchors = blank.mark!.anchors;
    expect(blank.mark).toMatchObject(template.mark);
    const targets = anchors.map(({ sheet, cell }, at) => ({
      sheet,
      cell,
      value: { number: `${at + 1}.25` },
    }));
    const returned = read(applyFill(issued, planFill(issued, targets).changes));
    expect(returned.mark).toEqual(blank.mark);
    expect(returned.sheets.map(({ name }) => name)).toEqual(['填报表']);
    anchors.forEach((anchor, at) => {
      const place = parseAddress(anchor.cell)!;
      const cell = returned.sheets[0]!.cells.find(
        ({ row, column }) => row === place.row && column === place.column,
      );
      expect(cell?.value).toBe(`${at + 1}.25`);
    });
  });
});
