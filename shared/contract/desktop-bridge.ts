import type { PageSettings } from '../domain/page-settings.ts';
import type { Envelope, Progress } from './method.ts';
import type { PageChanges, RecentPlan } from './settings.ts';

/*
 * What the desktop program hands to the page as `window.workbench`. Types only: the preload implements it, the page
 * uses it, and neither imports the other. Everything that belongs to a plan goes through `call`; the rest is what
 * only a desktop can do.
 */

/** Commands of the native menu that the page carries out. */
export const menuCommands = [
  'new-plan',
  'take-returns',
  'undo',
  'redo',
  'search',
  'help',
  'shortcuts',
  'diagnostics',
] as const;
export type MenuCommand = (typeof menuCommands)[number];

export type DesktopEvent =
  | { readonly kind: 'menu'; readonly command: MenuCommand }
  /** A plan chosen in the menu, double-clicked, or given to a second start. */
  | { readonly kind: 'open-plan'; readonly path: string }
  | { readonly kind: 'appearance'; readonly highContrast: boolean };

/** Why a folder is asked for; the last one is remembered for each. */
export const folderPurposes = ['pack', 'returns', 'export'] as const;
export type FolderPurpose = (typeof folderPurposes)[number];

/** `DroppedFile` is the browser's `File`. Choosing functions give `undefined` when the person cancels. */
export interface DesktopBridge<DroppedFile> {
  call(method: string, input: unknown, options?: { readonly job?: string }): Promise<Envelope<unknown>>;
  cancel(job: string): void;
  onProgress(listener: (progress: Progress) => void): () => void;
  /** Paths of dropped files; '' for a file that has none. */
  pathsOf(files: readonly DroppedFile[]): readonly string[];

  onEvent(listener: (event: DesktopEvent) => void): () => void;
  /** Plans the program was started with; from then on they come as `open-plan` events. */
  takeOpenedPlans(): Promise<readonly string[]>;
  choosePlan(): Promise<string | undefined>;
  /** Where a new plan goes; `name` is the suggestion without its ending. */
  chooseNewPlan(name: string): Promise<string | undefined>;
  chooseFolder(purpose: FolderPurpose): Promise<string | undefined>;
  /** Workbooks to take in. */
  chooseReturns(): Promise<readonly string[]>;
  /** Asks where, then writes; answers with the path, or `write-failed`. */
  saveFileAs(name: string, content: Uint8Array): Promise<Envelope<string | undefined>>;
  showInFolder(path: string): Promise<void>;
  /** The system's print dialog for the page as it prints; false when it was given up. */
  print(): Promise<boolean>;
  /** A4 by the page's own print rules; answers with the path, or `write-failed`. */
  printToPdf(name: string): Promise<Envelope<string | undefined>>;
  /** Pages have no right to the clipboard of their own outside copy and paste keys. */
  copy(text: string, html?: string): Promise<void>;
  /** A picture (PNG) for the clipboard. */
  copyPicture(png: Uint8Array): Promise<void>;
  /** Does the system ask for high contrast? Changes come as `appearance` events. */
  highContrast(): Promise<boolean>;
  getSettings(): Promise<PageSettings>;
  setSettings(changes: PageChanges): Promise<PageSettings>;
  listRecentPlans(): Promise<readonly RecentPlan[]>;
  forgetRecentPlan(path: string): Promise<void>;
}
