/**
 * The state of an open plan on the medium, and how it moves on: one journal record, or a whole save. One call at a time;
 * `OpenPlan` sees to that.
 */
import { AppError } from '../../../shared/errors/app-error.ts';
import { setJournalAside } from './adopt-journal.ts';
import type { PlanKeys } from './encryption.ts';
import { causeOf } from './file-system-port.ts';
import type { PlanHeader } from './header.ts';
import { ensureJournal, JournalWriter } from './journal.ts';
import type { PlanLock } from './lock.ts';
import { ancestorsAfter, encodePlan, type PlanDraft } from './plan-body.ts';
import type { PlanContext } from './plan-context.ts';
import type { ExportImage, JournalRecord, PlanFileOptions, SaveOptions } from './plan-file-types.ts';
import { makePlanFolder, savePlan } from './save-plan.ts';

export type PresentFile =
  | { readonly kind: 'intact'; readonly header: PlanHeader }
  | { readonly kind: 'damaged' };

export interface OpenPlanState {
  readonly lock: PlanLock | undefined;
  readonly keys: PlanKeys | undefined;
  readonly present: PresentFile;
  /** Header of the state that was opened. */
  readonly header: PlanHeader;
  readonly sequence: number;
  readonly image: Uint8Array;
  readonly journal: readonly JournalRecord[];
  /** The file on the medium says that its journal is open, and all of it was read. */
  readonly journalToFold: boolean;
  readonly recoveryKey?: string;
}

const defaultJournalBytes = 24 << 20;
const defaultJournalMilliseconds = 150;
/** A journal longer than the image, and than this, is folded in by the next command. */
const journalLimit = 16 << 20;

export class PlanSession {
  readonly #context: PlanContext;
  readonly #options: PlanFileOptions;
  readonly #lock: PlanLock | undefined;
  #keys: PlanKeys | undefined;
  #present: PresentFile;
  #header: PlanHeader;
  #sequence: number;
  #writer: JournalWriter | undefined;
  #journalToFold: boolean;
  #wholeSaves = 0;
  #lastSaveMilliseconds = 0;

  constructor(context: PlanContext, options: PlanFileOptions, state: OpenPlanState) {
    this.#context = context;
    this.#options = options;
    this.#lock = state.lock;
    this.#keys = state.keys;
    this.#present = state.present;
    this.#header = state.header;
    this.#sequence = state.sequence;
    this.#journalToFold = state.journalToFold;
  }

  get sequence(): number {
    return this.#sequence;
  }

  get keys(): PlanKeys | undefined {
    return this.#keys;
  }

  get mayWrite(): boolean {
    return this.#lock !== undefined;
  }

