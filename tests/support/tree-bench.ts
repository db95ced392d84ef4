import path from 'node:path';
import { projectRoot, startBench, type TestBench } from './test-bench.ts';

/**
 * A made-up county with a merger, a park whose land is another unit's land, and villages below a district: figures are
 * typed in, so that a test shows every number it is about.
 */
export interface TreeBench extends TestBench {
  /** `F=7` of the unit itself, `F@A=7` about another one, `F:growth=5` in another column, `F=` a blank. */
  report(form: string, period: string, unit: string, figures: string): Promise<number>;
  accept(): Promise<void>;
}

export async function startTreeBench(): Promise<TreeBench> {
  const bench = await startBench(path.join(projectRoot, 'tests/fixtures/pack-tree'));
  return {
    ...bench,
    async report(form, period, unit, figures) {
      const read = figures.split(' ').map((text) => {
        const [, indicator, about, column, value] = /^(\w+)(?:@(\w+))?(?::(\w+))?=(.*)$/.exec(text)!;
        return {
          indicator: indicator!,
          value: value === '' ? null : value!,
          ...(about === undefined ? {} : { unit: about }),
          ...(column === undefined ? {} : { column }),
        };
      });
      const entered = await bench.call('returns/enter', {
        form,
        period,
        unit,
        figures: read,
        evidence: '传真',
        by: '王工',
      });
      return entered.id!;
    },
    async accept() {
      const { blocked } = await bench.call('returns/accept', { all: true, by: '赵工', explain: '核实' });
      if (blocked.length > 0) throw new Error(JSON.stringify(blocked));
    },
  };
}
