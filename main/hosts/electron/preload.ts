import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron';
import type { DesktopBridge, DesktopEvent } from '../../../shared/contract/desktop-bridge.ts';
import type { Envelope, Progress } from '../../../shared/contract/method.ts';
import { channels, notices } from './channels.ts';

/*
 * What the page sees of the program: these functions and nothing else. `ipcRenderer` and its event objects stay here;
 * listeners get plain values.
 */

function listen<Value>(notice: string, listener: (value: Value) => void): () => void {
  const pass = (_event: IpcRendererEvent, value: Value) => listener(value);
  ipcRenderer.on(notice, pass);
  return () => void ipcRenderer.removeListener(notice, pass);
}

/** The page gets an answer whatever happens; too many bytes at once is the one refusal that a person can cause. */
function refusedCall(error: unknown): Envelope<never> {
  const code = String(error).includes('refused: too-big') ? 'too-big' : 'internal';
  return { ok: false, error: { code, details: { cause: String(error) } } };
}

const ask = (request: object) => ipcRenderer.invoke(channels.desktop, request);

const bridge: DesktopBridge<File> = {
  call: (method, input, options) =>
    ipcRenderer
      .invoke(channels.call, { method, input, ...(options?.job === undefined ? {} : { job: options.job }) })
      .catch(refusedCall),
  cancel: (job) => void ipcRenderer.invoke(channels.cancel, { job }),
  onProgress: (listener) => listen<Progress>(notices.progress, listener),
  pathsOf: (files) => files.map((file) => webUtils.getPathForFile(file)),
  onEvent: (listener) => listen<DesktopEvent>(notices.event, listener),
  takeOpenedPlans: () => ask({ ask: 'opened-plans' }),
  choosePlan: () => ask({ ask: 'choose-plan' }),
  chooseNewPlan: (name) => ask({ ask: 'choose-new-plan', name }),
  chooseFolder: (purpose) => ask({ ask: 'choose-folder', purpose }),
  chooseReturns: () => ask({ ask: 'choose-returns' }),
  saveFileAs: (name, content) => ask({ ask: 'save-file', name, content }),
  showInFolder: (path) => ask({ ask: 'show-in-folder', path }),
  print: () => ask({ ask: 'print' }),
  printToPdf: (name) => ask({ ask: 'print-to-pdf', name }),
  copy: (text, html) => ask({ ask: 'copy', text, ...(html === undefined ? {} : { html }) }),
  copyPicture: (png) => ask({ ask: 'copy-picture', png }),
  highContrast: () => ask({ ask: 'high-contrast' }),
  getSettings: () => ask({ ask: 'get-settings' }),
  setSettings: (changes) => ask({ ask: 'set-settings', changes }),
  listRecentPlans: () => ask({ ask: 'recent-plans' }),
  forgetRecentPlan: (path) => ask({ ask: 'forget-recent-plan', path }),
};

contextBridge.exposeInMainWorld('workbench', bridge);
