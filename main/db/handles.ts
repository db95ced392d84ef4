import type { Database, Statement } from 'sql.js';

/**
 * The two ways to the plan database: a read handle for queries, a write handle for commands.
 * The write handle knows three verbs only, so that every change can be journalled and undone row by row.
 * All tables have an integer primary key `id`; SQL text stands in `tables/` only.
 */

export type SqlValue = string | number | null;
export type SqlRow = Record<string, SqlValue>;

export interface ReadHandle {
  all(sql: string, params?: readonly SqlValue[]): SqlRow[];
  one(sql: string, params?: readonly SqlValue[]): SqlRow | undefined;
}

export interface WriteHandle extends ReadHandle {
  /** Returns the new row's id. */
  insert(table: string, row: SqlRow): number;
  /** Rows must name the same columns; returns the first id, the others follow. */
  insertMany(table: string, rows: readonly SqlRow[]): number;
  /** Unknown id: throws. Columns that already hold the value are left out of the record. */
  update(table: string, id: number, patch: SqlRow): void;
  remove(table: string, id: number): void;
}

/** What a command did to the rows, enough to take it back and to see whether a later one touched the same. */
export type RowChange =
  | { readonly op: 'insert'; readonly table: string; readonly from: number; readonly to: number }
  | {
      readonly op: 'update';
      readonly table: string;
      readonly id: number;
      readonly before: SqlRow;
      readonly after: SqlRow;
    }
  | { readonly op: 'remove'; readonly table: string; readonly id: number; readonly before: SqlRow };

export interface ExecutedStatement {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

/** Statements are prepared once per database and SQL text: a query in a loop must not be compiled again. */
export class StatementCache {
  #database: Database;
  readonly #statements = new Map<string, Statement>();
  readonly #names = new Map<Statement, readonly string[]>();

  constructor(database: Database) {
    this.#database = database;
  }

