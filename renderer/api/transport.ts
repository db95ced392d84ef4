import type { DesktopBridge } from '../../shared/contract/desktop-bridge.ts';
import type { Envelope, Progress } from '../../shared/contract/method.ts';
import type { PageChanges, RecentPlan } from '../../shared/contract/settings.ts';
import type { PageSettings } from '../../shared/domain/page-settings.ts';

/** How the page reaches the workbench; chosen once when the page starts. Everything else sees only this. */
export interface Transport {
  /** What only the desktop program can do; absent in a browser. */
  readonly desktop?: DesktopBridge<File>;
  /** Opens the session. Rejects where the workbench can't be reached or the link is no longer valid. */
  start(): Promise<void>;
  call(method: string, input: unknown, options?: { readonly job?: string }): Promise<Envelope<unknown>>;
  cancel(job: string): void;
  onProgress(listener: (progress: Progress) => void): () => void;
  /** Files that a person chose or dropped, as `returns/stage` takes them. */
  sendFiles(files: readonly File[]): Promise<readonly unknown[]>;
  /** Puts a file made by the workbench where the person wants it; its path where that is known, undefined when given up. */
  saveFile(name: string, content: Uint8Array): Promise<Envelope<string | undefined>>;
  copy(text: string): Promise<void>;
  /** Puts a picture (PNG) on the clipboard. Rejects where the page may not. */
  copyPicture(png: Uint8Array): Promise<void>;
  /** Settings of this machine, kept by the host. */
  readonly settings: SettingsPort;
}

export interface SettingsPort {
  read(): Promise<PageSettings>;
  change(changes: PageChanges): Promise<PageSettings>;
  recentPlans(): Promise<readonly RecentPlan[]>;
  forgetRecentPlan(path: string): Promise<void>;
}
