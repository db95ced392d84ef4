import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as XLSX from 'xlsx';
import { readZip, replaceEntry, unpackEntry, writeZip } from '../../main/excel/write/zip-archive.ts';
import { convertWithOffice } from './libreoffice.ts';

/** Another library's view of what we wrote. */
export function readBack(bytes: Uint8Array): XLSX.WorkBook {
  return XLSX.read(bytes, {
    type: 'array',
    cellFormula: true,
    cellNF: true,
    cellStyles: true,
    bookVBA: true,
  });
}

/** All parts of a package as text, by name. */
export function readParts(bytes: Uint8Array): Map<string, string> {
  return new Map(readZip(bytes).map((entry) => [entry.name, new TextDecoder().decode(unpackEntry(entry))]));
}

export interface RecomputedCell {
  readonly sheet: string;
  readonly cell: string;
  readonly formula: string;
  readonly cached: unknown;
  readonly recomputed: unknown;
}

/** The workbook without cached results: LibreOffice trusts them as they stand, and computes only what has none. */
function withoutCachedValues(bytes: Uint8Array): Uint8Array {
  const cached = /(<f\b[^>]*?(?:\/>|>[^<]*<\/f>))\s*<v>[^<]*<\/v>/g;
  return writeZip(
    readZip(bytes).map((entry) =>
      /^xl\/worksheets\/[^/]+\.xml$/.test(entry.name)
        ? replaceEntry(
            entry,
            new TextEncoder().encode(new TextDecoder().decode(unpackEntry(entry)).replace(cached, '$1')),
          )
        : entry,
    ),
  );
}

/** Every formula cell with its cached value and what LibreOffice computes for it. */
export async function recomputeWithOffice(bytes: Uint8Array): Promise<RecomputedCell[]> {
  const { folder, files } = await convertWithOffice(withoutCachedValues(bytes), 'xlsx', 'xlsx');
  const before = readBack(bytes);
  const after = readBack(readFileSync(join(folder, files[0]!)));
  return before.SheetNames.flatMap((sheet) =>
    Object.entries(before.Sheets[sheet]!).flatMap(([cell, content]): RecomputedCell[] => {
      if (cell.startsWith('!') || !content.f) return [];
      return [
        { sheet, cell, formula: content.f, cached: content.v, recomputed: after.Sheets[sheet]?.[cell]?.v },
      ];
    }),
  );
}

/** CSV texts of all sheets as LibreOffice shows them, by sheet name. */
export async function sheetsAsCsv(bytes: Uint8Array, extension = 'xlsx'): Promise<Map<string, string>> {
  const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1';
  const { folder } = await convertWithOffice(bytes, extension, filter, 'any');
  return new Map(
    readdirSync(folder).map((file) => [
      file.replace(/^in-/, '').replace(/\.csv$/, ''),
      readFileSync(join(folder, file), 'utf8'),
    ]),
  );
}
