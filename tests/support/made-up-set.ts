import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as XLSX from 'xlsx';
import { temporaryFolder } from './test-bench.ts';

/* Packs and workbooks written in the test that needs them: everything that decides stands beside what it decides. */

export type SetRows = readonly (readonly (string | number | null)[])[];

/** A pack folder for 2021–2025 from its CSV lines. */
export function writeSetPack(root: string, files: Readonly<Record<string, readonly string[]>>): string {
  const folder = path.join(temporaryFolder(), 'pack');
  mkdirSync(folder);
  const header = { format: 'planbench-pack', version: 1, id: 'made-up-set', title: '云岭市样例' };
  const plan = { ...header, period: [2021, 2025], baseYear: 2020, root };
  writeFileSync(path.join(folder, 'pack.json'), JSON.stringify(plan));
  for (const [name, lines] of Object.entries(files))
    writeFileSync(path.join(folder, name), `${lines.join('\n')}\n`);
  return folder;
}

export interface SetLayout {
  readonly merges?: readonly string[];
  /** Cell → number format. */
  readonly formats?: Readonly<Record<string, string>>;
  readonly type?: XLSX.BookType;
}

export function setWorkbook(
  rows: SetRows,
  { merges = [], formats = {}, type = 'xlsx' }: SetLayout = {},
): Uint8Array {
  const sheet = XLSX.utils.aoa_to_sheet(rows.map((row) => [...row]));
  sheet['!merges'] = merges.map((range) => XLSX.utils.decode_range(range));
  for (const [cell, format] of Object.entries(formats)) (sheet[cell] as XLSX.CellObject).z = format;
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, sheet, '表');
  return new Uint8Array(XLSX.write(book, { type: 'buffer', bookType: type }) as Buffer);
}
