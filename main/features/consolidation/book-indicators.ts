import type { BalancedFigure } from '../../../shared/calc/consolidate/balance-rounding.ts';
import { ratioScale } from '../../../shared/calc/consolidate/consolidate.ts';
import { totalPlace } from '../../../shared/calc/consolidate/nested-sums.ts';
import type { Withheld } from '../../../shared/calc/consolidate/withhold.ts';
import { baseFactor } from '../../../shared/calc/measure-unit.ts';
import type { ConsolidatedFigure } from '../../../shared/domain/consolidation.ts';
import type { FormItem, Indicator, Unit } from '../../../shared/domain/plan.ts';
import { printDerived } from '../../../shared/text/decimal.ts';
import type { ReadHandle } from '../../db/handles.ts';
import type {
  BookColumn,
  BookExtras,
  BookFigure,
  BookIndicator,
  BookTotal,
} from '../../excel/write/consolidated-book.ts';
import { balancedRows } from '../balanced-rows.ts';
import { type BesideTheLevel, besideTheLevel } from '../beside-the-level.ts';
import type { FormConsolidation } from '../consolidate-form.ts';
import { matrixPlace, matrixUnits } from '../matrix-places.ts';
import { withheldFigures } from '../withheld-figures.ts';
import { shareAndRank } from './share-and-rank.ts';

/* The main table of the consolidated workbook: one row of the form with its total and the figure of each unit. */

export interface BookRows {
  readonly unitColumns: readonly BookColumn[];
  /** 舍位平衡. */
  readonly balance: boolean;
  nameOf(unit: string): string;
}

export function bookIndicators(db: ReadHandle, result: FormConsolidation, rows: BookRows): BookIndicator[] {
  const beside = besideTheLevel(db, result);
  const units = matrixUnits(result);
  const isWithheld = withheldFigures(db, result);
  const balancedAt = rows.balance ? balancedRows(db, result) : [];
  const placeOf = new Map(units.map((unit, place) => [unit.code, place]));
  return result.items.map((item, at) => {
    const indicator = result.indicators.get(item.indicator)!;
    const total = result.totals[at]!;
    const extras = extrasOf(result, at, rows.unitColumns, beside);
    const places = { extras, contributors: new Set(total.contributors), placeOf, nameOf: rows.nameOf };
    const row: BookIndicator = {
      code: item.indicator,
      label: item.label || indicator.name,
      unit: indicator.unit,
      indent: indentOf(item),
      ...(indicator.decimals === undefined ? {} : { decimals: indicator.decimals }),
      rule: total.rule === 'last' ? 'sum' : total.rule,
      ...(total.rule === 'ratio' ? { ratio: ratioOf(result, indicator) } : {}),
      total: bookTotal(result, total, rows.nameOf, beside),
      figures: units.map((unit) => bookFigure(result, at, unit, places)),
    };
    const printed = balancedAt[at];
    return withheld(printed ? balanced(row, printed, units) : row, isWithheld, units);
  });
}

