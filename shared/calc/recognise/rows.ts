import type { ColumnReading, Reason, RowReading, RowRole, StatedUnit } from '../../domain/recognition.ts';
import type { Cell, CellRange } from '../../domain/sheet.ts';
import { printAddress } from '../../text/cell-address.ts';
import { readUnitAlone } from '../../text/measure-text.ts';
import { foldText, type LabelReading, type NumberingLevel, readLabel } from '../../text/names.ts';
import { remember } from '../../text/remember.ts';
import type { Block } from './blocks.ts';
import { findCell, type Grid, type GridCell, type GridRow } from './grid.ts';
import { changeName, growthName, labelHeader, previousName, subtotalName, totalName } from './words.ts';

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Row roles, nesting and units. Total, previous-year and computed rows are recognised so that nobody adds them up. */
interface RowColumns {
  readonly main?: number;
  readonly others: readonly number[];
  readonly code?: number;
  readonly unit?: number;
  readonly serial?: number;
  readonly values: ReadonlySet<number>;
  /** Columns about persons, left out of every row. */
  readonly persons: ReadonlySet<number>;
  readonly carried: ReadonlyMap<number, ReadonlyMap<number, GridCell>>;
}

/** Which label column names the row: the one headed 指标名称 or 项目, else the one nearest to the values. */
function mainLabel(columns: readonly ColumnReading[], block: Block): number | undefined {
  const labels = columns.filter((column) => column.role === 'label');
  const named = labels.filter((column) => labelHeader.test(foldText(column.path.at(-1) ?? '')));
  const pool = named.length > 0 ? named : labels;
  let best: number | undefined;
  let most = -1;
  for (const { column } of pool) {
    let filled = 0;
    for (const row of block.data)
      if (
        row.cells.some(
          (cell) => cell.column === column && (cell.kind !== 'text' || /\p{Script=Han}/u.test(cell.fold)),
        )
      )
        filled += 1;
    if (filled > most || (filled === most && named.length === 0 && /指标|项目|名称/.test(''))) {
      most = filled;
      best = column;
    }
  }
  return best;
}

/** Cells that a tall merge carries down into later rows of label, unit and code columns. */
function carryDown(
  grid: Grid,
  block: Block,
  columns: ReadonlySet<number>,
): Map<number, Map<number, GridCell>> {
  const carried = new Map<number, Map<number, GridCell>>();
  const ranges = new Map<string, CellRange>();
  const [first, last] = [block.data[0]?.row ?? 0, block.data.at(-1)?.row ?? 0];
  for (const range of grid.tall)
    if (range.top >= first && columns.has(range.left)) ranges.set(`${range.top}:${range.left}`, range);
  if (ranges.size === 0) return carried;
  const tops = new Map<number, GridRow>(block.data.map((row) => [row.row, row]));
  for (const range of ranges.values()) {
    const cell = tops.get(range.top)?.cells.find((one) => one.column === range.left);
    if (!cell) continue;
    for (let row = range.top + 1; row <= Math.min(range.bottom, last); row += 1) {
      const line = carried.get(row) ?? new Map<number, GridCell>();
      line.set(range.left, cell);
      carried.set(row, line);
    }
  }
  return carried;
}

export function readRows(
  grid: Grid,
  block: Block,
  columns: readonly ColumnReading[],
  hidden: ReadonlySet<number>,
): RowReading[] {
  const main = mainLabel(columns, block);
  const code = columns.find((column) => column.role === 'code')?.column;
  const unit = columns.find((column) => column.role === 'unit')?.column;
  const serial = columns.find((column) => column.role === 'serial')?.column;
  const others = columns
    .filter((column) => column.role === 'label' && column.column !== main)
    .map(({ column }) => column);
  const carriedColumns = new Set([...others, ...[main, unit, code].filter((column) => column !== undefined)]);
  const layout: RowColumns = {
    ...(main === undefined ? {} : { main }),
    ...(code === undefined ? {} : { code }),
    ...(unit === undefined ? {} : { unit }),
    ...(serial === undefined ? {} : { serial }),
    others,
    values: new Set(
      columns.filter(({ role }) => role === 'value' || role === 'attribute').map(({ column }) => column),
    ),
    persons: new Set(columns.filter(({ role }) => role === 'person').map(({ column }) => column)),
    carried: carryDown(grid, block, carriedColumns),
  };
  const from = columns[0]?.column ?? 0;
  const to = columns.at(-1)?.column ?? 0;
  const labelled = block.data.map((row) => labelsOf(row, layout, hidden));
  const names = namesOf(columns, main, labelled, () =>
    nest(labelled.map((row) => draftRow(row, layout.main ?? from))),
  );
  return names.map((name, index) =>
    withCells(name, cellsWithin(block.data[index]!, from, to, layout.persons)),
  );
}

