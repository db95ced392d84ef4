import type { Form } from '../../domain/plan.ts';
import type { ColumnReading, TableReading } from '../../domain/recognition.ts';
import type { Identification } from '../../domain/return-reading.ts';
import { parsePeriod, printPeriod } from '../../text/period.ts';
import { type PeriodText, readPeriodText, toPeriodKey } from '../../text/period-text.ts';
import {
  type Answer,
  type Claim,
  type IdentifyInput,
  identificationFinding,
  settle,
} from './identify-return.ts';
import { listSheetPeriods, type SheetPeriod } from './sheet-periods.ts';

/** Titles and head lines of the first tables; column headers name other years on purpose. */
const linesLookedAt = 4;

interface Found {
  readonly found: PeriodText;
  readonly text: string;
  readonly sheet?: string;
  readonly cell?: string;
}

/** Lines of the head and titles that name year and months of their own: they must not contradict each other. */
function statedClaims(lines: readonly Found[], type: Form['period']): Claim[] {
  return lines.flatMap((line) => {
    const full =
      line.found.year !== undefined && line.found.lastMonth !== undefined && line.cell !== undefined;
    const claim = full ? claimOf([line], type, [line], 'content') : undefined;
    return claim ? [claim] : [];
  });
}

/** Columns that speak of the reported time itself. */
const timed = new Set<ColumnReading['measure']>(['plain', 'current', 'cumulative']);

/** Do figures stand below the header? A form for the whole year has columns for months still to come. */
function isFilled(table: TableReading, column: number): boolean {
  return table.rows.some((row) => row.cells.some((cell) => cell.column === column));
}

/** Headers that name a period, the newest first: what stands beside it is older. Months without figures come after. */
function headerPeriods(tables: readonly TableReading[]): Found[] {
  const headers: (Found & { readonly filled: boolean })[] = [];
  for (const table of tables)
    for (const column of table.columns) {
      if (!column.period || !timed.has(column.measure)) continue;
      headers.push({
        found: column.period,
        text: column.period.text,
        sheet: table.sheet,
        filled: isFilled(table, column.column),
        ...(column.cell ? { cell: column.cell } : {}),
      });
    }
  return headers.sort(
    (a, b) =>
      (b.found.year ?? 0) - (a.found.year ?? 0) ||
      Number(b.filled) - Number(a.filled) ||
      (b.found.lastMonth ?? 0) - (a.found.lastMonth ?? 0),
  );
}

/** Periods of the sheet: 报告期 and title first, then column headers. */
function contentPeriods(input: IdentifyInput): { lines: Found[]; headers: Found[]; all: Found[] } {
  const lines: Found[] = [];
  const headers = headerPeriods(input.tables);
  for (const table of input.tables) {
    if (table.period)
      lines.push({
        found: table.period.found,
        text: table.period.found.text,
        sheet: table.sheet,
        cell: table.period.cell,
      });
    for (const { text, cell } of [table.title, ...table.subtitles].filter((title) => title !== undefined)) {
      const found = readPeriodText(text);
      if (found) lines.push({ found, text, sheet: table.sheet, cell });
    }
  }
  return { lines, headers, all: [...lines, ...headers, ...sheetNames(input)] };
}

function sheetNames(input: IdentifyInput): Found[] {
  return input.sheetNames.flatMap((name) => {
    const found = readPeriodText(name);
    return found ? [{ found, text: name, sheet: name }] : [];
  });
}

function claimOf(
  source: readonly Found[],
  type: Form['period'],
  years: readonly Found[],
  how: 'content' | 'file-name',
): Claim | undefined {
  const year = years.find(({ found }) => found.year !== undefined && found.firstYear === undefined)?.found
    .year;
  for (const { found, text, sheet, cell } of source) {
    const value = toPeriodKey(found, type, year);
    if (value)
      return {
        value,
        reason: { about: 'period', how, text, ...(sheet ? { sheet } : {}), ...(cell ? { cell } : {}) },
      };
  }
  return undefined;
}

