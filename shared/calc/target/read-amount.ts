import { Decimal, type DecimalText, printDecimal, printDerived } from '../../text/decimal.ts';
import { isMeasureUnit } from '../measure-unit.ts';

/** A figure or a range with the unit printed after it. */
export interface Amount {
  readonly low: DecimalText;
  readonly high?: DecimalText;
  readonly unit?: string;
  readonly ratio?: string;
}

const figure = '[+-]?(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?';
const rangePattern = new RegExp(`^(${figure})(\\D*?)(?:--?|~|至|到)(${figure})(.*)$`);
const singlePattern = new RegExp(`^(${figure})(.*)$`);
const ratioPattern = /^(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)$/;

/** Units of plans that the conversion table doesn't hold; they stand as printed and are never converted. */
const printedUnits =
  /^(?:倍|成|茬|星|分钟|万|亿|万亿元?|℃|°C|dB|MW|GW|kW|万kW|MPa|Mbps|Gbps|兆|T|P|EFLOPS|[μµu]g\/m[3³]|微克\/立方米|mg\/[mL][3³]?|毫克\/升|标台|标准台|机架|标准机架|人年|万人年|席|[十百千万亿]*[头只羽匹峰株套辆台部床张条名位起次例篇册枚户家人件项])$/;

/** Is this text a unit by itself? A quotient of units (元/人, 吨标准煤/万元) is one too. */
function isPrintedUnit(text: string, expected: string | undefined): boolean {
  if (text === expected || isMeasureUnit(text) || printedUnits.test(text)) return true;
  const [top, bottom, more] = text.split('/');
  if (!top || !bottom || more !== undefined) return false;
  return (isMeasureUnit(top) || printedUnits.test(top)) && /^[^\d\s/()、，,;；。[\]]{1,6}\d?$/.test(bottom);
}

/** 50万 where the indicator is counted in 人 means 万人; the plan's own 万人 stays. */
function completeUnit(text: string, expected: string | undefined): string {
  if (!/^[百千万亿]+$/.test(text) || expected === undefined) return text;
  if (expected.startsWith(text)) return expected;
  return isMeasureUnit(text + expected) ? text + expected : text;
}

function plain(text: string): DecimalText {
  return printDecimal(new Decimal(text.replaceAll(',', '')));
}

const looksLikeYear = (text: string) => /^(?:19|20)\d{2}$/.test(text);

function readRatio(text: string): Amount | undefined {
  const match = ratioPattern.exec(text);
  if (!match?.[1] || !match[2] || Number(match[2]) === 0) return undefined;
  const ratio = `${plain(match[1])}:${plain(match[2])}`;
  return { low: printDerived(new Decimal(match[1]).div(match[2])), ratio };
}

function readRange(text: string, expected: string | undefined): Amount | undefined {
  const match = rangePattern.exec(text);
  if (!match?.[1] || !match[3]) return undefined;
  const [firstUnit = '', unit = ''] = [match[2], match[4]];
  if (firstUnit !== '' && !unit.startsWith(firstUnit)) return undefined;
  if (unit !== '' && !isPrintedUnit(unit, expected)) return undefined;
  // 2021-2025年 is a period, no quantity.
  const counted = unit !== '' && unit !== '年';
  if (!counted && looksLikeYear(match[1]) && looksLikeYear(match[3])) return undefined;
  const ends = [plain(match[1]), plain(match[3])].sort((a, b) => new Decimal(a).comparedTo(b));
  return { low: ends[0]!, high: ends[1]!, ...(unit && { unit: completeUnit(unit, expected) }) };
}

function readSingle(text: string, expected: string | undefined): Amount | undefined {
  const match = singlePattern.exec(text);
  if (!match?.[1]) return undefined;
  const unit = match[2] ?? '';
  if (unit !== '' && !isPrintedUnit(unit, expected)) return undefined;
  // 2023年 is a date: a milestone for a person, no quantity of 2,023 years.
  if (unit === '年' && looksLikeYear(match[1])) return undefined;
  return { low: plain(match[1]), ...(unit && { unit: completeUnit(unit, expected) }) };
}

const digits = '零一二三四五六七八九';
const steps: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** 八十五 → 85, 九点五 → 9.5; undefined where the text is no Chinese number. */
export function readChineseNumber(text: string): DecimalText | undefined {
  const [whole = '', fraction] = text.replaceAll('两', '二').replaceAll('〇', '零').split('点');
  let [total, digit] = [0, 0];
  for (const sign of whole) {
    const step = steps[sign];
    if (step === undefined) {
      if (!digits.includes(sign)) return undefined;
      digit = digits.indexOf(sign);
      continue;
    }
    total += (digit || 1) * step;
    digit = 0;
  }
  if (whole === '') return undefined;
  if (fraction === undefined) return String(total + digit);
  const decimals = [...fraction].map((sign) => digits.indexOf(sign));
  return decimals.length === 0 || decimals.includes(-1)
    ? undefined
    : plain(`${total + digit}.${decimals.join('')}`);
}

const chineseDigits = '[零〇一二两三四五六七八九十百千点]+';

/** 百分之八十五 → 85%; 两个 → 2个 where a counting word follows (一批 stays text: it names no number). */
function writeDigits(text: string, expected: string | undefined): string {
  const share = new RegExp(`^百分之(${chineseDigits})(.*)$`).exec(text);
  if (share?.[1]) return `${readChineseNumber(share[1]) ?? '?'}%${share[2] ?? ''}`;
  const arabicShare = /^百分之(\d+(?:\.\d+)?)(.*)$/.exec(text);
  if (arabicShare) return `${arabicShare[1]}%${arabicShare[2]}`;
  const counted = new RegExp(`^(${chineseDigits})(\\D+)$`).exec(text);
  if (!counted?.[1] || !counted[2] || counted[2] === '批') return text;
  if (!isPrintedUnit(counted[2], expected)) return text;
  return `${readChineseNumber(counted[1]) ?? '?'}${counted[2]}`;
}

/**
 * Reads a folded text that holds nothing but a figure, a range or a ratio with its unit.
 * @param expected the indicator's unit, accepted although no table knows it
 */
export function readAmount(text: string, expected?: string): Amount | undefined {
  const written = writeDigits(text, expected);
  return readRatio(written) ?? readRange(written, expected) ?? readSingle(written, expected);
}
