import { workbookWords } from '../../../renderer/words/workbook.ts';
import type { CellRange } from '../../../shared/domain/sheet.ts';
import { looks } from './looks.ts';
import type { OutCell, OutLook, OutPrint, OutRow } from './sheet-model.ts';
import { countLines, rowHeight } from './text-width.ts';

/** What all sheets of a workbook share: title rows, page header and footer, rows of notes. */

/** A row whose text stands in its first cell and runs over `width` merged columns. */
export function mergedRow(text: string, width: number, look: OutLook, height?: number): OutRow {
  const cells: OutCell[] = [{ look, content: { text } }];
  for (let column = 1; column < width; column += 1) cells.push({ look });
  return height === undefined ? { cells } : { cells, height };
}

export function mergeOf(row: number, left: number, right: number, bottom = row): CellRange {
  return { top: row, left, bottom, right };
}

export interface TitleRows {
  readonly rows: readonly OutRow[];
  readonly merges: readonly CellRange[];
}

/** Demo line, title and subtitle over the first `width` columns. */
export function titleRows(title: string, subtitle: string, demo: boolean, width: number): TitleRows {
  const rows = [
    ...(demo ? [mergedRow(workbookWords.demo, width, looks.demo, 20)] : []),
    mergedRow(title, width, looks.title, 32),
    ...(subtitle ? [mergedRow(subtitle, width, looks.subtitle, 20)] : []),
  ];
  return { rows, merges: width > 1 ? rows.map((_, row) => mergeOf(row, 0, width - 1)) : [] };
}

/** A note over `width` columns, as high as its text needs. `characters` is the width of those columns. */
export function noteRow(text: string, width: number, characters: number): OutRow {
  return mergedRow(text, width, looks.note, rowHeight(countLines(text, characters)));
}

/** Page header and footer. Foreign text in a header would need its `&` doubled; only own words stand there. */
export function pageOf(demo: boolean, print: Omit<OutPrint, 'header' | 'footer' | 'landscape'>): OutPrint {
  return {
    ...print,
    landscape: true,
    ...(demo ? { header: `&C&"黑体,Regular"&22&KBFBFBF${workbookWords.demoHeader}` } : {}),
    footer: `&C&"宋体,Regular"&9${workbookWords.page}`,
  };
}
