/** Reading a plan file: verified as a whole, or recovered from the newest earlier state that is intact. */
import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/errors/app-error.ts';
import { readFully, reading, withFile } from './atomic-save.ts';
import type { FileSystemPort } from './file-system-port.ts';
import { listGenerations, readHeaderOf, readVerifiedPlan } from './generations.ts';
import { decodeHeader, headerLength, type PlanHeader } from './header.ts';
import { isPacked } from './pack-file.ts';
import type { PlanContext } from './plan-context.ts';
import type { PlanPaths } from './plan-paths.ts';

export interface StoredPlan {
  readonly header: PlanHeader;
  /** As stored: sealed where the plan has a password. */
  readonly body: Uint8Array<ArrayBuffer>;
}

export type ReadResult =
  | ({ readonly kind: 'intact' } & StoredPlan)
  /** `header` where at least that part is readable. */
  | { readonly kind: 'damaged'; readonly cause: string; readonly header?: PlanHeader };

function verify(bytes: Uint8Array<ArrayBuffer>, header: PlanHeader): ReadResult {
  const length = bytes.length - headerLength;
  if (length !== header.bodyLength) {
    return { kind: 'damaged', cause: length < header.bodyLength ? 'truncated' : 'too-long', header };
  }
  // Read for this caller alone: whoever opens the image writes into it.
  const body = new Uint8Array(bytes.buffer, bytes.byteOffset + headerLength, length);
  const right = createHash('sha256').update(body).digest('hex') === header.bodyHash;
  return right ? { kind: 'intact', header, body } : { kind: 'damaged', cause: 'body-checksum', header };
}

async function readBytes(files: FileSystemPort, path: string): Promise<Uint8Array<ArrayBuffer>> {
  const stat = await files.stat(path);
  if (stat?.kind !== 'file')
    throw new AppError('plan-missing', { path, ...(stat ? { found: stat.kind } : {}) });
  return withFile(await files.open(path, 'read'), (file) => readFully(file, stat.size, 0));
}

/** Errors: plan-missing {path}, plan-newer {path, version}, wrong-type {found: packed-plan}, plan-damaged {part: medium} where reading itself fails. */
export async function readPlan(files: FileSystemPort, path: string): Promise<ReadResult> {
  const bytes = await reading(path, () => readBytes(files, path));
  if (isPacked(bytes)) throw new AppError('wrong-type', { path, found: 'packed-plan' });
  const decoded = decodeHeader(bytes);
  if (decoded.kind === 'newer') throw new AppError('plan-newer', { path, version: decoded.version });
  return decoded.kind === 'damaged' ? decoded : verify(bytes, decoded.header);
}

/** What the folder remembers of the last save made beside it; undefined where it has no note or a damaged one. */
export async function readLastSave(files: FileSystemPort, paths: PlanPaths): Promise<PlanHeader | undefined> {
  if ((await files.stat(paths.lastSave)) === undefined) return undefined;
  return readHeaderOf(files, paths.lastSave).catch(() => undefined);
}

/** Intact earlier states of the plan that `known` is a header of, newest first. */
export async function* listRecoveries(
  { files, paths }: PlanContext,
  known: PlanHeader | undefined,
): AsyncGenerator<StoredPlan & { readonly path: string }> {
  for (const generation of await listGenerations(files, paths)) {
    // Copies in the other form are left-overs of an interrupted change of password.
    if (known && generation.sealed !== (known.encryption !== undefined)) continue;
    const found = await readVerifiedPlan(files, generation.path).catch(() => undefined);
    const own = found && (known === undefined || found.header.fileId === known.fileId);
    if (own) yield { ...found, path: generation.path };
  }
}
