import type { FormItem } from '../../domain/plan.ts';
import type { RowReading, TableReading } from '../../domain/recognition.ts';
import { readLabel } from '../../text/names.ts';
import { matchName, type NameIndex, type NameMatch } from './match-name.ts';

/** Rows to items. A code (A01) is the strongest evidence; labels that stand for several items are told apart by order. */
export type RowMatch =
  | { readonly kind: 'match'; readonly row: RowReading; readonly code: string; readonly conflict?: string }
  | { readonly kind: 'ambiguous'; readonly row: RowReading; readonly codes: readonly string[] }
  | { readonly kind: 'none'; readonly row: RowReading };

export function matchRows(table: TableReading, index: NameIndex, items: readonly FormItem[]): RowMatch[] {
  const order = new Map<string, number>();
  items.forEach((item, position) => {
    if (!order.has(item.indicator)) order.set(item.indicator, position);
  });
  const raw = table.rows.map((row) => ({ row, match: matchRow(row, index) }));
  const repeats = new Map<string, number>();
  for (const { row, match } of raw)
    if (match?.kind === 'ambiguous') repeats.set(keyOf(row), (repeats.get(keyOf(row)) ?? 0) + 1);
  const taken = new Map<string, number>();
  return raw.map(({ row, match }): RowMatch => {
    if (match?.kind === 'match') {
      const conflict = codeConflict(row, index, match.code);
      return { kind: 'match', row, code: match.code, ...(conflict ? { conflict } : {}) };
    }
    if (match?.kind !== 'ambiguous') return { kind: 'none', row };
    const key = keyOf(row);
    const codes = [...match.codes].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
    const position = taken.get(key) ?? 0;
    taken.set(key, position + 1);
    // As many rows as items of that name, in the form's order: each is the one at its place.
    if (repeats.get(key) === codes.length) return { kind: 'match', row, code: codes[position]! };
    return { kind: 'ambiguous', row, codes };
  });
}

function keyOf(row: RowReading): string {
  return readLabel(row.raw).key;
}

function matchRow(row: RowReading, index: NameIndex): NameMatch | undefined {
  if (row.code) {
    const byCode = matchName(index, row.code);
    if (byCode.kind === 'match' && byCode.how === 'code') return byCode;
  }
  if (row.raw.trim() === '') return undefined;
  const own = matchName(index, row.raw);
  if (own.kind !== 'none') return own;
  // `类别 | 名称`: the label beside may complete the name.
  for (const label of row.labels) {
    const joined = matchName(index, `${label}${row.name}`);
    if (joined.kind === 'match') return joined;
  }
  return own;
}

/** The item that the label names where the code says another one; a person must say which. */
function codeConflict(row: RowReading, index: NameIndex, code: string): string | undefined {
  if (!row.code || row.raw.trim() === '') return undefined;
  const byLabel = matchName(index, row.raw);
  return byLabel.kind === 'match' && byLabel.code !== code ? byLabel.code : undefined;
}