/** 其中 rows stand below the row they are part of. */
export function indentOf(item: FormItem): number {
  return /^(其中|#)/.test(item.label.trim()) ? 1 : 0;
}

function bookTotal(
  { root }: FormConsolidation,
  total: ConsolidatedFigure,
  nameOf: (unit: string) => string,
  beside: BesideTheLevel,
): BookTotal | null {
  if (total.rule === 'none' && total.value === null) return null;
  const own = total.contributors.length === 1 && total.contributors[0] === root;
  return {
    value: total.value,
    complete: total.complete,
    missing: total.missing.map(nameOf),
    contributors: total.contributors.length,
    ...(own ? { own } : {}),
    previous: beside.previousOfTotal(total),
    growth: beside.growthOfTotal(total),
  };
}

const noExtras: BookExtras = {};

/** Only the columns that are printed are worked out. */
function extrasOf(
  result: FormConsolidation,
  at: number,
  columns: readonly BookColumn[],
  beside: BesideTheLevel,
): (unit: string, value: string | null) => BookExtras {
  if (columns.length === 0) return () => noExtras;
  const { indicator } = result.items[at]!;
  const wants = (column: BookColumn) => columns.includes(column);
  const { shares, ranks } =
    wants('share') || wants('rank')
      ? shareAndRank(result, at)
      : { shares: new Map<string, string>(), ranks: new Map<string, number>() };
  return (unit, value) => ({
    ...(wants('previous') ? { previous: beside.previous(indicator, unit) } : {}),
    ...(wants('growth') ? { growth: beside.growth(indicator, unit, value) } : {}),
    ...(wants('share') ? { share: shares.get(unit) ?? null } : {}),
    ...(wants('rank') ? { rank: ranks.get(unit) ?? null } : {}),
  });
}

function ratioOf({ indicators }: FormConsolidation, indicator: Indicator) {
  const [above, below] = [indicators.get(indicator.numerator!)!, indicators.get(indicator.denominator!)!];
  const scale = ratioScale(indicator).times(baseFactor(above.unit)).div(baseFactor(below.unit));
  return { numerator: above.code, denominator: below.code, scale: printDerived(scale) };
}

/** 舍位平衡 where the plan asks for it: printed parts add up to the printed total, moved digits are marked. */
function balanced(row: BookIndicator, printed: ReadonlyMap<string, BalancedFigure>, units: readonly Unit[]) {
  const total = printed.get(totalPlace);
  const figures = row.figures.map((figure, at): BookFigure => {
    const one = printed.get(units[at]!.code);
    if (!one || figure.value === null) return figure;
    return { ...figure, value: one.value, ...(one.adjusted ? { adjusted: true as const } : {}) };
  });
  return {
    ...row,
    figures,
    total:
      row.total && total
        ? { ...row.total, value: total.value, ...(total.adjusted ? { adjusted: true as const } : {}) }
        : row.total,
  };
}

/** What must not be handed out is only marked here: the writer takes it out of every sheet. */
function withheld(row: BookIndicator, isWithheld: Withheld, units: readonly Unit[]): BookIndicator {
  const suppressed = { suppressed: true as const };
  return {
    ...row,
    figures: row.figures.map((figure, at) =>
      isWithheld(row.code, units[at]!.code) ? { ...figure, ...suppressed } : figure,
    ),
    total: row.total && isWithheld(row.code, totalPlace) ? { ...row.total, ...suppressed } : row.total,
  };
}

/** Only sums say what they add up; a gap is said whatever the rule. */
function partsOf(
  subtotal: ConsolidatedFigure,
  placeOf: ReadonlyMap<string, number>,
  nameOf: BookRows['nameOf'],
): Pick<BookFigure, 'subtotal' | 'addsUp' | 'lacks'> {
  return {
    subtotal: true,
    ...(subtotal.rule === 'sum'
      ? { addsUp: subtotal.contributors.flatMap((unit) => placeOf.get(unit) ?? []) }
      : {}),
    ...(subtotal.complete ? {} : { lacks: subtotal.missing.map(nameOf) }),
  };
}

interface FigurePlaces {
  extras(unit: string, value: string | null): BookExtras;
  readonly contributors: ReadonlySet<string>;
  readonly placeOf: ReadonlyMap<string, number>;
  nameOf(unit: string): string;
}

function bookFigure(
  result: FormConsolidation,
  at: number,
  unit: Unit,
  { extras, contributors, placeOf, nameOf }: FigurePlaces,
): BookFigure {
  const { value, state, cell } = matrixPlace(result, at, unit);
  if (state === 'not-applicable') return { value: null, state };
  const { rule } = result.totals[at]!;
  const subtotal = result.subtotals.get(unit.code)?.[at];
  if (value !== null)
    return {
      value,
      state: 'value',
      ...(state === 'subtotal' ? partsOf(subtotal!, placeOf, nameOf) : extras(unit.code, value)),
      ...(rule !== 'sum' || contributors.has(unit.code) ? {} : { aside: true as const }),
    };
  const origin = cell?.from[0];
  if (origin?.mark === 'not-applicable') return { value: null, state: 'not-applicable' };
  if (origin && origin.raw.trim() !== '') return { value: null, state: 'mark', mark: origin.raw.trim() };
  return { value: null, state: state === 'not-sent' || state === 'not-accepted' ? 'not-sent' : 'blank' };
}
