import { BrowserWindow, type BrowserWindowConstructorOptions, screen } from 'electron';
import { desktopWords } from '../../../renderer/words/desktop.ts';
import type { Settings } from '../settings.ts';
import { pageOrigin } from './channels.ts';
import { placeOnScreen, smallestWindow, type WindowPlace } from './desktop/window-place.ts';

/* The one window and how it is locked. */

function windowOptions(
  preload: string,
  isPackaged: boolean,
  place: WindowPlace,
): BrowserWindowConstructorOptions {
  return {
    ...place,
    minWidth: Math.min(smallestWindow.width, place.width),
    minHeight: Math.min(smallestWindow.height, place.height),
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

export function openMainWindow(preload: string, isPackaged: boolean, settings: Settings): BrowserWindow {
  const areas = screen.getAllDisplays().map((display) => display.workArea);
  const place = placeOnScreen(settings.values.window, areas);
  const window = new BrowserWindow(windowOptions(preload, isPackaged, place));
  if (settings.values.window.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('page-title-updated', (event) => event.preventDefault());
  window.on('close', () => {
    settings.change({ window: { ...window.getNormalBounds(), maximized: window.isMaximized() } });
  });
  void window.loadURL(`${pageOrigin}/index.html`);
  return window;
}
