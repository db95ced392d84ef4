/** A plan in a temporary folder of the real file system, with text as its "database". */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createPlanFile,
  openPlanFile,
  type PlanFile,
  type PlanFileOptions,
} from '../../../main/db/plan-file/plan-file.ts';

/** A busy machine must not open the journal by the time it takes. */
export const writing: PlanFileOptions = {
  now: () => new Date('2023-07-01T08:00:00Z'),
  mode: 'write',
  journalBeyondMilliseconds: Number.POSITIVE_INFINITY,
};
export const readingOnly: PlanFileOptions = { ...writing, mode: 'read' };

export const text = (content: string) => (): Uint8Array => new TextEncoder().encode(content);
export const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
export const codesOf = (plan: PlanFile): string[] => plan.notices.map((notice) => notice.code);

export interface TemporaryPlan {
  readonly folder: string;
  readonly path: string;
  release(): void;
}

export function temporaryPlan(name = 'a.plan'): TemporaryPlan {
  const folder = mkdtempSync(join(tmpdir(), 'plan-file-'));
  return {
    folder,
    path: join(folder, name),
    release: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** States "state 1" … "state `last`", each saved whole, closed. */
export async function writeStates(
  path: string,
  last: number,
  options: PlanFileOptions = writing,
): Promise<void> {
  const plan = await createPlanFile(path, text('state 1')(), options);
  for (let state = 2; state <= last; state += 1) await plan.saveWhole(text(`state ${state}`));
  await plan.close(text(`state ${last}`));
}

export async function readState(path: string): Promise<string> {
  return textOf((await openPlanFile(path, readingOnly)).image);
}
