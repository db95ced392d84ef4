/** The hidden mark of an issued template (`forms issue` writes it): a very-hidden sheet with JSON in its first cell. */
import { z } from 'zod';
import type { TemplateMark, Workbook } from '../../../shared/domain/sheet.ts';

export const markSheetName = '_planbench';

const anchor = z.object({
  sheet: z.string(),
  cell: z.string(),
  indicator: z.string(),
  unit: z.string(),
  column: z.string(),
});
const mark: z.ZodType<TemplateMark> = z.object({
  plan: z.string(),
  form: z.string(),
  formVersion: z.string(),
  sender: z.string(),
  period: z.string(),
  anchors: z.array(anchor).max(20_000),
});

/** The workbook without the mark's sheet; a mark that is no mark of ours is dropped without a word. */
export function takeMark(workbook: Workbook): Workbook {
  const sheet = workbook.sheets.find(({ name }) => name === markSheetName);
  if (!sheet) return workbook;
  const sheets = workbook.sheets.filter((other) => other !== sheet);
  const found = mark.safeParse(
    // A mark longer than a cell can hold goes on in the cells below.
    parseJson(sheet.cells.flatMap(({ column, value }) => (column === 0 ? [value] : [])).join('')),
  );
  return found.success ? { ...workbook, sheets, mark: found.data } : { ...workbook, sheets };
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
