import type { ReadHandle, WriteHandle } from '../handles.ts';

/* Explanations of differences between our total and a department's own figure. */

export function listDiscrepancyTexts(db: ReadHandle, period: string): ReadonlyMap<string, string> {
  const rows = db.all('SELECT indicator, explanation FROM discrepancies WHERE period = ?', [period]);
  return new Map(rows.map((row) => [String(row.indicator), String(row.explanation)]));
}

export function writeDiscrepancyText(
  db: WriteHandle,
  given: {
    readonly indicator: string;
    readonly period: string;
    readonly explanation: string;
    readonly by: string;
    readonly at: string;
  },
): void {
  const row = db.one('SELECT id FROM discrepancies WHERE indicator = ? AND period = ?', [
    given.indicator,
    given.period,
  ]);
  const { explanation, by, at } = given;
  if (row) db.update('discrepancies', Number(row.id), { explanation, by, at });
  else db.insert('discrepancies', { ...given });
}
