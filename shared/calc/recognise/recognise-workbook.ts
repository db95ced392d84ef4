import type { TableReading } from '../../domain/recognition.ts';
import type { Workbook } from '../../domain/sheet.ts';
import { foldText } from '../../text/names.ts';
import { recogniseSheet } from './recognise-sheet.ts';

/** A sheet that carries no part of a return, and why: `instructions` has a table, which was left out. */
export interface IgnoredSheet {
  readonly sheet: string;
  readonly reason: 'instructions' | 'no-table';
}

export interface WorkbookReading {
  readonly tables: readonly TableReading[];
  readonly ignored: readonly IgnoredSheet[];
}

const instructions =
  /^(?:填[表报]|报表|编制|使用|指标|操作)?(?:说明|须知|指南|解释|要求)|^(?:填[表报])?(?:示例|样例|样表|范例)|^(?:封面|目录)/;

function holdsFigures(tables: readonly TableReading[]): boolean {
  return tables.some(({ rows }) => rows.some(({ cells }) => cells.some(({ kind }) => kind === 'number')));
}

/**
 * All tables of a workbook, visible sheets first. Instructions, samples and covers are left out where another sheet holds
 * figures: a filled-in sample must not become a second return, but whoever fills in the sample itself has sent that.
 * @param names normalised names of the plan (see `vocabularyOf`).
 */
export function recogniseWorkbook(workbook: Workbook, names?: ReadonlySet<string>): WorkbookReading {
  const order = [...workbook.sheets].sort(
    (a, b) => Number(a.visibility !== 'visible') - Number(b.visibility !== 'visible'),
  );
  const read = order.map((sheet) => ({
    sheet: sheet.name,
    tables: recogniseSheet(sheet, names ? { names } : {}),
  }));
  const isInstructions = (name: string) => instructions.test(foldText(name));
  const hasOther = read.some(({ sheet, tables }) => holdsFigures(tables) && !isInstructions(sheet));
  const ignored: IgnoredSheet[] = [];
  const tables: TableReading[] = [];
  for (const one of read) {
    if (one.tables.length === 0) ignored.push({ sheet: one.sheet, reason: 'no-table' });
    else if (hasOther && isInstructions(one.sheet))
      ignored.push({ sheet: one.sheet, reason: 'instructions' });
    else tables.push(...one.tables);
  }
  return { tables, ignored };
}
