import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { read, utils } from 'xlsx';
import { createApp } from '../../main/create-app.ts';

/* A form may ask for 亩 what is kept in 万亩: what a template is prefilled with stands in the unit printed beside it. */

const root = path.resolve(import.meta.dirname, '../..');
let folder: string;
let app: ReturnType<typeof createApp>;

describe('prefilled figures of an issued template', () => {
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'issued-'));
    app = createApp({ readerWorker: path.join(root, 'out/main/reader-worker.js'), checkOutputs: true });
  });
  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('are printed in the unit of the form', async () => {
    const pack = path.join(root, 'seeds/yining-145-demo');
    const made = await app.call('plans/create', { path: path.join(folder, 'a.plan'), pack, by: '王明' });
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    const { plan } = made.value;
    const entered = await app.call('returns/enter', {
      plan,
      form: 'T1',
      period: '2023Q2',
      unit: 'BYD',
      figures: [{ indicator: 'G0602', column: 'current', value: '0.2118' }],
      evidence: '电话',
      by: '王明',
    });
    expect(entered.ok).toBe(true);
    const accepted = await app.call('returns/accept', {
      plan,
      all: true,
      by: '王明',
      acceptRepairs: true,
      setAsideParked: true,
      explain: '核实',
      reason: '核实',
    });
    expect(accepted).toMatchObject({ ok: true, value: { blocked: [] } });
    const issued = await app.call('forms/issue', { plan, form: 'T1', period: '2024Q2', senders: ['BYD'] });
    if (!issued.ok) throw new Error(JSON.stringify(issued.error));
    const sheet = read(issued.value.files[0]!.bytes).Sheets.填报表!;
    const line = utils
      .sheet_to_json<unknown[]>(sheet, { header: 1 })
      .find(([label]) => label === '特色种植面积');
    expect(line?.slice(1, 4)).toEqual(['亩', undefined, 2118]);
  });
});
