import type { TimesBasePart } from '../../domain/target.ts';
import { Decimal, printDecimal } from '../../text/decimal.ts';
import { readChineseNumber } from './read-amount.ts';

const baseWords =
  '(?:(?:在|比|较|与|按)?(?:20\\d{2}年(?:底|末)?|基期|基年|现有|现状|上一?个?五年|“?十[一二三四五]五”?(?:期?末|时期)?)(?:的)?(?:基础)?(?:之?上)?(?:相比)?)';

/** 翻一番, 翻两番, 倍增, 比2020年增长50%, 达到2020年的1.5倍. */
export function readTimesBase(text: string): TimesBasePart | undefined {
  const value = readDoubling(text) ?? readFactor(text);
  return value === undefined ? undefined : { op: 'times-base', value, span: 'year' };
}

function readDoubling(text: string): string | undefined {
  const match = new RegExp(
    `^${baseWords}?(?:实现|总量|总额|规模)*(?:(倍增|翻番)|翻([一二两三四五\\d])番)(?:以上)?$`,
  ).exec(text);
  if (!match) return undefined;
  const times = match[1] ? '1' : /\d/.test(match[2]!) ? match[2]! : readChineseNumber(match[2]!);
  return times && printDecimal(new Decimal(2).pow(times));
}

function readFactor(text: string): string | undefined {
  const multiple = new RegExp(
    `^(?:达到|是|为|相当于)?${baseWords}的?([\\d.一二两三四五六七八九十]+)倍(?:以上)?$`,
  ).exec(text);
  if (multiple?.[1]) return factorText(multiple[1]);
  const growth = new RegExp(
    `^${baseWords}?(增长|增加|提高|扩大|提升)了?([\\d.一二两三四五六七八九十]+)倍(?:以上)?$`,
  ).exec(text);
  const more = growth?.[2] && factorText(growth[2]);
  if (more) return printDecimal(new Decimal(more).plus(1));
  const share = new RegExp(
    `^${baseWords}(增长|增加|提高|扩大|提升|下降|降低|减少)了?(\\d+(?:\\.\\d+)?)%(?:以上)?$`,
  ).exec(text);
  if (!share?.[2]) return undefined;
  const part = new Decimal(share[2]).div(100);
  return printDecimal(
    /下降|降低|减少/.test(share[1]!) ? new Decimal(1).minus(part) : new Decimal(1).plus(part),
  );
}

function factorText(text: string): string | undefined {
  if (/^\d+(?:\.\d+)?$/.test(text)) return printDecimal(new Decimal(text));
  return /[\d.]/.test(text) ? undefined : readChineseNumber(text);
}
