import type { Indicator, TargetKind, TargetTexts } from '../../domain/plan.ts';
import type { AmountPart, RangePart, TargetColumn, TargetPart } from '../../domain/target.ts';
import { parseTarget } from '../target/parse-target.ts';

/** One part of an indicator's targets and whether it decides the verdict. */
export interface JudgedPart {
  readonly part: TargetPart;
  readonly column: TargetColumn;
  readonly decides: boolean;
}

export function isFigured(part: TargetPart): part is AmountPart | RangePart {
  return part.op === 'range' || (part.op !== 'times-base' && 'value' in part);
}

function read(text: string | undefined, column: TargetColumn, indicator: Indicator): JudgedPart[] {
  if (text === undefined || text.trim() === '') return [];
  return parseTarget(text, column, { unit: indicator.unit, indicator })
    .parts.filter((part) => part.op !== 'none')
    .map((part) => ({ part, column, decides: true }));
}

const quantified = ({ part }: JudgedPart) => (isFigured(part) || part.op === 'times-base') && !part.subject;

/** A five-year or average figure of the 年均/累计 column: beside a year's value it says the same in other words. */
function restates({ part }: JudgedPart): boolean {
  return isFigured(part) && !part.subject && (part.span === 'cumulative' || part.span === 'annual-average');
}

/** Sums and rates are what a flow, a growth rate and an index change are planned by; other measures by their level. */
function plannedByTotal(indicator: Indicator): boolean {
  return indicator.measure !== 'stock' && indicator.measure !== 'ratio';
}

/**
 * The parts of both columns. Where both quantify one target (68.35 and [5]) one of them decides, the other is shown:
 * a revised base would otherwise let two readings of one promise disagree.
 */
export function listJudgedParts(indicator: Indicator, texts: TargetTexts | undefined): JudgedPart[] {
  const year = read(texts?.year, 'year', indicator);
  const total = read(texts?.total, 'total', indicator).filter(
    (entry) => !year.some((other) => JSON.stringify(other.part) === JSON.stringify(entry.part)),
  );
  const both = year.some(quantified) && total.some(restates);
  if (!both) return [...year, ...total];
  const byTotal = plannedByTotal(indicator) && total.some((entry) => matchesMeasure(entry.part, indicator));
  return [
    ...year.map((entry) => (byTotal && quantified(entry) ? { ...entry, decides: false } : entry)),
    ...total.map((entry) => (!byTotal && restates(entry) ? { ...entry, decides: false } : entry)),
  ];
}

/** 年均8% beside 500亿元 is a rate of a flow: only a figure in the flow's own unit is its total. */
function matchesMeasure(part: TargetPart, indicator: Indicator): boolean {
  if (!isFigured(part)) return false;
  return indicator.measure !== 'flow' || part.unit === undefined || !/^[%％‰]$/.test(part.unit);
}

/** 各年度视情提出: a text that says where each year's number comes from. */
export function isSetEachYear(part: TargetPart): boolean {
  return (
    part.op === 'text' &&
    /视情|各年度|分年度|逐年(?:提出|确定|下达)|每年(?:提出|确定|下达)|年度(?:提出|确定)/.test(part.text)
  );
}

export type JudgeKind = TargetKind | 'log-compound' | 'annual-mean' | 'net-change' | 'level-rate';

/** How a figured part is judged where the pack names no kind (domain.md section 4, first column). */
export function deriveKind(part: AmountPart | RangePart, indicator: Indicator): JudgeKind {
  const rate = indicator.measure === 'growth' || indicator.measure === 'index-change';
  switch (part.span) {
    case 'every-year':
      return 'hold';
    case 'annual-average':
      if (rate) return 'average-rate';
      return isRateOf(part, indicator) ? 'level-rate' : 'annual-mean';
    case 'cumulative':
      if (rate) return 'log-compound';
      if (indicator.measure === 'flow' && !isRateOf(part, indicator)) return 'cumulative-total';
      return 'net-change';
    case 'year':
      // An index change is counted from the base year, so its figure for the last year is the five-year figure.
      if (indicator.measure === 'index-change') return 'log-compound';
      return indicator.measure === 'growth' ? 'hold' : 'level';
  }
}

/** A percentage about an indicator that is no percentage: a rate of change. */
export function isRateOf(part: AmountPart | RangePart, indicator: Indicator): boolean {
  return /^[%％‰]$/.test(part.unit ?? '') && !/^[%％‰]$/.test(indicator.unit);
}
