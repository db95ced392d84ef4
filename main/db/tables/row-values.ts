import type { SqlRow } from '../handles.ts';

/* Columns of a row as properties. */

/** Undefined where the column is empty or was not asked for. */
export const text = (row: SqlRow, name: string) =>
  row[name] === null || row[name] === undefined ? undefined : String(row[name]);

/** Only the properties that have a value, so that absent stays absent. One by one: lists of entries cost ten times as much. */
export function present<Fields extends Record<string, unknown>>(
  fields: Fields,
): { [Key in keyof Fields]?: NonNullable<Fields[Key]> } {
  const known: Record<string, unknown> = {};
  for (const name in fields) if (fields[name] !== undefined) known[name] = fields[name];
  return known as never;
}
