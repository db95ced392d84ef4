import type { TableColumn, TableRow } from '../../shared/calc/report/document.ts';
import type { IndicatorFact } from '../../shared/calc/report/indicator-facts.ts';
import { differenceUnit, printFigure, printNeed, printShare } from '../../shared/calc/report/print-figure.ts';
import type { ReportFacts } from '../../shared/calc/report/report-facts.ts';
import { Decimal, type DecimalText, printDecimal, roundTo } from '../../shared/text/decimal.ts';
import { methodWords } from './judgement.ts';
import { periodWords } from './periods.ts';
import { attributeWords, chapterWords, statusMarks, mainColumnWords as words } from './report.ts';
import {
  belowBaseWords,
  causeWords,
  dataDayWords,
  figureSpanWords,
  measureWords,
  rateWords,
  undecidedWords,
  yearsLeftWords,
} from './report-sentences.ts';

/** Rows and columns of a report's annexes. A dash is printed where the plan or the figures have nothing. */

const dash = '—';
const asPrinted = (text: string | undefined) =>
  text === undefined || /^[-—－]?$/.test(text.trim()) ? dash : text;

/** Columns of the main table: the years up to the day; after the plan's end nothing is needed any more. */
export function mainColumns(facts: ReportFacts): TableColumn[] {
  const yearWidth = facts.years.length > 3 ? 10.5 : 11;
  const [, lastYear] = facts.input.plan.header.period;
  const { baseYear } = facts.input.plan.header;
  const partYear = facts.main.some((fact) => fact.partYear);
  return [
    ...(hasCategories(facts)
      ? [{ title: words.category, width: 8.5, align: 'center' as const, merged: true as const }]
      : []),
    { title: words.no, width: 7, align: 'center' },
    { title: words.name, width: 24 },
    { title: words.unit, width: 9, align: 'center' },
    { title: words.attribute, width: 10.5, align: 'center' },
    { title: words.year(baseYear), width: 11, align: 'center' },
    ...facts.years.map((year) => ({ title: words.year(year), width: yearWidth, align: 'center' as const })),
    ...(partYear ? [{ title: words.partYear, width: 14, align: 'center' as const }] : []),
    { title: words.target(lastYear), width: 15, align: 'center' },
    { title: words.total, width: 13, align: 'center' },
    { title: words.completion, width: 19.5, align: 'center' },
    ...(facts.ended ? [] : [{ title: words.schedule, width: 10.5, align: 'center' as const }]),
    { title: words.gap, width: 14, align: 'center' },
    ...(facts.ended ? [] : [{ title: words.need, width: 14, align: 'center' as const }]),
    { title: facts.ended ? words.finalVerdict : words.verdict, width: 12, align: 'center' },
    ...(facts.ended ? [] : [{ title: words.trend, width: 11, align: 'center' as const }]),
    { title: words.cause, width: 32 },
    { title: words.lead, width: 13, align: 'center' },
    { title: words.source, width: 28 },
  ];
}

function baseCell({ indicator, printed, judgement }: IndicatorFact): string {
  const { baseChoice } = judgement;
  const text = asPrinted(printed?.base);
  const revised =
    baseChoice.revised !== null &&
    baseChoice.printed !== null &&
    !new Decimal(baseChoice.revised).eq(baseChoice.printed);
  return revised ? `${text}\n（修订后${printFigure(indicator, baseChoice.revised!)}）` : text;
}

function targetCell(fact: IndicatorFact, column: 'year' | 'total'): string {
  const [before, now] = [asPrinted(fact.printed?.[column]), asPrinted(fact.target?.[column])];
  const assigned =
    column === 'year' && fact.part?.part.op === 'assigned' ? fact.assigned.at(-1)?.value : undefined;
  const text = before === now ? now : `原${before}\n现${now}`;
  return assigned === undefined ? text : `${text}（下达${assigned.replace(/^\[(.+)\]$/, '累计$1')}）`;
}

function yearCell(fact: IndicatorFact, year: number): string {
  const figure = fact.years.get(year);
  return figure
    ? `${printFigure(fact.indicator, figure.value)}${statusMarks[figure.observation.status].replace('数', '')}`
    : dash;
}

function partYearCell(fact: IndicatorFact): string {
  const figure = fact.partYear;
  if (!figure) return dash;
  const mark = statusMarks[figure.observation.status].replace('数', '');
  return `${printFigure(fact.indicator, figure.value)}${mark}\n${figureSpanWords(figure, fact.indicator.reporting === 'ytd')}`;
}

function completionCell({ judgement, indicator }: IndicatorFact): string {
  const { completion, shareOfTarget, method } = judgement;
  const lines: string[] = [];
  if (completion !== null)
    lines.push(
      new Decimal(completion).isNegative()
        ? belowBaseWords(indicator)
        : `${method === 'level' ? '完成增量' : method === 'average-rate' ? '达到要求' : '完成累计'}${printShare(completion)}%`,
    );
  if (shareOfTarget !== null && method === 'level') lines.push(`现值为目标的${printShare(shareOfTarget)}%`);
  return lines.join('\n') || dash;
}

