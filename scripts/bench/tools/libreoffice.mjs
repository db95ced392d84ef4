// LibreOffice: convert to csv in batches of 200 (it stops at 246 files without an error), count what came out, add up.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { addUp } from './add-up.mjs';
import { answer } from './answer.mjs';

const [folder] = process.argv.slice(2);
const names = readdirSync(folder);
const work = mkdtempSync(join(tmpdir(), 'bench-office-'));
const profile = pathToFileURL(join(work, 'profile')).href;
const out = join(work, 'csv');
const started = performance.now();
for (let at = 0; at < names.length; at += 200) {
  const batch = names.slice(at, at + 200).map((name) => join(folder, name));
  const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1';
  const done = spawnSync(
    'soffice',
    [`-env:UserInstallation=${profile}`, '--headless', '--convert-to', filter, '--outdir', out, ...batch],
    { encoding: 'utf8' },
  );
  if (done.status !== 0) throw new Error(done.stderr);
}
const fields = (line) =>
  [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, field]) => field.replace(/^"|"$/g, ''));
let sum = 0;
const made = readdirSync(out);
for (const name of made) {
  const rows = readFileSync(join(out, name), 'utf8').split('\n').map(fields);
  sum += addUp(rows, (field) => field);
}
const took = performance.now() - started;
rmSync(work, { recursive: true, force: true });
answer({ files: made.length, sum, phases: { convert: took }, work: took });
