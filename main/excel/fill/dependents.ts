import { printAddress } from '../../../shared/text/cell-address.ts';
import { type Decimal, printDecimal } from '../../../shared/text/decimal.ts';
import type { FillDependent } from './fill-change.ts';
import { type FormulaToken, tokenizeFormula } from './formula-tokens.ts';
import { type CellLookup, computeFormula } from './formula-value.ts';
import type { OpenedTemplate } from './opened-template.ts';
import { cellKey, type ScannedCell } from './scan-sheet.ts';
import type { TemplateSheet } from './template-package.ts';

/**
 * Which formulas of a workbook depend on changed cells, and their new results. A reference that can't be followed
 * (OFFSET, INDIRECT, table columns, 3-D references) counts as dependent: dropping one cached value too many only
 * makes the office suite compute it again, keeping one too many shows an old total.
 */
export interface DirtyCell {
  readonly sheet: TemplateSheet;
  readonly cell: ScannedCell;
  readonly dependent: FillDependent;
}

/** New values of the cells written, by sheet part and `cellKey`. */
export type NewValues = ReadonlyMap<string, ReadonlyMap<string, Decimal | 'text' | 'blank'>>;

interface Area {
  readonly part: string;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

interface FormulaCell {
  readonly sheet: TemplateSheet;
  readonly cell: ScannedCell;
  readonly formula: string;
  /** undefined: refers to something that can't be followed. */
  readonly areas: readonly Area[] | undefined;
}

const unfollowed = new Set(['OFFSET', 'INDIRECT']);
const lastRow = 1_048_575;
const lastColumn = 16_383;

/** Finds and computes them, in sheet order. */
export function findDependents(opened: OpenedTemplate, changed: NewValues): DirtyCell[] {
  const formulas = listFormulas(opened, changed);
  const dirty = new DirtyMap(changed);
  const affected = new Set<FormulaCell>();
  for (let grown = true; grown; ) {
    grown = false;
    for (const formula of formulas) {
      if (affected.has(formula)) continue;
      if (formula.areas !== undefined && !formula.areas.some((area) => dirty.touches(area))) continue;
      affected.add(formula);
      for (const { row, column } of resultCells(formula)) dirty.add(formula.sheet.part, row, column);
      grown = true;
    }
  }
  const results = new ResultTable(opened, changed, [...affected]);
  return formulas
    .filter((formula) => affected.has(formula))
    .flatMap((formula) =>
      resultCells(formula).flatMap(({ row, column }): DirtyCell[] => {
        const cell = opened.cellAt(formula.sheet, row, column);
        if (!cell) return [];
        const dependent = {
          sheet: formula.sheet.name,
          cell: printAddress(row, column),
          formula: formula.formula,
          old: opened.textOf(cell),
          value: results.printed(formula),
        };
        return [{ sheet: formula.sheet, cell, dependent }];
      }),
    );
}

/** The cell itself, or all cells an array formula fills. */
function resultCells(formula: FormulaCell): { row: number; column: number }[] {
  const { row, column, formula: own } = formula.cell;
  const range = own?.type === 'array' || own?.type === 'dataTable' ? own.ref : undefined;
  if (!range || (range.bottom - range.top + 1) * (range.right - range.left + 1) > 10_000)
    return [{ row, column }];
  return Array.from({ length: range.bottom - range.top + 1 }, (_, down) =>
    Array.from({ length: range.right - range.left + 1 }, (_, across) => ({
      row: range.top + down,
      column: range.left + across,
    })),
  ).flat();
}

function listFormulas(opened: OpenedTemplate, changed: NewValues): FormulaCell[] {
  return opened.template.sheets.flatMap((sheet) =>
    [...opened.scan(sheet).cells.values()].flatMap((cell): FormulaCell[] => {
      if (!cell.formula || changed.get(sheet.part)?.has(cellKey(cell.row, cell.column))) return [];
      const formula = opened.formulaOf(sheet, cell);
      if (formula === undefined) return [{ sheet, cell, formula: '', areas: undefined }];
      return [{ sheet, cell, formula, areas: listAreas(opened, sheet, tokenizeFormula(formula), 0) }];
    }),
  );
}

function listAreas(
  opened: OpenedTemplate,
  sheet: TemplateSheet,
  tokens: readonly FormulaToken[],
  depth: number,
): Area[] | undefined {
  const areas: Area[] = [];
  for (const token of tokens) {
    if (token.kind === 'structured') return undefined;
    if (token.kind === 'function' && unfollowed.has(token.text.toUpperCase())) return undefined;
    if (token.kind === 'name') {
      const named = areasOfName(opened, sheet, token, depth);
      if (!named) return undefined;
      areas.push(...named);
    }
    if (token.kind !== 'reference' || token.sheet?.startsWith('[')) continue;
    const target = token.sheet === undefined ? sheet : opened.findSheet(token.sheet);
    if (!target) return undefined;
    areas.push(areaOf(token, target.part));
  }
  return areas;
}

function areaOf(token: FormulaToken & { kind: 'reference' }, part: string): Area {
  const { from, to } = token;
  return {
    part,
    top: Math.min(from.row ?? 0, to.row ?? 0),
    bottom: Math.max(from.row ?? lastRow, to.row ?? lastRow),
    left: Math.min(from.column ?? 0, to.column ?? 0),
    right: Math.max(from.column ?? lastColumn, to.column ?? lastColumn),
  };
}

/** TRUE and FALSE look like names and refer to nothing. */
function areasOfName(
  opened: OpenedTemplate,
  sheet: TemplateSheet,
  token: FormulaToken & { kind: 'name' | 'function' | 'structured' },
  depth: number,
): Area[] | undefined {
  const name = token.text.slice(token.text.lastIndexOf('!') + 1).toLowerCase();
  if (name === 'true' || name === 'false') return [];
  if (token.sheet?.startsWith('[')) return [];
  const definitions = opened.template.names.filter((candidate) => candidate.name.toLowerCase() === name);
  if (definitions.length === 0 || depth > 8) return undefined;
  const areas: Area[] = [];
  for (const { formula } of definitions) {
    const found = listAreas(opened, sheet, tokenizeFormula(formula), depth + 1);
    if (!found) return undefined;
    areas.push(...found);
  }
  return areas;
}

/** Cells known to change, by sheet and row. */
class DirtyMap {
  private readonly sheets = new Map<string, Map<number, Set<number>>>();

