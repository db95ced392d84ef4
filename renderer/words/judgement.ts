import type {
  JudgementMethod,
  JudgementReason,
  Light,
  ProjectLight,
  ProjectStage,
  TaskStage,
} from '../../shared/domain/judgement.ts';

/** Method cards: name and formula of each method. The figures that go into a formula stand beside it on the card. */
export const methodWords: Readonly<
  Record<JudgementMethod, { readonly name: string; readonly formula: string }>
> = {
  level: {
    name: '水平值',
    formula: '完成进度＝（现值－基期值）÷（目标值－基期值）；无基期值时只看是否达到目标或年度分解值',
  },
  hold: { name: '保持类', formula: '最新值达到目标要求即为保持，低于要求即为滞后，不计算完成进度' },
  'cumulative-total': { name: '累计总量', formula: '完成进度＝（各完整年度之和＋本年累计）÷五年累计目标' },
  'log-compound': {
    name: '累计变化率（连乘）',
    formula:
      '累计下降：完成进度＝ln（1－累计降幅）÷ln（1－目标降幅）；累计增长：ln（1＋累计增幅）÷ln（1＋目标增幅）。年度变化率连乘，不相加',
  },
  'average-rate': {
    name: '年均增速',
    formula: '年均增速＝各年增速连乘后开年数次方；完成进度＝Σln（1＋各年增速）÷［年数×ln（1＋目标增速）］',
  },
  'annual-mean': { name: '年均数量', formula: '各完整年度之和÷年数，与年均目标比较' },
  'annual-set': { name: '逐年设定', formula: '以有目标的最近一个完整年度的数值与当年目标比较' },
  relative: { name: '相对目标', formula: '同一时段内，本指标年均值与参照指标年均值比较' },
  assigned: { name: '上级下达', formula: '下达数录入后，按下达数的类型判定' },
  person: { name: '人工判定', formula: '目标为文字表述，由人工判定' },
  milestone: { name: '节点事项', formula: '以完成日期和佐证文件判定' },
  standard: { name: '标准执行', formula: '执行标准的数量÷适用标准的数量' },
  'list-count': { name: '清单计数', formula: '清单中已完成的项数÷目标项数' },
  task: { name: '任务阶段', formula: '任务所处阶段对应的进度与任务自身时间进度比较' },
  none: { name: '不判定', formula: '没有可判定的目标' },
};

type Details = Readonly<Record<string, string>>;

/** Why there is no verdict, or what to mind with it: one sentence each. */
const reasonWords: Readonly<Record<JudgementReason, (details: Details) => string>> = {
  'no-target': () => '规划未列出可判定的目标。',
  'no-data': () => '评估日期前没有本级归口数据。',
  'no-base': () => '没有基期值，也没有年度分解值，无法计算进度。',
  'no-assigned': ({ authority }) => `尚未录入${authority ?? '上级'}下达的数值。`,
  'no-annual-number': () => '尚未录入各年度的目标值。',
  'no-full-year': () => '只有不足一年的数据，不能与全年目标比较。',
  'missing-years': ({ years, after, until }) =>
    years ? `缺少${years}年数据，不能连续计算。` : `${after}之后至${until}的数据不连续，合计不完整。`,
  'reference-unknown': ({ reference }) => `参照对象“${reference}”不是本规划的指标，需人工判定。`,
  'reference-no-data': ({ reference }) => `与“${reference}”没有同一时段的可比数据。`,
  'unit-mismatch': ({ unit }) => `目标单位“${unit}”与指标单位不能换算。`,
  'text-target': () => '目标为文字表述，需人工判定。',
  'other-quantity': ({ subject }) => `目标所指为“${subject}”，不是本指标的数值，需人工判定。`,
  'not-recomputed': () => '本指标不由水平值推算增速，请录入公布的增速。',
  'rate-out-of-range': () => '变化率超出可计算的范围，请核对数据。',
  'definition-break': ({ period, note }) => `${period}起统计口径变化（${note}），前后不可比。`,
  aspirational: () => '目标为力争性质，尚未达到，只列示，不计入未完成。',
  'no-record': () => '尚无进展记录。',
  'no-document': () => '已填报完成日期，缺少佐证文件。',
  'not-due': ({ due }) => `尚未到完成时限（${due}）。`,
  'open-batch': () => '“一批”项目未列出具体名单，不单独亮灯。',
};

/** The sentence for a reason of a judgement. */
export function describeReason(reason: JudgementReason, details: Details | null): string {
  return reasonWords[reason](details ?? {});
}

export const completionWords = {
  completion: '完成增量的比例',
  shareOfTarget: '现值为目标的比例',
  linear: '线性进度',
  compound: '连乘进度',
} as const;

export const cautionWords = {
  estimated: '含预计数',
  stale: '规划期末数据尚未取得，按最近数据判定',
  backLoaded: '年度分解前松后紧',
  aspirational: '力争目标',
  restated: '同一目标的另一种表述，不单独判定',
  everMet: (period: string) => `${period}曾达到目标`,
  marketLed: '市场主导类指标，不分解',
} as const;

export const baseWords = { printed: '规划文本基期值', revised: '修订后基期值' } as const;

export const lightWords: Readonly<Record<Light | ProjectLight, string>> = {
  none: '未亮灯',
  green: '绿灯',
  yellow: '黄灯',
  red: '红灯',
};

export const projectStageWords: Readonly<Record<ProjectStage, string>> = {
  'not-started': '未开工',
  preparing: '前期工作',
  building: '在建',
  completed: '完工',
  'in-use': '投用',
};

export const taskStageWords: Readonly<Record<TaskStage, string>> = {
  'not-started': '未启动',
  prepared: '已部署',
  'under-way': '推进中',
  'mostly-done': '基本完成',
  done: '完成',
};

/** Refusal to add rates: both numbers are shown. */
export function describeRateSum(sum: string, compound: string): string {
  return `年度变化率不能相加：直接相加为${sum}%，按连乘计算应为${compound}%。`;
}
