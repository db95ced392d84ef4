import type { DesktopBridge } from '../../shared/contract/desktop-bridge.ts';
import type { Transport } from './transport.ts';

declare global {
  interface Window {
    /** Handed in by the desktop program; absent in a browser. */
    readonly workbench?: DesktopBridge<File>;
  }
}

export function createDesktopTransport(bridge: DesktopBridge<File>): Transport {
  return {
    desktop: bridge,
    start: () => Promise.resolve(),
    call: (method, input, options) => bridge.call(method, input, options),
    cancel: (job) => bridge.cancel(job),
    onProgress: (listener) => bridge.onProgress(listener),
    async sendFiles(files) {
      const paths = bridge.pathsOf(files);
      return Promise.all(
        files.map(async (file, i) =>
          paths[i]
            ? { path: paths[i] }
            : { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) },
        ),
      );
    },
    saveFile: (name, content) => bridge.saveFileAs(name, content),
    copy: (text) => bridge.copy(text),
    copyPicture: (png) => bridge.copyPicture(png),
    settings: {
      read: () => bridge.getSettings(),
      change: (changes) => bridge.setSettings(changes),
      recentPlans: () => bridge.listRecentPlans(),
      forgetRecentPlan: (path) => bridge.forgetRecentPlan(path),
    },
  };
}
