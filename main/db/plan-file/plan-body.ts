/** Image ↔ body of a plan file: as it is, or sealed where the plan has a password. */
import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/errors/app-error.ts';
import { openBody, type PlanKeys, sealBody } from './encryption.ts';
import { encodeHeader, type PlanHeader, shortHash } from './header.ts';

export type PlanDraft = Omit<PlanHeader, 'bodyHash' | 'bodyLength' | 'imageLength' | 'encryption'>;

/** Header and body parts, ready to be written one after the other. */
export function encodePlan(
  draft: PlanDraft,
  image: Uint8Array,
  keys: PlanKeys | undefined,
): { header: PlanHeader; parts: readonly Uint8Array[] } {
  // Field by field: a header that was read brings its own encryption along, which must not be taken over.
  const plain: PlanHeader = {
    fileId: draft.fileId,
    sequence: draft.sequence,
    savedAt: draft.savedAt,
    journalOpen: draft.journalOpen,
    ancestors: draft.ancestors,
    imageLength: image.length,
    bodyLength: image.length,
    bodyHash: '',
  };
  const sealed = keys ? sealBody(keys, plain, image) : { header: plain, parts: [image] };
  const hash = createHash('sha256');
  for (const part of sealed.parts) hash.update(part);
  const header = { ...sealed.header, bodyHash: hash.digest('hex') };
  return { header, parts: [encodeHeader(header), ...sealed.parts] };
}

/** `body` was verified against the header's hash. Errors: plan-damaged. */
export function decodeBody(
  header: PlanHeader,
  body: Uint8Array<ArrayBuffer>,
  keys: PlanKeys | undefined,
  path: string,
): Uint8Array<ArrayBuffer> {
  if (header.encryption) {
    if (!keys) throw new AppError('password-needed', { path });
    return openBody(keys, header, body, path);
  }
  if (body.length === header.imageLength) return body;
  throw new AppError('plan-damaged', { path, part: 'body', cause: 'length' });
}

/** The ancestors of a save that follows `header`. */
export function ancestorsAfter(header: PlanHeader): PlanHeader['ancestors'] {
  return [{ sequence: header.sequence, hash: shortHash(header.bodyHash) }, ...header.ancestors];
}
