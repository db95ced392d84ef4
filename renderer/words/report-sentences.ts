import type { IndicatorFact, YearFigure } from '../../shared/calc/report/indicator-facts.ts';
import { differenceUnit, printFigure, printNeed, printShare } from '../../shared/calc/report/print-figure.ts';
import type { Indicator } from '../../shared/domain/plan.ts';
import { Decimal, type DecimalText, printDecimal, roundTo } from '../../shared/text/decimal.ts';
import { parsePeriod } from '../../shared/text/period.ts';
import { describeReason } from './judgement.ts';
import { dayWords, periodWords } from './periods.ts';
import { statusMarks } from './report.ts';

/**
 * Sentences of a report about one indicator, by fixed wording rules: 个百分点 for differences of shares, a fall is said
 * with a falling verb and a positive number, 预计/初步 stay, both completions are labelled.
 */

/** A figure with its unit: `65.1%`, `11.08万吨`. */
export function figureWords(indicator: Indicator, value: DecimalText | Decimal): string {
  return `${printFigure(indicator, value)}${indicator.unit}`;
}

/** 2022年 for a year's end, 截至2023年6月底 for a day inside a year. */
export function dataDayWords(date: string): string {
  const [year, month] = [date.slice(0, 4), Number(date.slice(5, 7))];
  return month === 12 ? `${year}年` : `截至${year}年${month}月底`;
}

/** 截至2023年6月底; a day inside a month keeps its day. */
export function reportDayWords(date: string): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return day === last ? `${year}年${month}月底` : `${year}年${month}月${day}日`;
}

/** Span of a figure for a sentence: 2022年, 2023年上半年, 2023年1—9月. */
export function figureSpanWords({ observation }: YearFigure, ytd: boolean): string {
  const period = parsePeriod(observation.period);
  if (!period) return '';
  const year = Math.floor(period.lastMonth / 12);
  const month = (period.lastMonth % 12) + 1;
  if (month === 12) return `${year}年`;
  if (!ytd) return `截至${year}年${month}月底`;
  return month === 6 ? `${year}年上半年` : `${year}年1—${month}月`;
}

/** 提高1.75个百分点 / 降低0.9个百分点 / 持平. */
export function changeWords(indicator: Indicator, from: DecimalText, to: DecimalText): string {
  const change = new Decimal(to).minus(from);
  const size = printDecimal(roundTo(change.abs(), Math.max(2, decimals(indicator))));
  if (change.isZero()) return '持平';
  const [up, down] = indicator.unit === '%' ? ['提高', '降低'] : ['增加', '减少'];
  return `${change.isPositive() ? up : down}${size}${differenceUnit(indicator)}`;
}

function decimals(indicator: Indicator): number {
  return indicator.decimals ?? 2;
}

/** A rate said as movement: 增长3.1%, 下降2.0%; 降低2.7% for declines. */
export function rateWords(indicator: Indicator, value: DecimalText): string {
  const rate = new Decimal(value);
  const size = printFigure(indicator, rate.abs());
  const declines = indicator.measure === 'index-change' && indicator.trend === 'decline';
  const [forward, backward] = declines ? ['降低', '上升'] : ['增长', '下降'];
  return rate.isZero()
    ? '与上年持平'
    : `${rate.isNegative() ? backward : forward}${size}${indicator.unit || '%'}`;
}

/** The figure with its span and its mark: 2022年为65.1%, 2023年上半年增长5.8%（初步数）. */
export function statedFigure(indicator: Indicator, figure: YearFigure): string {
  const span = figureSpanWords(figure, indicator.reporting === 'ytd');
  const rate = indicator.measure === 'growth' || indicator.measure === 'index-change';
  const stated = rate ? rateWords(indicator, figure.value) : `为${figureWords(indicator, figure.value)}`;
  return `${span}${stated}${statusMarks[figure.observation.status]}`;
}

/** What the target asks, as the plan words it (and as revised or assigned). */
export function targetWords(fact: IndicatorFact): string {
  const text = fact.part?.text ?? '';
  const assigned = fact.assigned.at(-1);
  const byLevelAbove = fact.part?.part.op === 'assigned' && assigned;
  return byLevelAbove
    ? `下达目标（${assigned.value.replace(/^\[(.+)\]$/, '累计$1')}${assigned.value.includes(fact.indicator.unit) ? '' : fact.indicator.unit}）`
    : `目标（${text}）`;
}

function latestFigure(fact: IndicatorFact): YearFigure | undefined {
  const { dataDate } = fact.judgement;
  if (dataDate === null) return undefined;
  if (fact.partYear && !dataDate.endsWith('12-31')) return fact.partYear;
  return fact.years.get(Number(dataDate.slice(0, 4)));
}

/** A level that moved away from its target. */
export function belowBaseWords(indicator: Indicator): string {
  return indicator.direction === 'down' ? '高于基期值' : '低于基期值';
}

