/** What opening or saving has to tell a person besides its result. Sentences live in `renderer/words`. */
export const planNoticeCodes = [
  /** The plan file is damaged; opened from an earlier state. {from, sequence, lastKnownSequence} */
  'recovered-from-generation',
  /** Commands of an interrupted session were taken from the journal. {records} */
  'journal-replayed',
  /** The journal's end was cut by a crash; nothing acknowledged was in it unless the medium lost it. {bytes} */
  'journal-tail-dropped',
  /** A record inside the journal is damaged: later commands are lost. {readable, bytes} */
  'journal-damaged',
  /** The file says that its journal is open, but it is not there: the last commands are lost. {sequence} */
  'plan-journal-missing',
  /** A journal of another copy or another plan lies in the folder; it was not used. */
  'journal-of-other-copy',
  /** The file came without its companion folder: originals and earlier states are missing. {folder, found: the folder of
   * the same plan under another name, where there is one} */
  'folder-missing',
  /** The companion folder belongs to another plan. {folder} */
  'folder-of-other-plan',
  /** The folder knows a later state than the file holds: an older copy was put back. {sequence, lastKnownSequence} */
  'older-copy',
  /** File and folder come from copies that went apart. {sequence, lastKnownSequence, commonSequence} */
  'copies-diverged',
  /** The lock of a process that no longer runs was taken over. {pid, since} */
  'stale-lock-taken',
  /** Another process has the plan open for writing: this is its last saved state. {pid, host, since} */
  'locked-by-other',
  /** File, folder or medium can't be written. {cause} */
  'read-only-medium',
  /** A damaged file was kept. {kept} */
  'damaged-kept-aside',
  /** Another program replaced the plan file while it was open; that file was kept aside. {kept} */
  'plan-replaced-outside',
  /** The companion folder disappeared while the plan was open and was made again. {folder} */
  'folder-made-again',
  /** Saved, but earlier states could not be kept or pruned. {step, cause} */
  'housekeeping-failed',
  /** Closing could not fold the journal in; it stays and is used at the next opening. {cause} */
  'fold-failed',
] as const;
export type PlanNoticeCode = (typeof planNoticeCodes)[number];

export interface PlanNotice {
  readonly code: PlanNoticeCode;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Collects notices; the same one is said once. */
export class NoticeList {
  readonly list: PlanNotice[] = [];

  add(code: PlanNoticeCode, details: Readonly<Record<string, unknown>> = {}): void {
    const text = JSON.stringify([code, details]);
    if (!this.list.some((one) => JSON.stringify([one.code, one.details]) === text))
      this.list.push({ code, details });
  }

  /** Takes back what was said after the list had this length: reading is tried again. */
  cutTo(length: number): void {
    this.list.length = length;
  }
}
