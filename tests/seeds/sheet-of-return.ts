import type { Cell, Sheet } from '../../shared/domain/sheet.ts';

/** A sheet typed row by row, as the reader would hand it over: numbers stay numbers, the rest is text. */
export function typeSheet(name: string, rows: readonly (readonly string[])[]): Sheet {
  const cells = rows.flatMap((row, at) =>
    row.flatMap((text, column): Cell[] => {
      if (text === '') return [];
      const number = /^-?\d+(\.\d+)?$/.test(text);
      return [{ row: at, column, kind: number ? 'number' : 'text', value: text, text }];
    }),
  );
  return { name, visibility: 'visible', cells, merges: [], hiddenRows: [], hiddenColumns: [], pictures: 0 };
}
