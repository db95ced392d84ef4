import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { browserMissing, launchBrowser, type PageServer, servePage } from '../../support/browser.ts';

let browser: Browser;
let server: PageServer;
let page: Page;
let protocol: CDPSession;
let problems: string[];

async function openScene(scene: string): Promise<void> {
  await page?.context().close();
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  page = await context.newPage();
  problems = [];
  page.on(
    'console',
    (message) => ['error', 'warning'].includes(message.type()) && problems.push(message.text()),
  );
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(`${server.address}?scene=${scene}`);
  await page.getByRole('grid').waitFor();
  protocol = await context.newCDPSession(page);
}

/** Row counts from 1; column by its aria index minus the row numbers. */
const cell = (row: number, column: number) =>
  page.locator(`[role=row]:has([data-gutter="${row - 1}"]) [role=gridcell][aria-colindex="${column + 1}"]`);
const text = (row: number, column: number) => cell(row, column).locator('.grid-text').innerText();
const edits = () => page.evaluate(() => window.grid.edits);
const activeName = () => page.evaluate(() => window.grid.active.at(-1));
const editorValue = () => page.locator('.grid-editor').inputValue();
const status = () => page.locator('.grid-status').innerText();

/** What an input method does: a key it takes, a composition that grows, then the chosen characters. */
async function compose(steps: string[], final: string): Promise<void> {
  for (const step of steps) {
    await protocol.send('Input.dispatchKeyEvent', {
      type: 'rawKeyDown',
      windowsVirtualKeyCode: 229,
      key: 'Process',
    });
    await protocol.send('Input.imeSetComposition', {
      text: step,
      selectionStart: step.length,
      selectionEnd: step.length,
    });
  }
  await protocol.send('Input.insertText', { text: final });
}

async function paste(plain: string, html?: string): Promise<void> {
  await page.evaluate(
    async ([first, second]) => {
      const flavours: Record<string, Blob> = { 'text/plain': new Blob([first!], { type: 'text/plain' }) };
      if (second) flavours['text/html'] = new Blob([second], { type: 'text/html' });
      await navigator.clipboard.write([new ClipboardItem(flavours)]);
    },
    [plain, html ?? ''],
  );
  await page.keyboard.press('Control+v');
}
const clipboard = () => page.evaluate(() => navigator.clipboard.readText());

