import { expect, test } from 'vitest';
import { listWorkbook, usualValues } from '../support/made-up-returns.ts';
import { startBench } from '../support/test-bench.ts';

/** A consolidation is kept while the plan stays as it is; whatever is done to the plan is seen by the next question. */
test('acceptance, undo, redo and an earlier state are each seen at once', async () => {
  const bench = await startBench();
  const total = async () => {
    const { figures } = await bench.call('consolidation/get', { form: 'Q1', period: '2023Q2' });
    return figures.find((figure) => figure.indicator === 'B01')?.value;
  };
  const take = async (sender: string, scale: number) => {
    await bench.call('returns/stage', {
      files: [{ name: `${sender}.xlsx`, bytes: listWorkbook({ sender, values: usualValues(scale) }) }],
      by: '王工',
    });
    await bench.call('returns/accept', { all: true, by: '王工', explain: '核实', acceptRepairs: true });
  };
  expect(await total()).toBe(null);
  await take('青石镇', 1);
  expect(await total()).toBe('1050');
  await take('红柳镇', 2);
  expect(await total()).toBe('3150');
  await bench.call('history/undo', { by: '王工' });
  expect(await total()).toBe('1050');
  await bench.call('history/redo', { by: '王工' });
  expect(await total()).toBe('3150');
  const { generations } = await bench.call('history/list-generations', {});
  const oldest = generations.reduce((a, b) => (a.sequence < b.sequence ? a : b));
  await bench.call('history/restore', { sequence: oldest.sequence, by: '王工' });
  // How far back the kept states reach is the file's business; the returns tell which one came back.
  const { returns } = await bench.call('returns/list', {});
  const accepted = returns.filter(({ state }) => state === 'accepted').length;
  expect(accepted).toBeLessThan(2);
  expect(await total()).toBe([null, '1050'][accepted]);
});
