import { readUnitAlone } from '../../text/measure-text.ts';
import { isPeriodText } from '../../text/period-text.ts';
import type { GridCell } from './grid.ts';
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

/** Every pattern below needs one of these; most cells have none. */
const trigger = /[:年月季页注号附源明单关*※)自报机记引报案期时表]|半年|^[-·]|\d{4}/;

export function metaKind(cell: GridCell): MetaKind | undefined {
  const { fold } = cell;
  if (cell.kind !== 'text' || !trigger.test(fold)) return undefined;
  if (pagePattern.test(fold)) return 'page';
  if (noteStart.test(fold)) return 'note';
  if (footPattern.test(fold)) return 'foot';
  if (readUnitLine(fold) !== undefined) return 'unit-line';
  if (reportingUnitWord.test(fold)) return 'reporting-key';
  if (reportingUnitPattern.test(fold)) return 'reporting-unit';
  if (formNumberPattern.test(fold)) return 'form-number';
  if (issuerPattern.test(fold)) return 'issuer';
  if (titleMark.test(fold)) return 'title-mark';
  if (periodWord.test(fold) && fold.length < 40) return /[:：]/.test(fold) ? 'period' : undefined;
  return isPeriodText(cell.cell.value) ? 'period' : undefined;
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
