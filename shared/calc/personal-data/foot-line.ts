/**
 * The foot line of a form (负责人, 填表人, 联系电话, 报出日期): recognised, blanked in memory, never stored. What stands
 * before it in the same cell, such as 填报单位, stays: it tells the sender.
 */
import type { Cell, Sheet } from '../../domain/sheet.ts';
import { remember } from '../../text/remember.ts';
import { plainDigits } from './identity-number.ts';
import { findMobileNumbers, isNumericMobile, isPhoneText } from './phone-number.ts';

const personLabel =
  '(?:单位|部门|统计|填报|财务|分管|主要|项目|科室|审核|制表|经办)?(?:负责人|责任人)|填表人|填报人|制表人|制表|编制人|审核人|审核|复核人|复核|经办人|联系人|统计员|录入人|签字|签章|会计主管|主管领导|分管领导|单位领导|领导签字';
const phoneLabel =
  '(?:联系|办公|手机|移动|座机|固定)?(?:电话|手机号码|手机号|手机)(?:号码)?|联系方式|传真|邮箱|电子邮箱';
const dateLabel = '报出日期|报送日期|填报日期|填表日期|上报日期|制表日期';
const neutralLabel =
  '填报单位|报送单位|上报单位|单位名称|综合机关名称|单位|计量单位|金额单位|表号|制定机关|制表机关|批准机关|批准文号|备案机关|备案文号|有效期至|有效期|报告期|所属期|说明|注|备注';

const labelled = new RegExp(
  `(${personLabel}|${phoneLabel}|${dateLabel}|${neutralLabel})(?:[(（][^()（）]{0,8}[)）])?\\s{0,4}[:：]`,
  'g',
);
const contactOnly = new RegExp(`^(?:${personLabel}|${phoneLabel}|${dateLabel})$`);
const bareLabel = new RegExp(
  `^(?:${personLabel}|${phoneLabel}|${dateLabel})(?:[(（][^()（）]{0,8}[)）])?[:：]?$`,
);
const anyLabel = new RegExp(
  `^(?:${personLabel}|${phoneLabel}|${dateLabel}|${neutralLabel})(?:[(（][^()（）]{0,8}[)）])?[:：]`,
);

const blank = /[\s\u3000]/g;
const squeeze = (text: string): string => text.replace(blank, '');

/** The sheet without contact data; the same object where there was none. */
export function blankFootLine(sheet: Sheet): Sheet {
  const foot = footRow(sheet);
  const kept: Cell[] = [];
  let changed = false;
  let openLabel: Cell | undefined;
  for (const cell of sheet.cells) {
    if (openLabel && openLabel.row !== cell.row) openLabel = undefined;
    const blanked = blankCell(cell, openLabel, cell.row > foot);
    openLabel = nextLabel(cell, openLabel, cell.row > foot);
    if (blanked !== cell) changed = true;
    if (blanked) kept.push(blanked);
  }
  return changed ? { ...sheet, cells: kept } : sheet;
}

/**
 * The last row that holds a figure, as a number or as text; contact lines lie below it. Rows with a contact label don't
 * count (a day or a phone is no figure), and a sheet without figures has no foot.
 */
function footRow(sheet: Sheet): number {
  const labelRows = new Set(sheet.cells.filter(isContactLabel).map((cell) => cell.row));
  // From below, where it stands.
  const last = sheet.cells.findLast((cell) => !labelRows.has(cell.row) && isFigure(cell));
  return last?.row ?? Number.POSITIVE_INFINITY;
}

const longestLabel = 20;
const isContactText = remember(
  (text): boolean => text.length <= longestLabel && bareLabel.test(squeeze(text)),
);
const isContactLabel = (cell: Cell): boolean => cell.kind === 'text' && isContactText(cell.text);

function isFigure(cell: Cell): boolean {
  if (cell.kind === 'number') return !isNumericMobile(cell.value);
  return (
    cell.kind === 'text' &&
    cell.text.length <= 30 &&
    /^-?\d[\d,]*(?:\.\d+)?%?$/.test(plainDigits(cell.text.trim()))
  );
}

function blankCell(cell: Cell, label: Cell | undefined, below: boolean): Cell | undefined {
  if (label && isAnswer(cell, label, below)) return undefined;
  if (cell.kind !== 'text') return cell;
  const text = below ? blankBelow(cell.text) : blankAbove(cell.text);
  if (text === cell.text) return cell;
  return text.trim() === '' ? undefined : { ...cell, text, value: text };
}

const blankBelow = remember((text) => blankText(text, true));
const blankAbove = remember((text) => blankText(text, false));

/** A label without an answer in its own cell waits for the next cells of its row. */
function nextLabel(cell: Cell, label: Cell | undefined, below: boolean): Cell | undefined {
  if (!label && cell.kind !== 'text') return undefined;
  const text = squeeze(cell.text);
  if (isContactLabel(cell) && (below || /[:：]$/.test(text))) return cell;
  if (cell.kind === 'text' && endsWithOpenLabel(text)) return cell;
  return label && below && !anyLabel.test(text) ? label : undefined;
}

/** Most cells have no colon, and the patterns of labels are long. */
const hasColon = (text: string): boolean => text.includes('：') || text.includes(':');

function endsWithOpenLabel(text: string): boolean {
  if (!hasColon(text)) return false;
  const last = [...text.matchAll(labelled)].at(-1);
  return last !== undefined && contactOnly.test(last[1] ?? '') && last.index + last[0].length === text.length;
}

/** Below the figures whatever follows a label answers it; above them only what looks like a person's data. */
function isAnswer(cell: Cell, label: Cell, below: boolean): boolean {
  const text = squeeze(cell.text);
  if (anyLabel.test(text) || bareLabel.test(text)) return false;
  if (below) return text.length <= 24;
  if (cell.column - label.column > 4) return false;
  return (
    isPhoneText(text) ||
    isNumericMobile(cell.value) ||
    cell.kind === 'date' ||
    /^[\u4e00-\u9fff·]{2,4}$/.test(text)
  );
}

/** Cuts the answers of contact labels and any mobile number that stands among words. */
export function blankText(text: string, below = false): string {
  const matches = hasColon(text) ? [...text.matchAll(labelled)] : [];
  const kept = matches.length === 0 ? text : keepNeutral(text, matches);
  const mobiles = findMobileNumbers(kept);
  if (mobiles.length === 0 || (!below && !/[\u4e00-\u9fff]/.test(kept))) return kept;
  return kept.replace(/[+＋]?[\d０-９][\d０-９ \-－]{9,18}[\d０-９]/g, (run) =>
    findMobileNumbers(run).length > 0 ? '' : run,
  );
}

function keepNeutral(text: string, matches: readonly RegExpExecArray[]): string {
  let kept = text.slice(0, matches[0]?.index ?? text.length);
  matches.forEach((match, index) => {
    const end = matches[index + 1]?.index ?? text.length;
    const whole = text.slice(match.index, end);
    kept += contactOnly.test(match[1] ?? '') ? `${match[0]}${index + 1 < matches.length ? '  ' : ''}` : whole;
  });
  return kept;
}
