import { hash } from 'node:crypto';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { ReadHandle } from '../../db/handles.ts';
import { listStoredHashes } from '../../db/tables/returns.ts';
import type { Call } from '../../rpc/handler.ts';
import type { Services } from '../services.ts';
import type { CollectedFile } from './collect-files.ts';
import type { ReadReturn, ReturnReader } from './read-return.ts';

/*
 * The slow half of `returns/stage`, before anything is written to the plan: files are loaded, read and understood by the
 * batch, and their originals stored. Loading the next batch and storing the last one go on while this one is read.
 */

/** A file after reading: bytes are kept only until the originals are stored. */
export type Incoming =
  | { readonly kind: 'duplicate'; readonly file: string; readonly hash: string }
  | { readonly kind: 'refused'; readonly file: string; readonly reading: ReadReturn }
  | { readonly kind: 'staged'; readonly file: string; readonly hash: string; readonly reading: ReadReturn };

export interface Intake {
  readonly db: ReadHandle;
  readonly services: Services;
  readonly reader: ReturnReader;
  /** Of the workbooks, where they have one. */
  readonly password: string | undefined;
  readonly call: Call;
}

const filesPerBatch = 64;

/** One bad file never stops the others. Throws AppError `cancelled`, and what storing the originals throws. */
export async function readIncoming(files: readonly CollectedFile[], intake: Intake): Promise<Incoming[]> {
  const incoming: Incoming[] = [];
  const known = new Set<string>();
  let loading = loadBatch(files, 0);
  let storing: Promise<void> | undefined;
  try {
    for (let at = 0; at < files.length; at += filesPerBatch) {
      if (intake.call.signal.aborted) throw new AppError('cancelled');
      const loaded = await loading;
      loading = loadBatch(files, at + filesPerBatch);
      const batch = await readBatch(loaded, known, intake, { done: at, total: files.length });
      await storing;
      storing = storeOriginals(loaded, batch, intake);
      incoming.push(...batch);
    }
  } finally {
    // Also after a cancel nothing of it may still be under way.
    await storing;
  }
  return incoming;
}

interface LoadedFile {
  readonly name: string;
  readonly bytes?: Uint8Array;
  readonly hash: string;
  readonly cause: string;
}

function loadBatch(files: readonly CollectedFile[], at: number): Promise<LoadedFile[]> {
  return Promise.all(files.slice(at, at + filesPerBatch).map(loadFile));
}

/** A stick pulled out while reading is one bad file, not the end of the batch. */
async function loadFile(file: CollectedFile): Promise<LoadedFile> {
  try {
    const bytes = await file.read();
    return { name: file.name, bytes, hash: hash('sha256', bytes), cause: '' };
  } catch (error) {
    return { name: file.name, hash: '', cause: error instanceof Error ? error.message : String(error) };
  }
}

async function readBatch(
  loaded: readonly LoadedFile[],
  known: Set<string>,
  { db, services, reader, password, call }: Intake,
  progress: { readonly done: number; readonly total: number },
): Promise<Incoming[]> {
  const stored = listStoredHashes(
    db,
    loaded.map(({ hash }) => hash),
  );
  const results: (Incoming | undefined)[] = loaded.map((file) => {
    if (file.bytes === undefined)
      return { kind: 'refused', file: file.name, reading: reader.unreadable(file.name, file.cause) };
    const duplicate = known.has(file.hash) || stored.has(file.hash);
    known.add(file.hash);
    return duplicate ? { kind: 'duplicate', file: file.name, hash: file.hash } : undefined;
  });
  const fresh = loaded.flatMap((file, at) =>
    results[at] || file.bytes === undefined ? [] : [{ ...file, bytes: file.bytes, at }],
  );
  const reading = services.reader.readMany(
    fresh.map(({ bytes, name }) => ({
      bytes,
      fileName: name,
      ...(password === undefined ? {} : { password }),
    })),
    (outcome, index) => {
      const file = fresh[index]!;
      const reading = reader.understand(outcome, file.name);
      results[file.at] = reading.refused
        ? { kind: 'refused', file: file.name, reading }
        : { kind: 'staged', file: file.name, hash: file.hash, reading };
      if (reading.refused) known.delete(file.hash);
      call.progress({
        stage: 'reading',
        done: progress.done + index + 1,
        total: progress.total,
        detail: file.name,
      });
    },
    { signal: call.signal },
  );
  // The first outcome is a while in coming, most of all from a reader that is still starting.
  await Promise.all([reading, fresh.length > 0 ? reader.prepare() : undefined]);
  return (results as Incoming[]).map((one) => withTwin(one, results as Incoming[], loaded));
}

/** A copy of a file that was refused a moment ago is no duplicate of anything stored: it is refused for the same reason. */
function withTwin(one: Incoming, batch: readonly Incoming[], loaded: readonly LoadedFile[]): Incoming {
  if (one.kind !== 'duplicate') return one;
  const twin = batch.find((other, at) => other.kind === 'refused' && loaded[at]!.hash === one.hash);
  return twin?.kind === 'refused' ? { ...twin, file: one.file } : one;
}

/** Nothing of a refused file is kept. A failure waits for whoever awaits it. */
function storeOriginals(
  loaded: readonly LoadedFile[],
  batch: readonly Incoming[],
  { services }: Intake,
): Promise<void> {
  const kept = loaded.flatMap(({ hash, bytes }, at) =>
    batch[at]?.kind === 'staged' && bytes ? [{ hash, bytes }] : [],
  );
  const stored = kept.length > 0 ? services.store.file.storeReturns(kept) : Promise.resolve();
  stored.catch(() => undefined);
  return stored;
}
