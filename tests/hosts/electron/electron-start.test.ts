import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, describe, expect, test } from 'vitest';
import type { OpenedPlan } from '../../../shared/contract/plans.ts';
import { pageSettings } from '../../../shared/contract/settings.ts';
import { listWorkbook, usualValues } from '../../support/made-up-returns.ts';
import { smallPack, temporaryFolder } from '../../support/test-bench.ts';
import { type DoubleWindow, double } from './electron-double.ts';
import { endProgram, type Program, startMain, startProgram } from './start-program.ts';

/* Starts that differ: released, second, with plans, with old or broken settings; and what a person does in a window. */

let running = false;
afterEach(async () => {
  if (running) await endProgram();
  running = false;
});

async function start(folder: string, set?: () => void): Promise<Program> {
  running = true;
  return startProgram(folder, set);
}

const window = (): DoubleWindow => double.windows[0]!;

interface Item {
  readonly label?: string;
  readonly role?: string;
  readonly accelerator?: string;
  readonly enabled?: boolean;
  readonly click?: () => void;
  readonly submenu?: readonly Item[];
}

function findItem(label: string, items = double.menu as readonly Item[]): Item | undefined {
  for (const item of items) {
    const found = item.label === label ? item : findItem(label, item.submenu ?? []);
    if (found) return found;
  }
  return undefined;
}

describe('starts', () => {
  test('the packs that come with the program are found, the demo among them', async () => {
    const { bridge } = await start(temporaryFolder());
    const places = await bridge.call('workbench/get-places', {});
    expect(places).toMatchObject({ ok: true, value: { version: double.app.getVersion() } });
    const { seeds } = (places as { value: { seeds: { demo: boolean }[] } }).value;
    expect(seeds.filter(({ demo }) => demo)).toHaveLength(1);
  });

  test('E1 E10 a released program has no developer tools', async () => {
    await start(temporaryFolder(), () => {
      double.app.isPackaged = true;
    });
    expect(window().options.webPreferences).toMatchObject({ devTools: false });
    expect(findItem('开发者工具')).toBeUndefined();
  });

  test.each(['remote-debugging-port', 'remote-debugging-pipe'])(
    'E10 a released program refuses --%s',
    async (name) => {
      await startMain(temporaryFolder(), () => {
        double.app.isPackaged = true;
        double.app.switches.set(name, '9222');
      });
      expect(double.app.quits).toBe(1);
      expect(double.windows).toEqual([]);
    },
  );

  test('E9 a second start ends at once and touches nothing', async () => {
    await startMain(temporaryFolder(), () => {
      double.app.isFirst = false;
    });
    expect(double.app.quits).toBe(1);
    expect(double.windows).toEqual([]);
    expect(double.ipcMain.handlers.size).toBe(0);
  });

  test('E9 plans on the command line wait for the page', async () => {
    const before = process.argv;
    try {
      const program = await start(temporaryFolder(), () => {
        process.argv = [
          'electron',
          '.',
          '--flag',
          '/tmp/泽州.plan',
          '/tmp/泽州.plan',
          '/etc/passwd',
          'x.PLAN',
        ];
      });
      expect(await program.bridge.takeOpenedPlans()).toEqual(['/tmp/泽州.plan', path.resolve('x.PLAN')]);
      expect(await program.bridge.takeOpenedPlans()).toEqual([]);
    } finally {
      process.argv = before;
    }
  });

  test('the scheme is ours alone and registered before a page can ask', async () => {
    await start(temporaryFolder());
    expect(double.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
    expect([...double.protocols.keys()]).toEqual(['app']);
    const answer = await double.protocols.get('app')!({ method: 'GET', url: 'app://other/index.html' });
    expect(answer.status).toBe(404);
  });
});

describe('E11 a hostile file', () => {
  test('is refused, the next one is read, the program goes on', async () => {
    const folder = temporaryFolder();
    const { bridge } = await start(folder);
    const opened = await bridge.call('plans/create', { path: path.join(folder, 'a.plan'), pack: smallPack });
    if (!opened.ok) throw new Error(opened.error.code);
    const { plan } = opened.value as OpenedPlan;
    const bomb = zipSync({
      '[Content_Types].xml': new TextEncoder().encode('<Types/>'),
      'xl/worksheets/sheet1.xml': new Uint8Array(90 * 1024 * 1024).fill(32),
    });
    const good = listWorkbook({ sender: '青石镇', values: usualValues(1) });
    const files = [
      { name: '炸弹.xlsx', bytes: bomb },
      { name: '青石镇.xlsx', bytes: good },
    ];
    const staged = await bridge.call('returns/stage', { plan, files });
    expect(staged).toMatchObject({
      ok: true,
      value: { summary: { staged: 1, refused: 1 } },
    });
    expect(await bridge.call('plans/list-open', {})).toMatchObject({ ok: true });
  });
});

describe('settings', () => {
  test('older ones are brought up, with what they held', async () => {
    const folder = temporaryFolder();
    const { bridge } = await start(folder, () => {
      double.app.folder = folder;
    });
    await endProgram();
    const stored = { recentPlans: ['/a/旧.plan'], person: '王工' };
    const file = path.join(folder, 'userData', 'settings.json');
    writeFileSync(file, JSON.stringify({ ...stored, __internal__: { migrations: { version: '0.0.9' } } }));
    const next = await start(folder);
    expect(await next.bridge.listRecentPlans()).toEqual([{ path: '/a/旧.plan', title: '', openedAt: '' }]);
    expect((await next.bridge.getSettings()).person).toBe('王工');
    expect(bridge).not.toBe(next.bridge);
  });

  test.each([
    ['half a file', '{"person":"王'],
    ['values that fit no schema', '{"recentPlans":[{"path":7}],"window":"large"}'],
    ['something else', '[]'],
  ])('%s: started anew, the program starts', async (_name, text) => {
    const folder = temporaryFolder();
    await start(folder);
    await endProgram();
    writeFileSync(path.join(folder, 'userData', 'settings.json'), text);
    const { bridge } = await start(folder);
    expect(await bridge.getSettings()).toEqual(pageSettings.parse({}));
    expect(await bridge.setSettings({ person: '李工' })).toMatchObject({ person: '李工' });
  });

  test('a profile that can be neither read nor written costs no more than the memory of it', async () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'userData', 'settings.json'), { recursive: true });
    const { bridge } = await start(folder);
    expect(await bridge.setSettings({ person: '李工' })).toMatchObject({ person: '李工' });
    expect(readFileSync(path.join(folder, 'logs', 'workbench.log'), 'utf8')).toMatch(/settings/);
  });

  test('what the page may set is checked; nothing of a refused change is kept', async () => {
    const folder = temporaryFolder();
    const { bridge } = await start(folder);
    await bridge.setSettings({ columnWidths: { 汇总: { B01: 120 } } });
    await expect(bridge.setSettings({ columnWidths: { 汇总: { B01: 1 } } })).rejects.toThrow();
    await expect(bridge.setSettings({ window: { width: 1 } } as never)).rejects.toThrow('refused');
    expect((await bridge.getSettings()).columnWidths).toEqual({ 汇总: { B01: 120 } });
  });

  test('the window comes back where it was', async () => {
    const folder = temporaryFolder();
    await start(folder);
    expect(window().options).toMatchObject({ width: 1280, height: 728 });
    window().maximized = true;
    window().emit('close');
    await endProgram();
    await start(folder);
    expect(window().options).toMatchObject({ x: 10, y: 0, width: 1280, height: 728 });
    expect(window().maximized).toBe(true);
  });
});

