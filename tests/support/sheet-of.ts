import type { Cell, CellRange, Sheet } from '../../shared/domain/sheet.ts';
import { parseAddress } from '../../shared/text/cell-address.ts';

/**
 * A sheet typed by hand: one line per row, cells parted by `|`, first and last bar optional. Bare numbers become number
 * cells, `12.5%` a percent cell (stored 0.125), `'01` keeps a number as text, `#DIV/0!` an error; blanks at the start of a
 * label count as its indent when written as `·`.
 */
export function sheetOf(lines: readonly string[], options: SheetOptions = {}): Sheet {
  const cells = lines.flatMap((line, row) =>
    line.split('|').flatMap((part, column) => {
      const cell = toCell(row + (options.firstRow ?? 0), column, part);
      return cell ? [cell] : [];
    }),
  );
  return {
    name: options.name ?? 'Sheet1',
    visibility: 'visible',
    cells,
    merges: (options.merges ?? []).map(toRange),
    hiddenRows: options.hiddenRows ?? [],
    hiddenColumns: options.hiddenColumns ?? [],
    pictures: 0,
  };
}

export interface SheetOptions {
  readonly name?: string;
  /** `A1:C1`. */
  readonly merges?: readonly string[];
  readonly firstRow?: number;
  readonly hiddenRows?: readonly number[];
  readonly hiddenColumns?: readonly number[];
}

function toCell(row: number, column: number, part: string): Cell | undefined {
  const text = part.trim().replaceAll('·', ' ').replaceAll('\\n', '\n');
  if (text.trim() === '') return undefined;
  if (/^-?\d+(\.\d+)?$/.test(text)) return { row, column, kind: 'number', value: text, text };
  if (/^-?\d+(\.\d+)?%$/.test(text))
    return { row, column, kind: 'number', value: String(Number.parseFloat(text) / 100), text, percent: true };
  if (/^#[A-Z/0]+[!?]?$/.test(text)) return { row, column, kind: 'error', value: text, text };
  const own = text.startsWith("'") ? text.slice(1) : text;
  return { row, column, kind: 'text', value: own, text: own };
}

function toRange(text: string): CellRange {
  const [from = '', to = ''] = text.split(':');
  const [a, b] = [parseAddress(from), parseAddress(to)];
  if (!a || !b) throw new Error(`no range: ${text}`);
  return { top: a.row, left: a.column, bottom: b.row, right: b.column };
}
