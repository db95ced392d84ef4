/**
 * The database of the kill trials: real sql.js. Each command is one transaction that adds a row and writes a new token
 * with the number of rows, so that a state is known by its token, and a mixed one shows.
 */
import initSqlJs, { type Database, type SqlValue } from 'sql.js';

export type Statement = {
  readonly sql: string;
  readonly params: readonly (string | number | null | Uint8Array)[];
};

export async function openTrialDatabase(image?: Uint8Array): Promise<Database> {
  const { Database } = await initSqlJs();
  const database = new Database(image);
  if (!image) {
    database.exec(
      'create table edit (id integer primary key, content text); create table state (token text, rows int);' +
        "insert into state values ('new', 0); pragma user_version = 10",
    );
  }
  return database;
}

export function statementsOf(token: string, filler: string): Statement[] {
  return [
    { sql: 'insert into edit (content) values (?)', params: [filler] },
    { sql: 'update state set token = ?, rows = rows + 1', params: [token] },
  ];
}

export function runStatements(database: Database, statements: readonly Statement[]): void {
  database.exec('begin');
  for (const { sql, params } of statements) database.run(sql, params as SqlValue[]);
  database.exec('commit');
}

function oneOf(database: Database, sql: string): SqlValue | undefined {
  return database.exec(sql)[0]?.values[0]?.[0];
}

/** The state's token; `mixed` where rows, token or the database's own check contradict each other. */
export function tokenOf(database: Database): string {
  const sound = oneOf(database, 'pragma quick_check') === 'ok';
  const rows = oneOf(database, 'select count(*) from edit') === oneOf(database, 'select rows from state');
  return sound && rows ? String(oneOf(database, 'select token from state')) : 'mixed';
}
