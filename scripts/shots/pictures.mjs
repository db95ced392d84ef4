import { copyFileSync, mkdirSync, rmSync } from 'node:fs';

/** Pictures of the manual; at the smaller size they are small enough to lie in the repository. */
const wanted = [
  'demo-desk-before',
  'demo-desk-taken',
  'demo-return-findings',
  'demo-consolidation-trace',
  'demo-evaluation-card',
];

export function keepForDocs(from, to) {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  for (const name of wanted) copyFileSync(`${from}/${name}-1366.png`, `${to}/${name}.png`);
}
