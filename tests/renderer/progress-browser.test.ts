import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserMissing, launchBrowser } from '../support/browser.ts';
import { writeSmallPack } from '../support/small-pack.ts';
import { type RunningWorkbench, startWorkbench } from '../support/workbench.ts';

/* Progress as a person records it: projects in the grid, commitments on the card, texts of the report. */

let browser: Browser;
let bench: RunningWorkbench;
let page: Page;
let problems: string[];
let folder: string;

/** The small city gets two projects and a commitment that only a document can prove. */
async function writePack(): Promise<string> {
  const pack = await writeSmallPack(folder);
  await appendFile(
    path.join(pack, 'indicators.csv'),
    '\nG01,创建省级湿地公园,项,,up,stock,period,commitment,6.1,0,',
  );
  const indicators = path.join(pack, 'indicators.csv');
  const rows = (await readFile(indicators, 'utf8')).split('\n');
  await writeFile(
    indicators,
    rows
      .map((row, at) => row + (at === 0 ? ',commitmentKind' : row.startsWith('G01') ? ',milestone' : ','))
      .join('\n'),
  );
  await appendFile(path.join(pack, 'targets.csv'), '\nG01,,创建');
  await appendFile(path.join(pack, 'outline.csv'), '\n专栏1,box,重点工程');
  await writeFile(
    path.join(pack, 'projects.csv'),
    [
      'code,name,box,investment,startYear,endYear,openBatch',
      'X1,东湖水厂,专栏1,1000,2021,2024,no',
      'X2,西山公路,专栏1,2000,2022,2025,no',
    ].join('\n'),
  );
  return pack;
}

async function go(address: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, address);
}

const row = (name: string) => page.locator(`[role=row]:has(.grid-text:text-is("${name}"))`);
const cell = (name: string, column: number) =>
  row(name).locator(`[role=gridcell][aria-colindex="${column}"]`);
const inspector = () => page.getByRole('complementary', { name: '详情' });
const setDay = async (label: string, day: string) => {
  await page.getByLabel(label, { exact: true }).fill(day);
  await page.keyboard.press('Enter');
};

async function planId(): Promise<string> {
  const listed = await bench.app.call('plans/list-open', {});
  const { plans } = (listed as { readonly value: { readonly plans: readonly { readonly plan: string }[] } })
    .value;
  if (!plans[0]) throw new Error('no plan is open');
  return plans[0].plan;
}

