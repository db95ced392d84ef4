import initSqlJs, { type Database, type SqlJsStatic } from 'sql.js';
import { AppError } from '../../shared/errors/app-error.ts';
import { newestVersion, steps } from './migrations/steps.ts';

/*
 * From a database image to a database of this program's version. The old maths functions of sql.js are switched off
 * (they print warnings).
 */

let engine: Promise<SqlJsStatic> | undefined;

export function loadEngine(): Promise<SqlJsStatic> {
  engine ??= initSqlJs({ useOldExtensionFunctions: false } as never);
  return engine;
}

export function databaseVersion(database: Database): number {
  return Number(database.exec('PRAGMA user_version')[0]?.values[0]?.[0] ?? 0);
}

/**
 * The database is a file in the engine's memory only, made durable from outside (plan-file/): a journal and sorting files
 * beside it would be copies of memory in memory, and every page that the engine's own cache can't hold is fetched anew.
 */
const settings = `
PRAGMA foreign_keys = ON;
PRAGMA journal_mode = MEMORY;
PRAGMA synchronous = OFF;
PRAGMA temp_store = MEMORY;
PRAGMA cache_size = -16384;
`;

/**
 * Opens an image (none: an empty database) and works inside that array from then on: a copy of every plan would be in
 * memory twice. Throws plan-newer, plan-damaged. Migrations are left to `migrate`.
 */
export async function openDatabase(image?: Uint8Array): Promise<Database> {
  const sql = await loadEngine();
  const database = new sql.Database(image && inPlace(image));
  try {
    database.exec(settings);
    const version = databaseVersion(database);
    if (version > newestVersion) throw new AppError('plan-newer', { found: version, known: newestVersion });
    return database;
  } catch (error) {
    database.close();
    if (error instanceof AppError) throw error;
    throw new AppError('plan-damaged', { part: 'database', cause: String(error) }, { cause: error });
  }
}

/** sql.js takes a slice of what it is given, and the slice of a Buffer is no copy. */
function inPlace(image: Uint8Array): Uint8Array {
  return Buffer.from(image.buffer, image.byteOffset, image.byteLength);
}

/** Runs the missing steps in one transaction together with the version number. Returns true when anything ran. */
export function migrate(database: Database): boolean {
  const version = databaseVersion(database);
  const missing = steps.filter((step) => step.version > version);
  if (missing.length === 0) return false;
  database.exec('BEGIN');
  try {
    for (const step of missing) database.exec(step.sql);
    database.exec(`PRAGMA user_version = ${newestVersion}`);
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
  return true;
}

/** SQLite's own view of an image: undefined when sound, else its first complaint. */
export async function quickCheck(image: Uint8Array): Promise<string | undefined> {
  const database = await openDatabase(image);
  try {
    const answer = String(database.exec('PRAGMA quick_check(1)')[0]?.values[0]?.[0]);
    return answer === 'ok' ? undefined : answer;
  } finally {
    database.close();
  }
}
