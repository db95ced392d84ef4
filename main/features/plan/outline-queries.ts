import { readFile } from 'node:fs/promises';
import { extractOutline } from '../../../shared/calc/outline/extract-outline.ts';
import { readPlanText } from '../../../shared/calc/outline/read-text.ts';
import { splitIndicator } from '../../../shared/calc/target/split-basis.ts';
import type { MethodInput, MethodOutput } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { findRecord, getPlanHeader } from '../../db/tables/pack-records.ts';
import { readDocx } from '../../reports/read-docx.ts';
import { queryHandler } from '../../rpc/handler.ts';
import type { Services } from '../services.ts';

/** Works without an open plan: the text of a plan comes before the plan. */
export async function extractOutlineOf(
  input: MethodInput<'plan/extract-outline'>,
): Promise<MethodOutput<'plan/extract-outline'>> {
  const bytes = input.bytes ?? (await readPath(input.path));
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const isOle = bytes[0] === 0xd0 && bytes[1] === 0xcf;
  const outline = extractOutline(isZip || isOle ? readDocx(bytes) : readPlanText(decode(bytes)));
  return { ...outline };
}

async function readPath(path: string | undefined): Promise<Uint8Array> {
  if (path === undefined) throw new AppError('usage', { reason: 'path' });
  return readFile(path).catch((error: unknown) => {
    throw new AppError('not-found', { what: 'file', path, cause: String(error) });
  });
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** A split to look at before it is stored: parts reproduce the target exactly. */
export const proposeSplit = queryHandler<'plan/propose-split', Services>(
  'plan/propose-split',
  (db, input) => {
    const indicator = findRecord(db, 'indicators', { code: input.indicator })?.record;
    const texts = findRecord(db, 'targets', { indicator: input.indicator })?.record;
    if (!indicator || !texts) throw new AppError('not-found', { what: 'target', code: input.indicator });
    const { period } = getPlanHeader(db);
    const years = Array.from({ length: period[1] - period[0] + 1 }, (_, at) => period[0] + at);
    const split = splitIndicator(indicator, texts, years, { shape: input.shape });
    if (!split) throw new AppError('conflict', { reason: 'target-not-divisible', code: input.indicator });
    return {
      years: split.parts.map(({ year, value }) => ({ year, target: value ?? '' })),
      backLoaded: split.backLoaded,
      closes: split.closes,
    };
  },
);
