import type { Envelope, Progress } from '../../shared/contract/method.ts';
import { offerDownload } from './http-transport.ts';
import type { Transport } from './transport.ts';

/** What the preload exposes as `window.workbench`. */
export interface DesktopBridge {
  call(method: string, input: unknown, options?: { readonly job?: string }): Promise<Envelope<unknown>>;
  cancel(job: string): void;
  onProgress(listener: (progress: Progress) => void): () => void;
  /** Paths of dropped files; '' for a file that has none. */
  pathsOf(files: readonly File[]): readonly string[];
}

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
      offerDownload(name, content as Uint8Array<ArrayBuffer>);
    },
  };
}
