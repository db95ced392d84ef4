import { z } from 'zod';
import type { ReadHandle, WriteHandle } from '../handles.ts';

/*
 * What persons said about the cells of a department's template, by the template's fingerprint. Kept among what was
 * learned (kind `template`), as it is the same thing: what a place means, confirmed once and used again.
 */

const templateCell = z.object({
  sheet: z.string(),
  cell: z.string(),
  /** null: the cell is left alone. */
  indicator: z.string().nullable(),
  /** Absent: the unit that the template is filled for. */
  unit: z.string().optional(),
  column: z.enum(['current', 'previous', 'growth']),
  /** Unit of measure of the cell, where it isn't the indicator's own. */
  measure: z.string().optional(),
});
export type TemplateCell = z.output<typeof templateCell>;

export function listTemplateCells(db: ReadHandle, fingerprint: string): TemplateCell[] {
  const row = db.one("SELECT code FROM learned WHERE sender = '' AND kind = 'template' AND label = ?", [
    fingerprint,
  ]);
  return row ? z.array(templateCell).parse(JSON.parse(String(row.code))) : [];
}

/** Cells named before keep their meaning unless they are named again. */
export function rememberTemplateCells(
  db: WriteHandle,
  fingerprint: string,
  cells: readonly TemplateCell[],
  { by, at }: { readonly by: string; readonly at: string },
): number {
  const kept = new Map(
    [...listTemplateCells(db, fingerprint), ...cells].map((one) => [`${one.sheet}!${one.cell}`, one]),
  );
  const code = JSON.stringify([...kept.values()]);
  const row = db.one("SELECT id FROM learned WHERE sender = '' AND kind = 'template' AND label = ?", [
    fingerprint,
  ]);
  if (row) db.update('learned', Number(row.id), { code, by, at });
  else db.insert('learned', { sender: '', kind: 'template', label: fingerprint, code, by, at });
  return kept.size;
}