describe('desktop requests', () => {
  test('choosing remembers the folder; giving up gives nothing', async () => {
    const { bridge } = await start(temporaryFolder());
    expect(await bridge.choosePlan()).toBeUndefined();
    double.dialogAnswers.push({ canceled: false, filePaths: ['/data/规划/a.plan'] });
    expect(await bridge.choosePlan()).toBe('/data/规划/a.plan');
    await bridge.choosePlan();
    expect(double.dialogsShown.at(-1)!.options).toMatchObject({
      title: '打开规划',
      defaultPath: '/data/规划',
    });
    double.dialogAnswers.push({ canceled: false, filePaths: ['/data/报表'] });
    expect(await bridge.chooseFolder('returns')).toBe('/data/报表');
    double.dialogAnswers.push({ canceled: false, filePaths: ['/data/报表/a.xls', '/data/报表/b.xlsx'] });
    expect(await bridge.chooseReturns()).toHaveLength(2);
    double.dialogAnswers.push({ canceled: false, filePath: '/data/新/b.plan' });
    expect(await bridge.chooseNewPlan('../../十四五 规划')).toBe('/data/新/b.plan');
    expect(double.dialogsShown.at(-1)!.options.defaultPath).toBe('/data/规划/_.._十四五 规划.plan');
  });

  test('saving writes where the person said; a failure keeps the old file and says so', async () => {
    const folder = temporaryFolder();
    const { bridge } = await start(folder);
    const target = path.join(folder, '汇总.xlsx');
    writeFileSync(target, 'old');
    expect(await bridge.saveFileAs('汇总.xlsx', new Uint8Array([1]))).toEqual({ ok: true, value: undefined });
    expect(readFileSync(target, 'utf8')).toBe('old');
    double.dialogAnswers.push({ canceled: false, filePath: target });
    expect(await bridge.saveFileAs('汇总.xlsx', new Uint8Array([1, 2]))).toEqual({ ok: true, value: target });
    expect([...readFileSync(target)]).toEqual([1, 2]);
    double.dialogAnswers.push({ canceled: false, filePath: path.join(folder, 'no', 'x.xlsx') });
    expect(await bridge.saveFileAs('x.xlsx', new Uint8Array([1]))).toMatchObject({
      ok: false,
      error: { code: 'write-failed' },
    });
  });

  test('printing, PDF, showing a file, the clipboard', async () => {
    const folder = temporaryFolder();
    const { bridge } = await start(folder);
    expect(await bridge.print()).toBe(true);
    double.dialogAnswers.push({ canceled: false, filePath: path.join(folder, 'a.pdf') });
    expect(await bridge.printToPdf('报告')).toMatchObject({ ok: true });
    expect(readFileSync(path.join(folder, 'a.pdf'), 'utf8')).toMatch(/^%PDF .*"pageSize":"A4"/);
    await bridge.showInFolder('/data/a.plan');
    for (const bad of ['a.plan', '\\\\.\\pipe\\x', '//?/C:/x', ''])
      await expect(bridge.showInFolder(bad)).rejects.toThrow();
    expect(double.shown).toEqual(['/data/a.plan']);
    await bridge.copy('甲\t乙', '<table></table>');
    expect(double.copied[0]!.items).toEqual({ 'text/plain': '甲\t乙', 'text/html': '<table></table>' });
    await bridge.copyPicture(new Uint8Array([137, 80]));
    const picture = double.copied[1]!.items['image/png'] as unknown as Blob;
    expect([...new Uint8Array(await picture.arrayBuffer())]).toEqual([137, 80]);
  });
});

