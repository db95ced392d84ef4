import type { Form, FormItem } from '../../domain/plan.ts';
import type { TableReading } from '../../domain/recognition.ts';
import type { Identified, NameCandidate } from '../../domain/return-reading.ts';
import { foldText, normaliseName } from '../../text/names.ts';
import {
  type Answer,
  type Claim,
  type IdentifyInput,
  identificationFinding,
  settle,
} from './identify-return.ts';
import { matchHeader } from './match-columns.ts';
import { matchName, type NameIndex, type NameMatch } from './match-name.ts';
import { indicatorInTitle } from './matched-columns.ts';
import { indexItems, indexUnits, itemsOf, type MatchPlan } from './plan-index.ts';

interface Scored {
  readonly form: Form;
  readonly score: number;
  readonly matched: number;
  readonly reason: { readonly text: string; readonly sheet?: string; readonly cell?: string };
}

/** The form: its fingerprint, its 表号 or title, the share of its items that the tables hold, the file name, the option. */
export function identifyForm(input: IdentifyInput): Answer & { form: Identified | null } {
  const { plan, mark, options, decided } = input;
  const known = (code: string | undefined) => plan.forms.some((form) => form.code === code);
  const scores = scoreForms(plan, input.tables, input.sheetNames);
  const claims = [
    claim(known(decided?.form) ? decided?.form : undefined, 'person'),
    claim(known(mark?.form) ? mark?.form : undefined, 'fingerprint'),
    fromContent(scores, options?.form),
    fromFileName(plan, input.fileName),
    claim(known(options?.form) ? options?.form : undefined, 'option'),
  ];
  const { winner } = settle(claims);
  const candidates = scores.slice(0, 3).map(toCandidate);
  if (!winner)
    return {
      form: null,
      reasons: [],
      candidates,
      findings: [identificationFinding('form-unknown', { candidates: candidates.map(({ code }) => code) })],
    };
  return {
    form: { code: winner.value, how: winner.reason.how },
    reasons: [winner.reason],
    candidates,
    findings: [],
  };
}

function claim(code: string | undefined, how: 'person' | 'fingerprint' | 'option'): Claim | undefined {
  return code === undefined ? undefined : { value: code, reason: { about: 'form', how, text: code } };
}

function toCandidate({ form, score }: Scored): NameCandidate {
  return { code: form.code, name: form.title, score: Math.round(Math.min(1, score / 2) * 1000) / 1000 };
}

interface Fit {
  /** Distinct items found. */
  readonly matched: number;
  /** 0…1: how well items and table cover each other (harmonic mean of both shares). */
  readonly share: number;
  readonly at?: TableReading;
}

/** Enough rows to know a form by. */
const rowsLookedAt = 2000;

interface Axis {
  readonly found: ReadonlySet<string>;
  /** Rows or columns that could have been items. */
  readonly offered: number;
}

function rowAxis(index: NameIndex, table: TableReading): Axis {
  const found = new Set<string>();
  let offered = 0;
  for (const row of table.rows.slice(0, rowsLookedAt)) {
    if (row.role !== 'data' && row.role !== 'blank') continue;
    offered += 1;
    const byCode = row.code ? codeOf(matchName(index, row.code)) : undefined;
    const code = byCode ?? (row.name === '' ? undefined : codeOf(matchName(index, row.raw)));
    if (code !== undefined) found.add(code);
  }
  return { found, offered };
}

function columnAxis(index: NameIndex, table: TableReading): Axis {
  const found = new Set<string>();
  let offered = 0;
  for (const column of table.columns) {
    if (column.role === 'serial' || column.path.length === 0) continue;
    offered += 1;
    const code = codeOf(matchHeader(index, column)?.match);
    if (code !== undefined) found.add(code);
  }
  return { found, offered };
}

function codeOf(match: NameMatch | undefined): string | undefined {
  if (match?.kind === 'match') return match.code;
  return match?.kind === 'ambiguous' ? match.codes[0] : undefined;
}

/** Does one axis of the table name units? A matrix without any is none. */
function namesUnits(units: NameIndex, table: TableReading): boolean {
  const rows = table.rows
    .slice(0, 50)
    .filter((row) => isUnit(units, row.raw) || row.labels.some((label) => isUnit(units, label)));
  if (rows.length >= 2) return true;
  // A department reports on the city alone: its only row names a unit.
  const data = table.rows.filter(({ role }) => role === 'data');
  if (data.length === 1 && rows.includes(data[0]!)) return true;
  return table.columns.filter((column) => isUnit(units, column.path.at(-1) ?? '')).length >= 2;
}

function isUnit(units: NameIndex, text: string): boolean {
  return text.trim() !== '' && matchName(units, text).kind === 'match';
}

