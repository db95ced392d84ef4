import type { ReactNode } from 'react';

/** What the grid shows and hands back. Rows and columns are named by keys; positions count the rows in view from 0. */
export interface Position {
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
}

/** Inclusive rectangle of positions. */
export interface Block {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export type FindingLevel = 'info' | 'warning' | 'error';

export interface GridCell {
  /** What editing, copying, sorting and filtering work on: a plain decimal or the text itself; '' is empty. */
  readonly text: string;
  /** As shown, where it differs from `text` (rounded, thousands separated). */
  readonly display?: string;
  readonly readOnly?: boolean;
  /** Shown as an empty cell with a hairline (not reported) or with the word 不适用. Never as 0. */
  readonly missing?: 'not-reported' | 'not-applicable';
  /** The status word of a provisional figure (预计, 初步): italics and the word. */
  readonly provisional?: string;
  readonly save?: 'saved' | 'saving' | 'unsaved';
  readonly finding?: { readonly level: FindingLevel; readonly message: string };
  /** Anything else worth reading on hover: a definition, a source. */
  readonly note?: string;
  /** Levels of indentation (其中). */
  readonly indent?: number;
  readonly emphasis?: 'total' | 'group';
}

export type EntryResult =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: string };

export interface GridColumn {
  readonly id: string;
  /** Header path from the outermost group to the column's own name, at most four levels. */
  readonly header: readonly string[];
  readonly kind: 'text' | 'number';
  /** Unit of measure, shown in the header. */
  readonly unit?: string;
  readonly width?: number;
  /** Definition (口径) on hover. */
  readonly hint?: string;
  readonly readOnly?: boolean;
  /** Figures of this column may be added up in the status line; rates may not. */
  readonly additive?: boolean;
  /** Reads what a person typed or pasted; numbers and plain text have a reading of their own. */
  readonly accept?: (text: string) => EntryResult;
  /** Draws the cell in another way than as text (a light, a small path). */
  readonly render?: (cell: GridCell, row: string) => ReactNode;
  /** False = left out on paper: a drawing of figures that stand beside it. */
  readonly onPaper?: boolean;
}

export interface GridEdit {
  readonly row: string;
  readonly column: string;
  readonly text: string;
}

export type EditKind = 'type' | 'paste' | 'fill' | 'clear';

/** A cell that refused an edit; `reason` is a Chinese clause without full stop. */
export interface EditProblem {
  readonly position: Position;
  readonly reason: string;
}

export interface SortOrder {
  readonly column: string;
  readonly direction: 'up' | 'down';
}

export interface FilterRule {
  readonly column: string;
  /** Keep rows whose text is one of these. */
  readonly values: readonly string[];
}
