import type { DesktopBridge as Bridge } from '../../shared/contract/desktop-bridge.ts';
import { CallFailure } from './client.ts';
import type { Transport } from './transport.ts';

/** What the preload exposes as `window.workbench`. */
export type DesktopBridge = Bridge<File>;

declare global {
  interface Window {
    readonly workbench?: DesktopBridge;
  }
}

export function createDesktopTransport(bridge: DesktopBridge): Transport {
  return {
    kind: 'desktop',
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
    async saveFile(name, content) {
      const saved = await bridge.saveFileAs(name, content as Uint8Array);
      if (!saved.ok) throw new CallFailure(saved.error);
    },
  };
}