/** 完成规划增量的35.0%，现值为目标值的95.2%，时间进度为40.0% */
export function completionWordsOf(fact: IndicatorFact): string[] {
  const { completion, shareOfTarget, schedule, method } = fact.judgement;
  const parts: string[] = [];
  if (completion !== null && schedule !== null) {
    const share = new Decimal(completion);
    if (share.isNegative()) parts.push(belowBaseWords(fact.indicator));
    else parts.push(`${completionNames[method] ?? '完成规划增量'}的${printShare(share)}%`);
  }
  if (shareOfTarget !== null && method === 'level') parts.push(`现值为目标值的${printShare(shareOfTarget)}%`);
  if (completion !== null && schedule !== null && method !== 'average-rate' && !fact.ended)
    parts.push(`时间进度为${printShare(schedule)}%`);
  return parts;
}

const completionNames: Readonly<Record<string, string>> = {
  level: '完成规划增量',
  'cumulative-total': '完成五年累计目标',
  'log-compound': '完成累计目标（按连乘计算）',
  'average-rate': '达到年均目标要求',
};

/** 由于没有归口数据 … for an indicator without a verdict. */
export function undecidedWords(fact: IndicatorFact): string {
  const { reason, reasonDetails } = fact.judgement;
  if (reason === null) return '';
  // Days and period keys of the details in words: 2021..2023 → 2021—2023, 2023H1 → 2023年上半年.
  return describeReason(reason, reasonDetails)
    .replace(/。$/, '')
    .replace(/\d{4}-\d{2}-\d{2}/g, dayWords)
    .replace(/(\d{4})\.\.(\d{4})/g, '$1—$2')
    .replace(/\d{4}(?:H[12]|Q[1-4]|-\d{2})(?!\d)/g, periodWords);
}

function span(fact: IndicatorFact): string {
  const first = fact.judgement.inputs
    .filter((one) => one.indicator === fact.indicator.code)
    .map((one) => Number(one.period.slice(0, 4)))
    .filter((year) => year > 0);
  const last = Number(fact.judgement.dataDate?.slice(0, 4));
  const from = Math.min(...first, last);
  return from === last ? `${last}年` : `${from}—${last}年`;
}

/** How far the indicator is, by its method. */
function progressWords(fact: IndicatorFact): string[] {
  const { indicator, judgement } = fact;
  const { actual, base, target, method, dataDate } = judgement;
  if (actual === null || dataDate === null) return [];
  const latest = latestFigure(fact);
  const stated = latest
    ? statedFigure(indicator, latest)
    : `${dataDayWords(dataDate)}为${figureWords(indicator, actual)}`;
  switch (method) {
    case 'level':
      return [
        stated,
        ...(base === null ? [] : [`比基期${changeWords(indicator, base, actual)}`]),
        ...(base === null && target !== null ? [`目标值为${figureWords(indicator, target)}`] : []),
        ...completionWordsOf(fact),
        ...milestoneWords(fact),
      ];
    case 'average-rate':
      return [
        `${span(fact)}年均${rateWords(indicator, actual)}`,
        `${targetWords(fact)}`,
        ...completionWordsOf(fact),
      ];
    case 'log-compound':
    case 'cumulative-total':
      return [
        method === 'log-compound'
          ? `${span(fact)}累计${rateWords(indicator, actual)}`
          : `${span(fact)}累计完成${figureWords(indicator, actual)}`,
        targetWords(fact),
        ...completionWordsOf(fact),
      ];
    case 'annual-set':
      return [stated, ...(target === null ? [] : [annualWords(fact, actual, target)])];
    case 'relative':
      return relativeWords(fact, actual, target);
    case 'hold':
      return [stated, `${targetWords(fact)}${judgement.met ? '得到保持' : '没有保持'}`];
    default:
      return [stated];
  }
}

function relativeWords(fact: IndicatorFact, actual: DecimalText, target: DecimalText | null): string[] {
  const { indicator, judgement, part } = fact;
  const rate = indicator.measure === 'growth' || indicator.measure === 'index-change';
  const say = (value: DecimalText) =>
    rate ? `年均${rateWords(indicator, value)}` : `为${figureWords(indicator, value)}`;
  const reference = part?.part.op === 'relative' ? part.part.to.replace(/(?:增长|增速)$/, '') : '参照指标';
  const when = rate ? span(fact) : dataDayWords(judgement.dataDate ?? '');
  return [`${when}${say(actual)}`, ...(target === null ? [] : [`同期${reference}${say(target)}`])];
}

function annualWords(fact: IndicatorFact, actual: DecimalText, target: DecimalText): string {
  const year = fact.judgement.dataDate?.slice(0, 4);
  const set = fact.assigned.find((one) => String(one.year) === year)?.value ?? target;
  const gap = new Decimal(actual).minus(target);
  const distance = `${printFigure(fact.indicator, gap.abs())}${differenceUnit(fact.indicator)}`;
  return `当年目标为${set}，${gap.isNegative() ? `低${distance}` : gap.isZero() ? '与目标持平' : `高${distance}`}`;
}

