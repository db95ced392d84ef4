/** At opening: which records of the journal in the folder continue the state that was read, and what to say of the rest. */
import { removeQuietly } from './atomic-save.ts';
import type { PlanKeys } from './encryption.ts';
import type { PlanHeader } from './header.ts';
import { shortHash } from './header.ts';
import { type JournalContent, readJournal } from './journal.ts';
import type { PlanContext } from './plan-context.ts';
import type { JournalRecord } from './plan-file-types.ts';
import { keepDamaged } from './save-plan.ts';

export interface AdoptedJournal {
  readonly records: readonly JournalRecord[];
  /** All of it could be read and belongs to the state: folding it in loses nothing. */
  readonly whole: boolean;
  /** Highest number seen in the journal, used or not. */
  readonly lastKnown: number;
}

export interface AdoptRequest {
  readonly header: PlanHeader;
  readonly keys: PlanKeys | undefined;
  /** False where the state comes from a generation: its journal flag is history. */
  readonly presentIntact: boolean;
  readonly mayWrite: boolean;
}

function startsFrom(journal: JournalContent, header: PlanHeader): boolean {
  const saves = [{ sequence: header.sequence, hash: shortHash(header.bodyHash) }, ...header.ancestors];
  const { base, fileId } = journal;
  return (
    fileId === header.fileId && saves.some((one) => one.sequence === base.sequence && one.hash === base.hash)
  );
}

/** Records after the state; undefined where the first of them is missing, so that none may be used. */
function following(journal: JournalContent, header: PlanHeader): readonly JournalRecord[] | undefined {
  const records = journal.records.filter((record) => record.sequence > header.sequence);
  const first = records[0];
  return first && first.sequence !== header.sequence + 1 ? undefined : records;
}

/** Moves the journal into `damaged/`. */
export async function setJournalAside(context: PlanContext): Promise<void> {
  await keepDamaged(context, context.paths.journal).then(
    () => removeQuietly(context.files, context.paths.journal),
    () => undefined,
  );
}

function noteTail({ notices }: PlanContext, journal: JournalContent, used: number): void {
  if (used > 0) notices.add('journal-replayed', { records: used });
  if (journal.strandedRecords > 0) {
    notices.add('journal-damaged', {
      readable: used,
      stranded: journal.strandedRecords,
      bytes: journal.dropped,
    });
  } else if (journal.dropped > 0) {
    notices.add('journal-tail-dropped', { bytes: journal.dropped });
  }
}

const nothing: AdoptedJournal = { records: [], whole: false, lastKnown: 0 };

async function adoptOpen(context: PlanContext, request: AdoptRequest): Promise<AdoptedJournal> {
  const { header, keys, mayWrite } = request;
  const { notices } = context;
  const result = await readJournal(context.files, context.paths, keys);
  if (result.kind === 'missing') {
    notices.add('plan-journal-missing', { sequence: header.sequence });
    return nothing;
  }
  if (result.kind === 'damaged') {
    notices.add('journal-damaged', { readable: 0, cause: result.cause });
    if (mayWrite) await setJournalAside(context);
    return nothing;
  }
  const records = startsFrom(result, header) ? following(result, header) : undefined;
  const lastKnown = result.fileId === header.fileId ? result.lastSequence : 0;
  if (!records) {
    notices.add('journal-of-other-copy', { sequence: header.sequence, startsFrom: result.base.sequence });
    notices.add('plan-journal-missing', { sequence: header.sequence });
    if (mayWrite) await setJournalAside(context);
    return { ...nothing, lastKnown };
  }
  // Everything in it is in the file: whatever its end looks like, nothing depends on it.
  if (result.lastSequence <= header.sequence) return { records: [], whole: true, lastKnown };
  noteTail(context, result, records.length);
  const whole = result.strandedRecords === 0;
  if (!whole && mayWrite) await keepDamaged(context, context.paths.journal).catch(() => undefined);
  return { records, whole, lastKnown };
}

/** A left-over of a save that was not tidied up: everything in it is in the file. */
function isLeftOver(journal: JournalContent, header: PlanHeader): boolean {
  const empty = journal.lastSequence === 0 && journal.dropped === 0;
  return empty || (startsFrom(journal, header) && journal.lastSequence <= header.sequence);
}

/** The file needs no journal: one that still lies there is a left-over, or somebody else's. */
async function inspectUnused(context: PlanContext, request: AdoptRequest): Promise<AdoptedJournal> {
  const { header, keys, mayWrite } = request;
  const result = await readJournal(context.files, context.paths, keys);
  if (result.kind === 'missing') return nothing;
  if (result.kind === 'journal' && isLeftOver(result, header)) {
    if (mayWrite) await removeQuietly(context.files, context.paths.journal);
    return nothing;
  }
  context.notices.add('journal-of-other-copy', { sequence: header.sequence });
  if (mayWrite) await setJournalAside(context);
  return {
    ...nothing,
    lastKnown: result.kind === 'journal' && result.fileId === header.fileId ? result.lastSequence : 0,
  };
}

/**
 * The state is an earlier one than the file's: the journal helps only where it goes on from exactly there. It stays
 * where it is: a good copy of the file may still be found, and needs it.
 */
async function adoptForRecovery(context: PlanContext, request: AdoptRequest): Promise<AdoptedJournal> {
  const { header, keys } = request;
  const result = await readJournal(context.files, context.paths, keys);
  if (result.kind !== 'journal') return nothing;
  const records = startsFrom(result, header) ? following(result, header) : undefined;
  if (records && records.length > 0) noteTail(context, result, records.length);
  const lastKnown = result.fileId === header.fileId ? result.lastSequence : 0;
  return { records: records ?? [], whole: false, lastKnown };
}

/** File errors come as they are; damaged content becomes a notice. */
export function adoptJournal(context: PlanContext, request: AdoptRequest): Promise<AdoptedJournal> {
  if (!request.presentIntact) return adoptForRecovery(context, request);
  return request.header.journalOpen ? adoptOpen(context, request) : inspectUnused(context, request);
}