function gapCell({ gap, judgement, indicator, ended }: IndicatorFact): string {
  if (gap !== null && !ended) {
    const { actual, base, completion } = judgement;
    // A level on the wrong side of its base: a distance in points of progress would say nothing.
    if (new Decimal(completion ?? 0).isNegative() && actual !== null && base !== null)
      return `${belowBaseWords(indicator)}${printNeed(indicator, new Decimal(actual).minus(base).abs())}${differenceUnit(indicator)}`;
    const size = `${printShare(new Decimal(gap).abs())}个百分点`;
    return new Decimal(gap).isZero() ? '持平' : `${new Decimal(gap).isNegative() ? '落后' : '超前'}${size}`;
  }
  const { actual, target, milestone } = judgement;
  const toMilestone = milestone !== null && !ended;
  const against = toMilestone ? milestone.target : target;
  if (actual === null || against === null) return dash;
  const distance = new Decimal(actual).minus(against);
  if (distance.isZero()) return '持平';
  const name = toMilestone ? '分解目标' : '目标';
  return `${distance.isNegative() ? '低于' : '高于'}${name}${printNeed(indicator, distance.abs())}${differenceUnit(indicator)}`;
}

function needCell(fact: IndicatorFact): string {
  const { needPerYear, method } = fact.judgement;
  if (needPerYear === null) return dash;
  const need = new Decimal(needPerYear);
  if (need.isZero()) return '已达到';
  const rate = method === 'log-compound' || method === 'average-rate';
  const amount = rate
    ? rateWords(
        fact.indicator,
        roundTo(need, fact.indicator.measure === 'growth' ? 1 : (fact.indicator.decimals ?? 2)).toFixed(),
      )
    : `${printNeed(fact.indicator, need)}${method === 'level' ? differenceUnit(fact.indicator) : fact.indicator.unit}`;
  return `${yearsLeftWords(fact)}年均${amount}`;
}

function causeCell(fact: IndicatorFact, ended: boolean): string {
  if (fact.lags) return `原因：${causeWords(fact)}\n措施：${measureWords(fact, ended)}`;
  const recorded = [fact.cause, fact.measure].filter((text) => text !== null);
  if (recorded.length > 0) return recorded.join('\n');
  return fact.code === 'undecided' ? undecidedWords(fact) : dash;
}

const looksLikeFile = /\.(?:xlsx?|et|csv|docx?)$|^[\w-]{1,12}$/i;

function sourceCell({ indicator, judgement }: IndicatorFact): string {
  const latest = judgement.inputs.filter((input) => input.indicator === indicator.code).at(-1);
  const source = latest?.source && !looksLikeFile.test(latest.source) ? `（${latest.source}）` : '';
  return (
    [
      indicator.priceBasis && !indicator.definition?.includes(indicator.priceBasis)
        ? `价格：${indicator.priceBasis}`
        : '',
      indicator.growthBasis ?? '',
      indicator.definition ?? '',
      latest ? `来源：${latest.series}数${source}` : '',
    ]
      .filter((text) => text !== '')
      .join('；') || dash
  );
}

function mainRow(fact: IndicatorFact, facts: ReportFacts): TableRow {
  const { indicator, judgement } = fact;
  const partYear = facts.main.some((one) => one.partYear);
  return {
    cells: [
      String(fact.no),
      indicator.name,
      indicator.unit || dash,
      attributeWords(indicator),
      baseCell(fact),
      ...facts.years.map((year) => yearCell(fact, year)),
      ...(partYear ? [partYearCell(fact)] : []),
      targetCell(fact, 'year'),
      targetCell(fact, 'total'),
      completionCell(fact),
      ...(facts.ended ? [] : [judgement.schedule === null ? dash : `${printShare(judgement.schedule)}%`]),
      gapCell(fact),
      ...(facts.ended ? [] : [needCell(fact)]),
      judgement.override ? `${fact.verdict}\n（人工判定，原为${judgement.verdict}）` : fact.verdict,
      ...(facts.ended ? [] : [judgement.trend ?? dash]),
      causeCell(fact, facts.ended),
      fact.lead ?? dash,
      sourceCell(fact),
    ],
  };
}

/** In the plan's order; neighbouring rows of one category share its cell. */
export function mainRows(facts: ReportFacts): TableRow[] {
  const grouped = hasCategories(facts);
  return facts.main.map((fact) => {
    const { cells } = mainRow(fact, facts);
    return { cells: grouped ? [fact.indicator.category ?? dash, ...cells] : cells };
  });
}

const hasCategories = (facts: ReportFacts) =>
  facts.main.some((fact) => fact.indicator.category !== undefined);