/** A row without its cells: what its labels and its place among the others say. */
type NamedRow = Omit<RowReading, 'cells'>;

/** Field by field: a batch makes tens of thousands of rows, and spreading an object is several times slower. */
function withCells(name: NamedRow, cells: readonly Cell[]): RowReading {
  const row: Writable<RowReading> = {
    row: name.row,
    role: name.role,
    raw: name.raw,
    name: name.name,
    labelCell: name.labelCell,
    labels: name.labels,
    level: name.level,
    cells,
    reasons: name.reasons,
  };
  if (name.code !== undefined) row.code = name.code;
  if (name.unit !== undefined) row.unit = name.unit;
  if (name.parent !== undefined) row.parent = name.parent;
  if (name.ofWhich) row.ofWhich = true;
  if (name.hidden) row.hidden = true;
  return row;
}

/** All of a row that its name, role, unit and place can rest on. */
interface RowLabels {
  readonly row: number;
  readonly own: GridCell | undefined;
  readonly others: readonly GridCell[];
  readonly code: GridCell | undefined;
  readonly unit: GridCell | undefined;
  readonly serial: string | undefined;
  readonly hasValues: boolean;
  readonly hidden: boolean;
}

const noLabels: readonly never[] = [];

function labelsOf(row: GridRow, layout: RowColumns, hidden: ReadonlySet<number>): RowLabels {
  const carried = layout.carried.get(row.row);
  const at = (column: number | undefined): GridCell | undefined =>
    column === undefined ? undefined : (findCell(row, column) ?? carried?.get(column));
  return {
    row: row.row,
    own: at(layout.main),
    others:
      layout.others.length === 0 ? noLabels : layout.others.map(at).filter((cell) => cell !== undefined),
    code: at(layout.code),
    unit: at(layout.unit),
    serial: at(layout.serial)?.fold,
    hasValues: holdsValue(row, layout.values),
    hidden: hidden.has(row.row),
  };
}

function holdsValue({ cells }: GridRow, values: ReadonlySet<number>): boolean {
  for (const { column } of cells) if (values.has(column)) return true;
  return false;
}

/** The rows that were read last under a header, and what was read of them. */
interface Known {
  readonly rows: readonly RowLabels[];
  readonly names: readonly NamedRow[];
}

/**
 * The 300 returns of a form name the same rows, whatever figures stand beside them: their names are read once. Returns
 * that leave other rows blank are kept apart.
 */
const knownNames = new WeakMap<readonly ColumnReading[], Map<string, Known>>();
const mostKnown = 50;

function namesOf(
  columns: readonly ColumnReading[],
  main: number | undefined,
  rows: readonly RowLabels[],
  read: () => readonly NamedRow[],
): readonly NamedRow[] {
  let known = knownNames.get(columns);
  if (!known || known.size >= mostKnown) knownNames.set(columns, (known = new Map()));
  let place = `${main} ${rows.at(-1)?.own?.cell.value} `;
  for (const { hasValues } of rows) place += hasValues ? '1' : '0';
  const before = known.get(place);
  if (before && rows.every((row, index) => saysTheSame(row, before.rows[index]!))) return before.names;
  const names = read();
  known.set(place, { rows, names });
  return names;
}