describe('menu', () => {
  test('is Chinese throughout and reaches the page', async () => {
    const { bridge } = await start(temporaryFolder());
    const labels = JSON.stringify(double.menu).match(/"label":"[^"]+"/g)!;
    expect(labels.length).toBeGreaterThan(20);
    expect(labels.every((label) => /[一-鿿]/.test(label))).toBe(true);
    const events: unknown[] = [];
    bridge.onEvent((event) => events.push(event));
    findItem('新建规划…')!.click!();
    findItem('撤销')!.click!();
    double.dialogAnswers.push({ canceled: false, filePaths: ['/data/a.plan'] });
    findItem('打开规划…')!.click!();
    await expect.poll(() => events).toHaveLength(3);
    expect(events).toEqual([
      { kind: 'menu', command: 'new-plan' },
      { kind: 'menu', command: 'undo' },
      { kind: 'open-plan', path: '/data/a.plan' },
    ]);
  });

  test('lists recent plans, which can be forgotten', async () => {
    const folder = temporaryFolder();
    const { bridge } = await start(folder);
    expect(findItem('（无）')).toMatchObject({ enabled: false });
    await bridge.call('plans/create', { path: path.join(folder, 'A&B.plan'), pack: smallPack });
    const [plan] = await bridge.listRecentPlans();
    const recent = findItem('最近打开的规划')!.submenu!;
    expect(recent[0]!.label).toBe(`${plan!.title}　${path.join(folder, 'A&&B.plan')}`);
    await bridge.forgetRecentPlan(plan!.path);
    expect(await bridge.listRecentPlans()).toEqual([]);
    expect(findItem('（无）')).toBeDefined();
  });

  test('high contrast is told to the page', async () => {
    const { bridge } = await start(temporaryFolder());
    expect(await bridge.highContrast()).toBe(false);
    const events: unknown[] = [];
    bridge.onEvent((event) => events.push(event));
    double.highContrast = true;
    const { electronDouble } = await import('./electron-double.ts');
    electronDouble.nativeTheme.emit('updated');
    expect(events).toEqual([{ kind: 'appearance', highContrast: true }]);
    expect(await bridge.highContrast()).toBe(true);
  });
});

describe('when something dies', () => {
  test('a page that crashed is loaded again, a few times', async () => {
    await start(temporaryFolder());
    for (let at = 0; at < 5; at++)
      window().webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
    expect(window().calls.filter((call) => call === 'reload')).toHaveLength(3);
    expect(double.dialogsShown.filter(({ kind }) => kind === 'error')).toHaveLength(2);
  });
});
