import { dayWords, periodWords } from './periods.ts';

/** Texts that the consolidated workbook takes from its data. */
export const consolidationWords = {
  title: (formTitle: string, period: string) =>
    `${periodWords(period)}${formTitle.replace(/报表$|季报表$|月报表$/, '')}汇总表`,
  fileName: (formTitle: string, period: string) => `${periodWords(period)}${formTitle}汇总.xlsx`,
  unitLine: (unit: string) => `计量单位：${unit}`,
  handedUp: (name: string, value: string | null) => `${name}（上报 ${value ?? '空'}）`,
  handedUpNote: (document: string | undefined, names: readonly string[]) =>
    `与已上报的数${document === undefined ? '' : `（${document}）`}相比有改动：${names.join('、')}。`,
  basis: (date: string) => `截至${dayWords(date)}已采用的上报表`,
  states: {
    accepted: '已采用',
    blocked: '待处理',
    staged: '待采用',
    'sent-back': '退回',
    'not-sent': '未报',
    refused: '拒收',
    withdrawn: '撤回',
  } as Readonly<Record<string, string>>,
  sourceKinds: { return: '上报', entered: '代录' } as const,
  checkKinds: {
    error: '强制性',
    query: '核实性',
    repair: '更正',
    parked: '待安放',
    note: '提示',
    refused: '拒收',
  } as Readonly<Record<string, string>>,
  decisions: {
    accepted: '接受更正',
    repaired: '更正',
    'as-is': '按原数采用',
    explained: '已说明',
    'set-aside': '不采用',
    matched: '已指定',
  } as Readonly<Record<string, string>>,
  officeVerified: (text: string) => `市级核实：${text}`,
};
