import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as XLSX from 'xlsx';
import { readDocx } from '../../main/reports/read-docx.ts';
import {
  type DemoBench,
  demoPack,
  demoReports,
  makeReport,
  openDemo,
  textOf,
} from '../reports/report-bench.ts';
import { projectRoot, temporaryFolder } from '../support/test-bench.ts';

/** Reports over the app: texts that persons rewrite, opinions, revisions, the four dates of the demo plan. */

let bench: DemoBench;
beforeAll(async () => {
  bench = await openDemo();
}, 60_000);
afterAll(() => bench.close());

const verdicts = ['提前实现', '快于预期', '基本符合预期', '滞后', '无法判定', '超额完成', '完成', '未完成'];

function tableUnder(bytes: Uint8Array, heading: string): readonly (readonly string[])[] {
  const blocks = readDocx(bytes);
  const at = blocks.findIndex((block) => block.kind === 'paragraph' && block.text.startsWith(heading));
  const table = blocks.slice(at + 1).find((block) => block.kind === 'table');
  if (at < 0 || table?.kind !== 'table') throw new Error(`no table under ${heading}`);
  return table.rows;
}

describe.each(demoReports)('$kind $date', (which) => {
  let bytes: Uint8Array;
  beforeAll(async () => {
    bytes = await makeReport(bench, which);
  }, 60_000);

  test('each of the 20 indicators has a verdict; without one there is a reason', () => {
    const [header = [], ...rows] = tableUnder(bytes, '附表1');
    const column = (name: string) => header.findIndex((cell) => cell.startsWith(name));
    const verdict = Math.max(column('是否达到'), column('完成情况'));
    const number = column('序号');
    const own = rows.filter((row) => /^\d+$/.test(row[number] ?? ''));
    expect(own.map((row) => row[number])).toEqual(Array.from({ length: 20 }, (_, at) => String(at + 1)));
    for (const row of own) {
      expect(verdicts).toContain(row[verdict]);
      if (row[verdict] === '无法判定') expect(row[column('原因与措施')]).toMatch(/.{6,}/);
      if (row[verdict] === '滞后' || row[verdict] === '未完成') {
        expect(row[column('原因与措施')]).toMatch(/原因：.{6,}\n措施：.{6,}/);
        expect(row[column('牵头单位')]).toMatch(/.{3,}/);
      }
    }
  });

  test('counts on the first page add up to 20 and agree with the evaluation', async () => {
    const [header = [], counts = []] = tableUnder(bytes, '主要指标分类');
    expect(counts[0]).toBe('20');
    expect(counts.slice(1).reduce((sum, cell) => sum + Number(cell), 0)).toBe(20);
    const { indicators } = await bench.call('evaluation/get', { date: which.date });
    for (const [at, word] of header.entries())
      if (at > 0) expect(Number(counts[at])).toBe(indicators.filter((one) => one.verdict === word).length);
  });

  test('no English, no tool words, no codes', () => {
    // The plan's own names carry a few Latin letters; the check sum is hexadecimal.
    const own = /[0-9a-f]{64}|GDP|WiFi|I尚|kV|PM2\.5|R&D|5G|LNG|CNG|ln|\d+A|\dA级/g;
    const rest = textOf(bytes).replace(own, '');
    expect(rest.match(/[A-Za-z]{2,}/g) ?? []).toEqual([]);
    expect(rest).not.toMatch(/\b[A-Z]\d{2,}\b/);
    expect(rest).not.toMatch(/(?:下降|降低|减少|增长|提高)[-－]/);
  });

  test('growth has one decimal, changes of shares are in points', () => {
    const text = textOf(bytes);
    const gdp = /地区生产总值增长：([^。]*)/.exec(text)?.[1] ?? '';
    expect(gdp).toMatch(/年增长\d+\.\d%/);
    expect(text).toMatch(/常住人口城镇化率：[^。]*提高\d+(?:\.\d+)?个百分点/);
  });
});

test('a plan that is over speaks in final words, a running one never', async () => {
  const final = textOf(await makeReport(bench, demoReports[3]));
  expect(final).toMatch(/未完成\d+项/);
  expect(final).not.toMatch(/滞后\d+项|基本符合预期\d+项/);
  const running = textOf(await makeReport(bench, demoReports[1]));
  expect(running).not.toMatch(/未完成\d+项|超额完成\d+项/);
});

