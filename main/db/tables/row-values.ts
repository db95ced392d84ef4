import type { SqlRow } from '../handles.ts';

/* Columns of a row as properties. */

/** Undefined where the column is empty or was not asked for. */
export const text = (row: SqlRow, name: string) =>
  row[name] === null || row[name] === undefined ? undefined : String(row[name]);

/** Only the properties that have a value, so that absent stays absent. */
export function present<Fields extends Record<string, unknown>>(
  fields: Fields,
): { [Key in keyof Fields]?: NonNullable<Fields[Key]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
