import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { MethodCall, MethodName, MethodOutput } from '../../shared/contract/index.ts';
import { projectRoot, startApp, temporaryFolder } from '../support/test-bench.ts';

/*
 * Plans as earlier programs wrote them (tests/fixtures/plans, made up, one return of 青石镇 staged). Each opens, is brought up
 * to date after a copy was kept, and loses nothing.
 */

/** The fixture in a folder of its own; every plan in it can be opened and changed. */
function placeOldPlan(version: number): string {
  const packed = readFileSync(path.join(projectRoot, `tests/fixtures/plans/version-${version}.plan.gz`));
  const file = path.join(temporaryFolder(), 'old.plan');
  writeFileSync(file, gunzipSync(packed));
  return file;
}

async function openOldPlan(version: number) {
  const app = startApp();
  const opened = await app.call('plans/open', { path: placeOldPlan(version), mode: 'write' });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const { plan } = opened.value;
  const call = async <Name extends MethodName>(
    method: Name,
    input: Omit<MethodCall<Name>, 'plan'>,
  ): Promise<MethodOutput<Name>> => {
    const answer = await app.call(method, { ...input, plan } as MethodCall<Name>);
    if (!answer.ok) throw new Error(`${method}: ${JSON.stringify(answer.error)}`);
    return answer.value as MethodOutput<Name>;
  };
  return { call };
}

describe('a plan of version 10', () => {
  test('shows what stood beside the figures of its returns', async () => {
    const { call } = await openOldPlan(10);
    const report = await call('returns/get', { id: 1 });
    expect(report.context).toHaveLength(8);
    expect(report.context[0]).toEqual({
      indicator: 'B01',
      unit: 'QS',
      period: '2023Q2',
      column: 'previous',
      value: '1000',
      sheet: 'Sheet1',
      cell: 'E4',
      raw: '1000',
    });
  });

  test('is kept as it was before it is brought up to date', async () => {
    const { call } = await openOldPlan(10);
    expect((await call('history/list-generations', {})).generations.length).toBeGreaterThan(0);
  });

  test('takes back and brings again what was done before', async () => {
    const { call } = await openOldPlan(10);
    await call('history/undo', { by: '王工' });
    expect((await call('returns/list', {})).returns).toEqual([]);
    await call('history/redo', { by: '王工' });
    expect((await call('returns/get', { id: 1 })).context).toHaveLength(8);
    expect((await call('history/list', {})).brokenAt).toBe(null);
  });

  test('counts the figures of its returns', async () => {
    const { call } = await openOldPlan(10);
    const at = { form: 'Q1', period: '2023Q2' };
    const totalOf = async (indicator: string) =>
      (await call('consolidation/get', at)).figures.find((figure) => figure.indicator === indicator)?.value;
    await call('returns/accept', {
      ids: [1],
      by: '王工',
      acceptRepairs: true,
      explain: '已核实',
      setAsideParked: true,
      reason: '测试',
    });
    expect(await totalOf('B01')).toBe('1050');
  });
});
