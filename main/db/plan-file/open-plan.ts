/** What the layer above holds: one open plan, whose changes run one after the other. */
import { AppError } from '../../../shared/errors/app-error.ts';
import { asWriteFailed, reading } from './atomic-save.ts';
import { convertAround, finishConversion, listReadableKept } from './change-password.ts';
import { changePasswordSlot, createKeys, type PlanKeys } from './encryption.ts';
import { causeOf } from './file-system-port.ts';
import { type Generation, listGenerations, readGenerationFile } from './generations.ts';
import type { PlanNotice } from './notices.ts';
import { writePackFile } from './pack-file.ts';
import { decodeBody } from './plan-body.ts';
import type { PlanContext } from './plan-context.ts';
import type {
  ExportImage,
  JournalRecord,
  PasswordChange,
  PlanFile,
  PlanFileOptions,
  SaveOptions,
} from './plan-file-types.ts';
import { type OpenPlanState, PlanSession } from './plan-session.ts';
import { ReturnsStore, type StoredReturn } from './returns-container.ts';

export class OpenPlan implements PlanFile {
  readonly path: string;
  readonly fileId: string;
  readonly journal: readonly JournalRecord[];
  readonly recoveryKey?: string;
  readonly #context: PlanContext;
  readonly #options: PlanFileOptions;
  readonly #session: PlanSession;
  #returns: ReturnsStore;
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
    this.#image = state.image;
    this.#session = new PlanSession(context, options, state);
    this.#returns = new ReturnsStore(context.files, context.paths, state.keys);
  }

  get readOnly(): boolean {
    return !this.#session.mayWrite;
  }

  get encrypted(): boolean {
    return this.#session.keys !== undefined;
  }

  get notices(): readonly PlanNotice[] {
    return this.#context.notices.list;
  }

  get sequence(): number {
    return this.#session.sequence;
  }

  get image(): Uint8Array {
    if (!this.#image) throw new AppError('internal', { reason: 'image-released' });
    return this.#image;
  }

  releaseImage(): void {
    this.#image = undefined;
  }

  commit(record: JournalRecord, exportImage: ExportImage): Promise<void> {
    return this.#change(() => this.#session.commit(record, exportImage));
  }

  saveWhole(exportImage: ExportImage, options: SaveOptions = {}): Promise<void> {
    return this.#change(() => this.#session.saveNext(exportImage, options));
  }

  foldJournal(exportImage: ExportImage): Promise<void> {
    return this.#change(() => this.#session.fold(exportImage));
  }

  storeReturns(batch: readonly StoredReturn[]): Promise<void> {
    return this.#change(async () => {
      await this.#session.holdFolder();
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
    const { files, paths } = this.#context;
    const keys = this.#session.keys;
    return reading(this.path, () =>
      readGenerationFile(files, paths, sequence, (header, body) => decodeBody(header, body, keys, this.path)),
    );
  }

  packFile(outPath: string, exportImage: ExportImage): Promise<void> {
    const { files, paths } = this.#context;
    return this.#inTurn(() => writePackFile(files, paths, outPath, this.#session.encode(exportImage())));
  }

  changePassword(next: string | null, exportImage: ExportImage): Promise<PasswordChange> {
    return this.#change(async () => {
      await this.#session.holdFolder();
      const { keys, recoveryKey } = await this.#keysFor(next);
      await this.#exchangeKeys(keys, exportImage);
      const stillReadable = keys ? await listReadableKept(this.#context) : [];
      return recoveryKey === undefined ? { stillReadable } : { stillReadable, recoveryKey };
    });
  }

  async close(exportImage: ExportImage): Promise<void> {
    if (this.#closed) return;
    if (!this.readOnly) {
      await this.#change(() => this.#session.foldForClosing(exportImage)).catch((error: unknown) => {
        const details = error instanceof AppError ? error.details : { cause: causeOf(error) };
        this.#context.notices.add('fold-failed', details);
      });
    }
    await this.abandon();
  }

  async abandon(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#queue;
    await this.#session.release();
  }

  async #keysFor(next: string | null): Promise<{ keys: PlanKeys | undefined; recoveryKey?: string }> {
    const derivation = this.#options.keyDerivation;
    const present = this.#session.keys;
    if (next === null) return { keys: undefined };
    if (!present) return createKeys(next, this.fileId, derivation);
    return { keys: await changePasswordSlot(present, next, this.fileId, derivation) };
  }

  async #exchangeKeys(keys: PlanKeys | undefined, exportImage: ExportImage): Promise<void> {
    const { files, paths, notices } = this.#context;
    const change = { from: this.#session.keys, to: keys };
    const save = (): Promise<void> => this.#session.saveUnder(keys, exportImage);
    if (change.from && change.to) await save();
    else await convertAround(this.#context, change, save);
    this.#returns = new ReturnsStore(files, paths, keys);
    if (change.from && change.to) return;
    // The plan has its new form: what fails now is finished at the next opening.
    await finishConversion(this.#context, change).catch((error: unknown) =>
      notices.add('housekeeping-failed', { step: 'seal', cause: causeOf(error) }),
    );
  }

  /** One after the other; a failure doesn't stop the next one. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work, work);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  #change<T>(work: () => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      if (this.#closed || this.readOnly) throw new AppError('plan-read-only', { path: this.path });
      return work().catch((error: unknown) => {
        throw asWriteFailed(error, this.path, 'save');
      });
    });
  }
}
