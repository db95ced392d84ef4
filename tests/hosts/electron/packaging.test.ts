import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPreload, buildRenderer } from '../../../scripts/build.mjs';
import type { OpenedPlan } from '../../../shared/contract/plans.ts';
import { type ArchivedFile, extractAsar, readAsar } from '../../support/asar.ts';
import { listWorkbook, usualValues } from '../../support/made-up-returns.ts';
import { projectRoot, smallPack } from '../../support/test-bench.ts';
import { double } from './electron-double.ts';
import { endProgram, startProgram } from './start-program.ts';
import { makeFolder, removeFolder } from './test-folder.ts';

/*
 * What electron-builder packs, with a stand-in for Electron's own files (the real ones need a download). The stand-in
 * carries Electron's fuse wire, so that the fuses are really set and read back. The result is not a program that
 * starts by itself; its content is run here with Node and the double.
 */

const run = promisify(execFile);
const folder = makeFolder();
const project = path.join(folder, 'project');
const unpacked = path.join(folder, 'dist/linux-unpacked');
const extracted = path.join(folder, 'extracted');
const megabyte = 1024 * 1024;
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** Electron 45's defaults: version 1, so many fuses, '0' off, '1' on. */
const wire = Buffer.concat([Buffer.from(sentinel), Buffer.from([1, 8]), Buffer.from('10110011')]);

function standIn(): string {
  const electron = path.join(folder, 'electron');
  mkdirSync(path.join(electron, 'resources'), { recursive: true });
  writeFileSync(path.join(electron, 'electron'), Buffer.concat([Buffer.alloc(64), wire, Buffer.alloc(64)]));
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'version'])
    writeFileSync(path.join(electron, name), '');
  return electron;
}

