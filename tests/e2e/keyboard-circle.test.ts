import { stat } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserMissing } from '../support/browser.ts';
import { openProduct, type Product } from './open-product.ts';

/* The circle of a quarter with nothing but keys: Tab and Shift+Tab, Enter, Space, arrows, Esc, and the keys of F1's table. */

let product: Product;
let page: Page;

const press = (key: string) => page.keyboard.press(key);
const seen = (text: string | RegExp) => page.getByText(text).first().waitFor();
const mostTabs = 120;

/** What has the focus, as a person would name it; inside a grid Tab belongs to the grid. */
function focused(): Promise<{ name: string; inGrid: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLInputElement | null;
    const labels = [...(element?.labels ?? [])].map((label) => label.textContent ?? '').join('');
    const name = element?.getAttribute('aria-label') || labels || element?.textContent || '';
    return { name: name.trim(), inGrid: element?.closest('.grid') !== null };
  });
}

/** Tab until something of that name has the focus; a place that can't be reached is the failure. */
async function tabTo(name: string | RegExp): Promise<void> {
  const passed: string[] = [];
  for (let tabs = 0; tabs < mostTabs; tabs += 1) {
    const now = await focused();
    if (typeof name === 'string' ? now.name === name : name.test(now.name)) return;
    passed.push(now.name.slice(0, 12));
    if (now.inGrid) await press('Escape');
    await press('Tab');
  }
  throw new Error(`Tab does not lead to ${name}; it passed ${passed.join(' | ')}`);
}

async function open(name: string | RegExp): Promise<void> {
  await tabTo(name);
  await press('Enter');
}

describe.skipIf(browserMissing)('the circle by keyboard alone', () => {
  beforeAll(async () => {
    product = await openProduct();
    page = product.page;
    await page.getByLabel('您的姓名').waitFor();
  }, 180_000);
  afterAll(() => product?.close());

  it('opens the demo plan', async () => {
    await tabTo('您的姓名');
    await page.keyboard.type('王明');
    await open('打开演示规划');
    await page.getByRole('region', { name: '走一圈看看' }).waitFor();
  });

  it('issues templates', async () => {
    await open('1 下发模板');
    await page.getByRole('button', { name: '下发模板' }).waitFor();
    await open('下发模板');
    await page.getByRole('dialog').waitFor();
    await open('生成');
    await seen('已生成 12 份模板');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  it('takes returns in', async () => {
    await press('Alt+1');
    await open('收入演示上报表');
    await seen(/收入 20 份/);
  });

  it('settles a finding and accepts the return', async () => {
    await open(/^托格拉克乡/);
    await page.getByRole('grid', { name: /原表/ }).waitFor();
    await open('经与填报单位电话核实，属实');
    await open('按建议更正');
    await seen('已处理 1 项');
    await open('接收');
    await seen('已接收 1 份');
  });

  it('accepts the rest at once and is told what is held back', async () => {
    await press('Alt+4');
    await page.getByRole('grid', { name: '收到的文件' }).waitFor();
    await tabTo('报表');
    await press('Enter');
    await press('ArrowDown');
    await press('Enter');
    await open('接收本期全部');
    await page.getByRole('dialog').waitFor();
    await tabTo(/^不采用没有对应指标的行/);
    await press('Space');
    await open('属格式问题，数值无误');
    await tabTo('对待说明的问题统一说明');
    await page.keyboard.type('已电话核实');
    await open('接收');
    await seen('已接收 10 份，2 份仍有问题，没有接收');
  });

  it('asks where a total comes from and exports the consolidated workbook', async () => {
    await press('Alt+5');
    await page.getByRole('grid').waitFor();
    await tabTo(/^乡镇（街道、园区）规划目标季报表/);
    // The first key chooses the first cell; then past the unit of measure to the total.
    for (let step = 0; step < 3; step += 1) await press('ArrowRight');
    await page.getByRole('heading', { name: '从哪来' }).waitFor();
    await open('导出汇总表');
    const file = await product.downloaded(/汇总.*\.xlsx$/);
    expect((await stat(file)).size).toBeGreaterThan(10_000);
  });

  it('exports the mid-term report', async () => {
    await press('Alt+6');
    await page.getByRole('grid').waitFor();
    await tabTo('主要指标');
    for (let step = 0; step < 3; step += 1) await press('ArrowRight');
    await page.getByRole('button', { name: '导出报告' }).waitFor();
    await tabTo('报告种类');
    await press('Enter');
    await press('ArrowDown');
    await press('Enter');
    await open('导出报告');
    const file = await product.downloaded(/中期评估.*\.docx$/);
    expect((await stat(file)).size).toBeGreaterThan(10_000);
  });

  it('undoes a change from the keyboard and writes nothing to the console', async () => {
    await press('Alt+1');
    await press('Control+z');
    await seen('已撤销上一步');
    expect(product.problems).toEqual([]);
  });
});
