import { readUnitAlone } from '../../text/measure-text.ts';
import { isPeriodText, readPeriodText, withoutPeriod } from '../../text/period-text.ts';
import { remember } from '../../text/remember.ts';
import {
  footPattern,
  formNumberPattern,
  issuerPattern,
  noteStart,
  pagePattern,
  periodWord,
  reportingUnitPattern,
  reportingUnitWord,
  titleMark,
  unitLinePattern,
} from './words.ts';

/** What a text around a table says of it; undefined for an ordinary text. */
export type MetaKind =
  | 'unit-line'
  | 'reporting-unit'
  | 'reporting-key'
  | 'form-number'
  | 'issuer'
  | 'period'
  | 'period-key'
  | 'title-mark'
  | 'note'
  | 'page'
  | 'foot';

/** Stands alone before the cell that holds the period. */
const periodKey = /^(?:报告期|报告期别|所属期|统计期间|报表期)[:：]?$/;

/** Every pattern below needs one of these; most cells have none. */
const trigger = /[:年月季页注号附源明单关*※)自报机记引报案期时表]|半年|^[-·]|\d{4}/;

/** @param fold the text `value` half-width and without blanks. */
export function metaOf(fold: string, value: string): MetaKind | undefined {
  if (!trigger.test(fold)) return undefined;
  if (pagePattern.test(fold)) return 'page';
  if (noteStart.test(fold)) return 'note';
  if (footPattern.test(fold)) return 'foot';
  if (readUnitLine(fold) !== undefined) return 'unit-line';
  if (reportingUnitWord.test(fold)) return 'reporting-key';
  if (reportingUnitPattern.test(fold)) return 'reporting-unit';
  if (formNumberPattern.test(fold)) return 'form-number';
  if (issuerPattern.test(fold)) return 'issuer';
  if (titleMark.test(fold)) return 'title-mark';
  if (periodKey.test(fold)) return 'period';
  if (periodWord.test(fold) && fold.length < 40) return /[:：]/.test(fold) ? 'period' : undefined;
  return isPeriodText(value) ? 'period' : undefined;
}

/** `单位：万元` → 万元; `单位：人、万元` as it stands; a reporting unit (单位：石门镇) is none. */
export function readUnitLine(fold: string): string | undefined {
  const text = unitLinePattern.exec(fold)?.[1];
  if (!text) return undefined;
  if (readUnitAlone(text)) return text;
  return text.split(/[,、;；]/).every((part) => readUnitAlone(part) !== undefined) ? text : undefined;
}

/** Meta texts that never stand in a header. */
const strong = new Set<MetaKind>([
  'unit-line',
  'reporting-unit',
  'reporting-key',
  'form-number',
  'issuer',
  'title-mark',
]);

export function isStrongMeta(kind: MetaKind | undefined): boolean {
  return kind !== undefined && strong.has(kind);
}

/** One field of a line such as `填报单位：石门镇 2023年1-6月 单位：万元`, which people write into a single cell. */
export interface MetaField {
  readonly kind: 'reporting-unit' | 'unit-line' | 'form-number' | 'period' | 'text';
  readonly text: string;
}

const fieldKey =
  /(?:填报|报送|上报|编报|编制|填表|报表)?(?:单位|部门|机关)(?:名称|全称)?(?:[(（](?:盖章|公章|签章|章)[)）])?[:：]|(?:计量|金额|计算)单位[:：]|报告期别?[:：]|表号[:：]|(?:制表|制定|批准|备案)(?:机关|文号)[:：]|有效期[至限]?[:：]|(?:单位|部门|统计)?(?:负责人|领导)[:：]|(?:填表|填报|制表|审核|经办|联系)人[:：]|(?:联系)?电话[:：]|(?:报出|报送|填报|填表)(?:日期|时间)[:：]/g;

/** The fields of a folded text; text before the first key comes back as `text`. Persons and phone numbers are left out. */
export const readMetaFields = remember(parseMetaFields);

function parseMetaFields(fold: string): readonly MetaField[] {
  const keys = [...fold.matchAll(fieldKey)];
  const fields: MetaField[] = [];
  const before = keys[0] ? fold.slice(0, keys[0].index) : fold;
  if (before !== '') fields.push({ kind: 'text', text: before });
  keys.forEach((key, index) => {
    const value = fold.slice(key.index + key[0].length, keys[index + 1]?.index ?? fold.length);
    fields.push(
      ...readField(
        key[0],
        value.replace(/[)）]$/, (close) => (/[(（]/.test(value) ? close : '')),
      ),
    );
  });
  return fields;
}

function readField(key: string, value: string): MetaField[] {
  if (value === '') return [];
  if (key.startsWith('表号')) return [{ kind: 'form-number', text: value }];
  if (key.startsWith('报告期')) return [{ kind: 'period', text: value }];
  if (/^(?:制|批准|备案|有效期)|人|领导|电话|日期|时间/.test(key)) return [];
  const period = readPeriodText(value);
  const rest = period ? withoutPeriod(value).replace(/(?:累计|止|底|末|度)$/, '') : value;
  const fields: MetaField[] = period ? [{ kind: 'period', text: period.text }] : [];
  if (rest === '') return fields;
  const isUnit = readUnitLine(`单位:${rest}`) !== undefined;
  return [{ kind: isUnit ? 'unit-line' : 'reporting-unit', text: rest }, ...fields];
}
