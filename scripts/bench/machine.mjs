// What the figures were measured on. No names, no paths.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, platform, release, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

function packageVersion(name) {
  try {
    return JSON.parse(readFileSync(`${root}node_modules/${name}/package.json`, 'utf8')).version;
  } catch {
    return undefined;
  }
}

function lineOf(command, args) {
  const done = spawnSync(command, args, { encoding: 'utf8' });
  return done.status === 0 ? done.stdout.trim().split('\n')[0] : undefined;
}

const pandas =
  'import pandas, openpyxl; print(f"pandas {pandas.__version__}, openpyxl {openpyxl.__version__}")';

/** The Python that has pandas: the one on the path, or the system's own beside it; undefined where neither has. */
export function findPython() {
  return ['python3', '/usr/bin/python3'].find((python) => lineOf(python, ['-c', pandas]) !== undefined);
}

export function describeMachine() {
  const python = findPython();
  const [first] = cpus();
  return [
    `${cpus().length} × ${first?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, ${platform()} ${release().split('-')[0]}, Node ${process.versions.node}`,
    `SheetJS ${packageVersion('xlsx')}, hucre ${packageVersion('hucre')}, exceljs ${packageVersion('exceljs') ?? 'not installed'}, sql.js ${packageVersion('sql.js')}`,
    lineOf('soffice', ['--version'])?.replace(/ [0-9a-f]{20,}| \d+\(Build.*$/, '') ??
      'LibreOffice not installed',
    (python && lineOf(python, ['-c', pandas])) ?? 'pandas with openpyxl not installed',
  ];
}

export function has(what) {
  if (what === 'libreoffice') return lineOf('soffice', ['--version']) !== undefined;
  if (what === 'pandas') return findPython() !== undefined;
  return packageVersion(what) !== undefined;
}
