import type { ConsolidationView, TraceView } from '../../shared/contract/consolidation.ts';
import type { MethodOutput } from '../../shared/contract/index.ts';
import type { ReturnReport } from '../../shared/contract/returns.ts';
import type { Evaluation } from '../../shared/domain/judgement.ts';
import { Decimal, roundTo } from '../../shared/text/decimal.ts';
import type { PrintableFinding } from './findings.ts';
import { formatFigure } from './numbers.ts';
import { traceWords } from './screen-consolidation.ts';

/** Lines of the command line for people. */

const countWords: Record<string, string> = {
  chapters: '章',
  sections: '节',
  boxes: '专栏',
  units: '单位',
  indicators: '指标',
  targets: '目标',
  projects: '项目',
  forms: '报表',
  formItems: '报表项目',
  checks: '审核公式',
  observations: '历史数据',
};

export function planSummaryLines(title: string, counts: Readonly<Record<string, number>>): string[] {
  const parts = Object.entries(countWords).map(([key, word]) => `${word} ${counts[key] ?? 0}`);
  return [title, parts.join('，')];
}

const outcomeWords: Record<ReturnReport['outcome'], string> = {
  staged: '已收',
  refused: '拒收',
  duplicate: '重复',
};

export function stageLines(
  files: readonly ReturnReport[],
  summary: MethodOutput<'returns/stage'>['summary'],
  severityWords: Readonly<Record<string, string>>,
  sentenceOf: (finding: PrintableFinding) => string,
): string[] {
  const lines = files.flatMap((file) => [
    `${outcomeWords[file.outcome]} ${file.file}${file.id === undefined || file.outcome !== 'staged' ? '' : `（编号 ${file.id}）`}`,
    ...file.findings.map((finding) => {
      const place = finding.cell === undefined ? '' : `${finding.sheet ?? ''}!${finding.cell} `;
      return `  [${finding.id}] ${severityWords[finding.severity]}：${place}${sentenceOf(finding)}`;
    }),
  ]);
  const { staged, refused, duplicate, errors, repairs, queries, parked, notes } = summary;
  return [
    ...lines,
    `共收 ${staged} 份，拒收 ${refused} 份，重复 ${duplicate} 份；错误 ${errors}，待确认更正 ${repairs}，待说明 ${queries}，待安放 ${parked}，提示 ${notes}。`,
  ];
}

export function acceptLines({ accepted, superseded, blocked }: MethodOutput<'returns/accept'>): string[] {
  return [
    `已采用 ${accepted.length} 份，被新版替代 ${superseded.length} 份。`,
    ...blocked.map(({ id, by }) => `编号 ${id} 还有问题没有处理：${by.join('、')}`),
  ];
}

const stateWords: Record<string, string> = {
  'not-sent': '未报',
  refused: '拒收',
  staged: '待采用',
  blocked: '待处理',
  accepted: '已采用',
  'sent-back': '已退回',
  withdrawn: '已撤回',
};

export function statusLines(status: MethodOutput<'returns/status'>): string[] {
  return [
    `${status.form} ${status.period}，截止 ${status.due ?? '未定'}`,
    ...status.senders.map((one) => `${one.name}：${stateWords[one.state]}${one.late ? '（逾期）' : ''}`),
  ];
}

const ruleWords: Record<string, string> = {
  sum: '合计',
  ratio: '按分子分母计算',
  weighted: '加权平均',
  last: '取期末',
  none: '不汇总',
  'as-reported': '按上报数',
};

export function consolidationLines(view: ConsolidationView): string[] {
  return [
    `${view.form} ${view.period}`,
    ...view.figures.map(totalLine),
    ...(view.subtotals ?? []).flatMap(({ unit, figures }) => [
      `其中 ${unit}`,
      ...figures.map((figure) => `  ${totalLine(figure)}`),
    ]),
    ...view.checks.map(totalCheckLine),
    ...(view.notSent.length > 0 ? [`未报：${view.notSent.join('、')}`] : []),
    ...(view.notAccepted.length > 0 ? [`已报未采用：${view.notAccepted.join('、')}`] : []),
  ];
}

/** A rule over totals that doesn't hold. */
export function totalCheckLine(check: ConsolidationView['checks'][number]): string {
  const sides = check.left === undefined ? '' : `（左边 ${check.left}，右边 ${check.right}）`;
  return `汇总审核不成立${check.unit === undefined ? '' : `（${check.unit}）`}：${check.message}${sides}`;
}

function totalLine(figure: ConsolidationView['figures'][number]): string {
  const shown = (value: string, decimals: number | undefined) =>
    formatFigure(roundTo(new Decimal(value), decimals ?? 4).toFixed(), decimals);
  const value = figure.value === null ? '—' : shown(figure.value, figure.decimals);
  const gaps =
    figure.missing.length > 0 && figure.rule !== 'none' ? `（不含 ${figure.missing.join('、')}）` : '';
  const before = figure.previous == null ? '' : `，上年同期 ${shown(figure.previous, figure.decimals)}`;
  const growth = figure.growth == null ? '' : `，增长 ${shown(figure.growth, 1)}%`;
  const parts = (figure.partsDiffer ?? []).map(
    (one) => `；${one.unit} 报全期 ${one.value}，各期相加 ${one.parts}，按全期`,
  );
  return `${figure.name}：${value} ${figure.unit} ${ruleWords[figure.rule]}${gaps}${before}${growth}${parts.join('')}`;
}

