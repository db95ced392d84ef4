import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Generation, planPruning } from '../../../main/db/plan-file/generations.ts';
import { createPlanFile, openPlanFile, type PlanFile } from '../../../main/db/plan-file/plan-file.ts';
import {
  codesOf,
  type TemporaryPlan,
  temporaryPlan,
  text,
  textOf,
  writeStates,
  writing,
} from '../../support/faults/temporary-plan.ts';

let temporary: TemporaryPlan;
beforeEach(() => {
  temporary = temporaryPlan();
});
afterEach(() => temporary.release());

function generationAt(sequence: number, savedAt: Date): Generation {
  return {
    sequence,
    savedAt,
    hash: '',
    bytes: 0,
    path: `${sequence}`,
    intact: true,
    sealed: false,
    pinned: false,
  };
}

/** What stays after each save of the series, by sequence number, newest first. */
function keptAfter(moments: readonly Date[]): number[] {
  let kept: Generation[] = [];
  moments.forEach((moment, index) => {
    kept = [generationAt(index + 1, moment), ...kept];
    const going = new Set(planPruning(kept));
    kept = kept.filter((generation) => !going.has(generation));
  });
  return kept.map((generation) => generation.sequence);
}

const day = (number: number, hour = 9): Date => new Date(2023, 0, number, hour);

describe('R8 generations', () => {
  it('keeps three of the newest day, the last of each earlier day, ten in all', () => {
    expect(keptAfter([1, 2, 3, 4, 5].map((hour) => day(1, hour)))).toEqual([5, 4, 3]);
    expect(keptAfter([day(1, 8), day(1, 9), day(2, 8), day(2, 9), day(2, 10), day(2, 11)])).toEqual([
      6, 5, 4, 2,
    ]);
    const days = Array.from({ length: 15 }, (_, index) => day(index + 1));
    expect(keptAfter(days)).toEqual([15, 14, 13, 12, 11, 10, 9, 8, 7, 6]);
    expect(keptAfter([...days, day(15, 10), day(15, 11), day(15, 12)])).toEqual([
      18, 17, 16, 14, 13, 12, 11, 10, 9, 8,
    ]);
    expect(keptAfter([...days, day(15, 10), day(15, 11), day(15, 12), day(16)])).toEqual([
      19, 18, 14, 13, 12, 11, 10, 9, 8,
    ]);
  });

  it('whatever the clock says: the newest stays, ten at most, never the older of a day instead of the newer', () => {
    const moments = fc.array(
      fc.date({ min: new Date(1970, 0, 1), max: new Date(2040, 0, 1), noInvalidDate: true }),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(moments, (series) => {
        const kept = keptAfter(series);
        expect(kept[0]).toBe(series.length);
        expect(kept.length).toBeLessThanOrEqual(10);
        expect(kept).toEqual([...kept].sort((a, b) => b - a));
        // Two more of a day may have pushed two days out, and went themselves when the next day began.
        expect(kept.length).toBeGreaterThanOrEqual(
          Math.min(new Set(series.map((one) => one.toDateString())).size, 8),
        );
      }),
    );
  });

  it.each([3, 2, 1])('generation %i can be restored, and the restoring undone', async (sequence) => {
    await writeStates(temporary.path, 4);
    const plan = await openPlanFile(temporary.path, writing);
    expect((await plan.listGenerations()).map((generation) => generation.sequence)).toEqual([3, 2, 1]);
    const image = await plan.readGeneration(sequence);
    await plan.saveWhole(() => image);
    await plan.close(() => image);
    const again = await openPlanFile(temporary.path, writing);
    expect([textOf(again.image), again.sequence]).toEqual([`state ${sequence}`, 5]);
    const before = await again.readGeneration(4);
    await again.saveWhole(() => before);
    await again.close(() => before);
    const last = await openPlanFile(temporary.path, { ...writing, mode: 'read' });
    expect([textOf(last.image), last.sequence]).toEqual(['state 4', 6]);
  });
});

describe('pinned generations', () => {
  it('the state before a restoring outlives the commands after it', async () => {
    await writeStates(temporary.path, 4);
    const plan = await openPlanFile(temporary.path, writing);
    const image = await plan.readGeneration(2);
    await plan.saveWhole(() => image, { pinPrevious: true });
    for (let sequence = 6; sequence <= 12; sequence += 1) {
      await plan.commit({ sequence, statements: [] }, text(`state ${sequence}`));
    }
    const kept = await plan.listGenerations();
    expect(kept.map((one) => [one.sequence, one.pinned])).toEqual([
      [11, false],
      [10, false],
      [9, false],
      [4, true],
    ]);
    expect(textOf(await plan.readGeneration(4))).toBe('state 4');
    await plan.close(text('state 12'));
  });

  it('three pinned at most, ten in all', () => {
    const days = Array.from({ length: 20 }, (_, index) => generationAt(20 - index, day(20 - index)));
    const pinnedOnes = days.map((one) => ({ ...one, pinned: one.sequence % 2 === 0 }));
    const going = new Set(planPruning(pinnedOnes));
    const kept = pinnedOnes.filter((one) => !going.has(one)).map((one) => one.sequence);
    expect(kept).toEqual([20, 19, 18, 17, 16, 15, 13, 11, 9, 7]);
  });
});

describe('R9 clock jumps', () => {
  it('backwards, to 1970, ten years ahead: order, newest and recovery stay right', async () => {
    let clock = new Date('2023-07-01T08:00:00Z');
    const options = { ...writing, now: () => clock };
    const plan: PlanFile = await createPlanFile(temporary.path, text('state 1')(), options);
    const jumps = [
      '2023-06-30T08:00:00Z',
      '1970-01-01T00:00:00Z',
      '2033-07-01T08:00:00Z',
      '2023-07-01T09:00:00Z',
    ];
    for (const [index, jump] of jumps.entries()) {
      clock = new Date(jump);
      await plan.commit({ sequence: index + 2, statements: [] }, text(`state ${index + 2}`));
    }
    expect((await plan.listGenerations()).map((generation) => generation.sequence)).toEqual([4, 3, 2, 1]);
    await plan.close(text('state 5'));
    const { writeFile } = await import('node:fs/promises');
    await writeFile(temporary.path, 'damaged');
    clock = new Date('1980-01-01T00:00:00Z');
    const again = await openPlanFile(temporary.path, options);
    expect([textOf(again.image), codesOf(again)]).toEqual(['state 4', ['recovered-from-generation']]);
    await again.saveWhole(text('state 6'));
    expect(again.sequence).toBe(6);
    await again.close(text('state 6'));
  });
});
