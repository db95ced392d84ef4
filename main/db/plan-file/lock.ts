/**
 * One writing process per plan. The lock is a file with host, process number and the process's start; it is taken
 * over only where that process is gone on this very host. On another host (a share) nobody can tell: it stays locked.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { AppError } from '../../../shared/errors/app-error.ts';
import { readWhole, removeQuietly, withFile, writeFully } from './atomic-save.ts';
import { causeOf, type FileSystemPort, isMissing } from './file-system-port.ts';
import { type PlanPaths, tempPath } from './plan-paths.ts';

export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** Tells a process from a later one with the same number; absent where the system doesn't say. */
  readonly processStart?: string;
  readonly since: string;
  readonly token: string;
}

/** Who we are and who still runs; injectable because a test can't end its own process. */
export interface ProcessPort {
  readonly pid: number;
  readonly host: string;
  readonly processStart?: string;
  isRunning(holder: LockHolder): boolean;
}

/** Boot and start tick from /proc: a process number used again after a restart is not taken for the old process. */
function readProcessStart(pid: number | 'self'): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    // The name in parentheses may hold spaces; the fields are counted after it. Start time is field 22.
    return `${boot}:${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
  } catch {
    return undefined;
  }
}

function isRunning(holder: LockHolder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (causeOf(error) === 'ESRCH') return false;
  }
  const start = readProcessStart(holder.pid);
  return holder.processStart === undefined || start === undefined || start === holder.processStart;
}

const ownStart = readProcessStart('self');
export const nodeProcesses: ProcessPort = {
  pid: process.pid,
  host: hostname(),
  ...(ownStart === undefined ? {} : { processStart: ownStart }),
  isRunning,
};

export interface PlanLock {
  /** The stale holder whose lock was taken over, if any. */
  readonly tookOver?: LockHolder | 'unreadable';
  /** Errors: plan-locked where another process holds the lock now. Takes it again where the folder was moved away. */
  verify(): Promise<'held' | 'taken-again'>;
  release(): Promise<void>;
}

type Found = LockHolder | 'none' | 'unreadable';

function parseHolder(bytes: Uint8Array): Found {
  try {
    const value = JSON.parse(Buffer.from(bytes).toString('utf8')) as Partial<LockHolder>;
    const valid =
      Number.isInteger(value.pid) && typeof value.host === 'string' && typeof value.token === 'string';
    return valid ? (value as LockHolder) : 'unreadable';
  } catch {
    return 'unreadable';
  }
}

async function readHolder(files: FileSystemPort, path: string): Promise<Found> {
  try {
    return parseHolder(await readWhole(files, path));
  } catch (error) {
    if (isMissing(error)) return 'none';
    throw error;
  }
}

/** The live holder of a plan's lock, for readers and for `plan check`; a stale lock counts as none. */
export async function findLockHolder(
  files: FileSystemPort,
  paths: PlanPaths,
  processes: ProcessPort,
): Promise<LockHolder | undefined> {
  const found = await readHolder(files, paths.lock);
  return typeof found === 'string' || isStale(found, processes) ? undefined : found;
}

function isStale(holder: LockHolder, processes: ProcessPort): boolean {
  return holder.host === processes.host && !processes.isRunning(holder);
}

async function writeLock(files: FileSystemPort, path: string, holder: LockHolder): Promise<void> {
  const file = await files.open(path, 'create');
  try {
    await withFile(file, async () => {
      await writeFully(file, Buffer.from(JSON.stringify(holder)), 0);
      await file.sync();
    });
  } catch (error) {
    await removeQuietly(files, path);
    throw error;
  }
}

/** Complete from its first moment: written under another name, then linked; where links are unknown, created. */
async function placeLock(files: FileSystemPort, paths: PlanPaths, holder: LockHolder): Promise<boolean> {
  const temp = tempPath(paths, paths.folder);
  try {
    await writeLock(files, temp, holder);
    await files.link(temp, paths.lock).catch((error: unknown) => {
      if (causeOf(error) === 'EEXIST') throw error;
      return writeLock(files, paths.lock, holder);
    });
    return true;
  } catch (error) {
    if (causeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await removeQuietly(files, temp);
  }
}

/** `elsewhere`: on another computer, where only a person can tell whether it still runs. */
function lockedError(paths: PlanPaths, holder: Found, processes: ProcessPort): AppError {
  const details =
    typeof holder === 'string'
      ? {}
      : {
          pid: holder.pid,
          host: holder.host,
          since: holder.since,
          elsewhere: holder.host !== processes.host,
        };
  return new AppError('plan-locked', { path: paths.plan, ...details });
}

/**
 * Removes a lock that was judged stale. A second file serves as the mutex of this moment: without it, two processes
 * that judged the same lock stale could each remove the other's new one.
 */
async function removeStale(
  files: FileSystemPort,
  paths: PlanPaths,
  judged: Found,
  processes: ProcessPort,
): Promise<void> {
  const mutex = { ...paths, lock: `${paths.lock}-takeover` };
  const other = await readHolder(files, mutex.lock);
  if (other !== 'none' && (other === 'unreadable' || isStale(other, processes)))
    await removeQuietly(files, mutex.lock);
  if (!(await placeLock(files, mutex, newHolder(processes, '')))) throw lockedError(paths, judged, processes);
  try {
    const now = await readHolder(files, paths.lock);
    const same =
      typeof now === 'string' || typeof judged === 'string' ? now === judged : now.token === judged.token;
    if (same && now !== 'none') await files.remove(paths.lock);
  } finally {
    await removeQuietly(files, mutex.lock);
  }
}

function newHolder(processes: ProcessPort, since: string): LockHolder {
  const start = processes.processStart;
  return {
    pid: processes.pid,
    host: processes.host,
    ...(start === undefined ? {} : { processStart: start }),
    since,
    token: randomBytes(8).toString('hex'),
  };
}

/** An unreadable lock may be one that is just being written: it gets a moment before it is judged. */
async function judge(
  files: FileSystemPort,
  paths: PlanPaths,
  processes: ProcessPort,
  confirmed: boolean,
): Promise<Found> {
  let found = await readHolder(files, paths.lock);
  for (let tries = 0; found === 'unreadable' && tries < 5; tries += 1) {
    await files.pause(50);
    found = await readHolder(files, paths.lock);
  }
  if (typeof found === 'string' || confirmed || isStale(found, processes)) return found;
  throw lockedError(paths, found, processes);
}

async function take(
  files: FileSystemPort,
  paths: PlanPaths,
  processes: ProcessPort,
  holder: LockHolder,
  confirmed: boolean,
): Promise<PlanLock['tookOver']> {
  let tookOver: PlanLock['tookOver'];
  for (let tries = 0; tries < 5; tries += 1) {
    if (await placeLock(files, paths, holder)) return tookOver;
    const found = await judge(files, paths, processes, confirmed);
    if (found === 'none') continue;
    await removeStale(files, paths, found, processes);
    tookOver = found;
  }
  throw lockedError(paths, 'none', processes);
}

/**
 * The companion folder must exist. `confirmed`: a person said that the holder no longer runs; if it does, its next save
 * is refused. Errors: plan-locked {path, pid, host, since, elsewhere}; file errors as they come.
 */
export async function acquireLock(
  files: FileSystemPort,
  paths: PlanPaths,
  processes: ProcessPort,
  since: Date,
  confirmed = false,
): Promise<PlanLock> {
  const holder = newHolder(processes, since.toISOString());
  const tookOver = await take(files, paths, processes, holder, confirmed);
  const verify = async (): Promise<'held' | 'taken-again'> => {
    const found = await readHolder(files, paths.lock);
    if (typeof found !== 'string' && found.token === holder.token) return 'held';
    if (found !== 'none') throw lockedError(paths, found, processes);
    await files.makeFolder(paths.folder);
    await take(files, paths, processes, holder, false);
    return 'taken-again';
  };
  const release = async (): Promise<void> => {
    const found = await readHolder(files, paths.lock).catch(() => 'none' as const);
    if (typeof found !== 'string' && found.token === holder.token) await removeQuietly(files, paths.lock);
  };
  return tookOver === undefined ? { verify, release } : { tookOver, verify, release };
}
