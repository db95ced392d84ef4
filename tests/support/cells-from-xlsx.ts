import { readFileSync } from 'node:fs';
import type { CellObject } from 'xlsx';
import * as XLSX from 'xlsx';
import type { Cell, Sheet, Workbook } from '../../shared/domain/sheet.ts';

/** A thin adapter for tests of the recogniser: cells of a file as the library sees them, without the product's reader. */
function toCell(row: number, column: number, raw: CellObject): Cell | undefined {
  if (raw.v === undefined || raw.v === null || raw.v === '') return undefined;
  const text = raw.w ?? String(raw.v);
  const percent = typeof raw.z === 'string' && raw.z.includes('%') ? { percent: true as const } : {};
  const formula = raw.f === undefined ? {} : { formula: true as const };
  if (raw.t === 'n')
    return { row, column, kind: 'number', value: String(raw.v), text, ...percent, ...formula };
  if (raw.t === 'e') return { row, column, kind: 'error', value: text, text, ...formula };
  if (raw.t === 'b') return { row, column, kind: 'boolean', value: String(raw.v), text, ...formula };
  return { row, column, kind: 'text', value: String(raw.v), text: String(raw.v), ...formula };
}

function toSheet(workbook: XLSX.WorkBook, name: string, index: number): Sheet {
  const source = workbook.Sheets[name] ?? {};
  const hidden = workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0;
  const cells: Cell[] = [];
  const range = source['!ref'] ? XLSX.utils.decode_range(source['!ref']) : undefined;
  for (let row = range?.s.r ?? 0; range && row <= range.e.r; row += 1)
    for (let column = range.s.c; column <= range.e.c; column += 1) {
      const raw = source[XLSX.utils.encode_cell({ r: row, c: column })] as CellObject | undefined;
      const cell = raw && toCell(row, column, raw);
      if (cell) cells.push(cell);
    }
  return {
    name,
    visibility: hidden === 2 ? 'very-hidden' : hidden === 1 ? 'hidden' : 'visible',
    cells,
    merges: (source['!merges'] ?? []).map((m) => ({ top: m.s.r, left: m.s.c, bottom: m.e.r, right: m.e.c })),
    hiddenRows: (source['!rows'] ?? []).flatMap((r, i) => (r?.hidden ? [i] : [])),
    hiddenColumns: (source['!cols'] ?? []).flatMap((c, i) => (c?.hidden ? [i] : [])),
    pictures: 0,
  };
}

export function cellsFromFile(path: string): Workbook {
  let bytes: Buffer | string = readFileSync(path);
  if (/\.csv$/i.test(path)) {
    const utf8 = new TextDecoder('utf-8', { fatal: true });
    try {
      bytes = utf8.decode(bytes as Buffer);
    } catch {
      bytes = new TextDecoder('gb18030').decode(bytes as Buffer);
    }
  }
  const workbook = XLSX.read(bytes, {
    type: typeof bytes === 'string' ? 'string' : 'buffer',
    nodim: true,
    cellNF: true,
    cellText: true,
    cellStyles: true,
    raw: false,
  });
  return {
    format: 'xlsx',
    sheets: workbook.SheetNames.map((name, i) => toSheet(workbook, name, i)),
    notes: [],
  };
}
