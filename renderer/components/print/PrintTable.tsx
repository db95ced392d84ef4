import { gridWords } from '../../words/grid.ts';
import { layoutHeader } from '../grid/header-layout.ts';
import type { GridCell, GridColumn } from '../grid/model.ts';
import { OnPaper } from './OnPaper.tsx';
import './print-grid.css';

/** What stands around a table on paper. */
export interface PrintHead {
  readonly title: string;
  /** Under the title: plan, period, unit. */
  readonly lines?: readonly string[];
  /** 填报人 审核人 负责人, where the form has such a line. */
  readonly signs?: string;
}

export interface PrintTableProps extends PrintHead {
  readonly columns: readonly GridColumn[];
  /** As sorted and filtered on the screen. */
  readonly rows: readonly string[];
  readonly cellAt: (row: string, column: string) => GridCell;
}

/** A grid on paper: A4 landscape, its heads repeated on every page, all rows that the screen would show by scrolling. */
export function PrintTable(props: PrintTableProps) {
  return (
    <OnPaper>
      <Sheet {...props} />
    </OnPaper>
  );
}

const usualWidth = 120;

function Sheet({ title, lines = [], signs, columns, rows, cellAt }: PrintTableProps) {
  const shown = columns.filter(({ onPaper }) => onPaper !== false);
  const total = shown.reduce((sum, { width = usualWidth }) => sum + width, 0);
  return (
    <div className="print-grid">
      <h1>{title}</h1>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <table>
        <colgroup>
          {shown.map((column) => (
            // Shares as on the screen: left to itself, a column of blanks would squeeze its head to one sign a line.
            <col key={column.id} style={{ width: `${((column.width ?? usualWidth) / total) * 100}%` }} />
          ))}
        </colgroup>
        <thead>
          {layoutHeader(shown, 0).map((level, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: levels stay in their order
            <tr key={index}>
              {level.map((head) => (
                <th key={head.first} scope="col" colSpan={head.columns} rowSpan={head.levels}>
                  {head.text}
                  {head.column?.unit && `（${head.column.unit}）`}
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              {shown.map(({ id, kind }) => (
                <PrintCell key={id} cell={cellAt(row, id)} kind={kind} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {signs && <p className="print-signs">{signs}</p>}
    </div>
  );
}

function PrintCell({ cell, kind }: { readonly cell: GridCell; readonly kind: GridColumn['kind'] }) {
  const text = cell.missing ? missingText(cell.missing) : (cell.display ?? cell.text);
  return (
    <td className={kind === 'number' ? 'number' : undefined}>
      {'　'.repeat(cell.indent ?? 0)}
      {text}
      {cell.provisional && `（${cell.provisional}）`}
    </td>
  );
}

/** Not reported is an empty cell on paper too, never 0. */
function missingText(missing: NonNullable<GridCell['missing']>): string {
  return missing === 'not-applicable' ? gridWords.notApplicable : '';
}
