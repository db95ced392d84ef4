import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readPack } from '../../shared/calc/pack/read-pack.ts';
import type { PlanContent } from '../../shared/domain/plan.ts';

const seeds = fileURLToPath(new URL('../../seeds/', import.meta.url));

/** The texts of a seed pack by file name. */
export function readSeedTexts(name: string): Map<string, string> {
  const folder = `${seeds}${name}/`;
  return new Map(
    readdirSync(folder)
      .filter((file) => file === 'pack.json' || file.endsWith('.csv'))
      .map((file) => [file, readFileSync(folder + file, 'utf8')]),
  );
}

/** The seed pack as the product reads it; throws with every fault where it doesn't load. */
export function readSeed(name: string): PlanContent {
  const reading = readPack({ files: readSeedTexts(name) });
  if (!reading.ok) throw new Error(JSON.stringify(reading.faults, null, 1));
  return reading.content;
}

/** Scanned source of the plan, where the folder with the shared material is present. */
export function readPlanSource(): string | undefined {
  const folder = fileURLToPath(new URL('../../../shared/plan/', import.meta.url));
  if (!existsSync(folder)) return undefined;
  const file = readdirSync(folder).find((name) => name.endsWith('.txt'));
  return file && readFileSync(folder + file, 'utf8');
}