  prepare(sql: string): Statement {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  /** Names of the columns, asked once: no schema changes while statements are kept. */
  columnNames(statement: Statement): readonly string[] {
    let names = this.#names.get(statement);
    if (!names) this.#names.set(statement, (names = statement.getColumnNames()));
    return names;
  }

  /** After a restore: the same handles work on another database. */
  moveTo(database: Database): void {
    this.free();
    this.#database = database;
  }

  free(): void {
    for (const statement of this.#statements.values()) statement.free();
    this.#statements.clear();
    this.#names.clear();
  }
}

export function createReadHandle(cache: StatementCache): ReadHandle {
  const all = (sql: string, params: readonly SqlValue[] = []): SqlRow[] => {
    const statement = cache.prepare(sql);
    const rows: SqlRow[] = [];
    try {
      statement.bind([...params]);
      // `getAsObject` would ask for the names of the columns again for every row.
      while (statement.step()) rows.push(rowOf(cache.columnNames(statement), statement.get() as SqlValue[]));
    } finally {
      statement.reset();
    }
    return rows;
  };
  return { all, one: (sql, params) => all(sql, params)[0] };
}

function rowOf(names: readonly string[], values: readonly SqlValue[]): SqlRow {
  const row: SqlRow = {};
  for (let at = 0; at < names.length; at += 1) row[names[at]!] = values[at] ?? null;
  return row;
}

const rowsPerStatement = 50;
/** Characters bound by one command that a journal record still takes; beyond it the plan is saved whole. */
const mostCharacters = 4_000_000;
/** A number or nothing, about. */
const plainCharacters = 8;

/** Records what it does: `changes` for undo, `statements` for the journal. */
export interface RecordingWriteHandle extends WriteHandle {
  readonly changes: RowChange[];
  /** Empty where there were too many (`oversized`). */
  readonly statements: ExecutedStatement[];
  /** So much was written that the plan is to be saved whole: as a journal record it would be in memory three times over. */
  readonly oversized: boolean;
  /** Writes that are part of the bookkeeping itself: journalled, never undone. */
  execute(sql: string, params: readonly SqlValue[]): void;
}

const longText = 512;
const utf8 = new TextEncoder();

const isLongText = (value: SqlValue | undefined): boolean =>
  typeof value === 'string' && value.length > longText;

/** Slots are the only question marks of our statements. The engine's binding copies a text character by character; a long one handed over as bytes takes a third of the time. */
function run(
  cache: StatementCache,
  sql: string,
  params: readonly SqlValue[],
  isLong: (position: number) => boolean,
): void {
  const asBytes = (value: SqlValue, at: number) =>
    typeof value === 'string' && isLong(at) ? utf8.encode(value) : value;
  let position = -1;
  const text = params.some((_, at) => isLong(at))
    ? sql.replace(/\?/g, () => (isLong(++position) ? 'CAST(? AS TEXT)' : '?'))
    : sql;
  cache.prepare(text).run(params.map(asBytes));
}

export function createWriteHandle(cache: StatementCache): RecordingWriteHandle {
  const read = createReadHandle(cache);
  const changes: RowChange[] = [];
  const statements: ExecutedStatement[] = [];

  let characters = 0;

  const execute = (
    sql: string,
    params: readonly SqlValue[],
    isLong = (at: number) => isLongText(params[at]),
  ) => {
    run(cache, sql, params, isLong);
    for (const value of params) characters += typeof value === 'string' ? value.length : plainCharacters;
    if (characters <= mostCharacters) statements.push({ sql, params });
    else statements.length = 0;
  };

  // A command inserts into the same few tables over and over.
  const next = new Map<string, number>();
  const nextId = (table: string) =>
    Number(read.one(`SELECT coalesce(max(id), 0) + 1 AS id FROM "${table}"`)?.id);

  const insertMany = (table: string, rows: readonly SqlRow[]): number => {
    const [first] = rows;
    if (!first) throw new RangeError(`nothing to insert into ${table}`);
    // Most of the time goes into handing values over, and columns that nothing stands in need none.
    const columns = Object.keys(first).filter((column) => rows.some((row) => row[column] != null));
    const names = ['id', ...columns].map((column) => `"${column}"`).join(',');
    const slots = `(?${',?'.repeat(columns.length)})`;
    const start = next.get(table) ?? nextId(table);
    next.set(table, start + rows.length);
    // By column, so that few statements differ in it.
    const long = columns.map((column) => rows.some((row) => isLongText(row[column])));
    for (let at = 0; at < rows.length; at += rowsPerStatement) {
      const part = rows.slice(at, at + rowsPerStatement);
      const values: SqlValue[] = [];
      part.forEach((row, offset) => {
        values.push(start + at + offset);
        for (const column of columns) values.push(row[column] ?? null);
      });
      execute(
        `INSERT INTO "${table}" (${names}) VALUES ${part.map(() => slots).join(',')}`,
        values,
        (position) => long[(position % (columns.length + 1)) - 1] ?? false,
      );
    }
    recordInsert(changes, table, start, start + rows.length - 1);
    return start;
  };

  return {
    ...read,
    changes,
    statements,
    get oversized() {
      return characters > mostCharacters;
    },
    execute(sql, params) {
      next.clear();
      execute(sql, params);
    },
    insertMany,
    insert: (table, row) => insertMany(table, [row]),
    update(table, id, patch) {
      const patched = Object.keys(patch);
      const named = ['id', ...patched].map((column) => `"${column}"`).join(', ');
      const before = read.one(`SELECT ${named} FROM "${table}" WHERE id = ?`, [id]);
      if (!before) throw new RangeError(`no row ${id} in ${table}`);
      const columns = patched.filter((column) => before[column] !== patch[column]);
      if (columns.length === 0) return;
      execute(`UPDATE "${table}" SET ${columns.map((column) => `"${column}" = ?`).join(', ')} WHERE id = ?`, [
        ...columns.map((column) => patch[column] ?? null),
        id,
      ]);
      changes.push({ op: 'update', table, id, before: pick(before, columns), after: pick(patch, columns) });
    },
    remove(table, id) {
      const before = read.one(`SELECT * FROM "${table}" WHERE id = ?`, [id]);
      if (!before) throw new RangeError(`no row ${id} in ${table}`);
      execute(`DELETE FROM "${table}" WHERE id = ?`, [id]);
      changes.push({ op: 'remove', table, id, before });
    },
  };
}

function pick(row: SqlRow, columns: readonly string[]): SqlRow {
  return Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
}

/** Neighbouring inserts into one table fold into one range: an import of 100,000 rows is one line of history. */
function recordInsert(changes: RowChange[], table: string, from: number, to: number): void {
  const last = changes.at(-1);
  if (last?.op === 'insert' && last.table === table && last.to + 1 === from)
    changes[changes.length - 1] = { ...last, to };
  else changes.push({ op: 'insert', table, from, to });
}
