import type { Envelope, Progress } from '../../shared/contract/method.ts';

/** How the page reaches the workbench; chosen once when the page starts. Everything else sees only this. */
export interface Transport {
  readonly kind: 'desktop' | 'web';
  /** Opens the session. Rejects where the workbench can't be reached or the link is no longer valid. */
  start(): Promise<void>;
  call(method: string, input: unknown, options?: { readonly job?: string }): Promise<Envelope<unknown>>;
  cancel(job: string): void;
  onProgress(listener: (progress: Progress) => void): () => void;
  /** Files that a person chose or dropped, as `returns/stage` takes them. */
  sendFiles(files: readonly File[]): Promise<readonly unknown[]>;
  /** Puts a file made by the workbench where the person can find it. */
  saveFile(name: string, content: unknown): Promise<void>;
}
