import { type Finding, type FindingCode, findingSeverities } from '../../domain/finding.ts';
import type { FormItem } from '../../domain/plan.ts';
import type { ColumnReading, RowReading, TableReading } from '../../domain/recognition.ts';
import type {
  AbsentPair,
  MappedReturn,
  NameCandidate,
  ParkedRow,
  ReadFigure,
  ReadRecord,
} from '../../domain/return-reading.ts';
import type { Cell } from '../../domain/sheet.ts';
import { printAddress } from '../../text/cell-address.ts';
import type { PeriodKey } from '../../text/period.ts';
import { statedUnitAt } from '../recognise/list-data-cells.ts';
import { otherPeriod } from './column-period.ts';
import type { MapContext } from './map-return.ts';
import type { Measured } from './match-columns.ts';
import { listCandidates, type NameIndex } from './match-name.ts';
import { appliesTo } from './plan-index.ts';
import { type FigureResult, readFigure } from './read-figure.ts';

const suggestedRows = 300;

/** Collects what mapping finds; the three shapes write into one of these. */
export class Gathering {
  readonly figures: ReadFigure[] = [];
  readonly context: ReadFigure[] = [];
  readonly parked: ParkedRow[] = [];
  readonly absent: AbsentPair[] = [];
  readonly records: ReadRecord[] = [];
  readonly findings: Finding[] = [];
  /** Positions in `figures` by column, unit and indicator: nothing is joined into a key for every figure. */
  readonly #placed = new Map<string, Map<string, Map<string, number>>>();

  /** Stores the figure of a form item; a second one for the same place is a duplicate row, unless it says the same. */
  addFigure(result: FigureResult, sameTable: boolean): void {
    const { figure } = result;
    const placed = this.#placedAt(figure);
    const key = figure.record === undefined ? figure.indicator : `${figure.indicator}\u0000${figure.record}`;
    const position = placed.get(key);
    const first = position === undefined ? undefined : this.figures[position];
    if (position === undefined || !first) {
      placed.set(key, this.figures.length);
      this.figures.push(figure);
      this.findings.push(...result.findings);
      return;
    }
    if (first.value === null && figure.value !== null && !sameTable) {
      this.dropFindings(first);
      this.figures[position] = figure;
      this.findings.push(...result.findings);
      return;
    }
    if (!sameTable && (figure.value === null || figure.value === first.value)) return;
    this.addFinding('duplicate-row', { ...figure, details: { first: `${first.sheet}!${first.cell}` } });
  }

  #placedAt({ column, unit }: ReadFigure): Map<string, number> {
    let units = this.#placed.get(column);
    if (!units) this.#placed.set(column, (units = new Map()));
    let placed = units.get(unit);
    if (!placed) units.set(unit, (placed = new Map()));
    return placed;
  }

  dropFindings(figure: ReadFigure): void {
    for (let index = this.findings.length - 1; index >= 0; index -= 1) {
      const finding = this.findings[index]!;
      if (
        finding.sheet === figure.sheet &&
        finding.cell === figure.cell &&
        finding.indicator === figure.indicator
      )
        this.findings.splice(index, 1);
    }
  }

  addFinding(
    code: FindingCode,
    at: {
      readonly indicator?: string;
      readonly unit?: string;
      readonly sheet?: string;
      readonly cell?: string;
      readonly raw?: string;
      readonly details?: Finding['details'];
    },
  ): void {
    const { indicator, unit, sheet, cell, raw, details } = at;
    this.findings.push({
      code,
      severity: findingSeverities[code],
      ...(indicator ? { indicator } : {}),
      ...(unit ? { unit } : {}),
      ...(sheet ? { sheet } : {}),
      ...(cell ? { cell } : {}),
      ...(raw === undefined ? {} : { raw }),
      ...(details ? { details } : {}),
    });
  }

  /** Parks a row, with suggestions for the first few hundred: each costs a comparison with every name. */
  park(table: TableReading, row: RowReading, why: ParkedRow['why'], index?: NameIndex): void {
    const candidates = index && this.parked.length < suggestedRows ? listCandidates(index, row.raw) : [];
    this.parkAs(table, row, why, candidates);
  }

  parkAs(
    table: TableReading,
    row: RowReading,
    why: ParkedRow['why'],
    candidates: readonly NameCandidate[],
  ): void {
    const values = rowValues(table, row);
    this.parked.push({
      sheet: table.sheet,
      cell: row.labelCell,
      raw: row.raw.trim(),
      why,
      values,
      candidates,
    });
    this.addFinding(why, {
      sheet: table.sheet,
      cell: row.labelCell,
      raw: row.raw.trim(),
      ...(candidates.length > 0 ? { details: { candidates: candidates.map(({ code }) => code) } } : {}),
    });
  }

  result(): MappedReturn {
    const { figures, context, parked, absent, records, findings } = this;
    return { figures, context, parked, absent, records, findings };
  }
}