describe.skipIf(browserMissing)('grid in the browser', () => {
  beforeAll(async () => {
    [browser, server] = await Promise.all([launchBrowser(), servePage('tests/renderer/harness')]);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  describe('editing', () => {
    beforeEach(() => openScene('small'));

    it('replaces by typing, goes down with Enter and right with Tab, back to the first column with Enter', async () => {
      await cell(1, 2).click();
      await page.keyboard.type('42');
      expect(await editorValue()).toBe('42');
      await page.keyboard.press('Enter');
      expect(await text(1, 2)).toBe('42');
      expect(await activeName()).toBe('r1/a');
      await page.keyboard.type('5');
      await page.keyboard.press('Tab');
      await page.keyboard.type('6');
      await page.keyboard.press('Enter');
      expect(await edits()).toEqual([
        { edits: [{ row: 'r0', column: 'a', text: '42' }], kind: 'type' },
        { edits: [{ row: 'r1', column: 'a', text: '5' }], kind: 'type' },
        { edits: [{ row: 'r1', column: 'b', text: '6' }], kind: 'type' },
      ]);
      expect(await activeName()).toBe('r2/a');
    });

    it('composes Chinese directly on the selected cell', async () => {
      await cell(1, 6).click();
      await compose(['b', 'be', 'bei', 'beizhu'], '备注一');
      expect(await editorValue()).toBe('备注一');
      await page.keyboard.press('Enter');
      expect(await text(1, 6)).toBe('备注一');
      expect(await activeName()).toBe('r1/note');
    });

    it('composes after F2 at the end of the text, and leaves Enter to the input method', async () => {
      await cell(2, 6).click();
      await page.keyboard.type('a');
      await page.keyboard.press('Enter');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('F2');
      await protocol.send('Input.imeSetComposition', { text: 'shuo', selectionStart: 4, selectionEnd: 4 });
      await protocol.send('Input.dispatchKeyEvent', {
        type: 'rawKeyDown',
        windowsVirtualKeyCode: 229,
        key: 'Enter',
        code: 'Enter',
      });
      await protocol.send('Input.insertText', { text: '说明' });
      expect(await editorValue()).toBe('a说明');
      expect(await page.locator('.grid-editing').count()).toBe(1);
      await page.keyboard.press('Enter');
      expect(await text(2, 6)).toBe('a说明');
    });

    it('composes again and again while moving with Enter and clicks', async () => {
      await cell(1, 6).click();
      for (const word of ['甲项', '乙项', '丙项']) {
        await compose(['x', 'xx'], word);
        await page.keyboard.press('Enter');
      }
      await cell(5, 6).click();
      await compose(['d'], '丁项');
      await cell(1, 6).click();
      expect(await Promise.all([1, 2, 3, 5].map((row) => text(row, 6)))).toEqual([
        '甲项',
        '乙项',
        '丙项',
        '丁项',
      ]);
    });

    it('edits with F2 and double click, cancels with Esc, clears with Delete', async () => {
      await cell(1, 2).click();
      await page.keyboard.press('F2');
      expect(await editorValue()).toBe('1234567.5');
      await page.keyboard.type('9');
      await page.keyboard.press('Escape');
      expect(await text(1, 2)).toBe('1,234,567.5');
      await cell(1, 2).dblclick();
      await page.keyboard.press('Backspace');
      await page.keyboard.press('Enter');
      expect(await text(1, 2)).toBe('1,234,567');
      await cell(1, 2).click();
      await page.keyboard.press('Delete');
      expect(await text(1, 2)).toBe('');
    });

    it('refuses what is no number, keeps it for correction, and gives it up with Esc', async () => {
      await cell(1, 2).click();
      await page.keyboard.type('2000万');
      await page.keyboard.press('Enter');
      expect(await page.getByRole('alert').innerText()).toContain('“2000万”不是数字');
      expect(await editorValue()).toBe('2000万');
      await page.keyboard.press('Escape');
      expect(await edits()).toEqual([]);
    });

    it('says read-only instead of typing', async () => {
      await cell(5, 3).click();
      await page.keyboard.type('1');
      expect(await page.getByRole('alert').innerText()).toContain('汉宾乡·上年同期 只读');
      expect(await edits()).toEqual([]);
    });

    it('hands undo and redo over', async () => {
      await cell(1, 2).click();
      await page.keyboard.press('Control+z');
      await page.keyboard.press('Control+y');
      await page.keyboard.press('Control+Shift+z');
      expect(await page.evaluate(() => [window.grid.undo, window.grid.redo])).toEqual([1, 2]);
    });

    it('keeps the entry when the focus goes elsewhere', async () => {
      await cell(1, 2).click();
      await page.keyboard.type('77');
      await page.getByRole('button', { name: '后' }).click();
      expect(await text(1, 2)).toBe('77');
    });
  });

  describe('clipboard', () => {
    beforeEach(() => openScene('small'));

    it('copies a block as text with tabs and as a table', async () => {
      await cell(1, 1).click();
      await cell(2, 3).click({ modifiers: ['Shift'] });
      await page.keyboard.press('Control+c');
      expect(await clipboard()).toBe('巴彦岱镇\t1234567.5\t1000\r\n潘津镇\t2919\t1001\r\n');
      const html = await page.evaluate(async () => {
        const [item] = await navigator.clipboard.read();
        return (await item!.getType('text/html')).text();
      });
      expect(html).toContain('1234567.5');
    });

    it('copies with the column names', async () => {
      await cell(1, 2).click();
      await cell(2, 3).click({ modifiers: ['Shift'] });
      await page.keyboard.press('Control+Shift+c');
      expect(await clipboard()).toBe('本期\t上年同期\r\n1234567.5\t1000\r\n2919\t1001\r\n');
    });

    it('pastes quotes, line breaks and empty cells', async () => {
      await cell(1, 5).click();
      await paste('12\t"第一行\n第二行"\r\n\t"他说""好"""\r\n');
      expect(await edits()).toEqual([
        {
          edits: [
            { row: 'r0', column: 'd', text: '12' },
            { row: 'r0', column: 'note', text: '第一行\n第二行' },
            { row: 'r1', column: 'note', text: '他说"好"' },
          ],
          kind: 'paste',
        },
      ]);
    });

    it('pastes a table of a web page or Word by its HTML', async () => {
      await cell(1, 5).click();
      await paste(
        '1 说明 2 无',
        '<table><tr><td>1</td><td><p>说</p><p>明</p></td></tr><tr><td>2&nbsp;</td><td>无<br></td></tr></table>',
      );
      expect((await edits())[0]!.edits.map((edit) => edit.text)).toEqual(['1', '说\n明', '2', '无']);
    });

    it('names refusing cells and changes nothing', async () => {
      await cell(4, 2).click();
      await paste('1\t2\r\n3\t4\r\n字\t6\r\n');
      const alert = await page.getByRole('alert').innerText();
      expect(alert).toContain('没有粘贴');
      expect(alert).toContain('汉宾乡·上年同期 只读');
      expect(alert).toContain('塔什科瑞克乡·本期 “字”不是数字');
      expect(await edits()).toEqual([]);
    });

    it('says when a paste starts on a read-only cell or runs over the edge', async () => {
      await cell(7, 1).click();
      await paste('x');
      expect(await page.getByRole('alert').innerText()).toContain('克伯克于孜乡·单位 只读');
      await cell(8, 6).click();
      await paste('a\r\nb\r\n');
      expect(await page.getByRole('alert').innerText()).toContain('超出表格范围');
      expect(await edits()).toEqual([]);
    });

    it('cuts, and fills a selection from one cell', async () => {
      await cell(1, 2).click();
      await page.keyboard.press('Control+x');
      expect(await clipboard()).toBe('1234567.5');
      expect(await text(1, 2)).toBe('');
      await cell(1, 5).click();
      await cell(3, 5).click({ modifiers: ['Shift'] });
      await paste('8');
      expect(await Promise.all([1, 2, 3].map((row) => text(row, 5)))).toEqual(['8', '8', '8']);
    });
  });

  describe('fill', () => {
    beforeEach(() => openScene('small'));

    it('fills down with Ctrl+D', async () => {
      await cell(1, 6).click();
      await page.keyboard.type('同上');
      await page.keyboard.press('Enter');
      await cell(1, 6).click();
      await cell(3, 6).click({ modifiers: ['Shift'] });
      await page.keyboard.press('Control+d');
      expect(await Promise.all([2, 3].map((row) => text(row, 6)))).toEqual(['同上', '同上']);
    });

    it('continues a series by the handle', async () => {
      await cell(1, 5).click();
      await paste('10\r\n20\r\n');
      const handle = await page.locator('[data-handle]').boundingBox();
      const target = await cell(5, 5).boundingBox();
      await page.mouse.move(handle!.x + 4, handle!.y + 4);
      await page.mouse.down();
      await page.mouse.move(target!.x + 20, target!.y + 10, { steps: 4 });
      await page.mouse.up();
      expect(await Promise.all([3, 4, 5].map((row) => text(row, 5)))).toEqual(['30', '40', '50']);
    });

    it('fills nothing where a cell in the way is read-only', async () => {
      await cell(5, 5).click();
      await page.keyboard.type('3');
      await page.keyboard.press('Enter');
      await cell(5, 5).click();
      await cell(8, 5).click({ modifiers: ['Shift'] });
      await page.keyboard.press('Control+d');
      expect(await page.getByRole('alert').innerText()).toContain('没有填充');
      expect(await text(6, 5)).toBe('');
    });
  });

  describe('moving and selecting', () => {
    beforeEach(() => openScene('large'));

    it('moves by arrows, Ctrl+arrows, Home, End and pages, and keeps the cell in sight', async () => {
      await cell(2, 3).click();
      await page.keyboard.press('Control+End');
      await page.waitForFunction(() => document.querySelector('[data-gutter="9999"]'));
      expect(await page.locator('.grid-active').getAttribute('aria-colindex')).toBe('61');
      await page.keyboard.press('Home');
      expect(await page.locator('.grid-active').getAttribute('aria-colindex')).toBe('2');
      await page.keyboard.press('Control+Home');
      await page.keyboard.press('PageDown');
      const row = Number(await page.locator('[role=row]:has(.grid-active)').getAttribute('aria-rowindex'));
      expect(row).toBeGreaterThan(12);
      await page.keyboard.press('Control+ArrowDown');
      expect(await page.locator('[role=row]:has(.grid-active)').getAttribute('aria-rowindex')).toBe('10002');
    });

    it('selects with Shift, by headers and by row numbers, with the grid roles', async () => {
      await cell(3, 3).click();
      await page.keyboard.press('Shift+ArrowDown');
      await page.keyboard.press('Shift+ArrowRight');
      expect(await page.locator('[aria-selected=true]').count()).toBe(4);
      await page.locator('[data-gutter="4"]').click();
      expect(await status()).toContain('已选 1 行 × 60 列');
      await page.locator('[role=columnheader][aria-colindex="4"]:has-text("指标3")').click();
      expect(await status()).toContain('已选 10000 行 × 1 列');
      const grid = page.getByRole('grid');
      expect(await grid.getAttribute('aria-rowcount')).toBe('10002');
      expect(await grid.getAttribute('aria-colcount')).toBe('61');
      expect(await page.locator('[role=gridcell]').count()).toBeLessThan(1200);
    });

    it('lends the elements of rows that scroll out to those that scroll in', async () => {
      const scroll = (top: number) =>
        page.locator('.grid-scroll').evaluate((element, to) => element.scrollTo(0, to), top);
      await scroll(3000);
      await page.waitForFunction(() => document.querySelector('[data-gutter="110"]'));
      const kept = await page.evaluateHandle(() => [...document.querySelectorAll('.grid-body [role=row]')]);
      await scroll(3600);
      await page.waitForFunction(() => document.querySelector('[data-gutter="130"]'));
      const same = await kept.evaluate((rows) => rows.length > 20 && rows.every((row) => row.isConnected));
      expect(same).toBe(true);
      expect(await text(121, 3)).toBe(String((120 * 31 + 2 * 17) % 9973));
    });

    it('keeps frozen rows and columns where they are', async () => {
      const before = await cell(1, 1).boundingBox();
      await page.locator('.grid-scroll').evaluate((element) => element.scrollTo(3000, 100_000));
      await page.waitForFunction(() => document.querySelector('[data-gutter="3333"]'));
      expect(await cell(1, 1).boundingBox()).toEqual(before);
      expect((await cell(3334, 1).boundingBox())!.x).toBe(before!.x);
    });

    it('types into the right cell after scrolling away', async () => {
      await cell(3, 3).click();
      await page.locator('.grid-scroll').evaluate((element) => element.scrollTo(0, 100_000));
      await page.keyboard.type('123');
      await page.keyboard.press('Enter');
      expect(await text(3, 3)).toBe('123');
    });

    it('resizes a column and keeps its neighbours in line', async () => {
      const edge = await page.locator('[data-resize="3"]').boundingBox();
      const before = await cell(2, 5).boundingBox();
      await page.mouse.move(edge!.x + 3, edge!.y + 10);
      await page.mouse.down();
      await page.mouse.move(edge!.x + 53, edge!.y + 10, { steps: 3 });
      await page.mouse.up();
      expect((await cell(2, 5).boundingBox())!.x).toBe(before!.x + 50);
    });
  });

  describe('sort and filter', () => {
    beforeEach(() => openScene('small'));

    it('sorts by the header menu and moves no row while figures change', async () => {
      await page.getByRole('columnheader', { name: '本期' }).hover();
      await page.getByRole('button', { name: '“本期”的排序和筛选' }).click();
      await page
        .getByRole('button', { name: '升 序' })
        .or(page.getByRole('button', { name: '升序' }))
        .click();
      const first = await text(1, 1);
      await cell(1, 2).click();
      await page.keyboard.type('999999999');
      await page.keyboard.press('Enter');
      expect(await text(1, 1)).toBe(first);
      expect(await page.getByRole('columnheader', { name: '本期' }).getAttribute('aria-sort')).toBe(
        'ascending',
      );
      await page.getByRole('button', { name: '重新排序和筛选' }).click();
      expect(await text(8, 1)).toBe(first);
    });

    it('closes the menu at a press elsewhere, and the press still reaches its cell', async () => {
      for (const target of [cell(3, 3), cell(5, 5)]) {
        await page.getByRole('columnheader', { name: '本期' }).hover();
        await page.getByRole('button', { name: '“本期”的排序和筛选' }).click();
        await page.getByRole('dialog').waitFor();
        await target.click();
        expect(await page.getByRole('dialog').count()).toBe(0);
        expect(await target.getAttribute('class')).toContain('grid-active');
      }
      await page.keyboard.type('8');
      await page.keyboard.press('Enter');
      expect(await text(5, 5)).toBe('8');
      await page.keyboard.press('Alt+ArrowDown');
      await page.keyboard.press('Escape');
      await page.keyboard.type('9');
      expect(await editorValue()).toBe('9');
    });

    it('opens one menu at a time, and the mark closes the one it opened', async () => {
      const mark = (name: string) => page.getByRole('button', { name: `“${name}”的排序和筛选` });
      await page.getByRole('columnheader', { name: '本期' }).hover();
      await mark('本期').click();
      await page.getByRole('columnheader', { name: '备注' }).hover();
      await mark('备注').click();
      expect(await page.getByRole('dialog').getAttribute('aria-label')).toContain('备注');
      await mark('备注').click();
      expect(await page.getByRole('dialog').count()).toBe(0);
    });

    it('filters by values from the keyboard', async () => {
      await cell(1, 1).click();
      await page.keyboard.press('Alt+ArrowDown');
      await page.getByPlaceholder('查找取值').fill('镇');
      await page.keyboard.press('Enter');
      expect(await status()).toContain('筛选出 4 行，共 8 行');
    });
  });

  describe('for everyone', () => {
    it('names states in words and lets the keyboard out', async () => {
      await openScene('small');
      await cell(2, 2).click();
      expect(await status()).toContain('错误：比上年同期大 10000 倍');
      expect(await cell(4, 3).innerText()).toContain('未报');
      expect(await cell(5, 3).innerText()).toContain('不适用');
      expect(await cell(3, 2).innerText()).toContain('预计');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Tab');
      expect(await page.locator('.grid-editor').evaluate((field) => field === document.activeElement)).toBe(
        false,
      );
      expect(problems).toEqual([]);
    });

    it('leaves undo to the page where the grid has none of its own', async () => {
      await openScene('read');
      await page.evaluate(() => {
        addEventListener('keydown', (event) => {
          const field = event.target as HTMLElement;
          if (event.key === 'z') document.title = `undo ${field.matches('[data-ready]')}`;
        });
      });
      await cell(1, 1).click();
      await page.keyboard.press('Control+z');
      expect(await page.title()).toBe('undo true');
    });

    it('lets Tab leave a read-only grid and still copies from it', async () => {
      await openScene('read');
      await cell(1, 1).click();
      await page.keyboard.press('Control+c');
      expect(await clipboard()).toBe('巴彦岱镇');
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('后');
      expect(problems).toEqual([]);
    });
  });
});