describe('the file', () => {
  test('names faces with alternatives, no person, a mark on every page, wide tables with repeated headings', async () => {
    const parts = unzipSync(await makeReport(bench, demoReports[1]));
    const read = (name: string) => strFromU8(parts[name] ?? new Uint8Array());
    expect(read('docProps/core.xml')).toContain('<dc:creator>规划工作台</dc:creator>');
    expect(read('docProps/core.xml')).toContain('2026-01-20T08:00:00Z');
    expect(read('docProps/core.xml')).not.toContain('测试');
    const body = read('word/document.xml');
    for (const face of ['方正小标宋_GBK', '仿宋_GB2312']) expect(body).toContain(`w:eastAsia="${face}"`);
    expect(read('word/fontTable.xml')).toMatch(/方正小标宋_GBK"><w:altName w:val="[^"]*宋体/);
    const sections = body.match(/<w:sectPr[\s\S]*?<\/w:sectPr>/g) ?? [];
    expect(sections.length).toBeGreaterThan(5);
    for (const section of sections) {
      expect(section.match(/w:headerReference/g)).toHaveLength(2);
      expect(section).toMatch(/w:w="(?:11906|16838)"/);
    }
    expect(sections.some((section) => section.includes('w:orient="landscape"'))).toBe(true);
    expect(body.match(/<w:tblHeader/g)?.length).toBeGreaterThanOrEqual(5);
    const headers = Object.keys(parts).filter((name) => /^word\/header\d+\.xml$/.test(name));
    for (const name of headers) expect(read(name)).toContain('演示数据');
    const footers = Object.keys(parts).filter((name) => /^word\/footer\d+\.xml$/.test(name));
    for (const name of footers) expect(read(name)).toMatch(/— [\s\S]*PAGE[\s\S]* —/);
    const charts = Object.keys(parts).filter((name) => /^word\/charts\/chart\d+\.xml$/.test(name));
    expect(charts.length).toBeGreaterThan(10);
    for (const drawing of body.match(/<wp:docPr [^>]*>/g) ?? [])
      expect(drawing).toMatch(/descr="[^"]*[一-龥]/);
  });

  test('as a workbook: the same table, figures as numbers', async () => {
    const { bytes, name } = await bench.call('reports/export', { ...demoReports[1], format: 'xlsx' });
    expect(name).toMatch(/\.xlsx$/);
    const book = XLSX.read(bytes, { type: 'array' });
    const sheet = book.SheetNames.find((one) => one.startsWith('附表1'));
    const rows = XLSX.utils.sheet_to_json<unknown[]>(book.Sheets[sheet!]!, { header: 1 });
    const urban = rows.find((row) => row.includes('常住人口城镇化率'));
    expect(urban).toContain(65.1);
    expect(urban).toContain('基本符合预期');
    expect(book.SheetNames[0]).toBe('正文');
  });
});

describe('text blocks', () => {
  const place = { kind: 'annual', date: '2022-12-31' } as const;
  const blockOf = async (block: string) =>
    (await bench.call('reports/get-texts', place)).blocks.find((one) => one.block === block)!;

  test('a written text stands in the report, and is stale once a figure behind it changed', async () => {
    const before = await blockOf('main.anticipatory');
    expect(before).toMatchObject({ written: null, stale: false });
    await bench.call('reports/write-text', {
      ...place,
      block: 'main.anticipatory',
      text: '常住人口城镇化率2022年为65.1%，稳步提高。',
      by: '王工',
    });
    await bench.call('reports/write-text', {
      ...place,
      block: 'environment',
      text: '外部环境总体稳定。',
      by: '王工',
    });
    expect(await blockOf('main.anticipatory')).toMatchObject({ stale: false });
    expect(textOf(await makeReport(bench, place))).toContain('65.1%，稳步提高');
    await bench.call('observations/record', {
      figures: [{ indicator: 'C03', period: '2022', value: '65.4', status: '最终', series: '部门' }],
      by: '王工',
      reason: '普查修订',
    });
    const after = await blockOf('main.anticipatory');
    expect(after).toMatchObject({ written: '常住人口城镇化率2022年为65.1%，稳步提高。', stale: true });
    expect(after.generated).toContain('65.4%');
    expect((await blockOf('environment')).stale).toBe(true);
    await bench.call('reports/write-text', { ...place, block: 'main.anticipatory', text: null, by: '王工' });
    expect(await blockOf('main.anticipatory')).toMatchObject({ written: null, stale: false });
    expect(textOf(await makeReport(bench, place))).toContain('65.4%');
  });

  test('a block that the kind does not have is refused', async () => {
    const call = bench.call('reports/write-text', { ...place, block: 'carry-over', text: 'x', by: '王工' });
    await expect(call).rejects.toThrow('not-found');
  });
});

describe('ledgers', () => {
  const place = { kind: 'midterm', date: '2023-06-30' } as const;

  test('opinions are counted by what became of them', async () => {
    const record = (source: string, outcome: 'received' | 'adopted' | 'partly' | 'not', reply?: string) =>
      bench.call('reports/record-opinion', {
        ...place,
        source,
        text: '建议补充森林覆盖率的数据来源',
        outcome,
        ...(reply === undefined ? {} : { reply }),
        by: '王工',
      });
    const { id } = await record('财经委员会', 'received');
    await record('林业和草原局', 'adopted', '已补充');
    await record('统计局', 'not', '与统计口径不一致');
    await bench.call('reports/record-opinion', {
      ...place,
      id,
      source: '财经委员会',
      text: '建议补充森林覆盖率的数据来源',
      outcome: 'partly',
      reply: '部分补充',
      by: '王工',
    });
    const { opinions } = await bench.call('reports/list-opinions', place);
    expect(opinions.map((one) => one.outcome)).toEqual(['partly', 'adopted', 'not']);
    const text = textOf(await makeReport(bench, place));
    expect(text).toContain('共收到意见和建议3条，采纳1条，部分采纳1条，未采纳1条，正在办理0条。');
    expect((await bench.call('reports/list-opinions', { ...place, date: '2022-12-31' })).opinions).toEqual(
      [],
    );
  });

  test('original and revised target stand side by side, with the steps of the procedure', async () => {
    const { id } = await bench.call('revisions/propose', {
      indicator: 'C18',
      field: 'year',
      after: '16',
      reason: '可造林地块不足',
      by: '王工',
    });
    const step = (name: 'argued' | 'consulted' | 'approved' | 'in-force', date: string, extra: object = {}) =>
      bench.call('revisions/record-step', { id, step: name, date, by: '王工', ...extra });
    await step('argued', '2023-04-01');
    const proposed = textOf(await makeReport(bench, place));
    expect(proposed).toMatch(/森林覆盖率目标值由“20”调整为“16”，正在履行程序/);
    expect(proposed).toContain('下一步征求意见');
    await step('consulted', '2023-04-20');
    await step('approved', '2023-05-30', { body: '市人大常委会', document: '伊市人发〔2023〕8号' });
    await step('in-force', '2023-06-01');
    const bytes = await makeReport(bench, place);
    const row = tableUnder(bytes, '附表2').find((cells) => cells.includes('森林覆盖率'))!;
    expect(row).toEqual(expect.arrayContaining(['20', '16', '已生效']));
    const main = tableUnder(bytes, '附表1').find((cells) => cells.includes('森林覆盖率'))!;
    expect(main.find((cell) => cell.startsWith('原'))).toBe('原20\n现16');
    const earlier = tableUnder(await makeReport(bench, { kind: 'annual', date: '2022-12-31' }), '附表1');
    expect(earlier.find((cells) => cells.includes('森林覆盖率'))).toContain('20');
  });

  test('causes, overrides, breaks of definition and projects stand in the report, which stays clean', async () => {
    await bench.call('evaluation/set-cause', {
      indicator: 'C16',
      cause: '沙尘天气偏多',
      measure: '实施扬尘专项治理',
      by: '王工',
    });
    await bench.call('evaluation/override', {
      indicator: 'C20',
      date: '2023-06-30',
      verdict: '基本符合预期',
      reason: '自治州通报进度正常',
      by: '王工',
    });
    await bench.call('evaluation/record-break', {
      indicator: 'C10',
      period: '2022',
      note: '托位数改按备案机构统计',
      bridged: true,
      by: '王工',
    });
    const { projects } = await bench.call('plan/get-content', {});
    const [first, second] = projects.filter((one) => one.investment !== undefined);
    await bench.call('projects/record', {
      records: [
        {
          project: String(first!.code),
          date: '2023-06-20',
          stage: 'building',
          plannedStart: '2022-01-01',
          actualStart: '2022-02-01',
          plannedEnd: '2024-12-31',
          invested: '1200',
        },
        {
          project: String(second!.code),
          date: '2023-06-20',
          stage: 'not-started',
          plannedStart: '2022-01-01',
          plannedEnd: '2025-12-31',
          problem: '用地手续未办结',
        },
      ],
      by: '王工',
    });
    const bytes = await makeReport(bench, place);
    const text = textOf(bytes);
    for (const part of [
      '沙尘天气偏多',
      '实施扬尘专项治理',
      '自治州通报进度正常',
      '托位数改按备案机构统计',
      '用地手续未办结',
    ])
      expect(text).toContain(part);
    expect(
      tableUnder(bytes, '附表1')
        .find((row) => row.includes('能源综合生产能力'))
        ?.join(),
    ).toContain('人工判定');
    expect((await bench.call('reports/lint', { bytes })).complaints).toEqual([]);
  });
});

test('the command line writes a report and checks it', async () => {
  const run = promisify(execFile);
  const folder = temporaryFolder();
  const [plan, out] = [path.join(folder, 'demo.plan'), path.join(folder, '报告.docx')];
  const cli = path.join(projectRoot, 'out/main/cli.js');
  const call = (...args: string[]) => run(process.execPath, [cli, ...args, '--json']);
  await call('plan', 'new', plan, '--pack', demoPack);
  const made = JSON.parse(
    (await call('report', plan, '--kind', 'midterm', '--date', '2023-06-30', '--out', out)).stdout,
  );
  expect(made).toMatchObject({ contract: 1, kind: 'midterm', out });
  expect(readFileSync(out).subarray(0, 2).toString()).toBe('PK');
  const lint = JSON.parse((await call('report', 'lint', plan, out)).stdout);
  expect(lint).toEqual({ contract: 1, ok: true, complaints: [] });
  const refused = await call('report', plan, '--kind', 'weekly', '--date', '2023-06-30', '--out', out).catch(
    (error: { code: number; stdout: string }) => error,
  );
  expect(refused).toMatchObject({ code: 2 });
}, 60_000);