/** A list's items are rows; a matrix's items are columns (or rows, with units as columns); a register's are columns. */
function fitOf(plan: MatchPlan, form: Form, tables: readonly TableReading[], units: NameIndex): Fit {
  const items = itemsOf(plan, form.code);
  const index = indexItems(plan, items);
  const found = new Set<string>();
  let offered = 0;
  let at: TableReading | undefined;
  for (const table of tables) {
    const axis = axisOf(form, items, index, table, units);
    if (!axis || axis.found.size === 0) continue;
    offered += axis.offered;
    for (const code of axis.found) found.add(code);
    at ??= table;
  }
  const share = Math.max(...askedGroups(form, items).map((group) => harmonic(group, found, offered)));
  return { matched: found.size, share: Math.max(0, share), ...(at ? { at } : {}) };
}

const groupsOfItems = new WeakMap<readonly FormItem[], readonly ReadonlySet<string>[]>();

/** All items; and where items are asked of single senders, each sender's own: a department fills only its columns. */
function askedGroups(form: Form, items: readonly FormItem[]): readonly ReadonlySet<string>[] {
  let groups = groupsOfItems.get(items);
  if (!groups) groupsOfItems.set(items, (groups = groupItems(form, items)));
  return groups;
}

function groupItems(form: Form, items: readonly FormItem[]): ReadonlySet<string>[] {
  const codes = (some: readonly FormItem[]) =>
    new Set(some.map((item) => (item.indicator === '' ? item.column : item.indicator)));
  const named = form.senders.filter((sender) => items.some((item) => item.appliesTo.includes(sender)));
  const groups = named.map((sender) =>
    codes(
      items.filter(
        (item) => item.appliesTo.includes(sender) || !item.appliesTo.some((code) => named.includes(code)),
      ),
    ),
  );
  return [codes(items), ...groups];
}

function harmonic(group: ReadonlySet<string>, found: ReadonlySet<string>, offered: number): number {
  let hits = 0;
  for (const code of found) if (group.has(code)) hits += 1;
  const denominator = group.size + Math.max(found.size, Math.min(offered, group.size * 3));
  return denominator === 0 ? 0 : (2 * hits) / denominator;
}

function axisOf(
  form: Form,
  items: readonly FormItem[],
  index: NameIndex,
  table: TableReading,
  units: NameIndex,
): Axis | undefined {
  const columns = columnAxis(index, table);
  if (form.shape === 'list') {
    const rows = rowAxis(index, table);
    // A list may lie on its side: one row of figures under the indicators.
    return columns.found.size > rows.found.size && table.rows.length <= 3 ? columns : rows;
  }
  if (form.shape === 'register') return columns;
  if (form.reportingUnit === undefined && !namesUnits(units, table)) return undefined;
  const rows = rowAxis(index, table);
  if (rows.found.size > columns.found.size) return rows;
  const titled = columns.found.size === 0 ? indicatorInTitle(items, table) : undefined;
  return titled === undefined ? columns : { found: new Set([titled]), offered: 1 };
}

function scoreForms(
  plan: MatchPlan,
  tables: readonly TableReading[],
  sheetNames: readonly string[],
): Scored[] {
  const titles = tables.flatMap((table) =>
    [table.title, ...table.subtitles].filter((title) => title !== undefined),
  );
  const units = indexUnits(plan, plan.units);
  const scored = plan.forms.map((form): Scored => {
    const { share, matched, at } = fitOf(plan, form, tables, units);
    const wanted = normaliseName(form.title);
    const title = wanted === '' ? undefined : titles.find(({ text }) => normaliseName(text).includes(wanted));
    const named =
      title ?? (sheetNames.some((name) => normaliseName(name) === wanted) ? { text: form.title } : undefined);
    const numbered = tables.find(
      (table) =>
        table.formNumber &&
        foldText(table.formNumber.text).toUpperCase() === foldText(form.code).toUpperCase(),
    );
    const score = share + (named && matched > 0 ? 0.5 : 0) + (numbered ? 1 : 0);
    const sheet = (numbered ?? at)?.sheet;
    const text = numbered ? form.code : (named?.text ?? `${matched}`);
    return {
      form,
      score,
      matched,
      reason: { text, ...(sheet ? { sheet } : {}), ...(title ? { cell: title.cell } : {}) },
    };
  });
  return scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score);
}

/** Enough items, clearly more than any other form; the option decides between forms that fit alike. */
function fromContent(scores: readonly Scored[], option: string | undefined): Claim | undefined {
  const best = scores[0];
  if (!best || best.score < 0.25 || (best.matched < 2 && best.score < 0.6)) return undefined;
  const near = scores.filter(({ score }) => best.score - score < 0.05);
  const chosen = near.length === 1 ? best : near.find(({ form }) => form.code === option);
  if (!chosen) return undefined;
  return {
    value: chosen.form.code,
    reason: { about: 'form', how: near.length === 1 ? 'content' : 'option', ...chosen.reason },
  };
}

function fromFileName(plan: MatchPlan, fileName: string): Claim | undefined {
  const name = normaliseName(fileName.normalize('NFC').replace(/\.[^.]{1,5}$/, ''));
  const hits = plan.forms.filter((form) => name.includes(normaliseName(form.title)) && form.title !== '');
  const [only] = hits;
  return only && hits.length === 1
    ? { value: only.code, reason: { about: 'form', how: 'file-name', text: fileName } }
    : undefined;
}
