import type { TextBlock } from '../../domain/outline.ts';
import { parseJudgementSettings } from '../judge/judgement-settings.ts';
import { lintCounts } from './lint-counts.ts';
import { lintLagging } from './lint-lagging.ts';
import { lintNumbers } from './lint-numbers.ts';
import { type LintPlace, makeNameFinder, readLintText } from './lint-text.ts';
import { lintVerdicts } from './lint-verdicts.ts';
import { lintWording } from './lint-wording.ts';
import { lintYears } from './lint-years.ts';
import type { ReportFacts } from './report-facts.ts';

/** Checks a finished report, generated or not, against the figures of the plan. Sentences: `renderer/words/report-lint.ts`. */

export const lintRules = [
  'unknown-number',
  'figure-of-year',
  'counts-do-not-add',
  'count-wrong',
  'count-names',
  'lagging-not-named',
  'lagging-without-cause',
  'lagging-without-measure',
  'lagging-without-unit',
  'verdict-without-data',
  'verdict-differs',
  'hold-early',
  'definition-differs',
  'negative-movement',
  'percent-for-points',
  'growth-decimals',
  'mark-missing',
  'tool-word',
  'demo-unmarked',
] as const;
export type LintRule = (typeof lintRules)[number];

export interface LintFinding {
  readonly rule: LintRule;
  /** null: about the document as a whole. */
  readonly place: LintPlace | null;
  readonly details: Readonly<Record<string, string | number>>;
}

const key = ({ rule, place, details }: LintFinding) => JSON.stringify([rule, place, details]);

/**
 * All complaints about a report in the order of the rules; an empty list means that nothing was found.
 * @param blocks paragraphs and tables of the document @param facts what the plan says on the report's day
 */
export function lintReport(blocks: readonly TextBlock[], facts: ReportFacts): LintFinding[] {
  const text = readLintText(blocks, facts);
  const find = makeNameFinder(facts);
  const { verdicts } = parseJudgementSettings(facts.input.plan.header.settings);
  const all = [...new Set([...Object.values(verdicts), ...facts.main.map((fact) => fact.verdict)])];
  const words = { all, early: verdicts.early, undecided: verdicts.undecided };
  const findings = [
    ...lintCounts(text, facts, all, find),
    ...lintLagging(text, facts),
    ...lintVerdicts(text, words, find),
    ...lintNumbers(text, facts),
    ...lintYears(text),
    ...lintWording(text, facts),
  ];
  return [...new Map(findings.map((finding) => [key(finding), finding])).values()];
}
