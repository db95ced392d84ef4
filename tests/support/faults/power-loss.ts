/** Cuts the power after every file operation of a session and opens every state that the medium may then hold. */
import type { PlanFileOptions } from '../../../main/db/plan-file/plan-file.ts';
import { type CrashState, type DiskOptions, ModelDisk } from './model-disk.ts';
import { judgeState, type Progress, runSession } from './model-session.ts';

export interface PowerLossResult {
  readonly operations: number;
  readonly states: number;
  readonly lost: number;
  readonly unreadable: number;
  readonly alarms: number;
}

function keyOf(state: CrashState, progress: Progress): string {
  const files = [...state].map(([path, bytes]) => `${path} ${Buffer.from(bytes).toString('base64')}`).sort();
  return JSON.stringify([files, progress]);
}

/** `enough`: stops after so many bad states, where one is all that is wanted. */
export async function tryPowerLoss(
  faults: Pick<DiskOptions, 'ignoreFileSync' | 'ignoreFolderSync' | 'noLinks'> = {},
  extra: Partial<PlanFileOptions> = {},
  enough = Number.POSITIVE_INFINITY,
): Promise<PowerLossResult> {
  const cases = new Map<string, { state: CrashState; folders: readonly string[]; progress: Progress }>();
  const progress: Progress = { acknowledged: undefined, attempted: undefined, originals: [] };
  const collect = (): void => {
    for (const state of disk.crashStates()) {
      const now = structuredClone(progress);
      cases.set(keyOf(state, now), { state: new Map(state), folders: disk.folders, progress: now });
    }
  };
  // Reading changes nothing on the medium.
  const disk = new ModelDisk({
    ...faults,
    before: (operation) => {
      if (!['read', 'stat', 'list', 'open-read', 'real-path', 'close'].includes(operation)) collect();
      return undefined;
    },
  });
  await runSession(disk, progress, extra);
  collect();
  const verdicts = { kept: 0, alarm: 0, lost: 0, unreadable: 0 };
  for (const { state, folders, progress: then } of cases.values()) {
    if (verdicts.lost + verdicts.unreadable >= enough) break;
    verdicts[await judgeState(new ModelDisk({}, state, folders), then, extra)] += 1;
  }
  const { lost, unreadable, alarm } = verdicts;
  return { operations: disk.operations, states: cases.size, lost, unreadable, alarms: alarm };
}
