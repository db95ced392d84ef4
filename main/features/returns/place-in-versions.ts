import type { ReadHandle } from '../../db/handles.ts';
import { listFigures } from '../../db/tables/return-figures.ts';
import { listReturns, type ReturnRow } from '../../db/tables/returns.ts';
import type { ReadReturn } from './read-return.ts';

/** Same sender, form and period: other items complete the first (a part), the same items are the next version. `except`: the return itself. */
export function placeInVersions(
  db: ReadHandle,
  reading: Pick<ReadReturn, 'identification' | 'figures'>,
  except?: number,
): { version: number; part: number } {
  const { form, sender, period } = reading.identification;
  if (!form || !sender || !period) return { version: 1, part: 1 };
  const earlier = listReturns(db, { form: form.code, sender: sender.code, period: period.value }).filter(
    (row) => row.state !== 'refused' && row.id !== except,
  );
  const version = Math.max(0, ...earlier.map((row) => row.version));
  const parts = earlier.filter(
    (row) => row.version === version && row.state !== 'withdrawn' && row.state !== 'sent-back',
  );
  return parts.length > 0 && completes(db, reading, parts)
    ? { version, part: parts.length + 1 }
    : { version: version + 1, part: 1 };
}

function completes(
  db: ReadHandle,
  { figures }: Pick<ReadReturn, 'figures'>,
  parts: readonly ReturnRow[],
): boolean {
  const mine = itemsOf(figures);
  const others = parts.flatMap((row) => [...itemsOf(listFigures(db, row.id))]);
  return mine.size > 0 && others.length > 0 && !others.some((item) => mine.has(item));
}

/** Items a workbook really has a place for. */
export function itemsOf(
  figures: readonly { indicator: string; unit: string; column: string; cell: string }[],
): Set<string> {
  return new Set(
    figures
      .filter((figure) => figure.cell !== '')
      .map((figure) => JSON.stringify([figure.indicator, figure.unit, figure.column])),
  );
}