function saysTheSame(row: RowLabels, other: RowLabels): boolean {
  return (
    row.row === other.row &&
    row.hasValues === other.hasValues &&
    row.hidden === other.hidden &&
    row.serial === other.serial &&
    row.others.length === other.others.length &&
    isSameLabel(row.own, other.own) &&
    isSameLabel(row.code, other.code) &&
    isSameLabel(row.unit, other.unit) &&
    row.others.every((cell, index) => isSameLabel(cell, other.others[index]))
  );
}

function isSameLabel(one: GridCell | undefined, other: GridCell | undefined): boolean {
  if (!one || !other) return one === other;
  return (
    one.cell.value === other.cell.value &&
    one.cell.row === other.cell.row &&
    one.column === other.column &&
    one.kind === other.kind &&
    one.cell.indent === other.cell.indent
  );
}

interface Draft extends RowLabels {
  readonly label: LabelReading | undefined;
  readonly raw: string;
  readonly labelCell: string;
  readonly labels: readonly string[];
  readonly codeText: string | undefined;
  readonly stated: StatedUnit | undefined;
  readonly indent: number;
  readonly numbering: NumberingLevel | undefined;
}

/** 其中 in a cell of its own, often merged down, with the name of the part in the next one. */
const ofWhichAlone = /^其中:?$/;

/** @param labelColumn where the label of a row without one would stand. */
function draftRow(labels: RowLabels, labelColumn: number): Draft {
  const { row, own, others, code, unit, serial } = labels;
  // Where the naming column is blank, another label column names the row (a total that stands further left).
  const part = own !== undefined && ofWhichAlone.test(own.fold) ? others.at(-1) : undefined;
  const labelled = part ?? own ?? others.at(-1);
  const raw = labelled ? labelled.cell.value : '';
  const read = labelled ? readLabel(raw) : undefined;
  const label: LabelReading | undefined = read && part ? { ...read, ofWhich: true } : read;
  return {
    ...labels,
    label,
    raw,
    labelCell: labelled ? printAddress(labelled.cell.row, labelled.column) : printAddress(row, labelColumn),
    labels: others.filter((cell) => cell !== labelled).map((cell) => readLabel(cell.cell.value).name),
    codeText: code?.cell.value.trim(),
    stated: rowUnit(unit, label, labelled),
    numbering: label?.numbering ?? serialNumbering(serial),
    indent: (label?.indent ?? 0) + 2 * (labelled?.cell.indent ?? 0),
  };
}

function cellsWithin(row: GridRow, from: number, to: number, persons: ReadonlySet<number>): Cell[] {
  const cells: Cell[] = [];
  for (const { cell, column } of row.cells)
    if (column >= from && column <= to && !persons.has(column)) cells.push(cell);
  return cells;
}

/** 一, （二） in the column of serial numbers number a heading. */
function serialNumbering(serial: string | undefined): NumberingLevel | undefined {
  if (serial === undefined) return undefined;
  if (/^[一二三四五六七八九十]{1,3}[、.]?$/.test(serial)) return 1;
  return /^[(（][一二三四五六七八九十]{1,3}[)）]$/.test(serial) ? 2 : undefined;
}

function rowUnit(
  unit: GridCell | undefined,
  label: LabelReading | undefined,
  labelled: GridCell | undefined,
): StatedUnit | undefined {
  const stated =
    unit?.kind === 'text' ? (readUnitAlone(unit.cell.value) ?? unit.cell.value.trim()) : undefined;
  if (stated && unit)
    return { text: stated, source: 'unit-column', cell: printAddress(unit.cell.row, unit.column) };
  if (label?.unit && labelled)
    return { text: label.unit, source: 'brackets', cell: printAddress(labelled.cell.row, labelled.column) };
  return undefined;
}

interface RoledRow {
  readonly role: RowRole;
  readonly reason?: Reason['code'];
}

