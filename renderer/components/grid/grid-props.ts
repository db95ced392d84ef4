import type { PrintHead } from '../print/PrintTable.tsx';
import type {
  EditKind,
  EditProblem,
  FilterRule,
  GridCell,
  GridColumn,
  GridEdit,
  SortOrder,
} from './model.ts';

export interface GridProps {
  /** Name of the grid for screen readers. */
  readonly label: string;
  readonly columns: readonly GridColumn[];
  /** Row keys in their own order; the first `frozenRows` stay at the top and take no part in sort and filter. */
  readonly rows: readonly string[];
  /** Must keep its identity while the data stays the same: rows are drawn again when it changes. */
  readonly cellAt: (row: string, column: string) => GridCell;
  /** How messages name a row; default: its number. */
  readonly rowName?: (row: string) => string;
  readonly frozenColumns?: number;
  readonly frozenRows?: number;
  readonly rowHeight?: number;
  /** Row numbers at the left; default true. */
  readonly rowNumbers?: boolean;
  /** Absent = the grid is read-only. One call is one change; a refused entry never gets here. */
  readonly onEdit?: (edits: readonly GridEdit[], kind: EditKind) => void;
  readonly onUndo?: () => void;
  readonly onRedo?: () => void;
  readonly onProblems?: (problems: readonly EditProblem[]) => void;
  /** The active cell moved: for the inspector. */
  readonly onActive?: (row: string, column: string) => void;
  /** Enter or double click on a cell that can't be edited. */
  readonly onOpen?: (row: string, column: string) => void;
  /** Moves the active cell from outside (a deep link, a click on a finding). Acts when its identity changes. */
  readonly goTo?: { readonly row: string; readonly column: string };
  readonly widths?: Readonly<Record<string, number>>;
  readonly onWidths?: (widths: Readonly<Record<string, number>>) => void;
  readonly sortable?: boolean;
  readonly initialSort?: SortOrder;
  readonly initialFilters?: readonly FilterRule[];
  /** Sentence in place of rows. */
  readonly empty?: string;
  /** Present = the rows in view go on paper as a table under this head. */
  readonly print?: PrintHead;
}
