import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { read, utils } from 'xlsx';
import { Decimal } from '../../shared/text/decimal.ts';
import { browserMissing } from '../support/browser.ts';
import { openProduct, type Product, readDocument } from './open-product.ts';

/*
 * What 用户手册 docs/手册/01 tells a new user to do, in its order, by mouse and typed text alone. It ends with the
 * consolidated workbook and the mid-term report on disk. Each step's name is the heading of the manual.
 */

let product: Product;
let page: Page;

const button = (name: string | RegExp) => page.getByRole('button', { name }).first();
const link = (name: string | RegExp) => page.getByRole('link', { name }).first();
const nav = (name: string) => page.getByRole('navigation').getByRole('link', { name, exact: true });
const seen = (text: string | RegExp) => page.getByText(text).first().waitFor();

const finding = (text: string) => page.locator('.finding', { hasText: text });

async function choose(field: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: field, exact: true }).click();
  await page.locator('.ant-select-item-option', { hasText: option }).first().click();
}

/** Cells of a form's line on the desk after its name: 截止, 应报, 已接收, 待处理. */
const waitingColumn = 3;

/** From the desk: the number under 待处理 of a form leads to its returns. */
async function acceptAll(form: string): Promise<void> {
  await nav('工作台').click();
  const row = page.getByRole('row', { name: form });
  await row.getByRole('cell').nth(waitingColumn).getByRole('link').click();
  await button('接收本期全部').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('不采用没有对应指标的行').click();
  await dialog.getByRole('button', { name: '属格式问题，数值无误' }).click();
  await dialog.getByRole('textbox', { name: '对待说明的问题统一说明' }).click();
  await page.keyboard.type('已电话核实，情况属实');
  await dialog.getByRole('button', { name: '接收', exact: true }).click();
}

/** A line of the consolidated workbook, by the names printed above its columns. */
function lineOf(bytes: Uint8Array, label: string): Map<string, unknown> {
  const sheet = read(bytes).Sheets.汇总表;
  if (!sheet) throw new Error('no sheet 汇总表');
  const rows = utils.sheet_to_json<unknown[]>(sheet, { header: 1 });
  const head = rows.findIndex(([first]) => first === '指标名称');
  const line = rows.find(([first]) => String(first).trim() === label);
  if (head < 0 || !line) throw new Error(`no line ${label}`);
  return new Map(rows[head]!.flatMap((name, at) => (name ? [[String(name), line[at]] as const] : [])));
}

describe.skipIf(browserMissing)('用户手册第一章：五分钟走一圈', () => {
  beforeAll(async () => {
    product = await openProduct();
    page = product.page;
  }, 180_000);
  afterAll(() => product?.close());

  it('一、打开演示规划', async () => {
    await page.getByLabel('您的姓名').click();
    await page.keyboard.type('王明');
    await button('打开演示规划').click();
    await page.getByRole('region', { name: '走一圈看看' }).waitFor();
  });

  it('二、下发模板', async () => {
    await link('1 下发模板').click();
    await button('下发模板').click();
    await page.getByRole('dialog').getByRole('button', { name: '生成' }).click();
    await seen('已生成 12 份模板');
    await expect.poll(() => product.downloads().length, { timeout: 15_000 }).toBe(12);
  });

  it('三、收表', async () => {
    await nav('工作台').click();
    await button('收入演示上报表').click();
    await seen('收入 20 份，拒收 2 份，重复 1 份');
  });

  it('四、处理问题', async () => {
    await link(/塔什库勒克乡/).click();
    await page.getByRole('grid', { name: /原表/ }).waitFor();
    await button('经与填报单位电话核实，属实').click();
    await finding('不能大于牛存栏').getByRole('button', { name: '更正为' }).click();
    await page.getByRole('textbox', { name: '更正为（万头）' }).click();
    await page.keyboard.type('0.1011');
    await page.getByRole('tooltip').getByRole('button', { name: '确定' }).click();
    await finding('相差很大').getByText('更正后不再成立').waitFor();
    await page.getByRole('main').getByRole('button', { name: '接收', exact: true }).click();
    await seen('已接收 1 份');
  });

  it('五、按建议更正，退回一份', async () => {
    await nav('工作台').click();
    await link(/托格拉克乡/).click();
    await button('经与填报单位电话核实，属实').click();
    await finding('像是计量单位填错了').getByRole('button', { name: '按建议更正' }).click();
    await seen('已处理 1 项');
    await nav('工作台').click();
    await link(/艾兰木巴格街道/).click();
    await button('退回').click();
    await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
    await seen(/已退回，标注好的文件是/);
    const marked = await product.downloaded(/艾兰木巴格.*退回|退回.*艾兰木巴格/);
    expect(read(await readFile(marked)).SheetNames.length).toBeGreaterThan(1);
  });

  it('六、接收', async () => {
    await acceptAll('乡镇（街道、园区）规划目标季报表');
    await seen('已接收 11 份');
    await acceptAll('主要指标部门半年报表');
    await seen('已接收 5 份');
    await acceptAll('重点项目月调度表');
    await seen('已接收 3 份');
  });

  it('七、汇总导出', async () => {
    await nav('汇总').click();
    await page.locator('[role=gridcell][aria-colindex="4"]').first().click();
    await page.getByRole('heading', { name: '从哪来' }).waitFor();
    await button('导出汇总表').click();
    const file = await product.downloaded(/汇总.*\.xlsx$/);
    const cattle = lineOf(await readFile(file), '牛存栏');
    expect(cattle.get('巴彦岱镇')).toBe(0.4102);
    const townships = [...cattle].filter(([name]) => /[镇乡区]$|街道$/.test(name));
    const sum = townships.reduce((total, [, value]) => total.plus(Number(value ?? 0)), new Decimal(0));
    expect(townships).toHaveLength(12);
    expect(cattle.get('合计')).toBe(sum.toNumber());
    expect(cattle.get('艾兰木巴格街道')).toBeUndefined();
    // What was corrected by telephone, and not what the sheet says.
    expect(lineOf(await readFile(file), '其中：奶牛存栏').get('塔什库勒克乡')).toBe(0.1011);
  });

  it('八、监测评估，导出中期评估报告', async () => {
    await nav('监测评估').click();
    await page.getByRole('grid').waitFor();
    const counted = await page.locator('.verdict-counts .ant-segmented-item').allInnerTexts();
    await page.locator('.ant-segmented-item', { hasText: /^报告$/ }).click();
    await choose('报告种类', '中期评估报告');
    await button('导出报告').click();
    const text = await readDocument(await product.downloaded(/中期评估.*\.docx$/));
    expect(text).toContain('伊宁市“十四五”规划纲要');
    // The report counts what the screen counts.
    expect(counted[0]).toBe('全部 20');
    for (const count of counted.slice(1)) expect(text).toContain(`${count.replace(' ', '')}项`);
    expect(text).toContain('演示数据');
  });

  it('一路没有出错', () => {
    expect(product.problems).toEqual([]);
  });
});
