import type { CellRange } from '../../../shared/domain/sheet.ts';
import type { DecimalText } from '../../../shared/text/decimal.ts';

/**
 * A new workbook as plain data, before it becomes XML. Text is always typed as text: only `formula` makes a
 * formula, and only this project's own code builds one. Rows and columns count from 0.
 */
export interface OutFont {
  readonly name: string;
  readonly size: number;
  readonly bold?: true;
  readonly italic?: true;
  /** RRGGBB. */
  readonly color?: string;
}

export interface OutLook {
  readonly font: OutFont;
  /** RRGGBB. */
  readonly fill?: string;
  readonly border?: 'thin' | 'bottom';
  readonly horizontal?: 'left' | 'center' | 'right';
  readonly vertical?: 'top' | 'center' | 'bottom';
  readonly wrap?: true;
  readonly shrink?: true;
  readonly indent?: number;
  /** Number format code; `@` = text. */
  readonly format?: string;
  /** Open for typing where the sheet is protected. */
  readonly unlocked?: true;
}

export type OutContent =
  | { readonly number: DecimalText }
  | { readonly text: string }
  | { readonly formula: string; readonly cached: DecimalText };

export interface OutCell {
  readonly look: OutLook;
  /** Absent: an empty cell that only carries its look. */
  readonly content?: OutContent;
  readonly comment?: string;
  /** A place in the same workbook. */
  readonly link?: { readonly sheet: string; readonly cell: string };
}

export interface OutRow {
  /** Points. */
  readonly height?: number;
  readonly cells: readonly (OutCell | undefined)[];
}

/** Rows of a long table: cells of a column are dressed alike, so a text or a figure says all. */
export interface OutTable {
  readonly columns: readonly OutColumn[];
  /** Along the columns; made while writing, so that a long sheet is never held as objects. */
  readonly rows: Iterable<readonly OutValue[]>;
  readonly rowCount: number;
  /** Points, by the lines of the longest text of a row. */
  height(lines: number): number;
}

/** Null is an empty cell, a cell of its own may differ from its column. */
export type OutValue = string | OutCell | null;

export interface OutColumn {
  readonly text: OutLook;
  readonly empty: OutLook;
  /** Absent: texts. Present: decimals, each with the look of its figure. */
  readonly number?: ((value: DecimalText) => OutLook) | undefined;
  /** Lines that a text takes; absent: always one. */
  readonly lines?: ((text: string) => number) | undefined;
}

export interface OutValidation {
  readonly ranges: readonly CellRange[];
  readonly rule:
    | { readonly list: readonly string[] }
    | { readonly decimalFrom: DecimalText; readonly to: DecimalText };
  readonly promptTitle?: string;
  readonly prompt?: string;
  readonly errorTitle?: string;
  readonly error?: string;
  /** `warning` lets the person go on. */
  readonly style?: 'stop' | 'warning';
}

export interface OutPrint {
  readonly landscape: boolean;
  /** Pages across; the height follows, unless the sheet shall stand on one page. */
  readonly pagesAcross: number;
  readonly onePage?: true;
  readonly repeatRows?: readonly [number, number];
  readonly repeatColumns?: readonly [number, number];
  /** Header and footer in the codes of ECMA-376 18.3.1.46 (`&P`, `&N`). */
  readonly header?: string;
  readonly footer?: string;
  readonly centered?: true;
}

export interface OutSheet {
  readonly name: string;
  readonly veryHidden?: true;
  /** Widths in characters. */
  readonly widths: readonly number[];
  readonly rows: readonly OutRow[];
  /** Below the rows. */
  readonly table?: OutTable;
  readonly merges?: readonly CellRange[];
  readonly frozen?: { readonly rows: number; readonly columns: number };
  readonly print?: OutPrint;
  readonly printArea?: CellRange;
  readonly protect?: true;
  readonly validations?: readonly OutValidation[];
  readonly filter?: CellRange;
  readonly showGrid?: true;
  /** RRGGBB. */
  readonly tab?: string;
}

export interface OutName {
  readonly name: string;
  readonly sheet: string;
  readonly range: CellRange;
}

export interface OutBook {
  /** File property; never a person's name. */
  readonly title: string;
  readonly sheets: readonly OutSheet[];
  readonly names?: readonly OutName[];
  readonly baseFont: OutFont;
}
