import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, type BrowserWindow, dialog, nativeTheme, session } from 'electron';
import { desktopWords } from '../../../renderer/words/desktop.ts';
import { startAppWorker } from '../app-client.ts';
import { CallJobs } from '../call-jobs.ts';
import { openFaultLog } from '../fault-log.ts';
import { Settings } from '../settings.ts';
import { registerPageScheme, servePage } from './app-protocol.ts';
import { type DesktopParts, serveDesktopRequests } from './desktop/desktop-requests.ts';
import { showMenu, tellPage } from './desktop/menu.ts';
import { OpenedPlans, readPlanArguments } from './desktop/opened-plans.ts';
import { openSettingsStore } from './desktop/settings-store.ts';
import { askedForDebugging, guardContents, lockSession, silenceChromium } from './lock-down.ts';
import { openMainWindow } from './main-window.ts';
import { serveCalls } from './serve-calls.ts';

/*
 * The desktop program. Order matters: what must precede Electron's ready event stands first, the session is locked
 * before any page loads, and the app is closed (everything on disk) before the process ends.
 */

const builtFile = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const reloadsAllowed = 3;

registerPageScheme();
app.enableSandbox();
silenceChromium();
app.on('web-contents-created', (_event, contents) => guardContents(contents));
const opened = new OpenedPlans();
opened.add(readPlanArguments(process.argv.slice(1), process.cwd()));

if (askedForDebugging() || !app.requestSingleInstanceLock()) app.quit();
else void app.whenReady().then(run).catch(giveUp);

async function run(): Promise<void> {
  const logFile = path.join(app.getPath('logs'), 'workbench.log');
  const log = openFaultLog(logFile);
  process.on('uncaughtException', (error) => log(error.stack ?? String(error), 'main'));
  process.on('unhandledRejection', (reason) =>
    log(reason instanceof Error ? (reason.stack ?? '') : String(reason), 'main'),
  );
  await lockSession(session.defaultSession);
  servePage(builtFile('../renderer'));
  const settings = new Settings(log, () => openSettingsStore());
  const workbench = startAppWorker({
    workerPath: builtFile('./app-worker.js'),
    readerWorker: builtFile('./reader-worker.js'),
    installation: { seedsFolder: seedsFolder(), version: app.getVersion(), logFile },
    report: log,
    onLost: (reason) => restart(reason, log),
  });

  let window: BrowserWindow;
  const parts: DesktopParts = {
    window: () => window,
    settings,
    opened,
    onRecentChanged: () => showMenu(parts),
  };
  const calls = new CallJobs(workbench, (plan) => {
    settings.addRecentPlan({ ...plan, openedAt: new Date().toISOString() });
    app.addRecentDocument(plan.path);
    showMenu(parts);
  });
  serveCalls(calls);
  serveDesktopRequests(parts);
  window = openMainWindow(builtFile('../preload/preload.cjs'), app.isPackaged, settings);
  showMenu(parts);
  watchPage(window, log);
  followSystem(window);
  closeBeforeQuit(workbench);
}

/** electron-builder puts the packs beside the archive; from sources they lie in the project. */
function seedsFolder(): string {
  return app.isPackaged ? path.join(process.resourcesPath, 'seeds') : builtFile('../../seeds');
}

/** A start that failed must not leave a program without a window. */
function giveUp(error: unknown): void {
  dialog.showErrorBox(desktopWords.noStart.title, desktopWords.noStart.text(String(error)));
  app.exit(1);
}

function followSystem(window: BrowserWindow): void {
  app.on('second-instance', (_event, argv, folder) => {
    opened.add(readPlanArguments(argv.slice(1), folder));
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  nativeTheme.on('updated', () =>
    tellPage(window, { kind: 'appearance', highContrast: nativeTheme.shouldUseHighContrastColors }),
  );
}

/** A page that dies is loaded again: everything acknowledged is in the file. */
function watchPage(window: BrowserWindow, log: (text: string, place: string) => void): void {
  let reloads = 0;
  window.webContents.on('render-process-gone', (_event, details) => {
    log(`${details.reason} ${details.exitCode}`, 'page');
    if (details.reason === 'clean-exit') return;
    if (++reloads <= reloadsAllowed) window.reload();
    else dialog.showErrorBox(desktopWords.pageLost.title, desktopWords.pageLost.text);
  });
}

function closeBeforeQuit(workbench: { close(): Promise<void> }): void {
  let closed = false;
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void workbench.close().finally(() => {
      closed = true;
      app.quit();
    });
  });
}

function restart(reason: string, log: (text: string, place: string) => void): void {
  log(reason, 'app-worker');
  dialog.showErrorBox(desktopWords.lost.title, desktopWords.lost.text);
  app.relaunch();
  app.exit(1);
}
