import type { Form } from '../../domain/plan.ts';
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
import { matchName } from './match-name.ts';
import { indexItems, itemsOf, type MatchPlan } from './plan-index.ts';

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

/** Share of the form's items found, counted once per item. */
function coverage(
  plan: MatchPlan,
  form: Form,
  tables: readonly TableReading[],
): { share: number; matched: number; at?: TableReading } {
  const items = itemsOf(plan, form.code);
  const index = indexItems(plan, items);
  const found = new Set<string>();
  let at: TableReading | undefined;
  for (const table of tables) {
    const before = found.size;
    for (const row of table.rows.slice(0, 2000)) {
      const match = row.code ? matchName(index, row.code) : undefined;
      const own =
        match?.kind === 'match' ? match : row.name === '' ? undefined : lookUpQuietly(index, row.raw);
      if (own) found.add(own.code);
    }
    for (const column of table.columns) {
      const match = matchHeader(index, column)?.match;
      if (match?.kind === 'match') found.add(match.code);
    }
    if (found.size > before) at ??= table;
  }
  const total = new Set(items.map((item) => item.indicator)).size;
  const share = total === 0 ? 0 : found.size / total;
  return { share, matched: found.size, ...(at ? { at } : {}) };
}

function lookUpQuietly(index: ReturnType<typeof indexItems>, raw: string): { code: string } | undefined {
  const match = matchName(index, raw);
  return match.kind === 'match' ? match : match.kind === 'ambiguous' ? { code: match.codes[0]! } : undefined;
}

function scoreForms(
  plan: MatchPlan,
  tables: readonly TableReading[],
  sheetNames: readonly string[],
): Scored[] {
  const titles = tables.flatMap((table) =>
    [table.title, ...table.subtitles].filter((title) => title !== undefined),
  );
  const scored = plan.forms.map((form): Scored => {
    const { share, matched, at } = coverage(plan, form, tables);
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
