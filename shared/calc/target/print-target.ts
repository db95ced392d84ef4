import type {
  AmountPart,
  AssignedPart,
  RangePart,
  RelativePart,
  TargetColumn,
  TargetPart,
  TargetSpan,
} from '../../domain/target.ts';

/**
 * The grammar's own Chinese: not text of the screen but the canonical form of a target, which `parseTarget` reads
 * back to the same parts (so it may be stored, copied and entered again).
 */

const spanWords: Readonly<Record<TargetSpan, string>> = {
  year: '',
  cumulative: '累计',
  'annual-average': '年均',
  'every-year': '每年',
};

function printSpan(part: AmountPart | RangePart, column: TargetColumn): string {
  if (part.span !== 'year') return spanWords[part.span];
  // Only where the bare text would be read with another span.
  const needed = column === 'total' || (part.change === 'down' && /^个?百分点$/.test(part.unit ?? ''));
  return needed ? '期末' : '';
}

function printOperand(part: AmountPart | RangePart): string {
  const unit = part.unit ?? '';
  if (part.op === 'range') return `${part.low}～${part.high}${unit}`;
  const figure = part.ratio ?? `${part.value}${unit}`;
  switch (part.op) {
    case 'ge':
      return `${figure}以上`;
    case 'gt':
      return `高于${figure}`;
    case 'le':
      return `${figure}以内`;
    case 'lt':
      return `低于${figure}`;
    case 'approx':
      return `${figure}左右`;
    case 'eq':
      return figure;
  }
}

function printFigure(part: AmountPart | RangePart, column: TargetColumn): string {
  const verb = part.change === 'down' ? '下降' : part.subject ? '达到' : '';
  return `${printSpan(part, column)}${part.subject ?? ''}${verb}${printOperand(part)}`;
}

const relationWords: Readonly<Record<RelativePart['relation'], string>> = {
  gt: '高于',
  ge: '不低于',
  le: '不高于',
  lt: '低于',
  sync: '与',
};

function printRelative(part: RelativePart): string {
  const margin = part.margin ? `${part.margin}个百分点` : '';
  const end = part.relation === 'sync' ? '基本同步' : margin;
  const span = part.span ? (spanWords[part.span] ?? '') : '';
  return `${span}${part.subject ?? ''}${relationWords[part.relation]}${part.to}${end}`;
}

function printAssigned(part: AssignedPart): string {
  const span = part.span ? spanWords[part.span] : '';
  const authority = part.authority ?? '';
  return part.mode === 'within' ? `${span}控制在${authority}下达指标内` : `${span}完成${authority}下达任务`;
}

const doublings: Readonly<Record<string, string>> = { '2': '翻一番', '4': '翻两番', '8': '翻三番' };

function printBody(part: TargetPart, column: TargetColumn): string {
  switch (part.op) {
    case 'none':
      return '-';
    case 'text':
      return part.text;
    case 'relative':
      return printRelative(part);
    case 'assigned':
      return printAssigned(part);
    case 'times-base':
      return doublings[part.value] ?? `达到基期的${part.value}倍`;
    default:
      return printFigure(part, column);
  }
}

function printPart(part: TargetPart, column: TargetColumn): string {
  const hope = part.op !== 'none' && part.op !== 'text' && part.aspirational;
  return `${hope ? '力争' : ''}${printBody(part, column)}`;
}

/**
 * Canonical Chinese of typed parts; `parseTarget(printTarget(parts, column), column)` gives the parts again.
 * @param column the column the text is meant for: under 年均/累计 a year's value says 期末
 */
export function printTarget(parts: readonly TargetPart[], column: TargetColumn = 'year'): string {
  return parts.map((part) => printPart(part, column)).join('、');
}
