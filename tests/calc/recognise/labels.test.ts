import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { defaultLimits } from '../../../main/excel/read/limits.ts';
import { readWorkbook } from '../../../main/excel/read/read-workbook.ts';
import { recogniseSheet } from '../../../shared/calc/recognise/recognise-sheet.ts';
import type { Sheet } from '../../../shared/domain/sheet.ts';
import { hasCorpus, sharedFolder, skipNote } from '../../support/returns-fixture.ts';
import { type LabelFile, type Score, scoreWorkbook } from '../../support/score-recognition.ts';

/** Real workbooks against labels written down without the recogniser (issue 4): 95 % of paths, 98 % of data cells. */
function readLabels(set: string): LabelFile[] {
  const folder = resolve(import.meta.dirname, '../../fixtures', set);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(resolve(folder, name), 'utf8')) as LabelFile);
}

const labels = readLabels('recognition');
const secondLabels = readLabels('recognition-blind');
const thirdLabels = readLabels('recognition-blind-2');
const madeUpLabels = readLabels('recognition-blind-2/made-up');

function score(
  label: LabelFile,
  change: (sheet: Sheet) => Sheet = (sheet) => sheet,
  folder = resolve(sharedFolder, 'corpus/real'),
): Score {
  const path = resolve(folder, label.file);
  const outcome = readWorkbook(
    { fileName: label.file, bytes: new Uint8Array(readFileSync(path)) },
    defaultLimits,
  );
  if (!outcome.ok) throw new Error(`${label.file}: ${outcome.code}`);
  return scoreWorkbook(label, outcome.workbook, (sheet) => recogniseSheet(change(sheet)));
}

function sum(
  scores: readonly Score[],
  part: 'columns' | 'paths' | 'units' | 'cells' | 'rightCells' | 'falseCells',
): number {
  return scores.reduce((total, one) => total + one[part], 0);
}

function listKnown(some: readonly LabelFile[]): LabelFile[] {
  return hasCorpus ? some.filter(({ file }) => existsSync(resolve(sharedFolder, 'corpus/real', file))) : [];
}

const known = listKnown(labels);
const second = listKnown(secondLabels);
const third = listKnown(thirdLabels);

describe.skipIf(known.length === 0)(
  known.length > 0 ? 'labelled real tables' : skipNote('labelled real tables'),
  () => {
    const scores = known.map((label) => ({ ...score(label), heldOut: label.heldOut }));

    it.each([
      ['development', scores.filter(({ heldOut }) => !heldOut)],
      ['all', scores],
      ['second set', second.map((label) => ({ ...score(label), heldOut: label.heldOut }))],
      ['third set', third.map((label) => ({ ...score(label), heldOut: label.heldOut }))],
    ] as const)('%s: 95 of 100 header paths, 98 of 100 data cells', (_name, some) => {
      expect(sum(some, 'paths') / sum(some, 'columns')).toBeGreaterThanOrEqual(0.95);
      expect(sum(some, 'rightCells') / sum(some, 'cells')).toBeGreaterThanOrEqual(0.98);
      expect(sum(some, 'falseCells') / sum(some, 'cells')).toBeLessThan(0.01);
    });

    it('reads the development tables as well without their merges', () => {
      const bare = known
        .filter(({ heldOut }) => !heldOut)
        .map((label) => score(label, (sheet) => ({ ...sheet, merges: [] })));
      expect(sum(bare, 'paths') / sum(bare, 'columns')).toBeGreaterThanOrEqual(0.95);
      expect(sum(bare, 'rightCells') / sum(bare, 'cells')).toBeGreaterThanOrEqual(0.98);
    });
  },
);

/** Workbooks that a script of the labeller's writes. Their first count, blind: 122 of 122 paths, 1,191 of 1,330 cells. */
describe('labelled made-up tables', () => {
  it('95 of 100 header paths; of the cells no fewer than when they were first counted', () => {
    const folder = mkdtempSync(join(tmpdir(), 'made-up-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const script = resolve(
      import.meta.dirname,
      '../../fixtures/recognition-blind-2/made-up/make-workbooks.mjs',
    );
    execFileSync(process.execPath, [script, folder]);
    const scores = madeUpLabels.map((label) => score(label, undefined, folder));
    expect(sum(scores, 'paths') / sum(scores, 'columns')).toBeGreaterThanOrEqual(0.95);
    expect(sum(scores, 'rightCells')).toBeGreaterThanOrEqual(1191);
    expect(sum(scores, 'falseCells')).toBeLessThanOrEqual(13);
  });
});
