import type { FormItem } from '../../domain/plan.ts';
import type { RowReading, TableReading } from '../../domain/recognition.ts';
import { readLabel } from '../../text/names.ts';
import { isLearned, matchName, type NameIndex, type NameMatch } from './match-name.ts';
import { withoutForeignParts } from './part-rows.ts';

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
  const told = new Map(
    raw.flatMap(({ row, match }, at) => {
      const code = match?.kind === 'ambiguous' ? codeByContext(raw, at, index, match.codes) : undefined;
      return code === undefined ? [] : [[row, code] as const];
    }),
  );
  const toldKeys = new Set([...told.keys()].map(keyOf));
  const taken = new Map<string, number>();
  const matches = raw.map(({ row, match }): RowMatch => {
    if (match?.kind === 'match') {
      const conflict = codeConflict(row, index, match.code);
      return { kind: 'match', row, code: match.code, ...(conflict ? { conflict } : {}) };
    }
    if (match?.kind !== 'ambiguous') return { kind: 'none', row };
    const key = keyOf(row);
    const own = told.get(row);
    if (own !== undefined) return { kind: 'match', row, code: own };
    const codes = [...match.codes].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
    const position = taken.get(key) ?? 0;
    taken.set(key, position + 1);
    // As many rows as items of that name, in the form's order: each is the one at its place.
    if (repeats.get(key) === codes.length && !toldKeys.has(key))
      return { kind: 'match', row, code: codes[position]! };
    return { kind: 'ambiguous', row, codes };
  });
  return withoutForeignParts(matches, items, (text) => isLearned(index, text));
}

/**
 * 男 under 死亡人数 is 死亡人数中男 whatever the order: the one item whose full name holds the heading, or the row above that
 * is no repeated label itself, and the label.
 */
function codeByContext(
  rows: readonly { readonly row: RowReading; readonly match: NameMatch | undefined }[],
  at: number,
  index: NameIndex,
  codes: readonly string[],
): string | undefined {
  const { row } = rows[at]!;
  const above = rows.slice(0, at).findLast(({ match }) => match?.kind !== 'ambiguous');
  const head = row.parent === undefined ? above?.row : rows[row.parent]?.row;
  if (!head || head.name === '') return undefined;
  const [outer, inner] = [keyOf(head), keyOf(row)];
  const fitting = index.entries.filter(
    ({ code, names, aliases }) =>
      codes.includes(code) &&
      [...names, ...aliases].some((name) => {
        const key = index.normalise(name);
        return key !== inner && key.startsWith(outer) && key.endsWith(inner);
      }),
  );
  return fitting.length === 1 ? fitting[0]!.code : undefined;
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
