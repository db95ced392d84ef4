/** An open plan: the state on the medium, the lock, and the queue that keeps saves one after the other. */
import { AppError } from '../../../shared/errors/app-error.ts';
import { asWriteFailed } from './atomic-save.ts';
import type { PlanKeys } from './encryption.ts';
import { type Generation, listGenerations, readGenerationFile } from './generations.ts';
import type { PlanHeader } from './header.ts';
import type { PlanLock } from './lock.ts';
import type { PlanNotice } from './notices.ts';
import { ancestorsAfter, decodeBody } from './plan-body.ts';
import type { PlanContext } from './plan-context.ts';
import type { ExportImage, JournalRecord, PlanFile, PlanFileOptions } from './plan-file-types.ts';
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
  readonly recoveryKey?: string;
}

export class OpenPlan implements PlanFile {
  readonly path: string;
  readonly fileId: string;
  readonly journal: readonly JournalRecord[];
  readonly recoveryKey?: string;
  readonly #context: PlanContext;
  readonly #options: PlanFileOptions;
  readonly #lock: PlanLock | undefined;
  readonly #returns: ReturnsStore;
  #keys: PlanKeys | undefined;
  #present: PresentFile;
  #header: PlanHeader;
  #sequence: number;
  #image: Uint8Array | undefined;
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
    this.#returns = new ReturnsStore(context.files, context.paths, state.keys);
  }

  get readOnly(): boolean {
    return this.#lock === undefined || this.#options.mode === 'read';
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
      await this.#save(exportImage, record.sequence);
    });
  }

  saveWhole(exportImage: ExportImage): Promise<void> {
    return this.#enqueue(() => this.#save(exportImage, this.#sequence + 1));
  }

  foldJournal(_exportImage: ExportImage): Promise<void> {
    return Promise.resolve();
  }

  storeReturns(batch: readonly StoredReturn[]): Promise<void> {
    return this.#enqueue(async () => {
      await this.#holdFolder();
      await this.#returns.store(batch);
    });
  }

  readReturn(hash: string): Promise<Uint8Array | undefined> {
    return this.#returns.read(hash);
  }

  listReturns(): Promise<readonly string[]> {
    return this.#returns.list();
  }

  listGenerations(): Promise<readonly Generation[]> {
    return listGenerations(this.#context.files, this.#context.paths);
  }

  async readGeneration(sequence: number): Promise<Uint8Array> {
    const { header, body } = await readGenerationFile(this.#context.files, this.#context.paths, sequence);
    return decodeBody(header, body, this.#keys, this.path);
  }

  packFile(_outPath: string, _exportImage: ExportImage): Promise<void> {
    return Promise.reject(new AppError('internal', { reason: 'not-yet' }));
  }

  async abandon(): Promise<void> {
    if (this.#closed) return;
    await this.#queue.catch(() => undefined);
    this.#closed = true;
    await this.#lock?.release();
  }

  async close(_exportImage: ExportImage): Promise<void> {
    if (this.#closed) return;
    await this.#queue.catch(() => undefined);
    this.#closed = true;
    await this.#lock?.release();
  }

  /** One after the other; a failed save doesn't stop the next one. */
  #enqueue(work: () => Promise<void>): Promise<void> {
    const run = async (): Promise<void> => {
      if (this.#closed || !this.#lock) throw new AppError('plan-read-only', { path: this.path });
      await work().catch((error: unknown) => {
        throw asWriteFailed(error, this.path, 'save');
      });
    };
    const result = this.#queue.then(run, run);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  /** The folder may have been moved or the stick exchanged since the last save. */
  async #holdFolder(): Promise<void> {
    if (await makePlanFolder(this.#context)) {
      this.#context.notices.add('folder-made-again', { folder: this.#context.paths.folder });
    }
    await this.#lock?.verify();
  }

  async #save(exportImage: ExportImage, sequence: number): Promise<void> {
    await this.#holdFolder();
    const draft = {
      fileId: this.fileId,
      sequence,
      savedAt: this.#context.now().getTime(),
      journalOpen: false,
      ancestors: ancestorsAfter(this.#header),
    };
    const request = { draft, image: exportImage(), keys: this.#keys, present: this.#present };
    this.#header = await savePlan(this.#context, request);
    this.#present = { kind: 'intact', header: this.#header };
    this.#sequence = sequence;
  }
}
