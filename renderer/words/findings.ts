import type { FindingCode } from '../../shared/domain/finding.ts';
import { fillSentence } from './errors.ts';

/** One sentence per finding: what is there and what to do. Filled from the finding's details, raw text and cell. */
export const findingSentences: Record<FindingCode, string> = {
  'unit-scale':
    '数值 {value}{measure}与参照值 {reference}{measure}相差约 10 的 {power} 次方，像是计量单位填错了。请与填报单位核实，改为 {proposed}{measure}或说明确实如此。',
  'unit-dimension': '填写的计量单位“{stated}”与指标的计量单位“{wanted}”不是同一类，不能换算。请核实。',
  'check-error': '{message}（左边 {left}，右边 {right}）。请退回核实或说明后按原数采用。',
  'ambiguous-match': '“{raw}”可能是几个指标或单位（{candidates}），没有自动认定。请指定。',
  'duplicate-row': '“{raw}”在表里出现了不止一次，不知道该用哪一行。请指定或退回。',
  'sender-unknown': '看不出是哪个单位报的。请指定填报单位。',
  'form-unknown': '看不出是哪张报表。请指定报表。',
  'period-unknown': '看不出是哪一期。请指定报告期。',
  'text-number': '“{raw}”是文本格式的数字，建议按数值 {proposed} 采用。',
  'full-width': '“{raw}”是全角数字，建议按数值 {proposed} 采用。',
  blank: '此处没有填数。请补报，或说明为什么没有。',
  mark: '此处填的是“{raw}”，没有数值。请补报，或说明是没有发生、不适用还是暂缺。',
  'check-query': '{message}。请说明原因。',
  outlier: '数值 {value}{measure}与参照值 {reference}{measure}相差很大。请核实并说明。',
  'previous-differs':
    '上年同期填的是 {value}{measure}，与已核定的 {known}{measure}不一致。请说明口径或更正。',
  'total-mismatch': '表内合计 {total} 与各项之和 {sum} 不一致。请核实。',
  'incomplete-total': '下级上报的这个合计不完整，缺 {missing}。请等补齐后的上报包，或说明按不完整的数采用。',
  withheld: '下级按规定没有列示这个数：贡献单位过少。请与下级核对后代录，或说明按空缺采用。',
  'sender-conflict': '填报单位已认定为 {used}，但另有一处写的是 {other}{stated}。请核对。',
  'period-conflict': '报告期已认定为 {used}，但另有一处写的是 {other}。请核对。',
  'unit-missing': '没有写计量单位，按报表规定的“{assumed}”采用。请核对。',
  'formula-error': '单元格里是公式错误 {raw}，没有数值。请填报单位改正。',
  'not-a-number': '“{raw}”不是数字，没有采用。请填报单位改正。',
  'no-match': '“{raw}”不在本报表的指标中，已放在一边。请指定它是哪个指标，或不采用。',
  'external-link': '此处的数引自另一个文件，采用的是文件中保存的结果。',
  'header-changed': '与下发的模板相比栏目有变动：这一项原在 {was}，现在 {now}，已按内容对应。请核对。',
  'row-inserted': '与下发的模板相比行有移动：这一项原在 {was}，现在 {now}，已按内容对应。',
  'hidden-content': '有隐藏的{what}，已一并读取。',
  'sheet-aside':
    '工作表“{raw}”是填表说明或样表，没有当作上报的数。要报的数若在这张表里，请改表名后重新报送。',
  macro: '文件带有宏，没有运行。',
  'extension-differs': '文件的实际格式是 {actual}，与扩展名不符，已按实际格式读取。',
  'duplicate-return': '与“{original}”内容完全相同，没有重复收入。',
  'already-held': '这一项本单位已有数据，本次可以不填。',
  'personal-data': '像是个人信息（{raw}），文件已拒收，没有保存其中任何内容。请对方删除个人信息后重新报送。',
  damaged: '文件已损坏或不完整，读不出来。请对方重新发送。',
  encrypted: '文件加了打开密码，读不出来。请对方在 WPS 或 Excel 中去掉密码，另存后重新报送。',
  'too-big': '文件或表格过大，超出可以安全读取的范围，没有读取。请只保留要报的表后重新报送。',
  'wrong-type': '这不是电子表格文件，没有读取。请对方用 Excel 或 WPS 表格重新报送。',
  'picture-only': '表里只有图片，没有单元格数据。请对方报送可编辑的表格。',
};

/** What is hidden, as details name it. */
const hiddenWords: Readonly<Record<string, string>> = {
  sheet: '工作表',
  row: '行',
  rows: '行',
  column: '列',
  columns: '列',
};

/** Findings of one code that are about something else than usual. */
function variantOf({ code, details }: PrintableFinding): string | undefined {
  if (code === 'previous-differs' && details?.period !== undefined)
    return '表里 {period} 一列填的是 {value}，与已核定的 {known} 不一致。请说明口径或更正。';
  if (code === 'ambiguous-match' && details?.columns !== undefined)
    return '表里有几列都可能是要报的数（{columns}），没有自动认定。请指定。';
  if (code === 'no-match' && details?.about === 'project')
    return '“{raw}”不在规划的项目中，已放在一边。请指定它是哪个项目，或不采用；确是新项目的，先在“项目”中加入再指定。';
  if (code === 'sheet-aside' && details?.stated !== undefined)
    return '工作表“{raw}”写的是另一期（{stated}），没有计入本期，只作对照。';
  return undefined;
}

export interface PrintableFinding {
  readonly code: string;
  readonly raw?: string | undefined;
  readonly cell?: string | undefined;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

/** The finding in one sentence; clauses whose figures are unknown are left out with their brackets. */
export function findingSentence(finding: PrintableFinding): string {
  const sentence = variantOf(finding) ?? findingSentences[finding.code as FindingCode] ?? finding.code;
  const what = finding.details?.what;
  const filled = fillSentence(sentence, {
    raw: finding.raw,
    cell: finding.cell,
    ...finding.details,
    ...(typeof what === 'string' ? { what: hiddenWords[what] ?? what } : {}),
  });
  return filled.replace(/（[^（）]*(左边 ，|→ )[^（）]*）|（\s*）/g, '').replace(/，建议按数值\s+采用/, '');
}

export const severityWords: Record<string, string> = {
  error: '错误',
  repair: '待确认更正',
  query: '待说明',
  parked: '待安放',
  note: '提示',
  refused: '拒收',
};