function milestoneWords(fact: IndicatorFact): string[] {
  const { milestone } = fact.judgement;
  if (!milestone || fact.ended || fact.judgement.completion !== null) return [];
  return [
    `${milestone.year}年分解目标为${figureWords(fact.indicator, milestone.target)}，${milestone.met ? '已达到' : '未达到'}`,
  ];
}

/** One whole sentence, ending with the verdict. */
export function indicatorSentence(fact: IndicatorFact): string {
  const { judgement, verdict } = fact;
  const cautions = [
    ...(judgement.stale ? ['规划期末数据尚未取得，按最近数据判定'] : []),
    ...(judgement.everMet ? ['此前曾达到目标，以最新数据为准'] : []),
    ...(judgement.override ? [`人工判定，理由：${judgement.override.reason}`] : []),
  ];
  const undecided = fact.code === 'undecided';
  const parts = [
    ...(undecided && judgement.actual === null ? [] : progressWords(fact)),
    ...(undecided ? [undecidedWords(fact)] : []),
    verdict,
  ].filter((text) => text !== '');
  return `${fact.indicator.name}：${parts.join('，')}${cautions.length > 0 ? `（${cautions.join('；')}）` : ''}。`;
}

/** Cause as recorded, else what the figures show of it, marked as such. */
export function causeWords(fact: IndicatorFact): string {
  if (fact.cause) return fact.cause;
  const { indicator, judgement, pace } = fact;
  const { actual, target, dataDate } = judgement;
  if (pace && dataDate && !fact.ended) {
    const asked = changeByYear(indicator, pace.asked);
    return `初步分析：基期以来年均${changeByYear(indicator, pace.actual)}，规划要求年均${asked}`;
  }
  if (actual === null || target === null) return '初步分析：缺少本级归口数据';
  const gap = new Decimal(actual).minus(target);
  const side = gap.isNegative() ? '低' : '高';
  const stale = judgement.stale ? '规划期末数据尚未取得，' : '';
  return `初步分析：${stale}${actualWords(fact, actual)}，比目标值${side}${printNeed(indicator, gap.abs())}${differenceUnit(indicator)}`;
}

/** The figure that was judged, said as what it is: a level, a sum, an average. */
function actualWords(fact: IndicatorFact, actual: DecimalText): string {
  const { indicator, judgement } = fact;
  const rate = indicator.measure === 'growth' || indicator.measure === 'index-change';
  switch (judgement.method) {
    case 'cumulative-total':
      return `${span(fact)}累计完成${figureWords(indicator, actual)}`;
    case 'log-compound':
      return `${span(fact)}累计${rateWords(indicator, actual)}`;
    case 'average-rate':
    case 'annual-mean':
    case 'relative':
      return `${span(fact)}年均${rate ? rateWords(indicator, actual) : `为${figureWords(indicator, actual)}`}`;
    default:
      return `${judgement.dataDate ? dataDayWords(judgement.dataDate) : ''}实际为${figureWords(indicator, actual)}`;
  }
}

function changeByYear(indicator: Indicator, change: DecimalText): string {
  const value = new Decimal(change);
  const [up, down] = indicator.unit === '%' ? ['提高', '降低'] : ['增加', '减少'];
  if (value.isZero()) return '持平';
  return `${value.isNegative() ? down : up}${printNeed(indicator, value.abs())}${differenceUnit(indicator)}`;
}

/** Rest of the plan's time: 后3年, 后2.5年. */
export function yearsLeftWords(fact: IndicatorFact): string {
  return fact.yearsLeft === null ? '' : `后${printDecimal(roundTo(new Decimal(fact.yearsLeft), 2))}年`;
}

/** 年均需提高2.03个百分点; undefined where nothing is needed or nothing can be said. */
export function needWords(fact: IndicatorFact): string | undefined {
  const { needPerYear, method } = fact.judgement;
  if (needPerYear === null) return undefined;
  const need = new Decimal(needPerYear);
  const { indicator } = fact;
  if (method === 'level') return need.isZero() ? undefined : `年均需${changeByYear(indicator, needPerYear)}`;
  if (method === 'log-compound' || method === 'average-rate')
    return `年均需${rateWords(indicator, roundTo(need, indicator.measure === 'growth' ? 1 : (indicator.decimals ?? 2)).toFixed())}`;
  return need.isZero() ? undefined : `年均需完成${printNeed(indicator, need)}${indicator.unit}`;
}

/** Measure as recorded, else who has to do what until when. */
export function measureWords(fact: IndicatorFact, ended: boolean): string {
  if (fact.measure) return fact.measure;
  const who = fact.lead ?? '牵头单位';
  if (ended) return `建议由${who}查明未完成原因，提出下一个规划期的接续安排`;
  const need = needWords(fact);
  const amount = need ? `，${yearsLeftWords(fact)}${need}` : '';
  return `建议由${who}牵头制定追赶措施${amount}`;
}