describe.skipIf(browserMissing)('progress in the browser', () => {
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'progress-'));
    [browser, bench] = await Promise.all([launchBrowser(), writePack().then(startWorkbench)]);
    ({ page, problems } = await bench.openPage(browser));
    await page.getByRole('link', { name: '工作台' }).waitFor();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await bench?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  it('records what is typed in the register, and the light follows', async () => {
    await go('#/projects');
    await setDay('截至日期', '2022-12-31');
    await cell('东湖水厂', 4).click();
    await page.keyboard.type('在建');
    await page.keyboard.press('Enter');
    await cell('东湖水厂', 4).locator('.status-ok').waitFor();
    await cell('东湖水厂', 6).click();
    await page.keyboard.type('300');
    await page.keyboard.press('Enter');
    // 300 of 1000 where half of the time (2021–2024) has gone: 20 points behind.
    await cell('东湖水厂', 3).getByText('黄灯').waitFor();
    expect(await cell('东湖水厂', 7).locator('.grid-text').innerText()).toBe('30.0%');
    expect(await cell('东湖水厂', 4).locator('.grid-text').innerText()).toBe('在建');
    expect(await cell('西山公路', 3).innerText()).toContain('未亮灯');
  });

  it('refuses a stage that is none', async () => {
    await cell('西山公路', 4).click();
    await page.keyboard.type('快了');
    await page.keyboard.press('Enter');
    await page.getByText('阶段请填', { exact: false }).first().waitFor();
    await page.keyboard.press('Escape');
    const listed = await bench.app.call('projects/list-records', { plan: await planId(), project: 'X2' });
    expect(listed).toMatchObject({ ok: true, value: { records: [] } });
  });

  it('records a problem beside the grid, carrying on what was known, and lists it', async () => {
    await cell('东湖水厂', 2).click();
    await inspector().getByLabel('存在问题').fill('征地未完成');
    await inspector()
      .getByRole('button', { name: /^记\s?录$/ })
      .click();
    await page.getByText('项目进展已记录').waitFor();
    expect(await cell('东湖水厂', 6).locator('.grid-text').innerText()).toBe('300');
    await page.locator('.ant-segmented-item', { hasText: '问题' }).click();
    await page.getByRole('gridcell', { name: '征地未完成' }).waitFor();
    await page.locator('.ant-segmented-item', { hasText: '按专栏' }).click();
    // Two projects, one yellow, 300 of the 1000 whose progress is known.
    await cell('专栏1 重点工程', 2).getByText('2', { exact: true }).waitFor();
    expect(await cell('专栏1 重点工程', 9).locator('.grid-text').innerText()).toBe('30.0%');
  });

  it('takes a commitment as done only with its document', async () => {
    await go('#/evaluation');
    await setDay('评估日期', '2023-12-31');
    await page.locator('.ant-segmented-item', { hasText: '正文量化目标' }).click();
    await page.getByRole('gridcell', { name: '创建省级湿地公园' }).click();
    await inspector().getByLabel('完成日期').fill('2023-06-30');
    const record = inspector().getByRole('button', { name: /^记\s?录$/ });
    await record.click();
    await inspector().getByText('缺少佐证文件', { exact: false }).waitFor();
    await inspector().getByLabel('佐证文件').fill('省林草函〔2023〕18号');
    await record.click();
    await page.waitForFunction(
      () => document.querySelector('.inspector .trace-value')?.textContent !== '无法判定',
    );
    await inspector().getByRole('definition').getByText('省林草函〔2023〕18号').waitFor();
  });

  it('compares two days and names what changed', async () => {
    await page.locator('.ant-segmented-item', { hasText: '对比' }).click();
    await page.getByText('1 项有变化').waitFor();
    expect(await row('创建省级湿地公园').innerText()).toContain('无法判定');
  });

  it('prints a sheet of its own', async () => {
    await page.locator('.ant-segmented-item', { hasText: '主要指标' }).click();
    await page.getByRole('gridcell', { name: '森林覆盖率' }).waitFor();
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.print-sheet').innerText()).toContain('森林覆盖率');
    expect(await page.locator('.frame').isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    expect(await page.locator('.print-sheet').count()).toBe(0);
  });

  it('keeps a written text, and says when its figures have changed', async () => {
    await page.locator('.ant-segmented-item', { hasText: '报告' }).click();
    const text = page.getByLabel('采用的文字');
    await text.waitFor();
    const generated = await text.inputValue();
    expect(generated).not.toBe('');
    await text.fill(`${generated}以上情况已与各单位核对。`);
    await page.getByRole('button', { name: '保存文字' }).click();
    await page.locator('.report-block', { hasText: '人工修改' }).waitFor();
    const recorded = await bench.app.call('observations/record', {
      plan: await planId(),
      figures: [{ indicator: 'C01', period: '2023', value: '16', status: '核定', series: '部门' }],
      by: '王明',
    });
    expect(recorded.ok).toBe(true);
    await go('#/desk');
    await go('#/evaluation');
    await setDay('评估日期', '2023-12-31');
    await page.locator('.ant-segmented-item', { hasText: '报告' }).click();
    await page.locator('.report-block', { hasText: '数据已变，请复核' }).waitFor();
    await page.getByRole('button', { name: '恢复为生成的文字' }).click();
    await page.getByText('已恢复为生成的文字').waitFor();
  });

  it('keeps the ledger of opinions', async () => {
    await page.locator('.ant-segmented-item', { hasText: '意见办理' }).click();
    await page.getByRole('button', { name: '登记意见' }).click();
    await inspector().getByLabel('提出单位或个人').fill('市人大财经委');
    await inspector().getByLabel('意见内容').fill('补充水资源的内容');
    await inspector()
      .getByRole('button', { name: /^登\s?记$/ })
      .click();
    await page.getByRole('gridcell', { name: '补充水资源的内容' }).waitFor();
    expect(await row('市人大财经委').innerText()).toContain('正在办理');
  });

  it('checks its own report and finds nothing', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出报告' }).click(),
    ]);
    const file = path.join(folder, '报告.docx');
    await download.saveAs(file);
    await page.locator('.ant-segmented-item', { hasText: '核对' }).click();
    await page.locator('.drop-zone input[type=file]').setInputFiles(file);
    await page.getByRole('status').getByText('报告.docx：没有发现问题').waitFor();
  });

  it('wrote nothing to the console', () => {
    expect(problems).toEqual([]);
  });
});
