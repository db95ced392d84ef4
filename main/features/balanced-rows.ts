import { listRowSums } from '../../shared/calc/check/row-sums.ts';
import { balanceNested } from '../../shared/calc/consolidate/balance-rounding.ts';
import { balanceTable, type ExactRow, type PrintedRow } from '../../shared/calc/consolidate/balance-table.ts';
import { totalPlace } from '../../shared/calc/consolidate/nested-sums.ts';
import type { ReadHandle } from '../db/handles.ts';
import { listRecords } from '../db/tables/pack-records.ts';
import type { FormConsolidation } from './consolidate-form.ts';
import { listPlaceSums, matrixPlace, matrixUnits } from './matrix-places.ts';

/**
 * 舍位平衡 of the form at its indicators' decimals, row by row in the order of the items: the printed figure of every
 * place that takes part in sums, by code (`totalPlace` for the total). Rows that a check of the form adds up are balanced
 * together. Undefined where nothing is added or no decimals are named.
 */
export function balancedRows(db: ReadHandle, result: FormConsolidation): (PrintedRow | undefined)[] {
  const rows: (PrintedRow | undefined)[] = result.items.map(() => undefined);
  for (const group of rowGroups(db, result)) {
    const printed = balanceTable(
      group.map((at) => exactRow(result, at)),
      listPlaceSums(result, group[0]!),
      decimalsAt(result, group[0]!)!,
    );
    printed?.forEach((row, at) => {
      rows[group[at]!] = row;
    });
  }
  return rows.map((row, at) => row ?? balancedAlone(result, at));
}

/** Undefined: the row is not balanced. */
function decimalsAt({ totals, indicators }: FormConsolidation, at: number): number | undefined {
  const total = totals[at]!;
  return total.rule === 'sum' && total.value !== null ? indicators.get(total.indicator)!.decimals : undefined;
}

/** Sum row and parts by place among the items, of one precision; a row takes part in one group only. */
function rowGroups(db: ReadHandle, result: FormConsolidation): number[][] {
  const taken = new Set<number>();
  return listRowSums(listRecords(db, 'checks'), result.form.code).flatMap(({ whole, parts }) => {
    const group = [whole, ...parts].map((code) => result.items.findIndex((item) => item.indicator === code));
    const decimals = group[0]! < 0 ? undefined : decimalsAt(result, group[0]!);
    const fits = (at: number) => at >= 0 && !taken.has(at) && decimalsAt(result, at) === decimals;
    if (
      group.includes(-1) ||
      decimals === undefined ||
      new Set(group).size < group.length ||
      !group.every(fits)
    )
      return [];
    for (const at of group) taken.add(at);
    return [group];
  });
}

function exactRow(result: FormConsolidation, at: number): ExactRow {
  const figures = new Map([[totalPlace, result.totals[at]!.value!]]);
  for (const unit of matrixUnits(result)) {
    const { value } = matrixPlace(result, at, unit);
    if (value !== null) figures.set(unit.code, value);
  }
  return figures;
}

function balancedAlone(result: FormConsolidation, at: number): PrintedRow | undefined {
  const decimals = decimalsAt(result, at);
  return decimals === undefined
    ? undefined
    : balanceNested(exactRow(result, at), listPlaceSums(result, at), decimals);
}
