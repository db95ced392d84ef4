import type { ReportKind } from '../../shared/calc/report/report-input.ts';
import type { Indicator, ObservationStatus } from '../../shared/domain/plan.ts';

/** Labels of reports: titles, headings, columns. Sentences made from figures: `report-sentences.ts`. */

interface KindWords {
  /** After the plan's title. */
  readonly name: string;
  readonly headings: readonly string[];
}

export const reportKindWords: Readonly<Record<ReportKind, KindWords['name']>> = {
  annual: '年度监测报告',
  midterm: '中期评估报告',
  final: '总结评估报告',
};

export const headingWords = {
  summary: '摘要',
  overall: '总体进展',
  main: '主要指标进展情况',
  binding: '约束性指标',
  anticipatory: '预期性指标',
  noAttribute: '未分属性指标',
  tasks: '重大任务和正文量化目标进展情况',
  projects: '重点项目进展情况',
  environment: '发展环境和统计口径变化',
  problems: '存在的主要问题',
  adjustments: '目标调整建议',
  measures: '下一步对策措施',
  carryOver: '与下一个规划期的衔接',
  opinions: '征求意见和审议意见办理情况',
  annexMain: '附表1　主要指标进展情况表',
  annexTargets: '附表2　原定目标与调整后目标对照表',
  annexTasks: '附表3　正文量化目标进展情况表',
  annexProjects: '附表4　重点项目进展情况表',
  annexCharts: '附件1　主要指标完成进度与走势图',
  annexCards: '附件2　主要指标评价方法卡',
  annexRecord: '附件3　数据版本说明',
} as const;

const countPrefix = (counter: string, count: number) =>
  count < 2 ? '' : `${count === 2 ? '两' : (numerals[count - 1] ?? count)}${counter}`;

export const summaryWords = {
  overall: '总体判断',
  counts: '指标分类',
  binding: '约束性指标',
  /** Numbered by what there is: a small plan may have one problem only. */
  problems: (count: number) => `${countPrefix('个', count)}主要问题`,
  proposals: (count: number) => `${countPrefix('条', count)}工作建议`,
} as const;

export const mainColumnWords = {
  category: '类别',
  chapter: '章',
  no: '序号',
  name: '指标',
  unit: '单位',
  attribute: '属性',
  target: (year: number) => `${year}年目标`,
  year: (year: number) => `${year}年`,
  partYear: '最新数',
  total: '年均／［累计］',
  completion: '完成进度',
  schedule: '序时要求',
  gap: '差距',
  need: '后续年均需',
  verdict: '是否达到预期进度',
  finalVerdict: '完成情况',
  trend: '趋势判断',
  cause: '原因与措施',
  lead: '牵头单位',
  source: '口径与来源',
} as const;

export const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'] as const;

const numeral = (at: number) => numerals[at] ?? String(at + 1);
export const headingOne = (at: number, text: string) => `${numeral(at)}、${text}`;
export const headingTwo = (at: number, text: string) => `（${numeral(at)}）${text}`;

/** Chapter numbers in Chinese: 7 → 第七章, 13 → 第十三章. */
export function chapterWords(number: string): string {
  const value = Number(number);
  if (!Number.isInteger(value) || value < 1 || value > 99) return `第${number}章`;
  const tens = Math.floor(value / 10);
  const digit = (at: number) => numerals[at - 1] ?? '';
  const text = `${tens === 0 ? '' : `${tens === 1 ? '' : digit(tens)}十`}${value % 10 === 0 ? '' : digit(value % 10)}`;
  return `第${text}章`;
}

/** Marks of figures that are not yet final; kept in every place that prints them. */
export const statusMarks: Readonly<Record<ObservationStatus, string>> = {
  预计: '（预计数）',
  初步: '（初步数）',
  核定: '',
  最终: '',
};

export const watermarkText = '演示数据';

export function attributeWords(indicator: Indicator): string {
  return indicator.attribute ?? '—';
}

export const outcomeWords = {
  received: '正在办理',
  adopted: '采纳',
  partly: '部分采纳',
  not: '未采纳',
} as const;

export const revisionFieldWords = {
  base: '基期值',
  year: '目标值',
  total: '年均／累计目标',
  kind: '评价类型',
} as const;

export const revisionStateWords = {
  proposed: '正在履行程序',
  'in-force': '已生效',
  dropped: '已撤回',
} as const;

export const revisionStepWords: Readonly<Record<string, string>> = {
  argued: '论证',
  consulted: '征求意见',
  approved: '批准',
  'in-force': '生效',
  dropped: '撤回',
};

/** Name of a report on disk: 规划名中期评估报告（2023年6月底）.docx */
export function reportFileName(title: string, kind: ReportKind, dayText: string, ending: string): string {
  return `${title.replace(/[\\/:*?"<>|]/g, '')}${reportKindWords[kind]}（${dayText}）.${ending}`;
}

/** Author in the properties of a report: the program. */
export const producerWords = '规划工作台';

/** The report as a workbook: its texts on one sheet, each table on its own. */
export const reportBookWords = {
  texts: '正文',
  place: '部分',
  content: '内容',
  none: '没有内容',
  further: (name: string, number: number) => `${name}（${number}）`,
} as const;