export const taskColumns = (ended: boolean): TableColumn[] => [
  { title: words.chapter, width: 16, align: 'center', merged: true },
  { title: '序号', width: 10, align: 'center' },
  { title: '量化目标', width: 56 },
  { title: '单位', width: 14, align: 'center' },
  { title: '规划目标', width: 40 },
  { title: '最新数', width: 34, align: 'center' },
  { title: '完成进度', width: 28, align: 'center' },
  ...(ended ? [] : [{ title: words.schedule, width: 18, align: 'center' as const }]),
  { title: ended ? '是否完成' : '是否达到预期进度', width: 24, align: 'center' },
  { title: '说明', width: 33 },
  { title: '牵头单位', width: 20, align: 'center' },
];

function latestCell({ indicator, judgement }: IndicatorFact): string {
  if (judgement.actual === null || judgement.dataDate === null) return dash;
  const mark = judgement.estimated ? '（预计）' : '';
  const figure =
    judgement.inputs.length > 0
      ? printFigure(indicator, judgement.actual)
      : printDecimal(roundTo(new Decimal(judgement.actual), 4));
  return `${figure}${mark}\n${dataDayWords(judgement.dataDate)}`;
}

function taskRow(fact: IndicatorFact): TableRow {
  const { indicator, judgement } = fact;
  const target = [fact.target?.year, fact.target?.total]
    .filter((text) => text && asPrinted(text) !== dash)
    .join('、');
  return {
    cells: [
      String(fact.no),
      indicator.name,
      indicator.unit || dash,
      target || asPrinted(fact.target?.note),
      latestCell(fact),
      completionCell(fact),
      ...(fact.ended ? [] : [judgement.schedule === null ? dash : `${printShare(judgement.schedule)}%`]),
      fact.verdict,
      fact.code === 'undecided' ? undecidedWords(fact) : fact.lags ? causeWords(fact) : (fact.cause ?? dash),
      fact.lead ?? dash,
    ],
  };
}

export function taskRows(facts: ReportFacts): TableRow[] {
  return facts.chapters.flatMap((one) =>
    one.commitments.map((fact) => ({
      cells: [one.chapter ? chapterWords(one.chapter.number) : dash, ...taskRow(fact).cells],
    })),
  );
}

export const cardColumns: readonly TableColumn[] = [
  { title: '序号', width: 9, align: 'center' },
  { title: '指标', width: 30 },
  { title: '评价方法和算式', width: 62 },
  { title: '采用数据', width: 70 },
  { title: '计算结果', width: 50 },
  { title: '目标依据', width: 46 },
];

function inputsCell({ judgement, indicator }: IndicatorFact, facts: ReportFacts): string {
  const nameOf = (code: string) =>
    code === indicator.code
      ? ''
      : `${facts.input.plan.indicators.find((one) => one.code === code)?.name ?? ''}`;
  const seen = new Set<string>();
  return (
    judgement.inputs
      .map((input) => {
        const other = facts.input.plan.indicators.find((one) => one.code === input.indicator) ?? indicator;
        return input.value === null
          ? ''
          : `${nameOf(input.indicator)}${periodWords(input.period)}${printFigure(other, input.value)}（${input.status}，${input.series}数）`;
      })
      .filter((text) => text !== '' && !seen.has(text) && seen.add(text))
      .join('；') || '无'
  );
}

function resultCell(fact: IndicatorFact): string {
  const { judgement } = fact;
  const lines = [
    judgement.dataDate
      ? `数据截至${judgement.dataDate.endsWith('12-31') ? `${judgement.dataDate.slice(0, 4)}年底` : dataDayWords(judgement.dataDate).replace('截至', '')}`
      : '',
    share('线性进度', judgement.completionLinear),
    share('连乘进度', judgement.completionCompound),
    share('序时要求', judgement.schedule),
    judgement.backLoaded ? '年度分解前松后紧' : '',
    judgement.estimated ? '含预计数' : '',
    fact.code === 'undecided' ? undecidedWords(fact) : '',
    `结论：${fact.verdict}`,
  ];
  return lines.filter((line) => line !== '').join('；');
}

const share = (name: string, value: DecimalText | null) =>
  value === null ? '' : `${name}${printShare(value)}%`;

function groundCell(fact: IndicatorFact): string {
  const parts = fact.judgement.parts.filter((part) => part.text !== '').map((part) => part.text);
  const assigned = fact.assigned.map(
    (one) => `${one.year}年${one.value}${one.document ? `（${one.document}）` : ''}`,
  );
  return [...parts, ...assigned].join('；') || dash;
}

export function cardRows(facts: ReportFacts): TableRow[] {
  return facts.main.map((fact) => {
    const { name, formula } = methodWords[fact.judgement.method];
    return {
      cells: [
        String(fact.no),
        fact.indicator.name,
        `${name}：${formula}`,
        inputsCell(fact, facts),
        resultCell(fact),
        groundCell(fact),
      ],
    };
  });
}
