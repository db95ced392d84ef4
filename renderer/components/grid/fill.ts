import { Decimal, parseDecimal, printDecimal } from '../../../shared/text/decimal.ts';
import { parsePeriod, periodOfMonth, printPeriod } from '../../../shared/text/period.ts';
import type { TextBlock } from './clipboard-text.ts';
import type { Block, GridSize } from './model.ts';
import type { PlannedEdit } from './plan-edits.ts';
import { blockSize } from './selection.ts';

/** Lists that people continue by dragging. */
const knownLists: readonly (readonly string[])[] = [
  ['一季度', '二季度', '三季度', '四季度'],
  ['第一季度', '第二季度', '第三季度', '第四季度'],
  ['上半年', '下半年'],
  ['一月', '二月', '三月', '四月', '五月', '六月', '七月', '八月', '九月', '十月', '十一月', '十二月'],
  ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'],
];

type Continuation = (index: number) => string;

/**
 * Continues a run of cells: at least two numbers with one step, years and periods, numbered texts, known lists.
 * Everything else repeats. A single number repeats too, and numbers without a common step are never extrapolated:
 * a spreadsheet's trend line would invent figures. `index` counts on from the run's end (0 = first new cell).
 */
export function continueRun(source: readonly string[]): Continuation {
  return (
    arithmeticRun(source) ?? periodRun(source) ?? listRun(source) ?? numberedRun(source) ?? repeatRun(source)
  );
}

const repeatRun =
  (source: readonly string[]): Continuation =>
  (index) =>
    source[index % source.length]!;

function arithmeticRun(source: readonly string[]): Continuation | undefined {
  const values = source.map(parseDecimal);
  const [first, second] = values;
  if (!first || !second) return undefined;
  const difference = second.minus(first);
  const even = values.every((value, i) => value?.eq(first.plus(difference.times(i))));
  if (!even) return undefined;
  return (index) => printDecimal(first.plus(difference.times(source.length + index)));
}

function periodRun(source: readonly string[]): Continuation | undefined {
  const periods = source.map(parsePeriod);
  const first = periods[0];
  // Bare years are numbers: one year alone repeats, two make a series.
  if (!first || first.type === 'span' || first.type === 'year') return undefined;
  const length = first.lastMonth - first.firstMonth + 1;
  const stride = periods[1] ? periods[1].firstMonth - first.firstMonth : length;
  const even = periods.every(
    (p, i) => p?.type === first.type && p.firstMonth === first.firstMonth + stride * i,
  );
  const { type } = first;
  if (!even || stride === 0) return undefined;
  return (index) => printPeriod(periodOfMonth(type, first.firstMonth + stride * (source.length + index)));
}

function listRun(source: readonly string[]): Continuation | undefined {
  const list = knownLists.find((entries) => entries.includes(source[0]!));
  if (!list) return undefined;
  const start = list.indexOf(source[0]!);
  const inOrder = source.every((text, i) => text === list[(start + i) % list.length]);
  return inOrder ? (index) => list[(start + source.length + index) % list.length]! : undefined;
}

const numbered = /^(.*?)(\d{1,9})(\D*)$/s;

function numberedRun(source: readonly string[]): Continuation | undefined {
  const parts = source.map((text) => numbered.exec(text));
  const first = parts[0];
  // Pure numbers are figures, not numbered texts.
  if (!first || source.some((text) => parseDecimal(text) !== undefined)) return undefined;
  const numbers = parts.map((part) =>
    part && part[1] === first[1] && part[3] === first[3] ? Number(part[2]) : Number.NaN,
  );
  const stride = numbers.length > 1 ? numbers[1]! - numbers[0]! : 1;
  if (!numbers.every((value, i) => value === numbers[0]! + stride * i)) return undefined;
  const width = first[2]!.length;
  return (index) => {
    const next = Math.max(0, numbers[0]! + stride * (source.length + index));
    return `${first[1]}${String(next).padStart(width, '0')}${first[3]}`;
  };
}

/** Continues backwards (dragging up or left): the mirrored run, read from its start. */
function continueBack(source: readonly string[]): Continuation {
  return arithmeticRun(source.toReversed()) ?? periodBack(source) ?? repeatRun(source.toReversed());
}

function periodBack(source: readonly string[]): Continuation | undefined {
  return source.length > 1 ? periodRun(source.toReversed()) : undefined;
}

export type FillDirection = 'down' | 'up' | 'right' | 'left';

/** The block that dragging the handle of `source` to a cell fills, and where to; undefined inside the source. */
export function fillTarget(
  source: Block,
  to: { row: number; column: number },
): { block: Block; direction: FillDirection } | undefined {
  const reach = {
    down: to.row - source.bottom,
    up: source.top - to.row,
    right: to.column - source.right,
    left: source.left - to.column,
  };
  const order = ['down', 'up', 'right', 'left'] as const;
  const direction = order.reduce((best, next) => (reach[next] > reach[best] ? next : best));
  if (reach[direction] <= 0) return undefined;
  const blocks: Record<FillDirection, Block> = {
    down: { ...source, top: source.bottom + 1, bottom: to.row },
    up: { ...source, top: to.row, bottom: source.top - 1 },
    right: { ...source, left: source.right + 1, right: to.column },
    left: { ...source, left: to.column, right: source.left - 1 },
  };
  return { block: blocks[direction], direction };
}

/** Texts for the cells of `target`, each line of the source continued on its own. */
export function fillSeries(source: TextBlock, target: Block, direction: FillDirection): PlannedEdit[] {
  const vertical = direction === 'down' || direction === 'up';
  const back = direction === 'up' || direction === 'left';
  const size: GridSize = blockSize(target);
  const lines = vertical ? size.columns : size.rows;
  const count = vertical ? size.rows : size.columns;
  const edits: PlannedEdit[] = [];
  for (let line = 0; line < lines; line += 1) {
    const run = vertical ? source.map((row) => row[line]!) : [...source[line]!];
    const continuation = back ? continueBack(run) : continueRun(run);
    for (let index = 0; index < count; index += 1) {
      const along = back ? count - 1 - index : index;
      const row = target.top + (vertical ? along : line);
      const column = target.left + (vertical ? line : along);
      edits.push({ position: { row, column }, text: continuation(index) });
    }
  }
  return edits;
}

/** Ctrl+D and Ctrl+R copy the first line of the selection over the rest, without a series. */
export function fillCopies(
  firstLine: readonly string[],
  target: Block,
  direction: 'down' | 'right',
): PlannedEdit[] {
  const edits: PlannedEdit[] = [];
  for (let row = target.top; row <= target.bottom; row += 1)
    for (let column = target.left; column <= target.right; column += 1) {
      const text = direction === 'down' ? firstLine[column - target.left]! : firstLine[row - target.top]!;
      edits.push({ position: { row, column }, text });
    }
  return edits;
}

/** Sum of the numbers among the texts, and how many there are. */
export function sumTexts(texts: readonly string[]): { readonly count: number; readonly sum: string } {
  const values = texts.map(parseDecimal).filter((value) => value !== undefined);
  const sum = values.reduce((total, value) => total.plus(value), new Decimal(0));
  return { count: values.length, sum: printDecimal(sum) };
}
