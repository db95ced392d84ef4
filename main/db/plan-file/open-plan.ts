/** An open plan: the state on the medium, the lock, and the queue that keeps saves one after the other. */
import { AppError } from '../../../shared/errors/app-error.ts';
import { setJournalAside } from './adopt-journal.ts';
import { asWriteFailed, reading } from './atomic-save.ts';
import { convertAround, listReadableKept } from './change-password.ts';
import { changePasswordSlot, createKeys, type PlanKeys } from './encryption.ts';
import { causeOf } from './file-system-port.ts';
import { type Generation, listGenerations, readGenerationFile } from './generations.ts';
import type { PlanHeader } from './header.ts';
import { ensureJournal, JournalWriter } from './journal.ts';
import type { PlanLock } from './lock.ts';
import type { PlanNotice } from './notices.ts';
import { writePackFile } from './pack-file.ts';
import { ancestorsAfter, decodeBody, encodePlan } from './plan-body.ts';
import type { PlanContext } from './plan-context.ts';
import type {
  ExportImage,
  JournalRecord,
  PasswordChange,
  PlanFile,
  PlanFileOptions,
} from './plan-file-types.ts';
import { ReturnsStore, type StoredReturn } from './returns-container.ts';
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

export class OpenPlan implements PlanFile {
  readonly path: string;
  readonly fileId: string;
  readonly journal: readonly JournalRecord[];
  readonly recoveryKey?: string;
  readonly #context: PlanContext;
  readonly #options: PlanFileOptions;
  readonly #lock: PlanLock | undefined;
  #returns: ReturnsStore;
  #keys: PlanKeys | undefined;
  #present: PresentFile;
  #header: PlanHeader;
  #sequence: number;
  #image: Uint8Array | undefined;
  #writer: JournalWriter | undefined;
  #journalToFold: boolean;
  #wholeSaves = 0;
  #lastSaveMilliseconds = 0;
  #closed = false;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(context: PlanContext, options: PlanFileOptions, state: OpenPlanState) {
    this.#context = context;
    this.#options = options;
    this.path = context.paths.plan;
    this.fileId = state.header.fileId;
    this.journal = state.journal;
    if (state.recoveryKey !== undefined) this.recoveryKey = state.recoveryKey;
    this.#lock = state.lock;
    this.#keys = state.keys;
    this.#present = state.present;
    this.#header = state.header;
    this.#sequence = state.sequence;
    this.#image = state.image;
    this.#journalToFold = state.journalToFold;
    this.#returns = new ReturnsStore(context.files, context.paths, state.keys);
  }

  get readOnly(): boolean {
    return this.#lock === undefined;
  }

  get encrypted(): boolean {
    return this.#keys !== undefined;
  }

  get notices(): readonly PlanNotice[] {
    return this.#context.notices.list;
  }

  get sequence(): number {
    return this.#sequence;
  }

  get image(): Uint8Array {
    if (!this.#image) throw new AppError('internal', { reason: 'image-released' });
    return this.#image;
  }

  releaseImage(): void {
    this.#image = undefined;
  }

  commit(record: JournalRecord, exportImage: ExportImage): Promise<void> {
    return this.#enqueue(async () => {
      if (record.sequence !== this.#sequence + 1) {
        throw new AppError('internal', {
          reason: 'sequence',
          expected: this.#sequence + 1,
          found: record.sequence,
        });
      }
      await this.#holdFolder();
      if (!(await this.#append(record))) await this.#save(exportImage, record.sequence, this.#wantsJournal());
    });
  }

  saveWhole(exportImage: ExportImage): Promise<void> {
    return this.#enqueue(async () => {
      await this.#holdFolder();
      await this.#save(exportImage, this.#sequence + 1, this.#writer !== undefined);
    });
  }

  foldJournal(exportImage: ExportImage): Promise<void> {
    return this.#enqueue(async () => {
      if (!this.#writer || this.#writer.length === 0) return;
      await this.#holdFolder();
      await this.#save(exportImage, this.#sequence, true);
    });
  }

  storeReturns(batch: readonly StoredReturn[]): Promise<void> {
    return this.#enqueue(async () => {
      await this.#holdFolder();
      await this.#returns.store(batch);
    });
  }

  readReturn(hash: string): Promise<Uint8Array | undefined> {
    return reading(this.path, () => this.#returns.read(hash));
  }

  listReturns(): Promise<readonly string[]> {
    return reading(this.path, () => this.#returns.list());
  }

  listGenerations(): Promise<readonly Generation[]> {
    return reading(this.path, () => listGenerations(this.#context.files, this.#context.paths));
  }

  readGeneration(sequence: number): Promise<Uint8Array> {
    return reading(this.path, async () => {
      const { header, body } = await readGenerationFile(this.#context.files, this.#context.paths, sequence);
      return decodeBody(header, body, this.#keys, this.path);
    });
  }

  packFile(outPath: string, exportImage: ExportImage): Promise<void> {
    const { files, paths, now } = this.#context;
    const ancestors = ancestorsAfter(this.#header);
    return this.#inTurn(async () => {
      const facts = { fileId: this.fileId, sequence: this.#sequence, savedAt: now().getTime() };
      const { parts } = encodePlan({ ...facts, journalOpen: false, ancestors }, exportImage(), this.#keys);
      await writePackFile(files, paths, outPath, parts);
    });
  }

  changePassword(next: string | null, exportImage: ExportImage): Promise<PasswordChange> {
    return this.#enqueue(async () => {
      await this.#holdFolder();
      const { keys, recoveryKey } = await this.#planKeys(next);
      await this.#exchangeKeys(keys, exportImage);
      const stillReadable = keys ? await listReadableKept(this.#context) : [];
      return recoveryKey === undefined ? { stillReadable } : { stillReadable, recoveryKey };
    });
  }

  async #planKeys(next: string | null): Promise<{ keys: PlanKeys | undefined; recoveryKey?: string }> {
    const derivation = this.#options.keyDerivation;
    if (next === null) return { keys: undefined };
    if (!this.#keys) return createKeys(next, this.fileId, derivation);
    return { keys: await changePasswordSlot(this.#keys, next, this.fileId, derivation) };
  }

  async #exchangeKeys(keys: PlanKeys | undefined, exportImage: ExportImage): Promise<void> {
    const { files, paths } = this.#context;
    const before = this.#keys;
    const save = async (): Promise<void> => {
      this.#keys = keys;
      await this.#save(exportImage, this.#sequence + 1, this.#writer !== undefined, true);
    };
    try {
      if (before && keys) await save();
      else await convertAround(this.#context, { from: before, to: keys }, save);
    } catch (error) {
      if (this.#header.encryption === undefined || before) this.#keys = before;
      throw error;
    }
    this.#returns = new ReturnsStore(files, paths, keys);
  }

  async close(exportImage: ExportImage): Promise<void> {
    if (this.#closed) return;
    if (this.#lock && !this.readOnly) {
      await this.#enqueue(() => this.#foldForClosing(exportImage)).catch((error: unknown) => {
        const details = error instanceof AppError ? error.details : { cause: causeOf(error) };
        this.#context.notices.add('fold-failed', details);
      });
    }
    this.#closed = true;
    await this.#writer?.close();
    await this.#lock?.release();
  }

  async abandon(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#queue;
    await this.#writer?.close();
    await this.#lock?.release();
  }

  async #foldForClosing(exportImage: ExportImage): Promise<void> {
    if (!this.#journalToFold) return;
    await this.#holdFolder();
    await this.#save(exportImage, this.#sequence, false);
  }

  /** One after the other; a failed save doesn't stop the next one. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work, work);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  #enqueue<T>(work: () => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      if (this.#closed || !this.#lock) throw new AppError('plan-read-only', { path: this.path });
      return work().catch((error: unknown) => {
        throw asWriteFailed(error, this.path, 'save');
      });
    });
  }

  /** The folder may have been moved or the stick exchanged since the last save: then its journal is gone too. */
  async #holdFolder(): Promise<void> {
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

  async #save(
    exportImage: ExportImage,
    sequence: number,
    journalOpen: boolean,
    keysChanged = false,
  ): Promise<void> {
    const { files, paths, now } = this.#context;
    const draft = {
      fileId: this.fileId,
      sequence,
      savedAt: now().getTime(),
      journalOpen,
      ancestors: ancestorsAfter(this.#header),
    };
    const started = performance.now();
    const wasDamaged = this.#present.kind === 'damaged';
    this.#header = await savePlan(this.#context, {
      draft,
      image: exportImage(),
      keys: this.#keys,
      present: this.#present,
      keysChanged,
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
