import type { TextBlock } from '../../domain/outline.ts';
import type { IndicatorFact } from './indicator-facts.ts';
import type { ReportFacts } from './report-facts.ts';

/** A finished report taken apart for checking: sentences and table rows, each with the indicators it speaks of. */

export type LintPlace =
  | { readonly kind: 'paragraph'; readonly number: number }
  | { readonly kind: 'table'; readonly number: number; readonly row: number };

export interface LintUnit {
  readonly kind: 'sentence' | 'row';
  readonly text: string;
  readonly place: LintPlace;
  /** Indicators and commitments named here; a sentence without any takes those of the sentence before it. */
  readonly facts: readonly IndicatorFact[];
  /** Named in this very text. */
  readonly named: boolean;
  /** Rows only: text under each heading. */
  readonly cells: readonly { readonly header: string; readonly text: string }[];
}

export interface LintText {
  readonly units: readonly LintUnit[];
  readonly paragraphs: readonly { readonly text: string; readonly place: LintPlace }[];
  readonly tables: readonly { readonly rows: readonly (readonly string[])[]; readonly number: number }[];
  readonly whole: string;
}

/** Longest names first, so that 常住人口城镇化率（第九章） is not taken for 常住人口城镇化率. */
function nameList(facts: ReportFacts): readonly (readonly [string, IndicatorFact])[] {
  const all = [...facts.main, ...facts.chapters.flatMap((one) => one.commitments)];
  const seen = new Map<string, IndicatorFact>();
  for (const fact of all) if (!seen.has(fact.indicator.name)) seen.set(fact.indicator.name, fact);
  return [...seen].sort(([a], [b]) => b.length - a.length);
}

export type NameFinder = (text: string) => { readonly facts: IndicatorFact[]; readonly rest: string };

/** Finds indicators by their whole names; `rest` is the text with the names taken out. */
export function makeNameFinder(facts: ReportFacts): NameFinder {
  const names = nameList(facts);
  return (text) => {
    const found: { at: number; fact: IndicatorFact }[] = [];
    let rest = text;
    for (const [name, fact] of names) {
      const at = rest.indexOf(name);
      if (at < 0) continue;
      found.push({ at, fact });
      rest = rest.replaceAll(name, '\u3000'.repeat(name.length));
    }
    return { facts: found.sort((a, b) => a.at - b.at).map(({ fact }) => fact), rest };
  };
}

function splitSentences(text: string): string[] {
  return text
    .split(/(?<=[。；！？\n])/u)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** A heading row: no cell is a bare number, and most are filled. */
function hasHeader(rows: readonly (readonly string[])[]): boolean {
  const [first = []] = rows;
  return rows.length > 1 && !first.some((cell) => /^-?\d+(?:\.\d+)?%?$/.test(cell.trim()));
}

function readRows(
  rows: readonly (readonly string[])[],
  number: number,
  find: NameFinder,
  exact: ReadonlyMap<string, IndicatorFact>,
): LintUnit[] {
  const headed = hasHeader(rows);
  const header = headed ? (rows[0] ?? []) : [];
  return rows.slice(headed ? 1 : 0).map((row, at) => {
    const text = row.filter((cell) => cell !== '').join('　');
    const own = row.map((cell) => exact.get(cell.replace(/\s/g, ''))).find((fact) => fact !== undefined);
    const facts = own ? [own] : find(text).facts;
    return {
      kind: 'row',
      text,
      place: { kind: 'table', number, row: at + (headed ? 2 : 1) },
      facts,
      named: facts.length > 0,
      cells: row.map((cell, column) => ({ header: (header[column] ?? '').replace(/\s/g, ''), text: cell })),
    };
  });
}

function readParagraph(text: string, number: number, find: NameFinder): LintUnit[] {
  let held: readonly IndicatorFact[] = [];
  return splitSentences(text).map((sentence) => {
    const { facts } = find(sentence);
    const named = facts.length > 0;
    if (named) held = facts;
    return {
      kind: 'sentence',
      text: sentence,
      place: { kind: 'paragraph', number },
      facts: held,
      named,
      cells: [],
    };
  });
}

export function readLintText(blocks: readonly TextBlock[], facts: ReportFacts): LintText {
  const find = makeNameFinder(facts);
  const exact = new Map(nameList(facts));
  const units: LintUnit[] = [];
  const paragraphs: { text: string; place: LintPlace }[] = [];
  const tables: { rows: readonly (readonly string[])[]; number: number }[] = [];
  for (const block of blocks) {
    if (block.kind === 'paragraph') {
      const number = paragraphs.length + 1;
      paragraphs.push({ text: block.text, place: { kind: 'paragraph', number } });
      units.push(...readParagraph(block.text, number, find));
    } else {
      const number = tables.length + 1;
      tables.push({ rows: block.rows, number });
      units.push(...readRows(block.rows, number, find, exact));
    }
  }
  const whole = units.map((unit) => unit.text).join('\n');
  return { units, paragraphs, tables, whole };
}
