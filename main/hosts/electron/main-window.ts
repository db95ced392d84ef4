import { BrowserWindow, type BrowserWindowConstructorOptions, type Rectangle, screen } from 'electron';
import { desktopWords } from '../../../renderer/words/desktop.ts';
import { pageOrigin } from './channels.ts';
import type { Settings, WindowState } from './settings.ts';

/* The one window: how it is locked, and where it was last time. Sizes are in pixels as the person scaled them. */

/** A 1366×768 screen at 150 % scaling has 910×512 of these pixels, less the task bar. */
const smallest = { width: 800, height: 440 } as const;

export interface WindowPlace extends Partial<Rectangle> {
  readonly width: number;
  readonly height: number;
}

export function windowOptions(
  preload: string,
  isPackaged: boolean,
  place: WindowPlace,
): BrowserWindowConstructorOptions {
  return {
    ...place,
    minWidth: Math.min(smallest.width, place.width),
    minHeight: Math.min(smallest.height, place.height),
    title: desktopWords.product,
    backgroundColor: '#ffffff',
    show: false,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !isPackaged,
    },
  };
}

/** Last place if it still lies on a screen, never larger than that screen; else the middle of the first one. */
export function placeOnScreen(state: WindowState, areas: readonly Rectangle[]): WindowPlace {
  const home = areas.find((area) => liesOn(state, area)) ?? areas[0];
  if (!home) return { width: state.width, height: state.height };
  const width = Math.min(Math.max(state.width, smallest.width), home.width);
  const height = Math.min(Math.max(state.height, smallest.height), home.height);
  if (state.x === undefined || state.y === undefined || !liesOn(state, home)) return { width, height };
  return {
    width,
    height,
    x: clamp(state.x, home.x, home.x + home.width - width),
    y: clamp(state.y, home.y, home.y + home.height - height),
  };
}

function liesOn({ x, y, width, height }: WindowState, area: Rectangle): boolean {
  if (x === undefined || y === undefined) return false;
  const overlap = (from: number, size: number, start: number, length: number) =>
    Math.min(from + size, start + length) - Math.max(from, start);
  return overlap(x, width, area.x, area.width) >= 100 && overlap(y, height, area.y, area.height) >= 100;
}

function clamp(value: number, least: number, largest: number): number {
  return Math.max(least, Math.min(value, largest));
}

export function openMainWindow(preload: string, isPackaged: boolean, settings: Settings): BrowserWindow {
  const areas = screen.getAllDisplays().map((display) => display.workArea);
  const place = placeOnScreen(settings.window, areas);
  const window = new BrowserWindow(windowOptions(preload, isPackaged, place));
  if (settings.window.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('page-title-updated', (event) => event.preventDefault());
  window.on('close', () => {
    settings.window = { ...window.getNormalBounds(), maximized: window.isMaximized() };
  });
  void window.loadURL(`${pageOrigin}/index.html`);
  return window;
}
