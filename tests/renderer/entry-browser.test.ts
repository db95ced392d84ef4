import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as XLSX from 'xlsx';
import { browserMissing, launchBrowser } from '../support/browser.ts';
import { writeSmallPack } from '../support/small-pack.ts';
import { type RunningWorkbench, startWorkbench } from '../support/workbench.ts';

/* What a person types in or hands in beside returns: annual split, assigned numbers, a plan's text, figures, templates. */

let browser: Browser;
let bench: RunningWorkbench;
let page: Page;
let problems: string[];
let folder: string;

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

async function dropFile(zone: string, name: string, bytes: Uint8Array): Promise<void> {
  const data = await page.evaluateHandle(
    (file) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(file.bytes)], file.name));
      return transfer;
    },
    { name, bytes: [...bytes] },
  );
  await page.getByRole('region', { name: zone }).dispatchEvent('drop', { dataTransfer: data });
}

function workbook(rows: readonly (readonly (string | number)[])[]): Uint8Array {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows.map((row) => [...row])), '表一');
  return new Uint8Array(XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Uint8Array);
}

async function records<Row>(what: 'splits' | 'assigned' | 'indicators' | 'targets' | 'forms' | 'formItems') {
  const { plans } = await call<{ plans: { plan: string }[] }>('plans/list-open', {});
  const content = await call<Record<string, Row[]>>('plan/get-content', { plan: plans[0]!.plan });
  return content[what]!;
}

async function call<Value>(method: Parameters<RunningWorkbench['app']['call']>[0], input: object) {
  const answer = await bench.app.call(method, input as never);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value as Value;
}

