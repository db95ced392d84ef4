import type { LintFinding, LintRule } from '../../shared/calc/report/lint-report.ts';
import type { LintPlace } from '../../shared/calc/report/lint-text.ts';

/** What the check of a report says: one sentence for each complaint, with what to do. */

type Details = LintFinding['details'];

const ruleWords: Readonly<Record<LintRule, (details: Details) => string>> = {
  'unknown-number': ({ number, text }) => `数字“${number}”在规划数据中没有找到，请核对或说明来源：“${text}”`,
  'figure-of-year': ({ indicator, year, number }) =>
    `“${indicator}”${year}年的数字写为${number}，与该年数据不符。`,
  'counts-do-not-add': ({ total, sum }) => `分类数相加为${sum}，与合计${total}不符，请核对各类项数。`,
  'count-wrong': ({ what, count, expected }) =>
    `${what ? `“${what}”` : '指标总数'}写为${count}项，评价结果为${expected}项。`,
  'count-names': ({ count, listed }) => `写为${count}项，列出名称${listed}项，请核对。`,
  'lagging-not-named': ({ indicator }) => `落后指标“${indicator}”在报告中没有点名。`,
  'lagging-without-cause': ({ indicator }) => `落后指标“${indicator}”没有写明原因。`,
  'lagging-without-measure': ({ indicator }) => `落后指标“${indicator}”没有写明措施。`,
  'lagging-without-unit': ({ indicator }) => `落后指标“${indicator}”没有写明责任单位。`,
  'verdict-without-data': ({ indicator, said }) => `“${indicator}”缺少可评价的数据或目标，不能写“${said}”。`,
  'verdict-differs': ({ indicator, said, verdict }) =>
    `“${indicator}”写为“${said}”，评价结果为“${verdict}”。`,
  'hold-early': ({ indicator, said }) => `“${indicator}”是保持类指标，不能写“${said}”。`,
  'definition-differs': ({ indicator, expected }) =>
    `“${indicator}”的口径与登记口径不一致，登记口径为：${expected}`,
  'negative-movement': ({ text }) => `升降词后面不能再写负数：“${text}”`,
  'percent-for-points': ({ text }) => `比率的升降应写“个百分点”：“${text}”`,
  'growth-decimals': ({ number }) => `增速保留一位小数，“${number}”不符合。`,
  'mark-missing': ({ indicator, number }) => `“${indicator}”的${number}是预计数或初步数，应予注明。`,
  'tool-word': ({ word }) => `报告中出现软件用语“${word}”，请改写。`,
  'demo-unmarked': () => '规划使用演示数据，报告没有注明“演示数据”。',
};

export function lintSentence({ rule, details }: LintFinding): string {
  return ruleWords[rule](details);
}

export function lintPlaceWords(place: LintPlace | null): string | null {
  if (place === null) return null;
  return place.kind === 'paragraph' ? `第${place.number}段` : `第${place.number}个表第${place.row}行`;
}

export function reportWrittenLine(path: string): string {
  return `已写入 ${path}`;
}

export function lintLines(
  complaints: readonly { readonly text: string; readonly where: string | null }[],
): string[] {
  if (complaints.length === 0) return ['核对通过，没有发现问题。'];
  return [
    ...complaints.map(({ text, where }) => (where === null ? text : `${where}：${text}`)),
    `共${complaints.length}个问题。`,
  ];
}
