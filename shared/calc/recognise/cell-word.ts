import { readUnitAlone } from '../../text/measure-text.ts';
import { dropTranslation, foldText } from '../../text/names.ts';
import { type MetaKind, metaOf } from './meta.ts';
import {
  bracketedCode,
  codeWord,
  computedCode,
  footWord,
  identifier,
  labelHeader,
  serialHeader,
  unitHeader,
} from './words.ts';

/** What a text says by itself, wherever it stands. */
export interface CellWord {
  /** Half-width, no blanks, without a translation beside the Chinese. */
  readonly fold: string;
  /** What it says around a table; undefined for an ordinary text. */
  readonly meta: MetaKind | undefined;
  /** Heads a column of names (指标名称), of running numbers (序号), of units (计量单位). */
  readonly headsLabels: boolean;
  readonly headsSerials: boolean;
  readonly headsUnits: boolean;
  /** A word of the foot line: 填表人. */
  readonly foot: boolean;
  /** 甲, 乙, 栏次, a dash: stands in a code row. */
  readonly code: boolean;
  /** 万元: nothing but a unit of measure. */
  readonly unit: boolean;
  /** A01, 0102, 35-2: could be the code of what the row names. */
  readonly identifier: boolean;
  /** Says nothing around a table nor in a header's own numbering: no row that holds it is a foot line or a code row. */
  readonly ordinary: boolean;
}

/** Reads a text that is neither number nor mark. */
export function wordOfText(value: string): CellWord {
  const fold = foldText(dropTranslation(value));
  const word = wordOf(fold, metaOf(fold, value));
  return { ...word, ordinary: word.meta === undefined && !word.foot && !isCodeText(word) };
}

/** 甲, (1) and 3=1+2 stand in a header's own numbering. */
function isCodeText({ code, fold }: CellWord): boolean {
  return code || bracketedCode.test(fold) || computedCode.test(fold);
}

/** A mark, or a number written as text, is compared as it stands. */
export function wordOfMark(value: string): CellWord {
  return wordOf(value, undefined);
}

function wordOf(fold: string, meta: MetaKind | undefined): CellWord {
  return {
    fold,
    meta,
    headsLabels: labelHeader.test(fold),
    headsSerials: serialHeader.test(fold),
    headsUnits: unitHeader.test(fold),
    foot: footWord.test(fold),
    code: codeWord.test(fold),
    unit: readUnitAlone(fold) !== undefined,
    identifier: identifier.test(fold),
    ordinary: false,
  };
}

/** A number says nothing of the table around it. */
export const numberWord: CellWord = {
  fold: '',
  meta: undefined,
  headsLabels: false,
  headsSerials: false,
  headsUnits: false,
  foot: false,
  code: false,
  unit: false,
  identifier: false,
  ordinary: false,
};

/** Any of the words that head a column. */
export function isHeaderWord({ headsLabels, headsSerials, headsUnits }: CellWord): boolean {
  return headsLabels || headsSerials || headsUnits;
}
