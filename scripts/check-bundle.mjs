// `node scripts/check-bundle.mjs` after a build: what the page loads before it asks the host anything, before it shows
// anything, and before it shows the first grid, stays within its budget, and charts stay out of all. Fails (exit 1) where
// it does not.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** Compressed kB. Raise one only with the reason in the commit. */
const budget = {
  firstSteps: 20,
  firstPage: 210,
  firstGrid: 400,
  // With the UI kit's, which scripts no longer make in the page.
  styles: 45,
  largestLater: 250,
  everything: 750,
};
/** Texts that only a chart library holds; in the first load they would mean that it is no longer loaded on demand. */
const chartMarks = ['getZr', '__ec_inner_'];

const folder = fileURLToPath(new URL('../out/renderer', import.meta.url));
const page = join(folder, 'index.html');
if (!existsSync(page)) {
  console.error('out/renderer is missing: npm run build comes first');
  process.exit(1);
}

const compressed = (name) => gzipSync(readFileSync(join(folder, name)), { level: 9 }).length / 1000;
const namedBy = (attribute) =>
  [...readFileSync(page, 'utf8').matchAll(new RegExp(`${attribute}="\\./([^"]+)"`, 'g'))].map(
    ([, name]) => name,
  );

/** A script and everything it imports at once (not what it imports on demand). */
function withImports(name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  const code = readFileSync(join(folder, name), 'utf8');
  for (const [, found] of code.matchAll(/(?:\bfrom|\bimport)\s*"\.\/([^"]+\.js)"/g))
    withImports(`assets/${found}`, seen);
  return seen;
}

/** The one script of that name, and everything it imports at once. */
function withPart(part, seen) {
  const names = readdirSync(join(folder, 'assets')).filter(
    (name) => name.startsWith(`${part}-`) && name.endsWith('.js'),
  );
  if (names.length !== 1) throw new Error(`${part}: ${names.length} scripts, expected one`);
  return withImports(`assets/${names[0]}`, seen);
}

/** What asks the host, before there is anything of the UI kit. */
const firstSteps = new Set();
for (const name of namedBy('src')) withImports(name, firstSteps);
const scripts = withPart('start', new Set(firstSteps));
/** What an open plan needs until its first grid: the frame and a screen that is little more than a grid. */
const firstGrid = withPart('ConsolidationScreen', withPart('frame', new Set(scripts)));
const styles = namedBy('href').filter((name) => name.endsWith('.css'));
const all = readdirSync(join(folder, 'assets')).map((name) => `assets/${name}`);
const later = all.filter((name) => name.endsWith('.js') && !scripts.has(name));
const sum = (names) => [...names].reduce((total, name) => total + compressed(name), 0);

const measured = {
  firstSteps: sum(firstSteps),
  firstPage: sum(scripts),
  firstGrid: sum(firstGrid),
  styles: sum(styles),
  largestLater: Math.max(0, ...later.map(compressed)),
  everything: sum(all.filter((name) => /\.(?:js|css)$/.test(name))),
};
const faults = Object.entries(measured)
  .filter(([name, size]) => size > budget[name])
  .map(([name, size]) => `${name}: ${size.toFixed(0)} kB, budget ${budget[name]} kB`);
for (const name of firstGrid) {
  const code = readFileSync(join(folder, name), 'utf8');
  for (const mark of chartMarks)
    if (code.includes(mark)) faults.push(`${name} holds a chart library (${mark})`);
}
for (const [name, size] of Object.entries(measured))
  console.log(`${name}: ${size.toFixed(0)} of ${budget[name]} kB compressed`);
// The marks must still be those of the library, or the check above would pass for nothing.
for (const mark of chartMarks)
  if (later.length > 0 && !later.some((name) => readFileSync(join(folder, name), 'utf8').includes(mark)))
    faults.push(`no script that comes later holds ${mark}: choose another mark`);
if (firstSteps.size === 0) faults.push('index.html names no script');
if (styles.length !== 1)
  faults.push(`index.html names ${styles.length} sheets, expected one for all screens`);
if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}
