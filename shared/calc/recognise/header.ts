import type { StatedUnit } from '../../domain/recognition.ts';
import type { Grid, GridRow } from './grid.ts';
import {
  coverDown,
  fillRight,
  findUnitRow,
  isTranslationLine,
  type Line,
  readLine,
  takeUnit,
} from './header-lines.ts';
import {
  type HeaderPath,
  lastTextOnly,
  leaveOutTranslations,
  listLeaves,
  readPath,
  type Segment,
  toSegments,
} from './header-path.ts';

/**
 * A last header row that is a whole header by itself (a text in every column, the label column too) and stands apart
 * below a blank row: short names under the printed header. The printed one stays the other reading.
 */
function isCompleteBelowGap(
  lines: readonly Line[],
  header: readonly GridRow[],
  left: number,
  right: number,
): boolean {
  const [last, upper] = [header.at(-1), header.at(-2)];
  if (!last || !upper || last.row - upper.row < 2) return false;
  const line = lines.at(-1)!;
  const own = [...line].filter(([column, placed]) => placed.origin === column && placed.row === last.row);
  const first = last.cells[0];
  // One column may lack a name (a translation beside the labels).
  return first !== undefined && first.column === left && own.length >= right - left && own.length >= 3;
}

export interface HeaderReading {
  readonly paths: readonly HeaderPath[];
  readonly unitRow?: number;
}

/** The 300 returns of a form have the same header: what was read of one counts for all that look alike to the cell. */
const readings = new WeakMap<ReadonlySet<string>, Map<string, HeaderReading>>();
const withoutNames: ReadonlySet<string> = new Set();
const mostReadings = 500;

/** Rows of the header that hold translations only, where the header itself is Chinese. */
function listTranslations(
  lines: readonly Line[],
  header: readonly GridRow[],
  firstValue: number,
): ReadonlySet<number> {
  if (!header.some((row) => row.cells.some((cell) => /\p{Script=Han}/u.test(cell.fold)))) return new Set();
  return new Set(
    header.filter((_row, index) => isTranslationLine(lines[index]!, firstValue)).map(({ row }) => row),
  );
}

/** Reads the header of every column from `left` to `right`; `firstValue` is the first column with figures below. */
export function readHeader(
  grid: Grid,
  header: readonly GridRow[],
  left: number,
  right: number,
  firstValue: number,
  names: ReadonlySet<string> = withoutNames,
): HeaderReading {
  const looks = looksOf(grid, header, [left, right, firstValue]);
  let known = readings.get(names);
  if (!known || known.size >= mostReadings) readings.set(names, (known = new Map()));
  let reading = known.get(looks);
  if (!reading) known.set(looks, (reading = readAnew(grid, header, left, right, firstValue, names)));
  return reading;
}

/** Everything that the reading of a header rests on, cell for cell; lengths keep one text from running into the next. */
function looksOf(grid: Grid, header: readonly GridRow[], columns: readonly number[]): string {
  let looks = columns.join();
  for (const { row, cells } of header) {
    looks += `\n${row}`;
    for (const { left, right, bottom } of grid.merges.get(row) ?? []) looks += `,${left}-${right}-${bottom}`;
    for (const { cell, kind } of cells)
      looks += `;${cell.column}${cell.kind}${kind}${cell.value.length},${cell.text.length}:${cell.value}${cell.text}`;
  }
  return looks;
}

function readAnew(
  grid: Grid,
  header: readonly GridRow[],
  left: number,
  right: number,
  firstValue: number,
  names: ReadonlySet<string>,
): HeaderReading {
  const lines = header.map((row) => readLine(grid, row, right));
  coverDown(lines, header);
  const filled = fillRight(lines, firstValue, right);
  const unitLine = findUnitRow(lines, firstValue);
  const complete = isCompleteBelowGap(lines, header, left, right);
  const translations = listTranslations(lines, header, firstValue);
  // One line of translations is that of the leaves; where each level has its own, a group without one is none.
  const translated = translations.size > 1;
  const stacks: { segments: Segment[]; unit: StatedUnit | undefined }[] = [];
  for (let column = left; column <= right; column += 1) {
    const unit =
      unitLine === undefined ? undefined : takeUnit(lines[unitLine]!, column, header[unitLine]!.row);
    stacks.push({
      segments: leaveOutTranslations(toSegments(lines, header, column, filled), translations),
      unit,
    });
  }
  const leaves = listLeaves(stacks.map(({ segments }) => segments));
  const paths = stacks.map(({ segments, unit }) => {
    const path = readPath(segments, unit, names, translated, leaves);
    return complete ? lastTextOnly(path, segments) : path;
  });
  return { paths, ...(unitLine === undefined ? {} : { unitRow: header[unitLine]!.row }) };
}
