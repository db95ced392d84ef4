import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as XLSX from 'xlsx';
import { browserMissing, launchBrowser } from '../support/browser.ts';
import { type RunningWorkbench, startWorkbench } from '../support/workbench.ts';

/* 汇总 in the browser: two periods compared, paper seen before it is printed, tables handed out, what was handed up. */

const pack = path.resolve(import.meta.dirname, '../fixtures/pack-tree');
let browser: Browser;
let bench: RunningWorkbench;
let page: Page;
let problems: string[];

const shots = process.env.SHOTS_FOLDER;
const shoot = async (name: string) => {
  if (shots) await page.screenshot({ path: path.join(shots, `${name}.png`) });
};
const go = (address: string) =>
  page.evaluate((hash) => {
    location.hash = hash;
  }, address);
const gridCell = (row: string, column: number) =>
  page.locator(`[role=row]:has(.grid-text:text-is("${row}")) [role=gridcell][aria-colindex="${column}"]`);
const text = (row: string, column: number) => gridCell(row, column).locator('.grid-text').innerText();
const inspector = () => page.getByRole('complementary', { name: '详情' });

async function call<Value>(method: Parameters<RunningWorkbench['app']['call']>[0], input: object) {
  const open = await bench.app.call('plans/list-open', {});
  if (!open.ok) throw new Error(JSON.stringify(open.error));
  const answer = await bench.app.call(method, { plan: open.value.plans[0]!.plan, ...input } as never);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value as Value;
}

async function enter(period: string, unit: string, figures: Readonly<Record<string, string>>) {
  await call('returns/enter', {
    form: 'Q',
    period,
    unit,
    figures: Object.entries(figures).map(([indicator, value]) => ({ indicator, value })),
    evidence: '传真',
    by: '王工',
  });
}

const accept = () => call('returns/accept', { all: true, by: '赵工', explain: '核实' });

