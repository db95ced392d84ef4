import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserMissing, launchBrowser } from '../support/browser.ts';
import { writeSmallPack } from '../support/small-pack.ts';
import { type RunningWorkbench, startWorkbench } from '../support/workbench.ts';

/* The first five minutes: demo plan in one click, its sample returns in, a figure with its origin. */

let browser: Browser;
let bench: RunningWorkbench;
let page: Page;
let problems: string[];
let home: string;
const homeBefore = process.env.HOME;

describe.skipIf(browserMissing)('demo in the browser', () => {
  beforeAll(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'home-'));
    process.env.HOME = home;
    const pack = await writeSmallPack(home);
    [browser, bench] = await Promise.all([launchBrowser(), startWorkbench(pack)]);
    ({ page, problems } = await bench.openPage(browser));
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await bench?.close();
    process.env.HOME = homeBefore;
    if (home) await rm(home, { recursive: true, force: true });
  });

  it('opens with one click and shows the circle', async () => {
    await page.getByRole('link', { name: '工作台' }).waitFor();
    await page.evaluate(() => {
      location.hash = '#/start';
    });
    await page.getByRole('button', { name: '打开演示规划' }).click();
    await page.getByRole('region', { name: '走一圈看看' }).waitFor();
    expect(await page.getByRole('link', { name: '4 汇总' }).isVisible()).toBe(true);
  });

  it('takes the sample returns in with one click, and leads to a decision', async () => {
    await page.getByRole('button', { name: '收入演示上报表' }).click();
    await page
      .getByText(/收入 \d+ 份，拒收 \d+ 份/)
      .first()
      .waitFor();
    await page.locator('.desk-section .plain-list a').first().click();
    await page.getByRole('grid', { name: /原表/ }).waitFor();
    expect(await page.locator('.sheet-cell').count()).toBeGreaterThan(10);
  });

  it('wrote nothing to the console', () => {
    expect(problems).toEqual([]);
  });
});
