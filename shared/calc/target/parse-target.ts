import type { Indicator } from '../../domain/plan.ts';
import type { ParsedTarget, TargetColumn, TargetPart } from '../../domain/target.ts';
import { type ClauseSetting, parseClause } from './parse-clause.ts';

/** What is known of the indicator whose target it is. */
export interface TargetContext {
  /** Stands in for a unit that the text doesn't print. */
  readonly unit?: string;
  /** The measure tells a flow's 累计达到 (a sum) from a stock's (a level). */
  readonly indicator?: Pick<Indicator, 'unit' | 'measure'>;
}

/** Longer texts are prose; trying every join of their clauses would only cost time. */
const maximumLength = 200;
const maximumClauses = 12;

interface Clause {
  readonly start: number;
  readonly end: number;
}

/** Clauses between 、，,；;。 and line breaks. A comma before three digits belongs to its figure. */
function listClauses(text: string): Clause[] {
  const clauses: Clause[] = [];
  let start = 0;
  for (const found of text.matchAll(/[、，；;。\n]|并?且|,(?!\d{3}(?!\d))|(?<!\d),/g)) {
    clauses.push({ start, end: found.index });
    start = found.index + found[0].length;
  }
  clauses.push({ start, end: text.length });
  return clauses.filter((clause) => text.slice(clause.start, clause.end).trim() !== '');
}

/** The longest run of clauses from `first` that reads as one part: 自治区、自治州下达指标 is one. */
function readRun(text: string, clauses: readonly Clause[], first: number, setting: ClauseSetting) {
  for (let last = clauses.length - 1; last >= first; last -= 1) {
    const part = parseClause(text.slice(clauses[first]!.start, clauses[last]!.end), setting);
    if (part) return { part, next: last + 1 };
  }
  return undefined;
}

function textPart(text: string): TargetPart {
  const hope = /^(?:力争|争取|努力|力求)/.test(text);
  return { op: 'text', text, ...(hope && { aspirational: true }) };
}

function readParts(text: string, setting: ClauseSetting): TargetPart[] {
  const clauses = listClauses(text);
  const parts: TargetPart[] = [];
  for (let index = 0, unread = -1; index < clauses.length; ) {
    const run = readRun(text, clauses, index, setting);
    if (unread < 0 && !run) unread = index;
    const next = run?.next ?? index + 1;
    if (unread >= 0 && (run || next === clauses.length)) {
      const end = run ? clauses[index - 1]!.end : clauses[index]!.end;
      parts.push(textPart(text.slice(clauses[unread]!.start, end).trim()));
      unread = -1;
    }
    if (run) parts.push(run.part);
    index = next;
  }
  const told = parts.filter((part) => part.op !== 'none');
  return told.length > 0 ? told : [{ op: 'none' }];
}

/** [5、力争6]: brackets around the whole text hold for each of its parts. */
function unwrap(text: string): { inner: string; bracketed: boolean } {
  const match = /^[[［【〔﹝]([^[\]［］【】〔〕﹝﹞]*)[\]］】〕﹞]$/.exec(text);
  return match?.[1] === undefined ? { inner: text, bracketed: false } : { inner: match[1], bracketed: true };
}

/**
 * Reads a target text as a plan prints it (domain.md section 2). What the grammar doesn't know stays `text`:
 * a person judges it, nothing is guessed.
 * @param column the column in which it stands; a bare number under 年均/累计 is an annual average
 * @returns at least one part; `text` is the text as given
 */
export function parseTarget(text: string, column: TargetColumn, context: TargetContext = {}): ParsedTarget {
  const unit = context.unit ?? context.indicator?.unit;
  const spread = text.trim().replace(/[（(]((?:力争|争取)[^（）()]+)[)）]/g, '、$1');
  const { inner, bracketed } = unwrap(spread);
  // A line break inside a run of digits may have cut one figure or parted two: a person looks.
  const broken = /[\d０-９][ \t]*\n\s*[\d０-９]/.test(inner);
  if (broken || inner.length > maximumLength || listClauses(inner).length > maximumClauses)
    return { text, parts: [textPart(text.trim())] };
  const parts = readParts(inner, {
    column,
    bracketed,
    ...(unit && { unit }),
    ...(context.indicator && { measure: context.indicator.measure }),
  });
  return { text, parts };
}
