/**
 * A workbook as plain data: what the reader hands over and the recogniser works on.
 * No library type crosses this border, so the recogniser can be tested with cells typed by hand.
 */

/** What a cell holds. `date` values arrive as ISO text, `error` values as their printed form (`#DIV/0!`). */
export type CellKind = 'number' | 'text' | 'boolean' | 'date' | 'error';

/** Rows and columns count from 0 (A1 is row 0, column 0). */
export interface Cell {
  readonly row: number;
  readonly column: number;
  readonly kind: CellKind;
  /** A number keeps the shortest decimal that reads back as the stored double; other kinds keep their text. */
  readonly value: string;
  /** As displayed under the cell's number format. */
  readonly text: string;
  /** The number format shows a percent sign, so the stored number is a hundredth of what a person reads. */
  readonly percent?: true;
  /** The value is the cached result of a formula; formulas are never evaluated here. */
  readonly formula?: true;
  /** The formula refers to another workbook; its cached value is used and said. */
  readonly external?: true;
  /** Indentation levels set by the cell's style (leading blanks stay in `text`). */
  readonly indent?: number;
}

/** Inclusive block of cells, counted from 0. */
export interface CellRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface Sheet {
  readonly name: string;
  readonly visibility: 'visible' | 'hidden' | 'very-hidden';
  /** Row-major, no empty cells; a merged block has its value in the top-left cell only. */
  readonly cells: readonly Cell[];
  readonly merges: readonly CellRange[];
  readonly hiddenRows: readonly number[];
  readonly hiddenColumns: readonly number[];
  /** Pictures, charts and drawings that lie on the sheet: a sheet with these and no cells is a picture. */
  readonly pictures: number;
}

/** The invisible mark that `forms issue` leaves in a template; see `main/excel`. */
export interface TemplateMark {
  readonly plan: string;
  readonly form: string;
  readonly formVersion: string;
  readonly sender: string;
  readonly period: string;
  /** Where each input cell stood when the template was issued. */
  readonly anchors: readonly TemplateAnchor[];
}

export interface TemplateAnchor {
  readonly sheet: string;
  readonly cell: string;
  readonly indicator: string;
  readonly unit: string;
  readonly column: string;
}

/** Something noticed while reading that has no place among the cells. */
export interface ReadingNote {
  readonly code: 'external-link' | 'macro' | 'extension-differs' | 'hidden-content' | 'picture-only';
  readonly sheet?: string;
  readonly cell?: string;
  readonly detail?: string;
}

export interface Workbook {
  readonly format: string;
  readonly sheets: readonly Sheet[];
  readonly notes: readonly ReadingNote[];
  readonly mark?: TemplateMark;
}
