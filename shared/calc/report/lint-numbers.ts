import { Decimal, printedDecimals, roundTo } from '../../text/decimal.ts';
import type { IndicatorFact } from './indicator-facts.ts';
import { figuresOfIndicator, generalFigures, knownCounts } from './known-figures.ts';
import type { LintFinding } from './lint-report.ts';
import { type LintText, type LintUnit, makeNameFinder } from './lint-text.ts';
import type { ReportFacts } from './report-facts.ts';

/** Every number of the text must be found among the figures; what isn't is listed. */

/** Numbers that are no figures: dates, numbering, document numbers, words with digits, check sums. */
const noFigures: readonly RegExp[] = [
  /[0-9a-f]{32,}/g,
  /〔\d{4}〕\d+号/g,
  /(?:\d{4}[、，和及])+\d{4}年/g,
  /\d{4}年?[—–~～至-]\d{4}年?/g,
  /\d{4}年(?:\d{1,2}[—–~～至-])?(?:\d{1,2}月)?(?:\d{1,2}日)?/g,
  /\d{4}-\d{2}-\d{2}/g,
  /\d{1,2}[—–~～至-]\d{1,2}月/g,
  /\d{1,2}月(?:\d{1,2}日|底|末|份)?/g,
  /(?:附表|附件|专栏|表|图|第)\s*\d+(?:[-—]\d+)?/g,
  /^\d+(?:[．、]|\.(?!\d))/g,
  /[（(]\d{1,2}[）)]/g,
  // 1－… in a formula.
  /[（(]1[＋－+−]/g,
  /[A-Za-z]+\d+(?:\.\d+)?|\d+(?:\.\d+)?[A-Za-z]+/g,
  /(?:后|前|近)\d+(?:\.\d+)?年/g,
];

const numberPattern = /(?<![\d.])\d+(?:,\d{3})*(?:\.\d+)?/g;
const counter = /^(?:项|个(?!百分点)|条|家|所|章|类|批|名|份)/;

export interface FoundNumber {
  readonly raw: string;
  readonly value: Decimal;
  readonly after: string;
}

/** Numbers of a text that claim to be figures. */
export function listNumbers(text: string): FoundNumber[] {
  let rest = text;
  for (const pattern of noFigures) rest = rest.replace(pattern, (match) => '\u3000'.repeat(match.length));
  return [...rest.matchAll(numberPattern)].map((match) => ({
    raw: match[0],
    value: new Decimal(match[0].replaceAll(',', '')),
    after: rest.slice((match.index ?? 0) + match[0].length),
  }));
}

/** Does a known figure, rounded as the text prints it, give this number? The sign is said in words. */
export function isKnown(
  { raw, value }: Pick<FoundNumber, 'raw' | 'value'>,
  known: readonly Decimal[],
): boolean {
  const decimals = printedDecimals(raw.replaceAll(',', ''));
  return known.some((figure) => roundTo(figure.abs(), decimals).eq(value));
}

/** Texts of the plan itself are no claims of the report: titles, definitions, documents, sources. */
function quotations(facts: ReportFacts): string[] {
  const { plan, revisions } = facts.input;
  return [
    plan.header.title,
    ...plan.outline.map((node) => node.title),
    ...plan.outline.filter((node) => node.kind === 'box').map((node) => node.number),
    ...plan.projects.map((project) => project.name),
    ...plan.indicators.map((indicator) => indicator.definition ?? ''),
    ...plan.assigned.map((one) => one.document ?? ''),
    ...plan.observations.map((one) => one.source ?? ''),
    ...plan.targets.flatMap((one) => [one.note ?? '']),
    ...revisions.flatMap((one) => one.steps.map((step) => step.document ?? '')),
  ]
    .filter((text) => /\d/.test(text))
    .sort((a, b) => b.length - a.length);
}

interface Known {
  readonly own: ReadonlyMap<IndicatorFact, readonly Decimal[]>;
  readonly counts: readonly Decimal[];
  readonly general: readonly Decimal[];
  readonly all: readonly Decimal[];
}

function collect(facts: ReportFacts): Known {
  const everyone = [...facts.main, ...facts.chapters.flatMap((one) => one.commitments)];
  const own = new Map(everyone.map((fact) => [fact, figuresOfIndicator(fact, facts)]));
  const general = generalFigures(facts);
  const counts = knownCounts(facts);
  return { own, counts, general, all: [...general, ...counts, ...[...own.values()].flat()] };
}

/** A running number in front of a row is no figure. */
function textOfRow(unit: LintUnit): string {
  return unit.cells.flatMap(({ header, text }) => (/^(?:序号|编号)$/.test(header) ? [] : [text])).join('　');
}

function unknownIn(unit: LintUnit, known: Known, clean: (text: string) => string): FoundNumber[] {
  const text = clean(unit.kind === 'row' ? textOfRow(unit) : unit.text);
  const own = unit.facts.flatMap((fact) => known.own.get(fact) ?? []);
  return listNumbers(text).filter((number) => {
    if (isKnown(number, own)) return false;
    if (unit.facts.length === 0) return !isKnown(number, known.all);
    return !(counter.test(number.after) && isKnown(number, known.counts));
  });
}

export function lintNumbers(text: LintText, facts: ReportFacts): LintFinding[] {
  const known = collect(facts);
  const find = makeNameFinder(facts);
  const quoted = quotations(facts);
  const clean = (raw: string) =>
    quoted.reduce((rest, quote) => rest.replaceAll(quote, '\u3000'), find(raw).rest);
  return text.units.flatMap((unit) =>
    unknownIn(unit, known, clean).map(({ raw }) => ({
      rule: 'unknown-number' as const,
      place: unit.place,
      details: { number: raw, text: unit.text.slice(0, 60) },
    })),
  );
}
