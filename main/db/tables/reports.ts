import type { OpinionNote, ReportKind, WrittenText } from '../../../shared/calc/report/report-input.ts';
import type { ReadHandle, WriteHandle } from '../handles.ts';

/* What persons write into reports (with the figures it rested on) and the opinions received on a draft. */

export function listReportTexts(db: ReadHandle, kind: ReportKind, date: string): WrittenText[] {
  return db
    .all('SELECT * FROM report_texts WHERE kind = ? AND date = ? ORDER BY id', [kind, date])
    .map((row) => ({
      block: String(row.block),
      text: String(row.text),
      figures: JSON.parse(String(row.figures)) as Record<string, string>,
    }));
}

/** `text` null takes the written text away: the generated one stands again. */
export function writeReportText(
  db: WriteHandle,
  place: { readonly kind: ReportKind; readonly date: string; readonly block: string },
  written: { readonly text: string; readonly figures: Readonly<Record<string, string>> } | null,
  by: string,
  at: string,
): void {
  const row = db.one('SELECT id FROM report_texts WHERE kind = ? AND date = ? AND block = ?', [
    place.kind,
    place.date,
    place.block,
  ]);
  if (written === null) {
    if (row) db.remove('report_texts', Number(row.id));
    return;
  }
  const fields = { text: written.text, figures: JSON.stringify(written.figures), by, at };
  if (row) db.update('report_texts', Number(row.id), fields);
  else db.insert('report_texts', { ...place, ...fields });
}

export interface Opinion extends OpinionNote {
  readonly id: number;
}

const outcomes = ['received', 'adopted', 'partly', 'not'] as const;

export function listOpinions(db: ReadHandle, kind: ReportKind, date: string): Opinion[] {
  return db
    .all('SELECT * FROM opinions WHERE kind = ? AND date = ? ORDER BY id', [kind, date])
    .map((row) => ({
      id: Number(row.id),
      source: String(row.source),
      text: String(row.text),
      outcome: outcomes.find((one) => one === row.outcome) ?? 'received',
      reply: row.reply === null ? null : String(row.reply),
    }));
}

/** Returns the row's id, or undefined where the id to change is not one of this report. */
export function writeOpinion(
  db: WriteHandle,
  place: { readonly kind: ReportKind; readonly date: string },
  opinion: OpinionNote & { readonly id?: number | undefined },
): number | undefined {
  const { id, source, text, outcome, reply } = opinion;
  if (id === undefined) return db.insert('opinions', { ...place, source, text, outcome, reply });
  if (!listOpinions(db, place.kind, place.date).some((one) => one.id === id)) return undefined;
  db.update('opinions', id, { source, text, outcome, reply });
  return id;
}
