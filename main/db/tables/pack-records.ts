import { type PackColumn, type PackKey, packFile, packFiles } from '../../../shared/domain/pack.ts';
import type { Observation, PlanContent, PlanHeader } from '../../../shared/domain/plan.ts';
import type { ReadHandle, SqlRow, SqlValue, WriteHandle } from '../handles.ts';

/*
 * The pack's files as tables: one table per file, one column per column, described once in `shared/domain/pack.ts`.
 * Rows are checked against that description when they are read; SQLite would keep a wrong type without a word.
 */

const tables: Record<PackKey, string> = {
  units: 'units',
  outline: 'outline',
  indicators: 'indicators',
  targets: 'targets',
  assigned: 'assigned',
  splits: 'splits',
  assignments: 'assignments',
  projects: 'projects',
  forms: 'forms',
  formItems: 'form_items',
  checks: 'checks',
  observations: 'observations',
};

export type PackRecord<Key extends PackKey> = PlanContent[Key][number];

/** Name of the table behind a pack file. */
export function packTable(key: PackKey): string {
  return tables[key];
}

function toSql(column: PackColumn, value: unknown): SqlValue {
  if (column.type === 'list') return JSON.stringify(value ?? []);
  if (column.type === 'yes-no') return value ? 1 : 0;
  if (value === undefined || value === null) return null;
  return typeof value === 'number' ? value : String(value);
}

/** One record as a row of its table (without id). */
export function toRow<Key extends PackKey>(key: Key, record: PackRecord<Key>): SqlRow {
  const fields = record as unknown as Record<string, unknown>;
  return Object.fromEntries(
    packFile(key).columns.map((column) => [column.name, toSql(column, fields[column.name])]),
  );
}

function fromSql(key: PackKey, column: PackColumn, value: SqlValue): unknown {
  const wrong = () => new TypeError(`${key}.${column.name}: unexpected ${JSON.stringify(value)}`);
  if (column.type === 'list') {
    const list: unknown = JSON.parse(String(value));
    if (!Array.isArray(list)) throw wrong();
    return list;
  }
  if (column.type === 'yes-no') return value === 1;
  if (value === null) return undefined;
  if (column.type === 'integer' || column.type === 'year') {
    if (typeof value !== 'number') throw wrong();
    return value;
  }
  if (typeof value !== 'string') throw wrong();
  if (column.choices && !column.choices.includes(value)) throw wrong();
  return value;
}

/** A row of a pack table as a record; throws TypeError where the database holds something else than the description says. */
export function fromRow<Key extends PackKey>(key: Key, row: SqlRow): PackRecord<Key> {
  const record: Record<string, unknown> = {};
  for (const column of packFile(key).columns) {
    const value = fromSql(key, column, row[column.name] ?? null);
    if (value !== undefined) record[column.name] = value;
    else if (key === 'observations' && column.name === 'value') record.value = null;
  }
  return record as unknown as PackRecord<Key>;
}

/** The rows behind a pack file with their ids, in pack order. */
export function listRows(db: ReadHandle, key: PackKey): SqlRow[] {
  return db.all(`SELECT * FROM "${tables[key]}" ORDER BY id`);
}

/** All records of one file in pack order. */
export function listRecords<Key extends PackKey>(db: ReadHandle, key: Key): PackRecord<Key>[] {
  return listRows(db, key).map((row) => fromRow(key, row));
}

/** Id and record of the row with the given key columns. */
export function findRecord<Key extends PackKey>(
  db: ReadHandle,
  key: Key,
  where: Readonly<Record<string, SqlValue>>,
): { id: number; record: PackRecord<Key> } | undefined {
  const names = Object.keys(where);
  const row = db.one(
    `SELECT * FROM "${tables[key]}" WHERE ${names.map((name) => `"${name}" IS ?`).join(' AND ')}`,
    names.map((name) => where[name] ?? null),
  );
  return row && { id: Number(row.id), record: fromRow(key, row) };
}

/** A million records shall not also be there as a million rows. */
const rowsAtOnce = 2_000;

export function insertRecords<Key extends PackKey>(
  db: WriteHandle,
  key: Key,
  records: readonly PackRecord<Key>[],
): void {
  for (let at = 0; at < records.length; at += rowsAtOnce)
    db.insertMany(
      tables[key],
      records.slice(at, at + rowsAtOnce).map((record) => toRow(key, record)),
    );
}

const headerKey = 'header';

export function getPlanHeader(db: ReadHandle): PlanHeader {
  const row = db.one('SELECT value FROM meta WHERE key = ?', [headerKey]);
  if (!row) throw new TypeError('the plan has no header');
  return JSON.parse(String(row.value)) as PlanHeader;
}

export function writePlanHeader(db: WriteHandle, header: PlanHeader): void {
  const row = db.one('SELECT id FROM meta WHERE key = ?', [headerKey]);
  if (row) db.update('meta', Number(row.id), { value: JSON.stringify(header) });
  else db.insert('meta', { key: headerKey, value: JSON.stringify(header) });
}

export function getPlanContent(db: ReadHandle): PlanContent {
  return { ...getPlanStructure(db), observations: listRecords(db, 'observations') };
}

/** Everything of a plan but its figures, which may be a million: most callers never look at them. */
export type PlanStructure = Omit<PlanContent, 'observations'>;

export function getPlanStructure(db: ReadHandle): PlanStructure {
  const keys = packFiles.map(({ key }) => key).filter((key) => key !== 'observations');
  const lists = Object.fromEntries(keys.map((key) => [key, listRecords(db, key)]));
  return { header: getPlanHeader(db), ...lists } as unknown as PlanStructure;
}

/** Observations of one unit, for all indicators of the plan, in the order they came in. */
export function listObservationsOf(db: ReadHandle, unit: string): Observation[] {
  // Naming the indicators lets the index by cell find the rows.
  return db
    .all(
      'SELECT * FROM observations WHERE unit = ? AND indicator IN (SELECT code FROM indicators) ORDER BY id',
      [unit],
    )
    .map((row) => fromRow('observations', row));
}

export function writePlanContent(db: WriteHandle, content: PlanContent): void {
  writePlanHeader(db, content.header);
  for (const { key } of packFiles) insertRecords(db, key, content[key]);
}
