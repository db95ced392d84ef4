import type { Block } from './blocks.ts';
import { cutColumns, type Grid, type GridRow, mergeWidth, type Region } from './grid.ts';
import { isYear } from './row-kind.ts';

/**
 * Tables side by side: columns that are blank all the way down part them, or the header starts again
 * (地区 … 地区 …). A right part counts as a table only if it has labels and numbers of its own.
 */
export function splitSideBySide(grid: Grid, region: Region): Region[] {
  const parts = splitAt(region, blankCuts(grid, region));
  return parts.flatMap((part) => splitRepeats(part));
}

function splitAt(region: Region, cuts: readonly number[]): Region[] {
  const parts: Region[] = [];
  let left = region.left;
  for (const cut of cuts) {
    const before = cutColumns(region.rows, left, cut - 1);
    const after = cutColumns(region.rows, cut, region.right);
    if (!isTable(before.rows) || !isTable(after.rows)) continue;
    parts.push(before);
    left = cut;
  }
  parts.push(parts.length === 0 ? region : cutColumns(region.rows, left, region.right));
  return parts;
}

/** `年份 | 地区 … | 地区 …`: columns before the repeated header belong to each part. */
function splitRepeats(region: Region): Region[] {
  const starts = repeatedColumns(region);
  if (starts.length < 2) return [region];
  const first = starts[0]!;
  const parts = starts.map((start, index): Region => {
    const end = (starts[index + 1] ?? region.right + 1) - 1;
    return { left: region.left, right: end, rows: keepColumns(region.rows, first, start, end) };
  });
  return parts.every(({ rows }) => isTable(rows)) ? parts : [region];
}

function keepColumns(rows: readonly GridRow[], shared: number, start: number, end: number): GridRow[] {
  const kept: GridRow[] = [];
  for (const row of rows) {
    // A title stands over all parts.
    const cells =
      row.cells.length === 1
        ? row.cells
        : row.cells.filter(({ column }) => column < shared || (column >= start && column <= end));
    if (cells.length > 0) kept.push({ row: row.row, cells });
  }
  return kept;
}

/** First columns after a run of blank columns. Rows of one cell (titles, notes) don't count, nor do merged titles. */
function blankCuts(grid: Grid, region: Region): number[] {
  const used = new Set<number>();
  for (const row of region.rows) {
    if (row.cells.length < 2) continue;
    const merged = row.cells.length > 2 && grid.merges.has(row.row);
    for (const cell of row.cells) {
      used.add(cell.column);
      const width = merged ? mergeWidth(grid, row.row, cell.column) : 1;
      for (let step = 1; step < Math.min(width, 200); step += 1) used.add(cell.column + step);
    }
  }
  const columns = [...used].sort((a, b) => a - b);
  return columns.filter((column, index) => index > 0 && column - (columns[index - 1] ?? 0) > 1);
}

/** Columns at which the same label header (地区) stands, where the header starts again. */
function repeatedColumns(region: Region): number[] {
  for (const row of region.rows.slice(0, 20)) {
    if (row.cells.length < 4) continue;
    const labels = row.cells.filter((cell) => cell.kind === 'text' && cell.word.headsLabels);
    for (const label of labels.slice(0, 3)) {
      const again = labels.filter((cell) => cell.fold === label.fold).map(({ column }) => column);
      if (again.length >= 2 && startsAgain(row, again)) return again;
    }
  }
  return [];
}

/** The texts after the first and the second label are the same, or each part has at least one column of its own. */
function startsAgain(row: GridRow, starts: readonly number[]): boolean {
  return starts.every((start, index) => {
    const end = starts[index + 1] ?? Number.MAX_SAFE_INTEGER;
    return row.cells.some(({ column }) => column > start && column < end);
  });
}

/** Labels in the first used column and numbers right of them, in at least two rows. */
function isTable(rows: readonly GridRow[]): boolean {
  const firsts = new Map<number, { labels: number; numbers: number }>();
  let valueRows = 0;
  for (const row of rows) {
    if (row.cells.length < 2) continue;
    const first = row.cells[0]!;
    const counts = firsts.get(first.column) ?? { labels: 0, numbers: 0 };
    firsts.set(first.column, counts);
    if (first.kind === 'text' || isYear(first)) counts.labels += 1;
    else counts.numbers += 1;
    if (row.cells.some((cell) => cell.column > first.column && cell.kind !== 'text')) valueRows += 1;
  }
  if (valueRows < 2) return false;
  const [most] = [...firsts.values()].sort((a, b) => b.labels + b.numbers - a.labels - a.numbers);
  if (most === undefined) return false;
  return most.labels >= 2 && most.labels >= most.numbers ? true : hasTextColumn(rows);
}

/** A running number may stand before the labels. */
function hasTextColumn(rows: readonly GridRow[]): boolean {
  const second = rows.filter(
    (row) => row.cells.length >= 3 && row.cells[0]!.kind === 'number' && row.cells[1]!.kind === 'text',
  );
  return second.length >= 2;
}

export function regionOf(block: Block): Region {
  return {
    left: block.left,
    right: block.right,
    rows: [...block.preamble, ...block.header, ...block.data, ...block.tail],
  };
}
