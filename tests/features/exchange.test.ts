import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { listWorkbook, usualValues } from '../support/made-up-returns.ts';
import { smallPack, startApp, startBench, type TestBench, temporaryFolder } from '../support/test-bench.ts';

/** X10 and the circle one level up: a county's totals become its return in the prefecture's plan. */

async function county(): Promise<TestBench> {
  const bench = await startBench();
  await bench.call('returns/stage', {
    files: [{ name: 'a.xlsx', bytes: listWorkbook({ sender: '青石镇', values: usualValues(1) }) }],
  });
  await bench.call('returns/accept', { all: true, by: '王工', explain: '核实' });
  return bench;
}

/** The prefecture asks two cities with the same form. */
async function prefecture(
  renamed: Readonly<Record<string, string>> = {},
  reform: (text: string) => string = (text) => text,
) {
  const folder = temporaryFolder();
  const pack = path.join(folder, 'pack');
  mkdirSync(pack);
  const read = (name: string) => readFileSync(path.join(smallPack, name), 'utf8');
  writeFileSync(
    path.join(pack, 'pack.json'),
    read('pack.json').replace('"root":"XG"', '"root":"XZ"').replace('made-up', 'above'),
  );
  writeFileSync(
    path.join(pack, 'units.csv'),
    'code,name,type,parent\nXZ,虚构州,city,\nXG,虚构市,city,XZ\nYG,另一市,city,XZ\n',
  );
  const indicators = Object.entries(renamed).reduce(
    (text, [from, to]) => text.replace(from, to).replaceAll(from.split(',')[0]!, to.split(',')[0]!),
    read('indicators.csv'),
  );
  writeFileSync(path.join(pack, 'indicators.csv'), indicators);
  writeFileSync(
    path.join(pack, 'forms.csv'),
    reform('code,title,shape,period,due,senders\nQ1,州季报,list,quarter,15,XG;YG\n'),
  );
  writeFileSync(
    path.join(pack, 'form-items.csv'),
    reform(
      Object.entries(renamed).reduce(
        (text, [from, to]) => text.replace(from.split(',')[0]!, to.split(',')[0]!),
        'form,order,indicator,label,column\nQ1,1,B01,工业总产值,current\nQ1,2,B04,常住人口,current\n',
      ),
    ),
  );
  const app = startApp();
  const opened = await app.call('plans/create', { path: path.join(folder, 'above.plan'), pack });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  return { app, plan: opened.value.plan };
}

