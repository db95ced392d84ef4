import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readByLibrary } from '../../../main/excel/read/library-workbook.ts';
import { defaultLimits } from '../../../main/excel/read/limits.ts';
import { findWorkbookPart, readOoxml } from '../../../main/excel/read/ooxml/read-ooxml.ts';
import { openZipPackage } from '../../../main/excel/read/zip-package.ts';
import type { Sheet } from '../../../shared/domain/sheet.ts';

const corpus = fileURLToPath(new URL('../../../../shared/corpus/', import.meta.url));

/** Two readers written apart must see the same cells; what each refuses or adds is tested elsewhere. */
describe.skipIf(!existsSync(corpus))(
  'own OOXML reader beside the library (corpus; skipped where it is absent)',
  () => {
    const files = existsSync(corpus)
      ? ['real', 'odd'].flatMap((folder) =>
          readdirSync(`${corpus}${folder}`)
            .filter((name) => name.endsWith('.xlsx'))
            .map((name) => `${folder}/${name}`),
        )
      : [];

    it.each(files)('%s', (name) => {
      const bytes = new Uint8Array(readFileSync(corpus + name));
      const own = readOwn(bytes);
      if (!own) return;
      const library = readByLibrary({ data: bytes, format: 'xlsx' }, defaultLimits).workbook.sheets;
      for (const sheet of own) {
        const other = library.find((candidate) => candidate.name === sheet.name);
        if (!other || sheet.cells.length === 0) continue;
        const [ours, theirs] = [listed(sheet), listed(other)];
        // The library loses runs of inline rich text; ours may be longer there, never shorter.
        expect(
          ours.map((line, index) => (line.startsWith(theirs[index] ?? line) ? theirs[index] : line)),
        ).toEqual(theirs);
        const merges = other.merges.filter(
          ({ top, left, bottom, right }) => top !== bottom || left !== right,
        );
        expect(sheet.merges).toEqual(merges);
      }
    });
  },
);

function readOwn(bytes: Uint8Array): readonly Sheet[] | undefined {
  try {
    const zip = openZipPackage(bytes, defaultLimits);
    return readOoxml(zip, findWorkbookPart(zip) ?? '', defaultLimits).workbook.sheets;
  } catch {
    return undefined;
  }
}

/**
 * Known differences: formulas without a cached value are cells to us and 0 to the library; dates show as in China;
 * a line end written twice (`\r\r\n`) is two lines by the xml standard.
 */
function listed(sheet: Sheet): string[] {
  return sheet.cells
    .filter((cell) => !(cell.kind === 'error' && cell.value === ''))
    .map(({ row, column, kind, value, text, formula, percent }) => {
      const shown = kind === 'date' ? '' : text;
      return kind === 'text'
        ? `${row},${column} ${value.replace(/\n+/g, '\n')}`
        : `${row},${column} ${kind} ${value} | ${shown} ${formula} ${percent}`;
    });
}