describe.skipIf(browserMissing)('entering by hand in the browser', () => {
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'entry-'));
    const pack = await writeSmallPack(folder);
    [browser, bench] = await Promise.all([launchBrowser(), startWorkbench(pack)]);
    ({ page, problems } = await bench.openPage(browser));
    page.setDefaultTimeout(15_000);
    await page.getByRole('link', { name: '工作台' }).waitFor();
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await bench?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  it('proposes a split by shape and stores it only when told to', async () => {
    await go('#/plan/splits');
    await gridCell('森林覆盖率', 1).click();
    await inspector().getByText('逐年等量').waitFor();
    await inspector().getByRole('cell', { name: '12', exact: true }).waitFor();
    expect(await records('splits')).toEqual([]);
    await inspector().getByRole('button', { name: '采用试算结果' }).click();
    await page.getByText('已保存“森林覆盖率”的年度分解').waitFor();
    await expect.poll(() => text('森林覆盖率', 5)).toBe('12');
    await expect.poll(() => text('森林覆盖率', 4)).toBe('闭合');
    expect(await records('splits')).toHaveLength(5);
    await shoot('splits');
  });

  it('flags a split that a hand edit opened or loaded onto the end', async () => {
    await gridCell('森林覆盖率', 9).click();
    await page.keyboard.type('18');
    await page.keyboard.press('Enter');
    await expect.poll(() => text('森林覆盖率', 4)).toContain('不闭合');
    await gridCell('森林覆盖率', 9).click();
    await page.keyboard.type('20');
    await page.keyboard.press('Enter');
    await expect.poll(() => text('森林覆盖率', 4)).toBe('闭合');
    for (const [column, figure] of [
      [5, '10.1'],
      [6, '10.2'],
      [7, '10.3'],
      [8, '10.4'],
    ] as const) {
      await gridCell('森林覆盖率', column).click();
      await page.keyboard.type(figure);
      await page.keyboard.press('Enter');
    }
    await expect.poll(() => text('森林覆盖率', 4)).toContain('前松后紧');
  });

  it('registers a number assigned from above with its document', async () => {
    await go('#/plan/assigned');
    await page.getByRole('button', { name: '登记下达数' }).click();
    await inspector().getByLabel('指标').click();
    await page.getByTitle('森林覆盖率（%）').click();
    await inspector().getByLabel('下达数', { exact: true }).fill('≥22');
    await inspector().getByLabel('文号').fill('示发〔2021〕3号');
    await inspector().getByRole('button', { name: '保存' }).click();
    await gridCell('森林覆盖率', 5).waitFor();
    expect(await records('assigned')).toEqual([
      { indicator: 'C01', year: 2025, value: '≥22', document: '示发〔2021〕3号' },
    ]);
    await shoot('assigned');
  });

  it('reads a plan text and takes in only what is confirmed', async () => {
    const lines = [
      '第一章 现代农业',
      '第一节 种植',
      '到2025年，蔬菜种植面积达到30万亩。',
      '第二章 教育强市',
      '第一节 学前教育',
      '到2025年，学前教育毛入园率达到95%以上，新建幼儿园12所。',
    ];
    await go('#/plan/import');
    await dropFile(
      '把规划文本拖到这里（.txt 或 .docx）',
      '规划.txt',
      new TextEncoder().encode(lines.join('\n')),
    );
    await page.getByRole('tab', { name: /正文量化目标（[1-9]/ }).waitFor();
    await shoot('import');
    const before = (await records('indicators')).length;
    await page
      .getByRole('row', { name: /毛入园率/ })
      .getByRole('button', { name: '确认' })
      .click();
    await page.getByText('已写入 1 条', { exact: false }).waitFor();
    const after = await records<{ scope: string; name: string; code: string }>('indicators');
    expect(after).toHaveLength(before + 1);
    const added = after.find(({ scope }) => scope === 'commitment');
    expect(added?.name).toContain('毛入园率');
    const targets = await records<{ indicator: string; year?: string }>('targets');
    expect(targets.find(({ indicator }) => indicator === added?.code)?.year).toContain('95');
  });

  it('shows the same quantity at two places, or says that there is none', async () => {
    await go('#/plan/alignments');
    await page.getByText('没有发现写在几处的同一个量。').waitFor();
  });

  it('enters figures for a sender with evidence, as a return that waits', async () => {
    await go('#/returns?form=T1&view=entry&sender=DH');
    await gridCell('蔬菜产量', 3).click();
    await page.keyboard.type('1,250.5');
    await page.keyboard.press('Enter');
    await gridCell('羊存栏', 3).click();
    await page.keyboard.type('0');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '存入，待接收' }).click();
    await page.getByText('请写明数据依据').first().waitFor();
    await page.getByLabel('数据依据').fill('电话，李会计');
    await shoot('entry');
    await page.getByRole('button', { name: '存入，待接收' }).click();
    await page.getByText('已存入，请核对后接收').waitFor();
    const { plans } = await call<{ plans: { plan: string }[] }>('plans/list-open', {});
    const plan = plans[0]!.plan;
    const report = await call<{ state: string; figures: { indicator: string; value: string }[] }>(
      'returns/get',
      { plan, id: 1 },
    );
    expect(report.state).toBe('staged');
    expect(report.figures.map(({ indicator, value }) => [indicator, value])).toEqual([
      ['A01', '1250.5'],
      ['A02', '0'],
    ]);
    await call('returns/accept', { plan, ids: [1], by: '王明', explain: '电话核实', reason: '电话核实' });
  });

  it('records an extension, a paper copy and a holiday', async () => {
    await go('#/returns?form=T1&view=senders');
    await gridCell('西山乡', 2).click();
    await inspector().getByLabel('延至').fill('2099-01-15');
    await inspector().getByLabel('理由').fill('防汛');
    await inspector().getByRole('region', { name: '准予延期' }).getByRole('button', { name: '登记' }).click();
    await page.getByText('已登记延期').waitFor();
    await gridCell('2099-01-15', 2).waitFor();
    await shoot('senders');
    await page.getByRole('button', { name: '假日日历' }).click();
    await inspector().getByLabel('日期').fill('2024-10-01');
    await inspector().getByLabel('连续到（可不填）').fill('2024-10-07');
    await inspector().getByLabel('连续到（可不填）').press('Enter');
    await inspector().getByRole('button', { name: '登记' }).click();
    await page.getByText('已登记 7 天').waitFor();
    await inspector().getByText('2024年10月7日 放假').waitFor();
  });

  it('shows each cell of a template before it fills it, and keeps the rest', async () => {
    const { plans } = await call<{ plans: { plan: string }[] }>('plans/list-open', {});
    const { returns } = await call<{ returns: { period: string; state: string }[] }>('returns/list', {
      plan: plans[0]!.plan,
    });
    expect(returns[0]?.state).toBe('accepted');
    const template = workbook([
      ['东湖镇情况', '', ''],
      ['蔬菜产量', '吨', '{{A01@DH}}'],
      ['不认识', '', '{{没有这个}}'],
      ['说明', '此格不动', 7],
    ]);
    await go('#/consolidation/T1?view=fill');
    await dropFile('把部门发来的空表或带占位符的模板拖到这里', '部门表.xlsx', template);
    await page.getByText('按占位符填写', { exact: false }).waitFor();
    await shoot('fill');
    expect(await text('C2', 4)).toBe('蔬菜产量');
    expect(await text('C2', 7)).toBe('1250.5');
    expect(await text('C3', 7)).toBe('');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '填写并保存' }).click(),
    ]);
    const sheet = XLSX.read(await readFile(await download.path())).Sheets.表一!;
    expect(sheet.C2?.v).toBe(1250.5);
    expect([sheet.B4?.v, sheet.C4?.v]).toEqual(['此格不动', 7]);
  });

  it('remembers for a template what a person said about one of its cells', async () => {
    const blank = (period: string) =>
      workbook([
        [`${period}某部门调查表`, '', '', ''],
        ['指标名称', '计量单位', '本期', '备注'],
        ['全市蔬菜总量', '吨', '', ''],
        ['羊存栏', '只', '', ''],
      ]);
    await go('#/consolidation/T1');
    await go('#/consolidation/T1?view=fill');
    await dropFile('把部门发来的空表或带占位符的模板拖到这里', '调查表.xlsx', blank('2025年三季度'));
    await gridCell('C4', 9).waitFor();
    expect(await gridCell('C3', 9).count()).toBe(0);
    await page.getByRole('button', { name: '指定一格…' }).click();
    await inspector().getByLabel('单元格', { exact: true }).fill('C3');
    await inspector().getByLabel('指标').click();
    await page.getByTitle('蔬菜产量', { exact: true }).click();
    await inspector().getByLabel('单位', { exact: true }).click();
    await page.getByTitle('东湖镇', { exact: true }).last().click();
    await shoot('fill-meaning');
    await inspector().getByRole('button', { name: '记住' }).click();
    await gridCell('C3', 9).waitFor();
    expect([await text('C3', 7), await text('C3', 9), await text('C4', 9)]).toEqual([
      '1250.5',
      '已指定',
      '识别',
    ]);
    await page.getByRole('button', { name: '换一个模板' }).click();
    await dropFile('把部门发来的空表或带占位符的模板拖到这里', '下期.xlsx', blank('2025年四季度'));
    await gridCell('C3', 9).waitFor();
    expect(await text('C3', 9)).toBe('已指定');
  });

  it('makes a form from a blank workbook after a person looked at it', async () => {
    const blank = workbook([
      ['文化站设施情况季报表', '', ''],
      ['填报单位：', '', '年 季度'],
      ['指标名称', '计量单位', '本期'],
      ['图书室个数', '个', ''],
      ['羊存栏', '只', ''],
      ['活动场次', '场', ''],
    ]);
    await go('#/forms/T1');
    await page.getByRole('tab', { name: '已掌握' }).click();
    await page.getByText(/3 项中已掌握 \d 项/).waitFor();
    await page.getByRole('button', { name: '导入表样' }).click();
    await dropFile('把空表（表样）拖到这里', '表样.xlsx', blank);
    await page.getByLabel('填报单位').click();
    await page.getByTitle('乡镇', { exact: true }).click();
    await page.keyboard.press('Escape');
    await shoot('blank');
    await page.getByRole('button', { name: '建立报表（3 项）' }).click();
    await page.getByText('已建立报表', { exact: false }).waitFor();
    const items = (await records<{ form: string; indicator: string; label: string }>('formItems')).filter(
      ({ form }) => form === 'T2',
    );
    expect(items.map(({ label }) => label)).toEqual(['图书室个数', '羊存栏', '活动场次']);
    expect(items[1]?.indicator).toBe('A02');
    const forms = await records<{ code: string; senders: string[] }>('forms');
    expect(forms.find(({ code }) => code === 'T2')?.senders).toEqual(['township']);
  });

  it('sends a package up and says what it is when it comes back', async () => {
    await go('#/consolidation/T1');
    await page.getByRole('button', { name: '上下级交换' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByText('导出上报包').click(),
    ]);
    const bytes = new Uint8Array(await readFile(await download.path()));
    await page.getByRole('button', { name: '上下级交换' }).click();
    await page.getByText('收入下级上报包…').click();
    await dropFile('把上报包（.pbx.json）拖到这里', '包.pbx.json', bytes);
    await inspector().getByText('核对结果').or(inspector().getByText('序号')).first().waitFor();
    await shoot('package');
  });

  it('sets a password, shows the recovery key once, and takes the password away', async () => {
    await go('#/history');
    await page.getByRole('gridcell', { name: '修改年度分解 5 条' }).waitFor();
    await page.getByRole('button', { name: '密码…' }).click();
    await inspector().getByLabel('新密码').fill('测试密码-1');
    await inspector().getByLabel('再输一遍密码').fill('测试密码-2');
    expect(await inspector().getByRole('button', { name: '设置密码' }).isDisabled()).toBe(true);
    await inspector().getByLabel('再输一遍密码').fill('测试密码-1');
    await inspector().getByRole('button', { name: '设置密码' }).click();
    const key = page.locator('.recovery-text');
    await key.waitFor({ timeout: 60_000 });
    expect((await key.innerText()).length).toBeGreaterThan(15);
    await shoot('recovery');
    await page.getByRole('button', { name: '已经保管好' }).click();
    await inspector().getByRole('button', { name: '取消密码' }).click();
    await page.getByText('已取消密码', { exact: false }).waitFor();
  });

  it('finds the plan file by walking the folders', async () => {
    await go('#/start');
    await page.getByRole('button', { name: '新建…' }).click();
    await page.getByTitle('选择规划包文件夹…').click();
    await page.getByRole('dialog').getByRole('button', { name: '主目录' }).click();
    await page.getByRole('dialog').locator('.place-path').getByText('/').waitFor();
    await shoot('picker');
    const chosen = await page.getByRole('dialog').locator('.place-path').innerText();
    await page.getByRole('button', { name: '选这个文件夹' }).click();
    expect(await page.getByLabel('规划包文件夹', { exact: true }).inputValue()).toBe(chosen);
  });

  it('wrote nothing to the console', () => {
    expect(problems).toEqual([]);
  });
});