  async commit(record: JournalRecord, exportImage: ExportImage): Promise<void> {
    const expected = this.#sequence + 1;
    if (record.sequence !== expected) {
      throw new AppError('internal', { reason: 'sequence', expected, found: record.sequence });
    }
    await this.holdFolder();
    if (!(await this.#append(record))) await this.#save(exportImage, record.sequence, this.#wantsJournal());
  }

  async saveNext(exportImage: ExportImage, options: SaveOptions): Promise<void> {
    await this.holdFolder();
    await this.#save(exportImage, this.#sequence + 1, this.#writer !== undefined, options);
  }

  async fold(exportImage: ExportImage): Promise<void> {
    if (!this.#writer || this.#writer.length === 0) return;
    await this.holdFolder();
    await this.#save(exportImage, this.#sequence, true);
  }

  async foldForClosing(exportImage: ExportImage): Promise<void> {
    if (!this.#journalToFold) return;
    await this.holdFolder();
    await this.#save(exportImage, this.#sequence, false);
  }

  /** Saves under other keys; the old ones stay where that fails. */
  async saveUnder(keys: PlanKeys | undefined, exportImage: ExportImage): Promise<void> {
    const before = this.#keys;
    this.#keys = keys;
    try {
      await this.#save(exportImage, this.#sequence + 1, this.#writer !== undefined, { keysChanged: true });
    } catch (error) {
      this.#keys = before;
      throw error;
    }
  }

  /** The present state as the parts of a plan file of its own, journal closed. */
  encode(image: Uint8Array): readonly Uint8Array[] {
    return encodePlan(this.#draft(this.#sequence, false), image, this.#keys).parts;
  }

  /** Gives up journal and lock; nothing is written. */
  async release(): Promise<void> {
    await this.#writer?.close();
    await this.#lock?.release();
  }

  /** The folder may have been moved or the stick exchanged since the last save: then its journal is gone too. */
  async holdFolder(): Promise<void> {
    if (await makePlanFolder(this.#context)) {
      this.#context.notices.add('folder-made-again', { folder: this.#context.paths.folder });
      await this.#writer?.close();
      this.#writer = undefined;
    }
    await this.#lock?.verify();
  }

  /** Whole saves are for small plans; the first of a session is always one, so that a single command costs one save. */
  #wantsJournal(): boolean {
    const { journalBeyondBytes, journalBeyondMilliseconds } = this.#options;
    const large = this.#header.imageLength > (journalBeyondBytes ?? defaultJournalBytes);
    const slow = this.#lastSaveMilliseconds > (journalBeyondMilliseconds ?? defaultJournalMilliseconds);
    return this.#wholeSaves > 0 && (large || slow);
  }

  /** False where a whole save must do it: no journal, a journal grown long, or one that just failed. */
  async #append(record: JournalRecord): Promise<boolean> {
    const writer = this.#writer;
    if (!writer || writer.broken || writer.length > Math.max(journalLimit, this.#header.imageLength))
      return false;
    try {
      await writer.append(record);
    } catch {
      return false;
    }
    this.#sequence = record.sequence;
    return true;
  }

  #draft(sequence: number, journalOpen: boolean): PlanDraft {
    return {
      fileId: this.#header.fileId,
      sequence,
      savedAt: this.#context.now().getTime(),
      journalOpen,
      ancestors: ancestorsAfter(this.#header),
    };
  }

  async #save(
    exportImage: ExportImage,
    sequence: number,
    journalOpen: boolean,
    options: SaveOptions & { readonly keysChanged?: boolean } = {},
  ): Promise<void> {
    const { files, paths } = this.#context;
    const started = performance.now();
    const wasDamaged = this.#present.kind === 'damaged';
    this.#header = await savePlan(this.#context, {
      draft: this.#draft(sequence, journalOpen),
      image: exportImage(),
      keys: this.#keys,
      present: this.#present,
      ...options,
      ...(journalOpen ? { beforeReplace: (header) => ensureJournal(files, paths, header) } : {}),
    }).catch((error: unknown) => this.#failSave(error));
    this.#lastSaveMilliseconds = performance.now() - started;
    this.#wholeSaves += 1;
    this.#present = { kind: 'intact', header: this.#header };
    this.#sequence = sequence;
    this.#journalToFold = journalOpen;
    await this.#renewJournal(journalOpen, wasDamaged);
  }

  #failSave(error: unknown): never {
    if (error instanceof AppError && error.code === 'write-failed' && this.#writer?.uncertain) {
      throw new AppError('write-failed', { ...error.details, unclear: true }, { cause: error });
    }
    throw error;
  }

  /** The save is done: a failure here only means that the next command is a whole save again. */
  async #renewJournal(open: boolean, keepOld: boolean): Promise<void> {
    const { files, paths, notices } = this.#context;
    await this.#writer?.close();
    this.#writer = undefined;
    try {
      if (keepOld && (await files.stat(paths.journal))) await setJournalAside(this.#context);
      if (open) this.#writer = await JournalWriter.start(files, paths, this.#header, this.#keys);
      else if (await files.stat(paths.journal)) await files.remove(paths.journal);
    } catch (error) {
      notices.add('housekeeping-failed', { step: 'journal', cause: causeOf(error) });
    }
  }
}