function given(
  value: string | undefined,
  how: 'person' | 'fingerprint' | 'option',
  form: Form | undefined,
): Claim | undefined {
  const period = value === undefined ? undefined : parsePeriod(value);
  if (!period || value === undefined) return undefined;
  const text = readPeriodText(value);
  const key =
    form && period.type !== form.period && text ? toPeriodKey(text, form.period) : printPeriod(period);
  return key ? { value: key, reason: { about: 'period', how, text: value } } : undefined;
}

/** Where columns hold several periods and no line says which is reported, the file name or the option names one of them. */
function chooseColumnPeriod(
  lines: readonly Found[],
  headers: readonly Found[],
  type: Form['period'],
  years: readonly Found[],
  named: readonly (Claim | undefined)[],
): Claim | undefined {
  if (claimOf(lines, type, years, 'content')) return undefined;
  const keys = new Set(headers.map((header) => claimOf([header], type, years, 'content')?.value));
  return keys.size > 1 ? named.find((claim) => claim && keys.has(claim.value)) : undefined;
}

/** Sheets of several periods: the one that the file name or the option names is the return's, and that is no contradiction. */
function chooseSheetPeriod(
  sheets: readonly SheetPeriod[],
  named: readonly (Claim | undefined)[],
): SheetPeriod | undefined {
  if (new Set(sheets.map(({ value }) => value)).size < 2) return undefined;
  const claim = named.find((one) => sheets.some(({ value }) => value === one?.value));
  return claim && sheets.find(({ value }) => value === claim.value);
}

function sheetClaim(chosen: SheetPeriod): Claim {
  const { value, ...at } = chosen;
  return { value, reason: { about: 'period', how: 'content', ...at } };
}

/** Lines of the sheets of other periods say nothing against the chosen one. */
function linesBeside(lines: readonly Found[], sheets: readonly SheetPeriod[], chosen: SheetPeriod): Found[] {
  const other = new Set(sheets.filter(({ value }) => value !== chosen.value).map(({ sheet }) => sheet));
  return lines.filter(({ sheet }) => sheet === undefined || !other.has(sheet));
}

/** The period in the form's own period type: fingerprint → sheet → file name → option. */
export function identifyPeriod(
  input: IdentifyInput,
  form: Form | undefined,
): Answer & { period: Identification['period'] } {
  const { mark, options, decided } = input;
  const { lines: allLines, headers, all: content } = contentPeriods(input);
  const name = readPeriodText(input.fileName.normalize('NFC').replace(/\.[A-Za-z]{2,5}$/, ''));
  const file: Found[] = name ? [{ found: name, text: input.fileName }] : [];
  const type = form?.period;
  const option = given(options?.period, 'option', form);
  const optionYear: Found[] = option
    ? [{ found: { text: '', year: parsePeriod(option.value)!.year }, text: '' }]
    : [];
  const years = [...content, ...file, ...optionYear];
  const fromFile = type ? claimOf(file, type, [...content, ...optionYear], 'file-name') : undefined;
  const sheets = type ? listSheetPeriods(input.tables, type) : [];
  const sheet = chooseSheetPeriod(sheets, [fromFile, option]);
  const lines = sheet ? linesBeside(allLines, sheets, sheet) : allLines;
  const ofSheet = sheet && sheetClaim(sheet);
  const chosen = type ? chooseColumnPeriod(lines, headers, type, years, [fromFile, option]) : undefined;
  const claims = [
    given(decided?.period, 'person', form),
    given(mark?.period, 'fingerprint', form),
    ofSheet ?? chosen ?? (type ? claimOf(content, type, years, 'content') : undefined),
    ...(type ? statedClaims(lines.slice(0, linesLookedAt), type) : []),
    fromFile,
    option,
  ];
  const { winner, against } = settle(claims);
  if (!winner)
    return {
      period: null,
      reasons: [],
      candidates: [],
      findings: [identificationFinding('period-unknown', {})],
    };
  const [told] = winner.reason.how === 'person' ? [] : against;
  const findings = told
    ? [
        identificationFinding(
          'period-conflict',
          { used: winner.value, usedFrom: winner.reason.how, other: told.value, otherFrom: told.reason.how },
          { ...told.reason, raw: told.reason.text },
        ),
      ]
    : [];
  return {
    period: { value: winner.value, how: winner.reason.how },
    reasons: [winner.reason],
    candidates: [],
    findings,
  };
}
