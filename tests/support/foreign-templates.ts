import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { convertWithOffice, officePath } from './libreoffice.ts';

/** Templates made by other programs while the test runs (`foreign-templates.py`). */
const script = path.join(import.meta.dirname, 'foreign-templates.py');

function findPython(library: string): string | undefined {
  return ['/usr/bin/python3', 'python3'].find((python) => {
    try {
      execFileSync(python, ['-c', `import ${library}`], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
}

function makeWithPython(library: string): Uint8Array {
  const folder = mkdtempSync(path.join(tmpdir(), 'foreign-'));
  try {
    const out = path.join(folder, 'template.xlsx');
    execFileSync(findPython(library)!, [script, library, out]);
    return new Uint8Array(readFileSync(out));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The XlsxWriter template as LibreOffice writes it: every part is its own. */
async function makeWithOffice(): Promise<Uint8Array> {
  const { folder, files } = await convertWithOffice(makeWithPython('xlsxwriter'), 'xlsx', 'xlsx');
  return new Uint8Array(readFileSync(path.join(folder, files[0]!)));
}

export interface ForeignProgram {
  readonly name: string;
  readonly present: boolean;
  /** openpyxl can't draw a text box. */
  readonly textBox: boolean;
  make(): Promise<Uint8Array>;
}

const has = {
  openpyxl: findPython('openpyxl') !== undefined,
  xlsxwriter: findPython('xlsxwriter') !== undefined,
};

export const foreignPrograms: readonly ForeignProgram[] = [
  {
    name: 'openpyxl',
    present: has.openpyxl,
    textBox: false,
    make: async () => makeWithPython('openpyxl'),
  },
  {
    name: 'XlsxWriter',
    present: has.xlsxwriter,
    textBox: true,
    make: async () => makeWithPython('xlsxwriter'),
  },
  {
    name: 'LibreOffice',
    present: has.xlsxwriter && officePath !== undefined,
    textBox: true,
    make: makeWithOffice,
  },
];

for (const { name, present } of foreignPrograms) {
  if (present) continue;
  const line = `${name} is not on this machine: filling a template made by it`;
  if (process.env.REQUIRE_OFFICE) throw new Error(`${line} is required here`);
  console.warn(`${line} is skipped`);
}
