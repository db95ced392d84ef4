/** The interface between the plan file and the database layer above it. */
import type { FileSystemPort } from './file-system-port.ts';
import type { Generation } from './generations.ts';
import type { KeyDerivation } from './key-slots.ts';
import type { ProcessPort } from './lock.ts';
import type { PlanNotice } from './notices.ts';
import type { StoredReturn } from './returns-container.ts';

export interface PlanFileOptions {
  /** Default: node:fs. */
  readonly files?: FileSystemPort;
  /** Default: this process. */
  readonly processes?: ProcessPort;
  readonly now: () => Date;
  /** The password or the recovery key. */
  readonly password?: string;
  readonly mode: 'write' | 'read';
  /** A damaged file: opened from an earlier state with a notice (default), or refused as plan-damaged. */
  readonly whenDamaged?: 'recover' | 'refuse';
  /** A person confirmed that the holder of a lock on another computer no longer runs. */
  readonly takeOverLock?: boolean;
  /** From this image size on, commands go to the journal (default 24 MiB). */
  readonly journalBeyondBytes?: number;
  /** The same where the last whole save took longer than this (default 150 ms). */
  readonly journalBeyondMilliseconds?: number;
  /** Cost of a new password slot (default N = 2^17, r = 8, p = 1). */
  readonly keyDerivation?: KeyDerivation;
}

export type StatementParameter = string | number | null | Uint8Array;

export interface JournalRecord {
  /** One more than the state it changes. */
  readonly sequence: number;
  readonly statements: readonly { readonly sql: string; readonly params: readonly StatementParameter[] }[];
}

/** Gives the database as bytes, at a transaction boundary. Called only where a whole save is made. */
export type ExportImage = () => Uint8Array;

export interface SaveOptions {
  /** Before a restoring or a migration: the state before is kept beyond the pruning rule (the newest three such). */
  readonly pinPrevious?: boolean;
}

export interface PasswordChange {
  /** To be printed: only where the plan had no password before. */
  readonly recoveryKey?: string;
  /** Files kept aside earlier (damaged or unsaved copies) that are still readable without a password. */
  readonly stillReadable: readonly string[];
}

export interface PlanFile {
  /** Symbolic links resolved. */
  readonly path: string;
  readonly fileId: string;
  readonly readOnly: boolean;
  readonly encrypted: boolean;
  readonly notices: readonly PlanNotice[];
  /** Verified database image to open: the caller's to change. Gone after `releaseImage`. */
  readonly image: Uint8Array;
  releaseImage(): void;
  /** To be replayed on `image`, oldest first, before anything else. */
  readonly journal: readonly JournalRecord[];
  /** Number of the state on the medium; the next record carries the next number. */
  readonly sequence: number;
  /** Only right after creating with a password. */
  readonly recoveryKey?: string;
  /**
   * Resolves when the state after `record` is durable: one journal record, or a whole save.
   * Errors: write-failed (nothing changed), plan-read-only, plan-locked (another process took the plan over).
   */
  commit(record: JournalRecord, exportImage: ExportImage): Promise<void>;
  /** Saves the whole image as the next number; the state before becomes a generation. Errors as `commit`. */
  saveWhole(exportImage: ExportImage, options?: SaveOptions): Promise<void>;
  /** Folds the journal into the file under the same number, when idle; does nothing where there is none. */
  foldJournal(exportImage: ExportImage): Promise<void>;
  /** One container per batch, durable when it resolves; call before the transaction that refers to the hashes. */
  storeReturns(batch: readonly StoredReturn[]): Promise<void>;
  /** Undefined where the original is not there (file without its folder). Errors: plan-damaged {part: return}. */
  readReturn(hash: string): Promise<Uint8Array | undefined>;
  listReturns(): Promise<readonly string[]>;
  /** Newest first. */
  listGenerations(): Promise<readonly Generation[]>;
  /** The image of an earlier state. To restore it: open it, then `saveWhole` with `pinPrevious`. Errors: not-found, plan-damaged. */
  readGeneration(sequence: number): Promise<Uint8Array>;
  /** Plan and folder as one file; see `unpackPlanFile`. Errors: write-failed, plan-exists. */
  packFile(outPath: string, exportImage: ExportImage): Promise<void>;
  /**
   * Sets (null → text), changes or removes (→ null) the password and saves as the next number. Changing it leaves what
   * was written before under the old password; setting or removing converts returns and generations.
   * Errors: write-failed with the old password still valid.
   */
  changePassword(next: string | null, exportImage: ExportImage): Promise<PasswordChange>;
  /** Folds the journal, releases the lock. Later calls do nothing. */
  close(exportImage: ExportImage): Promise<void>;
  /** Releases the lock and leaves the medium as it is: for a plan whose database could not be opened. */
  abandon(): Promise<void>;
}
