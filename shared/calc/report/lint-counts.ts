import type { IndicatorFact } from './indicator-facts.ts';
import type { LintFinding } from './lint-report.ts';
import type { LintText, LintUnit, NameFinder } from './lint-text.ts';
import type { ReportFacts } from './report-facts.ts';

/** Counts by verdict must add up, must be those of the evaluation, and must fit the names listed behind them. */

export interface CountClaim {
  readonly word: string;
  readonly count: number;
}

const quoteLetters = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The words as alternatives, the longest first, so that 未完成 is not read as 完成; 难以完成 is no verdict. */
export function anyWord(words: readonly string[]): string {
  const letters = [...words].sort((a, b) => b.length - a.length).map(quoteLetters);
  return `(?<!难以|能够|能|可|按期|累计|计划)(${letters.join('|')})`;
}

/** 滞后2项, 滞后的有2项, 滞后：2项. Names are blanked first: one may hold a verdict's word. */
export function listClaims(text: string, words: readonly string[], find: NameFinder): CountClaim[] {
  const pattern = new RegExp(`${anyWord(words)}(?:的)?(?:有|指标|：)?(\\d+)项`, 'gu');
  return [...find(text).rest.matchAll(pattern)].map(([, word = '', count = '']) => ({
    word,
    count: Number(count),
  }));
}

const scopes = [
  { label: '约束性指标', attribute: '约束性' },
  { label: '预期性指标', attribute: '预期性' },
  { label: '主要指标', attribute: null },
] as const;

interface Scope {
  readonly list: readonly IndicatorFact[];
  readonly stated: number | undefined;
}

function readScope(text: string, facts: ReportFacts): Scope | undefined {
  const tasks = facts.chapters.flatMap((one) => one.commitments);
  const found = scopes.find(({ label }) => text.includes(label));
  const label = found?.label ?? (text.includes('量化目标') ? '量化目标' : undefined);
  if (label === undefined) return undefined;
  const list = !found
    ? tasks
    : found.attribute === null
      ? facts.main
      : facts.main.filter((fact) => fact.indicator.attribute === found.attribute);
  const match = new RegExp(`(\\d+)项${label}|${label}(\\d+)项`).exec(text);
  const stated = match?.[1] ?? match?.[2];
  return { list, stated: stated === undefined ? undefined : Number(stated) };
}

const tally = (list: readonly IndicatorFact[], word: string) =>
  list.filter((fact) => fact.verdict === word).length;

/**
 * 5项（甲、乙…）, 3项指标的数值：甲、乙…: as many names as the number says, unless 等 leaves some out. Brackets inside names
 * must not end a list: the pattern runs over the text with its names blanked, the list is cut from the text itself.
 */
function lintLists({ text, place }: LintUnit, find: NameFinder): LintFinding[] {
  const pattern = /(\d+)项[^：（。；，、\d]{0,12}[：（]([^）。；，]*)/dgu;
  return [...find(text).rest.matchAll(pattern)].flatMap((match): LintFinding[] => {
    const [from = 0, to = 0] = match.indices?.[2] ?? [];
    const list = text.slice(from, to);
    const [count, listed] = [Number(match[1]), find(list).facts.length];
    if (listed === 0 || listed === count || list.includes('等')) return [];
    return [{ rule: 'count-names', place, details: { count, listed } }];
  });
}

function lintSentence(
  unit: LintUnit,
  words: readonly string[],
  facts: ReportFacts,
  find: NameFinder,
): LintFinding[] {
  const { text, place } = unit;
  const findings: LintFinding[] = [];
  const claims = listClaims(text, words, find);
  const scope = readScope(text, facts);
  const total = scope?.stated ?? Number(/(\d+)项：/.exec(text)?.[1] ?? Number.NaN);
  const sum = claims.reduce((all, claim) => all + claim.count, 0);
  if (claims.length > 1 && !Number.isNaN(total) && sum !== total)
    findings.push({ rule: 'counts-do-not-add', place, details: { total, sum } });
  if (scope?.stated !== undefined && scope.stated !== scope.list.length)
    findings.push({
      rule: 'count-wrong',
      place,
      details: { what: '', count: scope.stated, expected: scope.list.length },
    });
  for (const claim of claims) {
    const expected = scope ? tally(scope.list, claim.word) : undefined;
    if (expected !== undefined && expected !== claim.count)
      findings.push({
        rule: 'count-wrong',
        place,
        details: { what: claim.word, count: claim.count, expected },
      });
  }
  return [...findings, ...lintLists(unit, find)];
}

/** A table whose headings are verdicts: its rows must add up to their 合计. */
function lintTable(
  table: LintText['tables'][number],
  words: readonly string[],
  facts: ReportFacts,
): LintFinding[] {
  const [header = [], ...rows] = table.rows;
  const total = header.findIndex((cell) => /^(?:合计|总数|指标数)$/.test(cell.trim()));
  const columns = header.flatMap((cell, at) => (words.includes(cell.trim()) ? [at] : []));
  if (total < 0 || columns.length < 2) return [];
  return rows.flatMap((row, at): LintFinding[] => {
    const place = { kind: 'table', number: table.number, row: at + 2 } as const;
    const sum = columns.reduce((all, column) => all + Number(row[column] || 0), 0);
    const stated = Number(row[total]);
    if (sum !== stated) return [{ rule: 'counts-do-not-add', place, details: { total: stated, sum } }];
    if (stated !== facts.main.length || rows.length > 1) return [];
    return columns.flatMap((column): LintFinding[] => {
      const what = (header[column] ?? '').trim();
      const [count, expected] = [Number(row[column]), tally(facts.main, what)];
      return count === expected ? [] : [{ rule: 'count-wrong', place, details: { what, count, expected } }];
    });
  });
}

export function lintCounts(
  text: LintText,
  facts: ReportFacts,
  words: readonly string[],
  find: NameFinder,
): LintFinding[] {
  const sentences = text.units.filter((unit) => unit.kind === 'sentence');
  return [
    ...sentences.flatMap((unit) => lintSentence(unit, words, facts, find)),
    ...text.tables.flatMap((table) => lintTable(table, words, facts)),
  ];
}
