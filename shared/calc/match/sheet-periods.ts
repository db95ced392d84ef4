import type { Form } from '../../domain/plan.ts';
import type { TableReading } from '../../domain/recognition.ts';
import type { PeriodKey } from '../../text/period.ts';
import { type PeriodText, readPeriodText, toPeriodKey } from '../../text/period-text.ts';

/* Workbooks that keep a sheet for each period, or last year's sheet hidden behind this year's. */

/** What a sheet says of the time it is about; without a cell it is the sheet's name that says so. */
export interface SheetPeriod {
  readonly sheet: string;
  readonly value: PeriodKey;
  readonly text: string;
  readonly cell?: string;
}

interface PeriodLine {
  readonly found: PeriodText;
  readonly text: string;
  readonly cell?: string;
}

function linesOf(table: TableReading): PeriodLine[] {
  const titles = [table.title, ...table.subtitles].flatMap((title) => {
    const found = title && readPeriodText(title.text);
    return title && found ? [{ found, text: title.text, cell: title.cell }] : [];
  });
  const { period } = table;
  return period ? [{ found: period.found, text: period.found.text, cell: period.cell }, ...titles] : titles;
}

function yearOf(lines: readonly PeriodLine[]): number | undefined {
  return lines.find(({ found }) => found.year !== undefined && found.firstYear === undefined)?.found.year;
}

/**
 * Sheets in their order with the period that each states, in the form's own period type; a sheet that states none is not
 * in it. Empty where all tables stand on one sheet.
 */
export function listSheetPeriods(tables: readonly TableReading[], type: Form['period']): SheetPeriod[] {
  const first = tables[0]?.sheet;
  if (tables.every(({ sheet }) => sheet === first)) return [];
  const bySheet = new Map<string, PeriodLine[]>();
  for (const table of tables)
    bySheet.set(table.sheet, [...(bySheet.get(table.sheet) ?? []), ...linesOf(table)]);
  const anyYear = yearOf([...bySheet.values()].flat());
  return [...bySheet].flatMap(([sheet, lines]) => {
    const named = readPeriodText(sheet);
    const all: PeriodLine[] = named ? [...lines, { found: named, text: sheet }] : lines;
    const year = yearOf(all) ?? anyYear;
    for (const { found, text, cell } of all) {
      const value = toPeriodKey(found, type, year);
      if (value) return [{ sheet, value, text, ...(cell ? { cell } : {}) }];
    }
    return [];
  });
}

/** A sheet of another period. */
export interface PeriodPart {
  readonly sheet: string;
  readonly period: PeriodKey;
  /** As the sheet states it. */
  readonly stated: string;
  readonly tables: readonly TableReading[];
}

/**
 * Parts the tables of sheets that state another period from those of the return. Where no sheet states the return's own
 * period there is nothing to tell them apart by, and all count as the return's.
 */
export function partByPeriod(
  tables: readonly TableReading[],
  type: Form['period'],
  period: PeriodKey,
): { readonly own: readonly TableReading[]; readonly others: readonly PeriodPart[] } {
  const stated = listSheetPeriods(tables, type);
  if (!stated.some(({ value }) => value === period)) return { own: tables, others: [] };
  const others = stated.filter(({ value }) => value !== period);
  const set = new Set(others.map(({ sheet }) => sheet));
  return {
    own: tables.filter(({ sheet }) => !set.has(sheet)),
    others: others.map(({ sheet, value, text }) => ({
      ...{ sheet, period: value, stated: text },
      tables: tables.filter((table) => table.sheet === sheet),
    })),
  };
}
