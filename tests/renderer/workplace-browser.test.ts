import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../main/create-app.ts';
import { Settings } from '../../main/hosts/settings.ts';
import { openSettingsFile } from '../../main/hosts/settings-file.ts';
import { startWebHost } from '../../main/hosts/web/web-host.ts';
import { pagePlugins } from '../../scripts/build.mjs';
import { browserMissing, buildForProduction, launchBrowser } from '../support/browser.ts';
import { smallPack } from '../support/test-bench.ts';

/*
 * The workbench around the plans: what a machine remembers from one start to the next, a plan that somebody else has
 * open or that locked itself, the manual inside the program, the diagnostic text. Real page, host, app and files.
 */

const root = path.resolve(import.meta.dirname, '../..');
let browser: Browser;
let folder: string;
const problems: string[] = [];
const stops: (() => Promise<void>)[] = [];
let time = new Date('2023-07-01T08:00:00');

function newApp(now = () => new Date()) {
  const app = createApp({
    readerWorker: path.join(root, 'out/main/reader-worker.js'),
    checkOutputs: true,
    now,
    installation: { seedsFolder: path.join(root, 'seeds'), version: 'test' },
  });
  stops.push(() => app.close());
  return app;
}

/** A start of the program as a person makes it: a new host on a new port, the same settings file. */
async function start(
  app = newApp(),
  prepare: (context: BrowserContext) => Promise<unknown> = async () => undefined,
): Promise<Page> {
  const settings = new Settings(
    (text) => problems.push(text),
    () => openSettingsFile(path.join(folder, 'settings.json')),
  );
  const host = await startWebHost({ app, rendererFolder: path.join(folder, 'page'), settings });
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await prepare(context);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  stops.push(async () => {
    await context.close();
    await host.close();
  });
  await page.goto(host.url);
  return page;
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first();
const plan = (name: string) => path.join(folder, name);

describe.skipIf(browserMissing)('the workbench as a workplace', () => {
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'workplace-'));
    browser = await launchBrowser();
    await buildForProduction({
      configFile: false,
      root: path.join(root, 'renderer'),
      base: './',
      logLevel: 'error',
      plugins: pagePlugins(),
      build: { outDir: plan('page'), emptyOutDir: true, target: 'chrome110', chunkSizeWarningLimit: 5000 },
    });
    const app = newApp();
    for (const [name, password] of [
      ['甲.plan', undefined],
      ['乙.plan', undefined],
      ['密.plan', '北京2023'],
    ] as const) {
      const made = await app.call('plans/create', {
        path: plan(name),
        pack: smallPack,
        by: '王明',
        ...(password && { password }),
      });
      if (!made.ok) throw new Error(JSON.stringify(made.error));
      await app.call('plans/close', { plan: made.value.plan });
    }
  }, 120_000);

  const stopAll = async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  };
  afterEach(stopAll, 60_000);
  afterAll(async () => {
    await stopAll();
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  it('name, period, narrow navigation, column widths and recent plans come back at the next start', async () => {
    const first = await start();
    await first.getByLabel('您的姓名').fill('王明');
    await first.getByRole('textbox', { name: '打开规划文件' }).fill(plan('甲.plan'));
    await first.keyboard.press('Enter');
    await first.locator('.desk-columns').waitFor();
    await first.getByRole('combobox', { name: '报告期' }).fill('2022年二季度');
    await first.keyboard.press('Enter');
    await button(first, '收起导航').click();
    await expect
      .poll(async () => JSON.parse(await readFile(plan('settings.json'), 'utf8')))
      .toMatchObject({ person: '王明', navigationNarrow: true });
    await stopAll();

    const second = await start();
    expect(await second.getByLabel('您的姓名').inputValue()).toBe('王明');
    await second
      .locator('.start-plan', { hasText: plan('甲.plan') })
      .getByRole('button', { name: '打开' })
      .click();
    await second.locator('.desk-columns').waitFor();
    expect(await second.locator('.top-period').innerText()).toContain('2022年二季度');
    expect(await second.locator('.navigation-narrow').count()).toBe(1);
  }, 90_000);

  it('a plan that another program has open is looked at read-only', async () => {
    const other = newApp();
    await other.call('plans/open', { path: plan('乙.plan') });
    const page = await start(newApp());
    await page.getByRole('textbox', { name: '打开规划文件' }).fill(plan('乙.plan'));
    await page.keyboard.press('Enter');
    await page.getByText('规划文件正被另一个程序或另一台电脑使用').waitFor();
    // The same computer and a living process: nothing to take over.
    expect(await page.getByText('接管').count()).toBe(0);
    await button(page, '只读打开').click();
    await page.locator('.desk-columns').waitFor();
    expect(await page.locator('.save-state').innerText()).toContain('只读');
  }, 90_000);

  it('a plan with a password asks for it beside its own name, and again when it has locked itself', async () => {
    const app = newApp(() => time);
    const page = await start(app);
    await page.getByRole('textbox', { name: '打开规划文件' }).fill(plan('密.plan'));
    await page.keyboard.press('Enter');
    await page.getByLabel('密码', { exact: true }).fill('错的');
    await page.keyboard.press('Enter');
    await page.getByText('密码不对').waitFor();
    await page.getByLabel('密码', { exact: true }).fill('北京2023');
    await page.keyboard.press('Enter');
    await page.locator('.desk-columns').waitFor();

    time = new Date(time.getTime() + 16 * 60 * 1000);
    await page.getByRole('link', { name: '汇总', exact: true }).click();
    await page.getByText('规划文件已自动锁定').waitFor();
    await page.getByLabel('密码', { exact: true }).fill('北京2023');
    await page.keyboard.press('Enter');
    await page.getByRole('grid').first().waitFor();
    expect(await page.getByText('规划文件已自动锁定').count()).toBe(0);
  }, 90_000);

  it('several plans are open side by side and each keeps its own period; one can be put away', async () => {
    const page = await start();
    for (const name of ['甲.plan', '乙.plan']) {
      await page.evaluate(() => {
        location.hash = '#/start';
      });
      await page.getByRole('textbox', { name: '打开规划文件' }).fill(plan(name));
      await page.keyboard.press('Enter');
      await page.locator('.desk-columns').waitFor();
    }
    await page.evaluate(() => {
      location.hash = '#/start';
    });
    const opened = page.locator('section', { hasText: '已打开的规划' });
    expect(await opened.locator('.start-plan').count()).toBe(2);
    await opened
      .locator('.start-plan', { hasText: plan('乙.plan') })
      .getByRole('button', { name: '关闭' })
      .click();
    await expect.poll(() => opened.locator('.start-plan').count()).toBe(1);
    // Put away means free for others.
    expect((await newApp().call('plans/open', { path: plan('乙.plan') })).ok).toBe(true);
  }, 90_000);

  it('the manual is read inside the program, with its pictures, searched, and printed without the frame', async () => {
    const page = await start();
    await page.getByRole('link', { name: '用户手册' }).click();
    await page.getByRole('heading', { name: '规划工作台用户手册' }).waitFor();
    await page
      .getByRole('link', { name: /第一次使用/ })
      .first()
      .click();
    await page.locator('.manual-text img').first().waitFor();
    await expect
      .poll(() =>
        page
          .locator('.manual-text img')
          .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth > 300)),
      )
      .toEqual([true, true, true, true, true]);
    await page.getByLabel('在手册中查找').fill('恢复码');
    await page.getByText(/找到 [1-9]\d* 处/).waitFor();
    await page.locator('.manual-hits a').first().click();
    expect(await page.locator('.manual-text').innerText()).toContain('恢复码');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.manual-side').isVisible()).toBe(false);
    expect(await page.locator('.manual-text').isVisible()).toBe(true);
  }, 90_000);

  it('help leads to the chapter of the screen; the diagnostic text is shown whole before it is kept', async () => {
    const page = await start();
    await page
      .locator('.start-plan', { hasText: plan('甲.plan') })
      .getByRole('button', { name: '打开' })
      .click();
    await page.locator('.desk-columns').waitFor();
    await page.getByRole('link', { name: '修订', exact: true }).click();
    await button(page, '帮助').click();
    await page.getByRole('menuitem', { name: '本页怎么用' }).click();
    await page.getByRole('heading', { name: '06 修订' }).waitFor();
    await button(page, '帮助').click();
    await page.getByRole('menuitem', { name: '生成诊断信息…' }).click();
    const shown = page.locator('.diagnostics-text');
    await expect.poll(() => shown.innerText()).toContain('【内容条数】');
    const saving = page.waitForEvent('download');
    await button(page, '保存为文件').click();
    const saved = await readFile((await (await saving).path())!, 'utf8');
    expect(saved.trim()).toBe((await shown.innerText()).trim());
  }, 90_000);

  it('a grid goes on paper whole, under the name of the plan; a list to hand out is a workbook', async () => {
    const page = await start();
    await page
      .locator('.start-plan', { hasText: plan('甲.plan') })
      .getByRole('button', { name: '打开' })
      .click();
    await page.locator('.desk-columns').waitFor();
    await page.getByRole('link', { name: '规划', exact: true }).click();
    await page.getByRole('grid').waitFor();
    const rows = Number(await page.getByRole('grid').getAttribute('aria-rowcount'));
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    const paper = page.locator('body > .print-sheet');
    const heads = await paper.locator('thead tr').count();
    expect(await paper.locator('tbody tr').count()).toBe(rows - heads);
    expect(await paper.locator('h1').textContent()).toContain('：主要指标');
    expect(await paper.locator('thead').innerText()).toContain('牵头单位');
    await page.emulateMedia({ media: 'print' });
    expect(await paper.isVisible()).toBe(true);
    expect(await page.locator('.navigation').isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    expect(await paper.count()).toBe(0);
    const saving = page.waitForEvent('download');
    await button(page, '导出清单').click();
    expect((await saving).suggestedFilename()).toMatch(/\.xlsx$/);
  }, 90_000);

  it('the demo opens on the period of its returns, with its circle', async () => {
    const home = process.env.HOME;
    process.env.HOME = plan('家');
    try {
      const page = await start();
      await button(page, '打开演示规划').click();
      await page.locator('.guide').waitFor();
      expect(await page.locator('.top-period').innerText()).toContain('2023年二季度');
      await page.getByRole('link', { name: '6 出报告' }).click();
      await button(page, '导出报告').waitFor();
    } finally {
      process.env.HOME = home;
    }
  }, 90_000);

  it('high contrast by choice and by the system', async () => {
    const page = await start();
    const ink = () => page.evaluate(() => getComputedStyle(document.body).color);
    expect(await ink()).not.toBe('rgb(0, 0, 0)');
    await page.emulateMedia({ contrast: 'more' });
    await expect.poll(ink).toBe('rgb(0, 0, 0)');
    await page.emulateMedia({ contrast: 'no-preference' });
    await expect.poll(ink).not.toBe('rgb(0, 0, 0)');
  }, 90_000);

  it('high contrast that the system asked for while the page was being drawn', async () => {
    const page = await start(newApp(), (context) =>
      // Nothing is heard of the change: it came after the first look and before anybody listened.
      context.addInitScript(() => {
        const ask = window.matchMedia.bind(window);
        let looks = 0;
        window.matchMedia = (query) => {
          const answer = ask(query);
          if (!query.includes('prefers-contrast')) return answer;
          looks += 1;
          const matches = looks > 1;
          return Object.defineProperty(answer, 'matches', { get: () => matches });
        };
      }),
    );
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset.contrast)).toBe('more');
  }, 90_000);

  it('nothing was complained about', () => {
    expect(problems).toEqual([]);
  });
});
