import { describe, expect, test } from 'vitest';
import { listWorkbook, usualValues } from '../support/made-up-returns.ts';
import { startBench } from '../support/test-bench.ts';

/** Undo across commands, refusal with a list, restore that can itself be undone, checked edits, revision procedure. */

describe('history', () => {
  test('undo is refused with a list when a later change touched the same rows', async () => {
    const bench = await startBench();
    await bench.call('returns/stage', {
      files: [{ name: 'a.xlsx', bytes: listWorkbook({ sender: '青石镇', values: usualValues(1) }) }],
    });
    await bench.call('returns/accept', { all: true, by: '王工', explain: '核实' });
    const { changes } = await bench.call('history/list', {});
    const staging = changes.find((change) => change.method === 'returns/stage')!;
    const refused = await bench.app.call('history/undo', { plan: bench.plan, id: staging.id });
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'undo-blocked', details: { by: [{ method: 'returns/accept' }] } },
    });
    await bench.call('history/undo', { by: '王工' });
    await bench.call('history/undo', { by: '王工' });
    expect((await bench.call('returns/list', {})).returns).toEqual([]);
    await bench.call('history/redo', { by: '王工' });
    expect((await bench.call('returns/list', {})).returns).toMatchObject([{ state: 'staged' }]);
    await bench.call('history/redo', { by: '王工' });
    expect((await bench.call('returns/list', {})).returns).toMatchObject([{ state: 'accepted' }]);
    expect((await bench.call('history/list', {})).brokenAt).toBe(null);
  });

  test('an earlier state comes back, and the state before it is kept', async () => {
    const bench = await startBench();
    const record = (value: string) =>
      bench.call('observations/record', {
        figures: [{ indicator: 'B04', unit: 'QS', period: '2023', value, status: '最终' }],
        by: '王工',
      });
    const newest = async () =>
      (await bench.call('observations/list', { indicators: ['B04'], units: ['QS'] })).figures[0]!.value;
    await record('101');
    await record('102');
    const { generations } = await bench.call('history/list-generations', {});
    expect(generations.length).toBeGreaterThan(0);
    await bench.call('history/restore', { sequence: generations[0]!.sequence, by: '王工' });
    expect(await newest()).toBe('101');
    const again = await bench.call('history/list-generations', {});
    const before = again.generations.find((one) => one.sequence > generations[0]!.sequence)!;
    await bench.call('history/restore', { sequence: before.sequence, by: '王工' });
    expect(await newest()).toBe('102');
    await record('103');
    expect(await newest()).toBe('103');
  });

  test('figures are asked as they were known on a past day', async () => {
    let day = '2023-07-01T08:00:00Z';
    const bench = await startBench(undefined, () => new Date(day));
    const figure = { indicator: 'B04', unit: 'QS', period: '2022', status: '核定' } as const;
    await bench.call('observations/record', { figures: [{ ...figure, value: '100' }], by: '王工' });
    day = '2023-09-01T08:00:00Z';
    await bench.call('observations/record', { figures: [{ ...figure, value: '120' }], by: '王工' });
    const newest = async (asOf?: string) =>
      (
        await bench.call('observations/list', {
          indicators: ['B04'],
          units: ['QS'],
          ...(asOf ? { asOf } : {}),
        })
      ).figures.find((one) => one.period === '2022')?.value;
    expect([await newest('2023-08-01'), await newest()]).toEqual(['100', '120']);
  });
});

describe('editing the plan', () => {
  test('an edit is checked by the rules of the pack and is whole or not at all', async () => {
    const bench = await startBench();
    const edits = [
      { file: 'units' as const, op: 'set' as const, key: { code: 'QS' }, fields: { name: '青石新镇' } },
      { file: 'units' as const, op: 'set' as const, key: { code: 'BH' }, fields: { parent: 'NOBODY' } },
    ];
    const refused = await bench.call('plan/edit', { edits, by: '王工' });
    expect(refused.faults).toMatchObject([{ code: 'unknown-reference', column: 'parent', got: 'NOBODY' }]);
    const names = async () => (await bench.call('plan/get-content', {})).units.map((unit) => unit.name);
    expect(await names()).toContain('青石镇');
    expect((await bench.call('plan/edit', { edits: edits.slice(0, 1), by: '王工' })).changed).toBe(1);
    expect(await names()).toContain('青石新镇');
    await bench.call('history/undo', { by: '王工' });
    expect(await names()).toContain('青石镇');
  });
});

describe('revision', () => {
  test('comes into force only through the procedure, and the old target stays', async () => {
    const bench = await startBench();
    await bench.call('plan/edit', {
      edits: [
        {
          file: 'targets',
          op: 'add',
          fields: { indicator: 'B04', base: '30000', year: '40000', kind: 'level' },
        },
      ],
      by: '王工',
      reason: '补录',
    });
    await bench.call('observations/record', {
      figures: [{ indicator: 'B04', period: '2022', value: '36000', status: '最终' }],
      by: '王工',
    });
    const target = async (date: string, asOf?: string) =>
      (await bench.call('evaluation/get', { date, ...(asOf ? { asOf } : {}) })).indicators.find(
        (one) => one.indicator === 'B04',
      )!.target;
    const { id } = await bench.call('revisions/propose', {
      indicator: 'B04',
      field: 'year',
      after: '38000',
      reason: '区划调整',
      by: '王工',
    });
    const step = (name: 'argued' | 'consulted' | 'approved' | 'in-force', more: object = {}) =>
      bench.app.call('revisions/record-step', {
        plan: bench.plan,
        id,
        step: name,
        date: '2023-08-01',
        by: '王工',
        ...more,
      });
    expect(await step('in-force')).toMatchObject({ error: { code: 'conflict' } });
    await step('argued');
    await step('consulted');
    expect(await step('approved')).toMatchObject({ error: { code: 'invalid-input' } });
    await step('approved', { body: '虚构市人大常委会', document: '虚人发〔2023〕3号' });
    expect(await target('2023-12-31')).toBe('40000');
    await step('in-force');
    expect(await target('2023-12-31')).toBe('38000');
    expect(await target('2023-07-31')).toBe('40000');
    const { revisions } = await bench.call('revisions/list', {});
    expect(revisions[0]).toMatchObject({
      before: '40000',
      after: '38000',
      state: 'in-force',
      steps: { length: 4 },
    });
  });
});
