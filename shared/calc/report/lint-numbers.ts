import { Decimal, printedDecimals, roundTo } from '../../text/decimal.ts';
import type { IndicatorFact } from './indicator-facts.ts';
import {
  figuresOfIndicator,
  figuresOfProjects,
  generalFigures,
  type KnownFigures,
  knownCounts,
} from './known-figures.ts';
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
  /** What its clause says before it: 年均需完成 in 滞后，年均需完成0.04亿元. */
  readonly clause: string;
  /** 约, 近, 超过: a rounded figure is meant. */
  readonly about: boolean;
}

/** Numbers of a text that claim to be figures. */
export function listNumbers(text: string): FoundNumber[] {
  let rest = text;
  for (const pattern of noFigures) rest = rest.replace(pattern, (match) => '\u3000'.repeat(match.length));
  return [...rest.matchAll(numberPattern)].map((match) => {
    const before = rest.slice(0, match.index);
    const after = rest.slice(before.length + match[0].length);
    return {
      raw: match[0],
      value: new Decimal(match[0].replaceAll(',', '')),
      after,
      clause: /[^，；。：]*$/u.exec(before)?.[0] ?? '',
      about: /(?:约|近|超过?|逾|不足)$/.test(before) || /^.{0,4}左右/u.test(after),
    };
  });
}

type Printed = Pick<FoundNumber, 'raw' | 'value'>;

/** Does a figure, rounded as the text prints it, give this number? The sign is said in words. */
export function isKnown({ raw, value }: Printed, known: readonly Decimal[]): boolean {
  const decimals = printedDecimals(raw.replaceAll(',', ''));
  return known.some((figure) => roundTo(figure.abs(), decimals).eq(value));
}

/** A recorded figure is printed with its own digits or rounded to its indicator's decimals, no coarser. */
function isFigureOf(number: FoundNumber, { exact, derived, decimals }: KnownFigures): boolean {
  if (isKnown(number, derived)) return true;
  const printed = printedDecimals(number.raw.replaceAll(',', ''));
  const rounded = number.about || decimals === undefined || printed >= decimals;
  if (rounded) return isKnown(number, exact);
  return exact.some(
    (figure) => roundTo(figure.abs(), decimals).eq(number.value) || figure.abs().eq(number.value),
  );
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
  readonly own: ReadonlyMap<IndicatorFact, KnownFigures>;
  readonly projects: ReadonlyMap<string, KnownFigures>;
  readonly counts: readonly Decimal[];
  readonly all: readonly Decimal[];
}

function collect(facts: ReportFacts): Known {
  const everyone = [...facts.main, ...facts.chapters.flatMap((one) => one.commitments)];
  const own = new Map(everyone.map((fact) => [fact, figuresOfIndicator(fact, facts)]));
  const counts = knownCounts(facts);
  const figures = [...own.values()].flatMap(({ exact, derived }) => [...exact, ...derived]);
  return {
    own,
    projects: figuresOfProjects(facts),
    counts,
    all: [...generalFigures(facts), ...counts, ...figures],
  };
}

/** A running number in front of a row is no figure. */
function textOfRow(unit: LintUnit): string {
  return unit.cells.flatMap(({ header, text }) => (/^(?:序号|编号)$/.test(header) ? [] : [text])).join('　');
}

function unknownIn(unit: LintUnit, known: Known, clean: (text: string) => string): FoundNumber[] {
  const row = unit.kind === 'row';
  const numbers = listNumbers(clean(row ? textOfRow(unit) : unit.text));
  const project = unit.cells.flatMap(({ text }) => known.projects.get(text) ?? [])[0];
  if (row && project) return numbers.filter((number) => !isFigureOf(number, project));
  if (unit.facts.length === 0) return numbers.filter((number) => !isKnown(number, known.all));
  const own = unit.facts.flatMap((fact) => known.own.get(fact) ?? []);
  return numbers.filter((number) => {
    if (own.some((figures) => isFigureOf(number, figures))) return false;
    return row || !(counter.test(number.after) && isKnown(number, known.counts));
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