async function downloaded(click: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

describe.skipIf(browserMissing)('汇总 in the browser', () => {
  beforeAll(async () => {
    [browser, bench] = await Promise.all([launchBrowser(), startWorkbench(pack)]);
    await enter('2024Q4', 'A', { F: '40', K: '1', U: '4000' });
    await enter('2024Q4', 'D', { F: '60', K: '2', U: '8000' });
    await enter('2025Q4', 'A', { F: '50', K: '1.2', U: '6000', G: '5' });
    await enter('2025Q4', 'D', { F: '60', K: '2', U: '9000', G: '4' });
    await enter('2025Q4', 'P', { F: '5', K: '0.1', U: '900' });
    await accept();
    ({ page, problems } = await bench.openPage(browser));
    page.setDefaultTimeout(15_000);
    await page.getByRole('link', { name: '工作台' }).waitFor();
    await page.evaluate(() => localStorage.setItem('workbench:period', JSON.stringify('2025Q4')));
    await page.reload();
    await page.getByRole('link', { name: '工作台' }).waitFor();
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await bench?.close();
  });

  it('shows 上年同期 and 增长 beside the total', async () => {
    await go('#/consolidation/Q');
    await gridCell('产量', 4).waitFor();
    await shoot('matrix');
    expect([await text('产量', 4), await text('产量', 5), await text('产量', 6)]).toEqual([
      '110.00',
      '100.00',
      '10.0',
    ]);
    expect(await text('城镇化率', 5)).toBe('40.00');
  });

  it('shows only rows and units with a gap when asked, and says how many there are', async () => {
    const labels = () => page.locator('[role=gridcell][aria-colindex="2"] .grid-text').allInnerTexts();
    const units = () => page.getByRole('columnheader').allInnerTexts();
    const all = await labels();
    expect(all).toContain('产量');
    expect((await units()).join()).toMatch(/甲镇.*丁镇/);
    // 投资 and 空置率 were given by nobody, 产值增长 not by the park; 产量, 人口 and 城镇人口 by all three.
    await page.getByLabel('只看有缺口的（3 项）').check();
    await page.getByText('甲园区').first().waitFor();
    await expect.poll(labels).toEqual(['投资', '空置率', '产值增长']);
    await shoot('only-gaps');
    await page.getByLabel('只看有缺口的').uncheck();
    await expect.poll(labels).toEqual(all);
  });

  it('compares two periods and says what each unit moved', async () => {
    await page.getByRole('button', { name: '对比' }).click();
    await gridCell('产量', 6).waitFor();
    expect([
      await text('产量', 4),
      await text('产量', 5),
      await text('产量', 6),
      await text('产量', 7),
    ]).toEqual(['100.00', '110.00', '10.00', '10.0']);
    expect([await text('城镇化率', 6), await text('城镇化率', 7)]).toEqual(['6.88', '']);
    await gridCell('产量', 6).click();
    await inspector().getByRole('row', { name: '甲镇 10.00 10.00 100.0' }).waitFor();
    await shoot('compare');
    await page.getByLabel('只看变化').check();
    await page.getByRole('combobox', { name: '看哪个单位' }).click();
    await page.getByTitle('丁镇', { exact: true }).click();
    await gridCell('产值增长', 5).waitFor();
    expect(await gridCell('产量', 4).count()).toBe(0);
    await page.getByRole('button', { name: '返回汇总' }).click();
  });

  it('shows on screen what paper will hold, and prints exactly that', async () => {
    await page.getByRole('button', { name: '打印预览' }).click();
    const paper = page.getByRole('region', { name: '打印预览' });
    await paper.getByRole('heading', { name: '2025年四季度乡镇季报汇总表' }).waitFor();
    await shoot('print');
    expect(await paper.innerText()).toMatch(/甲园区只列示，不计入合计[\s\S]*制表：/);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await page.locator('.print-sheet').innerText()).toContain('产量');
    const printed = await page.locator('.print-sheet').innerText();
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    expect(printed.replace(/\s/g, '')).toBe((await paper.innerText()).replace(/\s/g, ''));
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.length).toBeGreaterThan(5_000);
    await page.getByRole('button', { name: '返回汇总' }).click();
  });

  it('marks a subtotal that lacks a unit, on screen and on paper', async () => {
    await call('returns/enter', {
      form: 'V',
      period: '2025Q4',
      unit: 'V1',
      figures: [{ indicator: 'F', value: '3' }],
      evidence: '传真',
      by: '王工',
    });
    await accept();
    await page.reload();
    await go('#/consolidation/V');
    await page.getByText('东片区').first().waitFor();
    const subtotal = page.getByRole('gridcell', { name: /不含：东二村/ });
    await expect.poll(() => subtotal.count()).toBeGreaterThan(0);
    await shoot('subtotal-gap');
    await page.getByRole('button', { name: '打印预览' }).click();
    const paper = page.getByRole('region', { name: '打印预览' });
    await paper.getByText('3.00※').first().waitFor();
    expect(await paper.innerText()).toContain('※ 东片区的小计不完整，不含东二村。');
    await page.getByRole('button', { name: '返回汇总' }).click();
    await go('#/consolidation/Q');
    await gridCell('产量', 4).waitFor();
  });

  it('hands out tables as workbook, CSV and JSON', async () => {
    const open = async (kind: string, format: string) => {
      await page.getByRole('button', { name: '其他表格' }).click();
      await page.getByRole('menuitem', { name: kind }).hover();
      const item = page.getByRole('menuitem', { name: format }).filter({ visible: true });
      const file = await downloaded(() => item.click());
      await page.mouse.move(5, 760);
      return file;
    };
    const csv = await open('汇总表（数据）', '文本表格（.csv）');
    expect([...csv.bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(csv.bytes.toString('utf8')).toMatch(/"F","产量","吨","合计",110,"是",,50,60,5/);
    const chase = await open('报送情况表', 'Excel 表格（.xlsx）');
    expect(XLSX.read(chase.bytes).SheetNames).toContain('报送情况表');
  });

  it('puts share and rank beside each unit when they are chosen', async () => {
    await page.getByRole('button', { name: '各单位栏内加列' }).click();
    await page.getByRole('menuitem', { name: '占比' }).click();
    await page.getByRole('menuitem', { name: '排名' }).click();
    await page.keyboard.press('Escape');
    const file = await downloaded(() => page.getByRole('button', { name: '导出汇总表' }).click());
    const rows = XLSX.utils.sheet_to_json<unknown[]>(XLSX.read(file.bytes).Sheets.汇总表!, { header: 1 });
    expect(JSON.stringify(rows)).toMatch(/占比（%）","排名/);
  });

  it('says what is no longer as it was handed up', async () => {
    const period = { form: 'Q', period: '2025Q4' };
    await call('period/set-state', { ...period, state: 'locked', by: '王工', document: '虚发〔2026〕1号' });
    await call('period/set-state', { ...period, state: 'open', by: '王工', second: '赵工', reason: '更正' });
    await enter('2025Q4', 'A', { F: '55', K: '1.2', U: '6000', G: '5' });
    await accept();
    await page.reload();
    await page.getByRole('button', { name: '收报中' }).click();
    await page.getByText('甲镇 产量：上报 50，现在 55').waitFor();
    await page.getByText('产量：上报 110，现在 115').first().waitFor();
    await shoot('handed-up');
    await page.keyboard.press('Escape');
    expect(problems).toEqual([]);
  });
});