/** The role that a label gives its row by its words; undefined for the name of an item. */
const roleByWords = remember((label): RoledRow | undefined => {
  const name = foldText(readLabel(label).name);
  if (growthName.test(foldText(label)) || growthName.test(name))
    return { role: 'growth', reason: 'growth-word' };
  const bare = name.replace(/\([^()]*\)$/, '');
  if (totalName.test(name) || totalName.test(bare)) return { role: 'total', reason: 'total-word' };
  if (subtotalName.test(name)) return { role: 'subtotal', reason: 'total-word' };
  if (previousName.test(name)) return { role: 'previous', reason: 'previous-word' };
  return changeName.test(name) ? { role: 'change', reason: 'change-word' } : undefined;
});

function roleOfRow({ raw, hasValues }: Draft): RoledRow {
  return roleByWords(raw) ?? (hasValues ? { role: 'data' } : { role: 'blank', reason: 'no-values' });
}

/** Depth of a row: leading blanks first, then numbering, then 其中. */
function depthOf(draft: Draft): number {
  return draft.indent * 10 + (draft.numbering ?? 0) + (draft.label?.ofWhich ? 5 : 0);
}

interface OpenRow {
  readonly depth: number;
  readonly index: number;
  /** A numbered row without values: rows without numbering below it belong to it. */
  readonly heading: boolean;
  readonly unit?: StatedUnit;
}

function closes(open: OpenRow, draft: Draft, depth: number): boolean {
  const isHeading = draft.numbering !== undefined || (draft.stated !== undefined && !draft.hasValues);
  if (open.heading && !isHeading && Math.floor(open.depth / 10) <= draft.indent) return false;
  return open.depth >= depth;
}

function nest(drafts: readonly Draft[]): NamedRow[] {
  const rows: NamedRow[] = [];
  const statesUnits = drafts.filter((draft) => draft.stated).length * 2 > drafts.length;
  const open: OpenRow[] = [];
  drafts.forEach((draft, index) => {
    const { role, reason } = roleOfRow(draft);
    const depth = depthOf(draft);
    while (open.length > 0 && closes(open.at(-1)!, draft, depth)) open.pop();
    const parent = open.at(-1);
    const next = drafts[index + 1];
    const isGroup =
      role === 'blank' &&
      next?.hasValues === true &&
      (draft.stated ? headsUnitless(draft, next, statesUnits) : isGroupLabel(draft, next, statesUnits));
    const unit = draft.stated ?? (parent?.unit ? { ...parent.unit, source: 'group' as const } : undefined);
    const row: Writable<NamedRow> = {
      row: draft.row,
      role: isGroup ? 'group' : role,
      raw: draft.raw,
      name: draft.label?.name ?? '',
      labelCell: draft.labelCell,
      labels: draft.labels,
      level: open.length,
      reasons: reason ? [{ code: reason, cell: draft.labelCell }] : [],
    };
    if (draft.codeText) row.code = draft.codeText;
    if (unit) row.unit = unit;
    if (parent) row.parent = parent.index;
    if (draft.label?.ofWhich) row.ofWhich = true;
    if (draft.hidden) row.hidden = true;
    rows.push(row);
    // A group row without values hands its unit down; a row with values only names what its parts belong to.
    open.push({
      depth,
      index,
      heading: isGroup && (draft.numbering !== undefined || draft.stated !== undefined),
      ...(draft.stated && !draft.hasValues ? { unit: draft.stated } : {}),
    });
  });
  return rows;
}

/** 产值（万元） without figures over rows without units gives them its unit, unless most rows state their own. */
function headsUnitless(draft: Draft, next: Draft, statesUnits: boolean): boolean {
  if (next.stated !== undefined) return false;
  return !statesUnits || draft.numbering !== undefined || depthOf(next) > depthOf(draft);
}

/** Numbering, deeper rows below, a colon or wording of a heading; where rows state units, a row without one. */
function isGroupLabel(draft: Draft, next: Draft, statesUnits: boolean): boolean {
  const raw = foldText(draft.raw);
  return (
    draft.numbering !== undefined ||
    depthOf(next) > depthOf(draft) ||
    /(?::|情况|分组|指标|中|分)$/.test(raw) ||
    (statesUnits && next.stated !== undefined)
  );
}