describe('X10 exchange packages', () => {
  test('are numbered, chained, imported once, and become a return that counts when accepted', async () => {
    const below = await county();
    const above = await prefecture();
    const first = await below.call('exchange/export', { form: 'Q1', period: '2023Q2' });
    const take = (bytes: Uint8Array, more: object = {}) =>
      above.app.call('exchange/import', { plan: above.plan, bytes, by: '州里', ...more });
    expect(await take(first.bytes!)).toMatchObject({ ok: true, value: { status: 'first' } });
    expect(await take(first.bytes!)).toMatchObject({ ok: true, value: { status: 'same', id: null } });
    const blocked = await above.app.call('returns/accept', { plan: above.plan, all: true, by: '州里' });
    expect(blocked.ok && blocked.value.accepted).toEqual([]);
    await above.app.call('returns/accept', {
      plan: above.plan,
      all: true,
      by: '州里',
      explain: '已知缺报',
      setAsideParked: true,
      reason: '本表不要',
    });
    const view = await above.app.call('consolidation/get', {
      plan: above.plan,
      form: 'Q1',
      period: '2023Q2',
    });
    expect(view.ok && view.value.figures[0]).toMatchObject({
      indicator: 'B01',
      value: '1050',
      complete: false,
      missing: ['YG'],
    });
    await below.call('returns/stage', {
      files: [{ name: 'b.xlsx', bytes: listWorkbook({ sender: '白河乡', values: usualValues(2) }) }],
    });
    await below.call('returns/accept', { all: true, by: '王工', explain: '核实' });
    const second = await below.call('exchange/export', { form: 'Q1', period: '2023Q2' });
    const preview = await above.app.call('exchange/preview', { plan: above.plan, bytes: second.bytes! });
    expect(preview.ok && preview.value.differences).toContainEqual({
      indicator: 'B01',
      name: '工业总产值',
      before: '1050',
      after: '3150',
    });
    expect(await take(second.bytes!)).toMatchObject({ ok: true, value: { status: 'next' } });
    expect(await take(first.bytes!)).toMatchObject({
      ok: false,
      error: { code: 'package-invalid', details: { reason: 'older' } },
    });
  });

  test('one changed sign, a removed entry, another key or a copy that went its own way is refused', async () => {
    const below = await county();
    const above = await prefecture();
    const { bytes } = await below.call('exchange/export', { form: 'Q1', period: '2023Q2' });
    const text = new TextDecoder().decode(bytes!);
    const take = async (changed: string) => {
      const envelope = await above.app.call('exchange/import', {
        plan: above.plan,
        bytes: new TextEncoder().encode(changed),
        by: '州里',
      });
      return envelope.ok ? 'taken' : [envelope.error.code, envelope.error.details.reason];
    };
    expect(await take(text.replace('"1050"', '"1051"'))).toEqual(['package-invalid', 'hash']);
    // One sign of the signature, always another than it was: a fixed replacement is the same sign now and then.
    const resigned = text.replace(/(?<="signature":")./, (sign) => (sign === '0' ? '1' : '0'));
    expect(await take(resigned)).toEqual(['package-invalid', 'signature']);
    expect(await take(text.replace('"body":{', '"body":{"__proto__":{"x":1},"extra":1,'))).toEqual([
      'package-invalid',
      'shape',
    ]);
    expect(await take('PK not json')).toEqual(['package-invalid', 'not-json']);
    expect(await take(text)).toBe('taken');
    const stranger = await county();
    const other = await stranger.call('exchange/export', { form: 'Q1', period: '2023Q2' });
    expect(await take(new TextDecoder().decode(other.bytes))).toEqual(['package-invalid', 'other-key']);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test('a figure comes in our unit of measure; an incomplete total and another name wait for a person', async () => {
    const below = await county();
    const above = await prefecture({
      'B01,工业总产值,万元': 'B01,工业总产值,亿元',
      'B04,常住人口,人': 'B04,户籍人口,亩',
    });
    const { bytes } = await below.call('exchange/export', { form: 'Q1', period: '2023Q2' });
    const taken = await above.app.call('exchange/import', { plan: above.plan, bytes: bytes!, by: '州里' });
    const id = taken.ok ? taken.value.id! : 0;
    const report = await above.app.call('returns/get', { plan: above.plan, id });
    if (!report.ok) throw new Error(JSON.stringify(report.error));
    expect(report.value.figures[0]).toMatchObject({
      indicator: 'B01',
      value: '0.105',
      raw: '1050',
      statedUnit: '万元',
      factor: '0.0001',
    });
    expect(report.value.figures[1]).toMatchObject({ indicator: 'B04', value: null });
    const about = report.value.findings.filter(({ severity }) => severity !== 'parked');
    expect(about.map(({ code, indicator }) => [code, indicator])).toEqual([
      ['incomplete-total', 'B01'],
      ['unit-dimension', 'B04'],
      ['ambiguous-match', 'B04'],
      ['incomplete-total', 'B04'],
    ]);
    expect(report.value.findings[0]!.details!.missing).toContain('白河乡');
  });

  test("codes are the office's own: names decide, what is nobody's is parked, and a person may say what it is", async () => {
    const below = await county();
    // Above, B04 means something else, and what the county calls B01 and B04 have codes of their own.
    const above = await prefecture({
      'B01,工业总产值,万元': 'X01,规上工业总产值,亿元',
      'B04,常住人口,人': 'X04,常住人口,人',
    });
    const { bytes } = await below.call('exchange/export', { form: 'Q1', period: '2023Q2' });
    const call = async (method: string, input: object) => {
      const answer = await above.app.call(method as 'returns/get', { plan: above.plan, ...input } as never);
      if (!answer.ok) throw new Error(JSON.stringify(answer.error));
      return answer.value as never as Record<string, unknown>;
    };
    const preview = await call('exchange/preview', { bytes });
    expect(preview).toMatchObject({ ownForm: 'Q1' });
    expect(preview.parked).toContain('工业总产值');
    expect(preview.parked).not.toContain('常住人口');
    const { id } = await call('exchange/import', { bytes, by: '州里' });
    const report = (await call('returns/get', { id })) as never as {
      figures: { indicator: string; value: string }[];
      parked: { id: number; raw: string; values: { raw: string }[] }[];
    };
    expect(report.figures.map(({ indicator }) => indicator)).toEqual(['X04']);
    const industry = report.parked.find(({ raw }) => raw === '工业总产值')!;
    expect(industry.values.map(({ raw }) => raw)).toEqual(['1050', '万元']);
    await call('returns/resolve', {
      decisions: [{ id, kind: 'parked', parked: industry.id, as: 'matched', indicator: 'X01' }],
      by: '州里',
      reason: '同一指标',
    });
    const after = (await call('returns/get', { id })) as never as typeof report;
    expect(after.figures).toContainEqual(
      expect.objectContaining({ indicator: 'X01', value: '0.105', statedUnit: '万元', factor: '0.0001' }),
    );
    await below.call('returns/stage', {
      files: [{ name: 'b.xlsx', bytes: listWorkbook({ sender: '白河乡', values: usualValues(2) }) }],
    });
    await below.call('returns/accept', { all: true, by: '王工', explain: '核实' });
    const second = await below.call('exchange/export', { form: 'Q1', period: '2023Q2' });
    expect((await call('exchange/preview', { bytes: second.bytes })).parked).not.toContain('工业总产值');
  });

  test('a form of another code is found by what it asks, or named by a person; another period type is refused', async () => {
    const below = await county();
    const above = await prefecture({}, (text) => text.replaceAll('Q1', 'ZQ'));
    const { bytes } = await below.call('exchange/export', { form: 'Q1', period: '2023Q2' });
    const preview = await above.app.call('exchange/preview', { plan: above.plan, bytes: bytes! });
    expect(preview.ok && preview.value).toMatchObject({ form: 'Q1', ownForm: 'ZQ' });
    const yearly = await prefecture({}, (text) => text.replaceAll('Q1', 'ZQ').replace('quarter', 'year'));
    const refused = async (more: object) => {
      const answer = await yearly.app.call('exchange/import', {
        plan: yearly.plan,
        bytes: bytes!,
        by: '州里',
        ...more,
      });
      return answer.ok ? 'taken' : [answer.error.code, answer.error.details.reason];
    };
    expect(await refused({})).toEqual(['package-invalid', 'form-unknown']);
    expect(await refused({ form: 'ZQ' })).toEqual(['invalid-input', 'period-of-year']);
    const elsewhere = await prefecture({}, (text) => text.replace('XG;YG', 'YG'));
    const answer = await elsewhere.app.call('exchange/import', {
      plan: elsewhere.plan,
      bytes: bytes!,
      by: '州里',
    });
    expect(answer).toMatchObject({ ok: false, error: { details: { reason: 'sender-not-asked' } } });
  });
});
