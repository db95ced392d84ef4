import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as XLSX from 'xlsx';
import { browserMissing, launchBrowser } from '../support/browser.ts';
import { writeReturn, writeSmallPack } from '../support/small-pack.ts';
import { type RunningWorkbench, startWorkbench } from '../support/workbench.ts';

/*
 * The page, the web host, the app, a plan on disk and workbooks made here: from dropped files to the exported figure.
 * The steps build on each other, as they do for the person.
 */

let browser: Browser;
let bench: RunningWorkbench;
let page: Page;
let problems: string[];
let folder: string;
let returns: string[];

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

async function go(address: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, address);
}

/** Serious and critical findings of axe-core on the page as it stands. */
async function seriousFindings(): Promise<string[]> {
  // The policy forbids inline scripts; evaluation from the test is not bound by it.
  await page.evaluate(await readFile(axe, 'utf8'));
  return page.evaluate(async () => {
    const runner = (
      window as unknown as { axe: { run: (root: Document, options: object) => Promise<AxeResult> } }
    ).axe;
    interface AxeResult {
      violations: { id: string; impact: string; nodes: { html: string }[] }[];
    }
    const { violations } = await runner.run(document, { resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  });
}

/** Latin words that people see, apart from names of files, keys and programs. */
async function englishWords(): Promise<string[]> {
  const all = await page.evaluate(() => document.body.innerText);
  const text = all.replace(/\S*\/\S+/g, '');
  const known = /^(WPS|Ctrl|Shift|Enter|Tab|Esc|Alt|Delete|CSV|xlsx|xls|csv|ods|Sheet\d*|plan|test)$/;
  return (text.match(/[A-Za-z]{3,}/g) ?? []).filter((word) => !known.test(word));
}

const gridCell = (row: string, column: number) =>
  page.locator(`[role=row]:has(.grid-text:text-is("${row}")) [role=gridcell][aria-colindex="${column}"]`);

describe.skipIf(browserMissing)('workbench in the browser', () => {
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'returns-'));
    const pack = await writeSmallPack(folder);
    const damaged = path.join(folder, '南桥镇.xlsx');
    await writeFile(damaged, 'PK\u0003\u0004 broken');
    returns = [
      await writeReturn(folder, '东湖镇', [
        ['蔬菜产量', '吨', 100.5],
        ['羊存栏', '只', '1,200'],
        ['固定资产投资', '万元', 3000],
      ]),
      await writeReturn(folder, '西山乡', [
        ['蔬菜产量', '吨', 200.25],
        ['羊存栏', '只', 800],
        ['固定资产投资', '亿元', 0.2],
        ['冷水鱼产量', '吨', 7],
      ]),
      damaged,
    ];
    [browser, bench] = await Promise.all([launchBrowser(), startWorkbench(pack)]);
    ({ page, problems } = await bench.openPage(browser));
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await bench?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  it('starts at 工作台 where the host has the plan open already', async () => {
    await page.locator('[data-intake="files"]').waitFor({ state: 'attached' });
    expect(await page.locator('.navigation-item[aria-current=page]').innerText()).toBe('工作台');
  });

  it('opens at the desk with the plan that the host has open', async () => {
    await page.getByRole('link', { name: '工作台' }).waitFor();
    await go('#/desk');
    await page.getByRole('heading', { name: '待处理的上报表' }).waitFor();
    await page.getByText('没有等待处理的上报表。').waitFor();
    expect(await englishWords()).toEqual([]);
    expect(await seriousFindings()).toEqual([]);
  });

  it('takes dropped files in and tells what came of each', async () => {
    const files = await Promise.all(
      returns.map(async (file) => ({ name: path.basename(file), bytes: [...(await readFile(file))] })),
    );
    const data = await page.evaluateHandle((list) => {
      const transfer = new DataTransfer();
      for (const { name, bytes } of list) transfer.items.add(new File([new Uint8Array(bytes)], name));
      return transfer;
    }, files);
    await page.locator('.drop-zone').dispatchEvent('drop', { dataTransfer: data });
    await page.getByText('收入 2 份，拒收 1 份，重复 0 份').first().waitFor();
    expect(await page.getByText('南桥镇.xlsx：', { exact: false }).first().innerText()).toContain('损坏');
    await page.getByRole('link', { name: /东湖镇/ }).waitFor();
    expect(await seriousFindings()).toEqual([]);
  });

  it('shows the original sheet beside the findings, linked both ways', async () => {
    await page.getByRole('link', { name: /东湖镇/ }).click();
    await page.getByRole('heading', { name: '文本格式的数字（1）' }).waitFor();
    await page.getByRole('button', { name: '季报!C5' }).click();
    const chosen = page.locator('.sheet-selected');
    expect(await chosen.innerText()).toBe('1,200');
    await page.getByRole('tab', { name: '识别结果' }).click();
    await gridCell('蔬菜产量', 6).click();
    await page.waitForFunction(() => document.querySelector('.sheet-selected')?.textContent === '100.5');
    await page.locator('.sheet-cell', { hasText: /^3,?000$/ }).click();
    await page.waitForFunction(() =>
      document.querySelector('.grid-active')?.parentElement?.textContent?.includes('固定资产投资'),
    );
    expect(await seriousFindings()).toEqual([]);
    expect(await englishWords()).toEqual([]);
  });

  it('asks for a reason, then takes the repair and accepts', async () => {
    await page.getByRole('tab', { name: /问题/ }).click();
    await page.getByRole('button', { name: '按建议更正' }).click();
    await page.getByText('请写明理由，会记入记录').first().waitFor();
    await page.getByLabel('理由').fill('格式问题，数值无误');
    await page.getByRole('button', { name: '按建议更正' }).click();
    await page.getByText('已处理 1 项', { exact: false }).waitFor();
    await page.getByRole('button', { name: '接收', exact: true }).click();
    await page.getByText('已接收 1 份').waitFor();
  });

  it('sets a parked row aside and accepts the second return', async () => {
    await go('#/returns');
    await page.getByRole('gridcell', { name: '西山乡', exact: true }).dblclick();
    await page.getByRole('tab', { name: /待安放/ }).click();
    expect(await page.locator('.parked-list').innerText()).toContain('冷水鱼产量');
    await page.getByLabel('理由').fill('本期不统计');
    await page.getByRole('button', { name: '不采用' }).click();
    await page.getByText('已处理 1 项', { exact: false }).first().waitFor();
    await page.getByRole('button', { name: '接收', exact: true }).click();
    await page.getByText('已接收 1 份').last().waitFor();
  });

  it('consolidates, marks the gap, and leads from the total to the raw cell', async () => {
    await go('#/consolidation/T1');
    await gridCell('蔬菜产量', 4).waitFor();
    expect(await gridCell('蔬菜产量', 4).locator('.grid-text').innerText()).toBe('300.8');
    expect(await gridCell('固定资产投资', 4).locator('.grid-text').innerText()).toBe('5,000.0');
    await gridCell('固定资产投资', 4).click();
    const inspector = page.getByRole('complementary', { name: '详情' });
    await inspector.getByText('缺：南桥镇。合计不完整。').waitFor();
    expect(await inspector.innerText()).toContain('原单位 亿元，× 10000');
    expect(await seriousFindings()).toEqual([]);
    expect(await englishWords()).toEqual([]);
    await inspector.getByRole('link', { name: '季报!C6' }).last().click();
    await page.locator('.sheet-selected').waitFor();
    expect(await page.locator('.sheet-selected').innerText()).toBe('0.2');
  });

  it('exports the consolidated workbook', async () => {
    await go('#/consolidation/T1');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出汇总表' }).click(),
    ]);
    const book = XLSX.read(await readFile(await download.path()));
    const values = book.SheetNames.flatMap((name) =>
      XLSX.utils.sheet_to_json<unknown[]>(book.Sheets[name]!, { header: 1 }).flat(),
    );
    expect(values).toContain(2000);
    expect(values).toContain(300.75);
  });

  it('finds anything by Ctrl+K and undoes from any screen', async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /查找/ }).fill('西山');
    await page.getByRole('option').first().waitFor();
    expect(await page.getByRole('listbox').innerText()).toContain('西山乡.xlsx');
    await page.keyboard.press('Escape');
    await go('#/history');
    await page.getByRole('gridcell', { name: '接收上报表 1 份' }).first().waitFor();
    expect(await seriousFindings()).toEqual([]);
    await page.keyboard.press('Control+z');
    await page.getByRole('gridcell', { name: '撤销：接收上报表' }).waitFor();
    await go('#/consolidation/T1');
    await page.waitForFunction(
      () =>
        document.querySelector('[role=row]:has([title]) [aria-colindex="4"] .grid-text')?.textContent ===
        '100.5',
    );
  });

  it('records typed figures as versions and shows them saved', async () => {
    await go('#/data');
    // Columns: row number, name, unit, the shape of the row, then the base year and the years of the plan.
    const cell = gridCell('森林覆盖率', 7);
    await cell.click();
    await page.keyboard.type('13.5');
    await page.keyboard.press('Enter');
    await cell.locator('.status-ok').waitFor();
    expect(await cell.locator('.grid-text').innerText()).toBe('13.50');
    await cell.click();
    await page.keyboard.type('14');
    await page.keyboard.press('Enter');
    await page.getByText('更正已有的数据要写明理由', { exact: false }).waitFor();
    expect(await cell.locator('.grid-text').innerText()).toBe('13.50');
    await page.getByLabel('更正理由').fill('核定后更正');
    await cell.click();
    await page.keyboard.type('14');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.body.innerText.includes('14.00'));
    await cell.click();
    const inspector = page.getByRole('complementary', { name: '详情' });
    await inspector.getByText('13.50').waitFor();
    await inspector.getByText('14.00').waitFor();
  });

  it('judges with what was typed, and exports the report', async () => {
    await go('#/evaluation');
    await page.getByLabel('评估日期', { exact: true }).fill('2022年12月31日');
    await page.keyboard.press('Enter');
    // (14 − 10) / (20 − 10) at a schedule of 0.4
    await page.getByRole('gridcell', { name: '基本符合预期' }).waitFor();
    await page.getByRole('gridcell', { name: '森林覆盖率' }).click();
    const inspector = page.getByRole('complementary', { name: '详情' });
    await inspector.getByText('线性进度').waitFor();
    expect(await inspector.innerText()).toContain('40.0%');
    await inspector.locator('canvas').waitFor();
    await inspector.getByRole('button', { name: '数据表' }).click();
    expect(await inspector.locator('.path-chart table').innerText()).toContain('14.00');
    expect(await seriousFindings()).toEqual([]);
    await page.locator('.ant-segmented-item', { hasText: '报告' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出报告' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.docx$/);
    expect((await readFile(await download.path())).subarray(0, 2).toString()).toBe('PK');
  });

  it('changes a target only with a reason, and refuses what the pack would refuse', async () => {
    await go('#/plan');
    const target = gridCell('森林覆盖率', 5);
    await target.click();
    await page.keyboard.type('21');
    await page.keyboard.press('Enter');
    await page.getByText('改动目标要先写明理由', { exact: false }).waitFor();
    expect(await target.locator('.grid-text').innerText()).toBe('20');
    await page.getByLabel('改动目标的理由').fill('录入时看错一行');
    await target.click();
    await page.keyboard.type('21');
    await page.keyboard.press('Enter');
    await target.locator('.status-ok').waitFor();
    const lead = gridCell('森林覆盖率', 9);
    await target.click();
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowRight');
    await page.keyboard.type('没有这个局');
    await page.keyboard.press('Enter');
    await page.getByText('没有改动：不符合规划包的要求').waitFor();
    await lead.locator('.status-unsaved').waitFor();
    await page.locator('.ant-notification-notice-close').click();
    await lead.click();
    await page.keyboard.type('西山乡');
    await page.keyboard.press('Enter');
    await lead.locator('.status-ok').waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText('已撤销上一步').waitFor();
  });

  it('issues one template per sender', async () => {
    await go('#/forms/T1');
    await page.getByRole('button', { name: '下发模板' }).click();
    const downloads: string[] = [];
    page.on('download', (download) => downloads.push(download.suggestedFilename()));
    await page.getByRole('dialog').getByRole('button', { name: '生成' }).click();
    await page.getByText('已生成 3 份模板').waitFor();
    await expect.poll(() => downloads.length).toBe(3);
  });

  it('locks a period and asks for two names to unlock it', async () => {
    await go('#/consolidation/T1');
    await page.getByRole('button', { name: '收报中' }).click();
    await page.getByText('审核完毕，锁定').click();
    await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
    await page.getByRole('button', { name: '已锁定' }).click();
    expect(await page.getByRole('dialog').getByRole('button', { name: '确定' }).isDisabled()).toBe(true);
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
  });

  it.each(['plan', 'forms', 'projects', 'evaluation', 'data', 'revision', 'returns', 'start'])(
    'has no serious finding on %s',
    async (screen) => {
      await go(`#/${screen}`);
      await page.waitForTimeout(400);
      expect(await seriousFindings()).toEqual([]);
      expect(await englishWords()).toEqual([]);
    },
  );

  it('wrote nothing to the console', () => {
    expect(problems).toEqual([]);
  });
});