/** Raw texts of the row's values. */
export function rowValues(table: TableReading, row: RowReading): { cell: string; raw: string }[] {
  const columns = new Set(
    table.columns.filter(({ role }) => role === 'value' || role === 'attribute').map(({ column }) => column),
  );
  return row.cells
    .filter((cell) => columns.has(cell.column))
    .map((cell) => ({ cell: printAddress(cell.row, cell.column), raw: cell.text }));
}

export interface Crossing {
  readonly table: TableReading;
  readonly row: RowReading;
  readonly column: ColumnReading;
  readonly indicator: string;
  readonly unit: string;
  /** form-items column, or the kind of a context column. */
  readonly kind: string;
  readonly item: FormItem | undefined;
  readonly record?: number;
}

/** Does the table state units for its rows or columns, so that a row without one has a gap? */
function statesUnits(table: TableReading): boolean {
  if (table.unit) return false;
  const stated = table.rows.filter((row) => row.unit !== undefined).length;
  return stated * 2 > table.rows.filter(({ role }) => role === 'data').length;
}

const statesUnitsOf = new WeakMap<TableReading, boolean>();

function statesUnitsCached(table: TableReading): boolean {
  const known = statesUnitsOf.get(table);
  if (known !== undefined) return known;
  const result = statesUnits(table);
  statesUnitsOf.set(table, result);
  return result;
}

export function measuredOf(context: MapContext, code: string): Measured {
  const indicator = context.indicators.get(code);
  return { ytd: indicator?.reporting === 'ytd', level: indicator?.measure === 'stock' };
}

/** The other period whose figure a context column holds; the sheet's own totals are no figures of a unit. */
function otherPeriodAt(context: MapContext, { column, indicator, kind }: Crossing): PeriodKey | undefined {
  if (kind.startsWith('total') || column.period === undefined) return undefined;
  return otherPeriod(column, context.period, measuredOf(context, indicator).ytd);
}

/** A loop: it runs for every figure, and a closure each time would cost more than it. */
export function cellAt({ cells }: RowReading, { column }: ColumnReading): Cell | undefined {
  for (const cell of cells) if (cell.column === column) return cell;
  return undefined;
}

/** The figure where row and column cross. */
export function figureAt(context: MapContext, crossing: Crossing): FigureResult {
  const { table, row, column, item } = crossing;
  const unit = context.units.get(crossing.unit);
  const applies = item === undefined || appliesTo(item, unit);
  const stated = statedUnitAt(table, row, column);
  const other = item ? undefined : otherPeriodAt(context, crossing);
  const place = {
    indicator: crossing.indicator,
    unit: crossing.unit,
    period: other ?? context.input.period,
    column: other === undefined ? crossing.kind : 'current',
    sheet: table.sheet,
    cell: printAddress(row.row, column.column),
  };
  return readFigure({
    place: crossing.record === undefined ? place : { ...place, record: crossing.record },
    cell: cellAt(row, column),
    stated: stated?.text,
    inherited: stated?.source === 'left',
    tableStatesUnits: statesUnitsCached(table),
    indicator: context.indicators.get(crossing.indicator),
    item,
    form: context.form,
    required: item?.required ?? false,
    applies,
  });
}

/** 备注 beside a figure: its text, no number. */
export function noteAt(context: MapContext, crossing: Crossing): ReadFigure | undefined {
  const { table, row, column } = crossing;
  const cell = cellAt(row, column);
  if (!cell) return undefined;
  return {
    indicator: crossing.indicator,
    unit: crossing.unit,
    period: context.input.period,
    column: 'note',
    value: null,
    sheet: table.sheet,
    cell: printAddress(cell.row, cell.column),
    raw: cell.text,
    ...(crossing.record === undefined ? {} : { record: crossing.record }),
  };
}
