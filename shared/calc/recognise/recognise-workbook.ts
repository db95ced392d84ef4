import type { TableReading } from '../../domain/recognition.ts';
import type { Workbook } from '../../domain/sheet.ts';
import { recogniseSheet } from './recognise-sheet.ts';

/**
 * All tables of a workbook. Hidden sheets are read after the visible ones, so that a forgotten copy never comes first.
 * @param names normalised names of the plan (see `vocabularyOf`).
 */
export function recogniseWorkbook(workbook: Workbook, names?: ReadonlySet<string>): TableReading[] {
  const order = [...workbook.sheets].sort(
    (a, b) => Number(a.visibility !== 'visible') - Number(b.visibility !== 'visible'),
  );
  return order.flatMap((sheet) => recogniseSheet(sheet, names ? { names } : {}));
}