  constructor(changed: NewValues) {
    for (const [part, cells] of changed) {
      for (const key of cells.keys()) {
        const [row, column] = key.split(',').map(Number);
        this.add(part, row!, column!);
      }
    }
  }

  add(part: string, row: number, column: number): void {
    const rows = this.sheets.get(part) ?? new Map<number, Set<number>>();
    this.sheets.set(part, rows);
    const columns = rows.get(row) ?? new Set<number>();
    rows.set(row, columns);
    columns.add(column);
  }

  touches(area: Area): boolean {
    const rows = this.sheets.get(area.part);
    if (!rows) return false;
    if (area.bottom - area.top < rows.size) {
      for (let row = area.top; row <= area.bottom; row += 1) if (hit(rows.get(row), area)) return true;
      return false;
    }
    for (const [row, columns] of rows) {
      if (row >= area.top && row <= area.bottom && hit(columns, area)) return true;
    }
    return false;
  }
}

function hit(columns: ReadonlySet<number> | undefined, area: Area): boolean {
  if (!columns) return false;
  if (area.left === area.right) return columns.has(area.left);
  for (const column of columns) if (column >= area.left && column <= area.right) return true;
  return false;
}

/** Digits an office suite shows and stores without noise of its binary numbers. */
const storedDigits = 15;
const maxDepth = 400;

/** Results of affected formulas, each computed once; a circle or a chain too long counts as not computable. */
class ResultTable {
  private readonly byCell = new Map<string, FormulaCell>();
  private readonly results = new Map<FormulaCell, Decimal | undefined>();
  private readonly open = new Set<FormulaCell>();
  private readonly opened: OpenedTemplate;
  private readonly changed: NewValues;

  constructor(opened: OpenedTemplate, changed: NewValues, affected: readonly FormulaCell[]) {
    this.opened = opened;
    this.changed = changed;
    for (const formula of affected) {
      for (const { row, column } of resultCells(formula))
        this.byCell.set(placeOf(formula.sheet, row, column), formula);
    }
    for (const formula of affected) this.compute(formula);
  }

  printed(formula: FormulaCell): string | null {
    const value = this.results.get(formula);
    return value === undefined ? null : printDecimal(value.toSignificantDigits(storedDigits));
  }

  private compute(formula: FormulaCell): Decimal | undefined {
    if (this.results.has(formula)) return this.results.get(formula);
    if (this.open.has(formula) || this.open.size > maxDepth) return undefined;
    this.open.add(formula);
    const array = formula.cell.formula?.type === 'array' || formula.cell.formula?.type === 'dataTable';
    const value = array ? undefined : computeFormula(formula.formula, this.lookupFrom(formula.sheet));
    this.open.delete(formula);
    this.results.set(formula, value);
    return value;
  }

  private lookupFrom(sheet: TemplateSheet): CellLookup {
    return (name, row, column) => {
      const target = name === undefined ? sheet : this.opened.findSheet(name);
      if (!target) return undefined;
      const changed = this.changed.get(target.part)?.get(cellKey(row, column));
      if (changed !== undefined) return changed;
      const formula = this.byCell.get(placeOf(target, row, column));
      return formula ? this.compute(formula) : this.opened.valueOf(this.opened.cellAt(target, row, column));
    };
  }
}

function placeOf(sheet: TemplateSheet, row: number, column: number): string {
  return `${sheet.part}!${cellKey(row, column)}`;
}