/** Entries and the chunks they reach; a working tree keeps chunks of earlier builds too. */
function copyBuiltMain(): void {
  const copied = new Set<string>();
  const copy = (name: string): void => {
    if (copied.has(name)) return;
    copied.add(name);
    const source = path.join(projectRoot, 'out/main', name);
    cpSync(source, path.join(project, 'out/main', name));
    for (const [, to] of readFileSync(source, 'utf8').matchAll(/(?:from |import\()"(\.[^"]+)"/g))
      copy(path.join(path.dirname(name), to!));
  };
  for (const name of readdirSync(path.join(projectRoot, 'out/main'))) if (name.endsWith('.js')) copy(name);
}

/** Copied, not linked: the packer follows links differently depending on where the two folders lie. */
async function copyProductionPackages(): Promise<void> {
  const { stdout } = await run('npm', ['ls', '--omit=dev', '--all', '--parseable'], {
    cwd: projectRoot,
  }).catch((error: { stdout: string }) => error);
  const base = path.join(projectRoot, 'node_modules');
  const packages = stdout.split('\n').filter((line) => line.startsWith(base));
  for (const source of new Set(packages.map((line) => topPackage(path.relative(base, line)))))
    cpSync(path.join(base, source), path.join(project, 'node_modules', source), { recursive: true });
  cpSync(path.join(base, '.package-lock.json'), path.join(project, 'node_modules/.package-lock.json'));
}

/** Packages inside a package come along with it. */
function topPackage(relative: string): string {
  const [first = '', second = ''] = relative.split(path.sep);
  return first.startsWith('@') ? `${first}/${second}` : first;
}

async function makeProject(): Promise<void> {
  await buildPreload();
  if (!existsSync(path.join(projectRoot, 'out/renderer/index.html'))) await buildRenderer();
  mkdirSync(project);
  for (const name of [
    'package.json',
    'package-lock.json',
    'electron-builder.yml',
    'build',
    'seeds',
    'out/preload',
    'out/renderer',
  ])
    cpSync(path.join(projectRoot, name), path.join(project, name), { recursive: true });
  copyBuiltMain();
  await copyProductionPackages();
  for (const name of ['.npmrc', 'notes.txt', 'ci.log', '.env']) writeFileSync(path.join(project, name), 'x');
  mkdirSync(path.join(project, 'main'));
  writeFileSync(path.join(project, 'main/source.ts'), 'export {};');
}

let files: readonly ArchivedFile[] = [];
const log: string[] = [];

beforeAll(async () => {
  await makeProject();
  const { stdout } = await run(
    process.execPath,
    [
      path.join(projectRoot, 'node_modules/electron-builder/cli.js'),
      ...['--linux', '--x64', '--dir'],
      `-c.electronDist=${standIn()}`,
      `-c.directories.output=${path.join(folder, 'dist')}`,
    ],
    { cwd: project, maxBuffer: 10 * megabyte },
  );
  log.push(stdout);
  files = readAsar(path.join(unpacked, 'resources/app.asar'));
  extractAsar(files, extracted);
}, 300_000);
afterAll(() => removeFolder(folder));

const names = () => files.map(({ name }) => name);
const packageOf = (name: string) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(name)?.[1];

describe('E10 fuses', () => {
  test('stand in the program file as the evidence wants them', () => {
    const program = readFileSync(path.join(unpacked, 'planning-workbench'));
    const at = program.indexOf(sentinel) + sentinel.length;
    const fuses = program.toString('latin1', at + 2, at + 10);
    expect(
      Object.fromEntries(
        [
          'runAsNode',
          'cookieEncryption',
          'nodeOptions',
          'nodeCliInspect',
          'asarIntegrity',
          'onlyLoadAppFromAsar',
          'browserV8Snapshot',
          'fileProtocolPrivileges',
        ].map((name, index) => [name, fuses[index]]),
      ),
    ).toEqual({
      runAsNode: '0',
      cookieEncryption: '1',
      nodeOptions: '0',
      nodeCliInspect: '0',
      asarIntegrity: '1',
      onlyLoadAppFromAsar: '1',
      browserV8Snapshot: '0',
      fileProtocolPrivileges: '0',
    });
  });
});

describe('what goes into the package', () => {
  test('our built files, package.json, and these packages', () => {
    const ours = names().filter((name) => packageOf(name) === undefined);
    const allowed =
      /^(package\.json|out\/main\/([\w-]+|chunks\/[\w-]+)\.js|out\/preload\/preload\.cjs|out\/renderer\/(index\.html|assets\/[\w.-]+\.(js|css|svg|png|woff2)))$/;
    expect(ours.filter((name) => !allowed.test(name))).toEqual([]);
    for (const entry of ['electron', 'app-worker', 'reader-worker', 'cli'])
      expect(ours).toContain(`out/main/${entry}.js`);
    expect([...new Set(names().map(packageOf))].filter((name) => name !== undefined).sort()).toEqual([
      'ajv',
      'ajv-formats',
      'atomically',
      'conf',
      'debounce-fn',
      'decimal.js',
      'docx',
      'dot-prop',
      'electron-store',
      'env-paths',
      'fast-deep-equal',
      'fast-uri',
      'fflate',
      'json-schema-traverse',
      'json-schema-typed',
      'mimic-function',
      'nanoid',
      'require-from-string',
      'saxes',
      'semver',
      'sql.js',
      'stubborn-fs',
      'stubborn-utils',
      'tagged-tag',
      'type-fest',
      'uint8array-extras',
      'when-exit',
      'xlsx',
      'xmlchars',
      'zod',
    ]);
  });

  test('no sources, maps, types, logs, secrets', () => {
    expect(names().filter((name) => /\.(ts|mts|cts|tsx|map|log|plan)$|(^|\/)\.[^/]+$/.test(name))).toEqual(
      [],
    );
  });

  test('stays within its budget', () => {
    const total = files.reduce((sum, { size }) => sum + size, 0);
    expect(total).toBeLessThan(16 * megabyte);
    expect(files.length).toBeLessThan(700);
    expect(Math.max(...files.map(({ size }) => size))).toBeLessThan(4 * megabyte);
  });

  test('seeds lie beside it', () => {
    expect(existsSync(path.join(unpacked, 'resources/seeds/yining-145/pack.json'))).toBe(true);
  });
});

describe('the packed files are enough', () => {
  test('every package that they import is there', async () => {
    const imported = new Set(
      files
        .filter(({ name }) => name.startsWith('out/main/'))
        .flatMap(({ content }) => [
          ...Buffer.from(content())
            .toString()
            .matchAll(/(?:from |import )"([^".][^"]*)"/g),
        ])
        .map((match) => match[1]!)
        .filter((name) => !name.startsWith('node:') && !name.startsWith('electron')),
    );
    expect(imported.size).toBeGreaterThan(4);
    const check = path.join(extracted, 'out/main/check.mjs');
    writeFileSync(check, [...imported].map((name) => `await import(${JSON.stringify(name)});`).join('\n'));
    await run(process.execPath, [check]);
  });

  test('a released program finds the packs beside its archive, the demo among them', async () => {
    const installed = () => {
      double.app.isPackaged = true;
      Object.assign(process, { resourcesPath: path.join(unpacked, 'resources') });
    };
    const { bridge } = await startProgram(path.join(folder, 'released'), installed, extracted);
    try {
      const places = await bridge.call('workbench/get-places', {});
      const { seeds } = (places as { value: { seeds: { folder: string; demo: boolean }[] } }).value;
      const demo = seeds.filter((seed) => seed.demo);
      expect(demo).toHaveLength(1);
      expect(demo[0]!.folder).toMatch(/linux-unpacked\/resources\/seeds\//);
    } finally {
      await endProgram();
    }
  });

  test('one scenario over them, from the page to the consolidated workbook', async () => {
    const data = path.join(folder, 'data');
    const { bridge } = await startProgram(data, () => undefined, extracted);
    try {
      const call = async <Value>(method: string, input: unknown): Promise<Value> => {
        const envelope = await bridge.call(method, input);
        if (!envelope.ok) throw new Error(`${method}: ${JSON.stringify(envelope.error)}`);
        return envelope.value as Value;
      };
      mkdirSync(data, { recursive: true });
      const { plan } = await call<OpenedPlan>('plans/create', {
        path: path.join(data, 'a.plan'),
        pack: smallPack,
      });
      const bytes = listWorkbook({ sender: '青石镇', values: usualValues(3) }, 'biff8');
      await call('returns/stage', { plan, files: [{ name: '青石镇.xls', bytes }] });
      await call('returns/accept', { plan, all: true, by: '王工', explain: '已核实' });
      const view = await call<{ figures: { indicator: string; value: string | null }[] }>(
        'consolidation/get',
        {
          plan,
          form: 'Q1',
          period: '2023Q2',
        },
      );
      expect(view.figures.find(({ indicator }) => indicator === 'B01')?.value).toBe('3150');
    } finally {
      await endProgram();
    }
  });
});
