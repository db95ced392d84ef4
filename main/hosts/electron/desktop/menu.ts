import { app, type BrowserWindow, dialog, Menu, type MenuItemConstructorOptions } from 'electron';
import { desktopWords } from '../../../../renderer/words/desktop.ts';
import type { DesktopEvent, MenuCommand } from '../../../../shared/contract/desktop-bridge.ts';
import { notices } from '../channels.ts';
import type { DesktopParts } from './desktop-requests.ts';
import { choosePlan } from './dialogs.ts';
import { print, printToPdf } from './printing.ts';

/* The native menu. What concerns the page is sent to it as an event; undo and redo are the page's, across screens. */

const words = desktopWords.menu;

export function tellPage(window: BrowserWindow, event: DesktopEvent): void {
  if (!window.isDestroyed()) window.webContents.send(notices.event, event);
}

export function showMenu(parts: DesktopParts): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(parts)));
}

export function menuTemplate(parts: DesktopParts): MenuItemConstructorOptions[] {
  const send = (command: MenuCommand) => () => tellPage(parts.window(), { kind: 'menu', command });
  return [
    { label: words.file, submenu: fileItems(parts, send) },
    { label: words.edit, submenu: editItems(send) },
    { label: words.view, submenu: viewItems() },
    { label: words.help, submenu: helpItems(parts, send) },
  ];
}

type Send = (command: MenuCommand) => () => void;

function fileItems(parts: DesktopParts, send: Send): MenuItemConstructorOptions[] {
  return [
    { label: words.newPlan, accelerator: 'CmdOrCtrl+N', click: send('new-plan') },
    { label: words.openPlan, accelerator: 'CmdOrCtrl+O', click: () => void openChosenPlan(parts) },
    { label: words.recent, submenu: recentItems(parts) },
    { type: 'separator' },
    { label: words.takeReturns, click: send('take-returns') },
    { type: 'separator' },
    { label: words.print, accelerator: 'CmdOrCtrl+P', click: () => void print(parts) },
    { label: words.printToPdf, click: () => void printToPdf(parts, desktopWords.product) },
    { type: 'separator' },
    { label: words.quit, role: 'quit' },
  ];
}

async function openChosenPlan(parts: DesktopParts): Promise<void> {
  const path = await choosePlan(parts);
  if (path !== undefined) tellPage(parts.window(), { kind: 'open-plan', path });
}

function recentItems(parts: DesktopParts): MenuItemConstructorOptions[] {
  const plans = parts.settings.values.recentPlans.map(({ path, title }): MenuItemConstructorOptions => {
    // An ampersand would mark a key in a native menu.
    const label = (title === '' ? path : `${title}　${path}`).replaceAll('&', '&&');
    return { label, click: () => tellPage(parts.window(), { kind: 'open-plan', path }) };
  });
  if (plans.length === 0) return [{ label: words.noRecent, enabled: false }];
  const clear = () => {
    parts.settings.forgetRecentPlans();
    parts.onRecentChanged();
  };
  return [...plans, { type: 'separator' }, { label: words.clearRecent, click: clear }];
}

/** Undo and redo show their keys, but the page hears the keys first and decides what they mean. */
function editItems(send: Send): MenuItemConstructorOptions[] {
  const shown = { registerAccelerator: false } as const;
  return [
    { label: words.undo, accelerator: 'CmdOrCtrl+Z', ...shown, click: send('undo') },
    { label: words.redo, accelerator: 'CmdOrCtrl+Y', ...shown, click: send('redo') },
    { type: 'separator' },
    { label: words.cut, role: 'cut' },
    { label: words.copy, role: 'copy' },
    { label: words.paste, role: 'paste' },
    { label: words.selectAll, role: 'selectAll' },
    { type: 'separator' },
    { label: words.search, accelerator: 'CmdOrCtrl+K', ...shown, click: send('search') },
  ];
}

function viewItems(): MenuItemConstructorOptions[] {
  const developer: MenuItemConstructorOptions[] = app.isPackaged
    ? []
    : [{ type: 'separator' }, { label: words.developer, role: 'toggleDevTools' }];
  return [
    { label: words.zoomIn, role: 'zoomIn', accelerator: 'CmdOrCtrl+=' },
    { label: words.zoomOut, role: 'zoomOut' },
    { label: words.zoomReset, role: 'resetZoom' },
    { type: 'separator' },
    { label: words.fullScreen, role: 'togglefullscreen' },
    ...developer,
  ];
}

function helpItems(parts: DesktopParts, send: Send): MenuItemConstructorOptions[] {
  const about = () =>
    void dialog.showMessageBox(parts.window(), {
      type: 'info',
      title: words.about,
      message: desktopWords.product,
      detail: desktopWords.about(app.getVersion()),
    });
  return [
    { label: words.manual, click: send('help') },
    { label: words.shortcuts, accelerator: 'F1', registerAccelerator: false, click: send('shortcuts') },
    { type: 'separator' },
    { label: words.diagnostics, click: send('diagnostics') },
    { label: words.about, click: about },
  ];
}
