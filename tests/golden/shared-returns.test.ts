import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasShared, sharedFolder } from '../support/shared-folder.ts';
import { startBench } from '../support/test-bench.ts';

/** The thirteen workbooks with known defects: outcome, unit, period, every figure at 1e-9, every finding at its cell. */

interface Answers {
  readonly form: string;
  readonly period: string;
  readonly files: readonly {
    readonly file: string;
    readonly outcome: string;
    readonly unit: string | null;
    readonly period: string;
    readonly figures?: Readonly<Record<string, number | null>>;
    readonly mustFind: readonly {
      readonly code: string;
      readonly indicator?: string;
      readonly cell?: string;
    }[];
    readonly parked: readonly string[];
    readonly blocked?: boolean;
  }[];
  readonly consolidation: {
    readonly notAccepted: readonly string[];
    readonly figures: readonly {
      indicator: string;
      value: number;
      rule: string;
      missing: readonly string[];
    }[];
  };
}

const folder = path.join(sharedFolder, 'returns');
const close = (given: string | null | undefined, wanted: number | null) =>
  wanted === null
    ? given === null
    : given != null && Math.abs(Number(given) - wanted) <= 1e-9 * Math.abs(wanted);

describe.skipIf(!hasShared('returns'))('the shared returns', () => {
  test('are read, decided and consolidated as their answers say', { timeout: 120_000 }, async () => {
    const answers = JSON.parse(readFileSync(path.join(folder, 'answers.json'), 'utf8')) as Answers;
    const bench = await startBench(path.join(folder, 'pack'));
    const staged = await bench.call('returns/stage', {
      files: [{ path: path.join(folder, 'returns') }],
      form: answers.form,
      period: answers.period,
    });
    for (const wanted of answers.files) {
      const report = staged.files.find((one) => one.file === wanted.file)!;
      expect([report.file, report.outcome], wanted.file).toEqual([wanted.file, wanted.outcome]);
      expect(report.unit?.code ?? null, wanted.file).toBe(wanted.unit);
      expect(report.period?.value, wanted.file).toBe(wanted.period);
      for (const [indicator, value] of Object.entries(wanted.figures ?? {})) {
        const figure = report.figures.find((one) => one.indicator === indicator && one.column === 'current');
        expect(figure && close(figure.value, value), `${wanted.file} ${indicator} ${figure?.value}`).toBe(
          true,
        );
      }
      for (const must of wanted.mustFind) {
        const found = report.findings.filter(
          (one) =>
            one.code === must.code &&
            (must.cell === undefined || one.cell === must.cell) &&
            (must.indicator === undefined || one.indicator === must.indicator),
        );
        expect(found.length, `${wanted.file} ${must.code}`).toBe(1);
      }
      expect(report.parked.map((one) => one.raw)).toEqual(wanted.parked);
    }
    const accepted = await bench.call('returns/accept', {
      all: true,
      by: '测试',
      acceptRepairs: true,
      explain: '已核实',
      setAsideParked: true,
      reason: '不在本表',
    });
    const blockedFiles = accepted.blocked.map(({ id }) => staged.files.find((one) => one.id === id)!.file);
    expect(blockedFiles.sort()).toEqual(
      answers.files
        .filter((one) => one.blocked)
        .map((one) => one.file)
        .sort(),
    );
    const view = await bench.call('consolidation/get', { form: answers.form, period: answers.period });
    expect([...view.notAccepted].sort()).toEqual([...answers.consolidation.notAccepted].sort());
    for (const wanted of answers.consolidation.figures) {
      const figure = view.figures.find((one) => one.indicator === wanted.indicator)!;
      expect(close(figure.value, wanted.value), `${wanted.indicator} ${figure.value}`).toBe(true);
      expect([figure.rule, [...figure.missing].sort()]).toEqual([wanted.rule, [...wanted.missing].sort()]);
    }
  });

  test('need no form and period named on the command line', { timeout: 120_000 }, async () => {
    const bench = await startBench(path.join(folder, 'pack'));
    const staged = await bench.call('returns/stage', { files: [{ path: path.join(folder, 'returns') }] });
    const good = staged.files.filter((one) => one.outcome === 'staged');
    expect(good.length).toBe(10);
    expect(good.map((one) => [one.form?.code, one.period?.value])).toEqual(good.map(() => ['T1', '2023Q2']));
  });
});