export function traceLines(view: TraceView): string[] {
  const gaps = [...view.missing, ...(view.missingPeriods ?? [])];
  return [
    `${view.name} ${view.period} ${view.unit}：${view.value === null ? '—' : formatFigure(view.value)} ${view.measureUnit} ${ruleWords[view.rule]}${view.formula === undefined ? '' : ` ${view.formula}`}${gaps.length > 0 ? `（缺 ${gaps.join('、')}）` : ''}`,
    ...(view.printed?.adjusted ? [traceWords.printed(view.printed.value)] : []),
    ...view.contributions.map((one) => {
      const origin =
        one.file === undefined || one.file === ''
          ? (one.source ?? '')
          : `${one.file} 第${one.version}版 ${one.sheet}!${one.cell} 原文“${one.raw}”`;
      const period = one.period === undefined || one.period === view.period ? '' : ` ${one.period}`;
      return `  ${one.unit} ${one.indicator ?? ''}${period} ${one.value ?? '—'} ← ${origin}${one.acceptedBy === undefined ? '' : `，${one.acceptedBy}采用`}`;
    }),
  ];
}

const periodStates = { open: '收报中', review: '审核中', locked: '已锁定' } as const;

export function periodLines(state: MethodOutput<'period/get'>): string[] {
  return [
    periodStates[state.state],
    ...(state.document === null ? [] : [`文号 ${state.document}`]),
    ...(state.hash === null ? [] : [`校验码 ${state.hash}`]),
    ...state.differences.map(
      ({ indicator, unit, handedUp, now }) =>
        `${unit === undefined ? '合计' : unit} ${indicator}：上报 ${handedUp ?? '空'}，现在 ${now ?? '空'}`,
    ),
  ];
}

/** One line per indicator: verdict, actual, target, completion beside the schedule. */
export function evaluationLines(evaluation: Evaluation, nameOf: (code: string) => string): string[] {
  const percent = (share: string | null) =>
    share === null ? '—' : `${formatFigure(new Decimal(share).times(100).toFixed(), 1)}%`;
  const short = (value: string | null) =>
    value === null ? '—' : formatFigure(roundTo(new Decimal(value), 4).toFixed());
  return [
    `评估日期 ${evaluation.date}`,
    ...evaluation.indicators.map(
      (one) =>
        `${nameOf(one.indicator)}：${one.verdict}，现值 ${short(one.actual)}，目标 ${short(one.target)}，完成 ${percent(one.completion)}，序时 ${percent(one.schedule)}`,
    ),
  ];
}

export const usageLines = [
  '用法：planbench <命令> …    加 --json 输出一份 JSON',
  '  pack check DIR                           检查规划包',
  '  plan new PLAN --pack DIR                 用规划包建立规划文件',
  '  plan show|check PLAN                     查看、核对规划文件',
  '  plan export-pack PLAN DIR                导出规划包',
  '  plan pack-file PLAN --out FILE           打包成一个文件',
  '  plan unpack FILE PLAN                    把打包的文件还原成规划文件',
  '  forms issue PLAN --form F --period P --out DIR   下发模板',
  '  returns stage PLAN FILE|DIR… [--form F] [--period P] [--unit U]   收表',
  '  returns resolve PLAN --id N --finding K --as repaired|as-is [--value V] --by NAME --reason TEXT',
  '  returns resolve PLAN --id N --parked K --as matched|set-aside [--indicator I] --by NAME --reason TEXT',
  '  returns identify PLAN --id N [--form F] [--unit U] [--period P] --by NAME',
  '  returns accept PLAN (--all | --id N…) --by NAME [--accept-repairs] [--explain TEXT] [--set-aside-parked] [--reason TEXT]',
  '  returns withdraw|send-back PLAN --id N --by NAME --reason TEXT [--out DIR]',
  '  returns enter PLAN --form F --period P --unit U (--figure A01=1.5 … | --zero) --evidence TEXT --by NAME   代录、零报',
  '  plan set-password PLAN (--new-password-file F | --remove)   密码',
  '  returns status PLAN --form F --period P [--date D]   催报',
  '  period lock|unlock PLAN --form F --period P --by NAME [--second NAME --reason TEXT] [--document 文号]',
  '  period show PLAN --form F --period P     锁定状态、上报后的改动',
  '  consolidate PLAN --form F --period P [--as-of D] [--out X.xlsx]   汇总',
  '  fill PLAN --template T.xlsx --out O.xlsx --period P   填写部门模板',
  '  fill map PLAN --template T.xlsx --cell SHEET!C5=A01@UNIT[:previous|growth] … --by NAME   记住模板的格',
  '  trace PLAN --indicator I --period P [--unit U]   从哪来',
  '  observations import PLAN FILE.csv        导入历史数据',
  '  evaluate PLAN --date D [--as-of D]       监测评估',
  '  report PLAN --kind annual|midterm|final --date D --out X.docx   报告',
  '  report lint PLAN X.docx                  核对报告',
  '  target parse --text T --column base|year|total [--unit U]   读目标',
  '  outline extract FILE                     提取规划文本',
  '  backup list PLAN / backup restore PLAN --sequence N --by NAME   备份',
  '  exchange export PLAN --form F --period P --out FILE / exchange import PLAN FILE --by NAME [--form F] [--accept-anyway]   上下级交换',
  '  listing export PLAN --kind projects|chase|main-table|history|consolidation --out X.xlsx|.csv|.json [--form F --period P] [--date D]   清单',
  '  schemas write --out DIR                  输出各命令答复的 JSON Schema',
  '  serve PLAN [--port N]                    在浏览器中打开',
] as const;
