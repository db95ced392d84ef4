import { changeContributions } from '../../../shared/calc/consolidate/change-contributions.ts';
import { totalPlace } from '../../../shared/calc/consolidate/nested-sums.ts';
import type { Withheld } from '../../../shared/calc/consolidate/withhold.ts';
import type { ConsolidationView } from '../../../shared/contract/consolidation.ts';
import type { MethodOutput } from '../../../shared/contract/index.ts';
import type { ConsolidatedFigure } from '../../../shared/domain/consolidation.ts';
import type { ReadHandle } from '../../db/handles.ts';
import { findPeriodState } from '../../db/tables/period-states.ts';
import { queryHandler } from '../../rpc/handler.ts';
import { type BesideTheLevel, besideTheLevel } from '../beside-the-level.ts';
import { consolidateForm, type FormConsolidation } from '../consolidate-form.ts';
import { type MatrixPlace, matrixPlace, matrixUnits } from '../matrix-places.ts';
import type { Services } from '../services.ts';
import { withheldFigures } from '../withheld-figures.ts';
import { checkConsolidated } from './check-consolidated.ts';
import { type DepartmentComparison, listDiscrepancies } from './discrepancies.ts';
import { shareAndRank } from './share-and-rank.ts';

function figureView(
  result: FormConsolidation,
  figure: ConsolidatedFigure,
  compared: readonly DepartmentComparison[],
  beside: BesideTheLevel,
  isWithheld: Withheld,
) {
  const indicator = result.indicators.get(figure.indicator)!;
  const own = compared.find((one) => one.indicator === figure.indicator);
  return {
    ...(own === undefined
      ? {}
      : {
          department: own.departmentValue,
          difference: own.difference,
          differencePercent: own.percent,
          withinTolerance: own.withinTolerance,
          ...(own.explanation === undefined ? {} : { explanation: own.explanation }),
        }),
    ...figure,
    previous: beside.previousOfTotal(figure),
    growth: beside.growthOfTotal(figure),
    ...partsDiffering(result, figure.indicator),
    ...(isWithheld(figure.indicator, totalPlace) ? { withheld: true as const } : {}),
    name: indicator.name,
    unit: indicator.unit,
    ...(indicator.decimals === undefined ? {} : { decimals: indicator.decimals }),
    contributors: figure.contributors.length,
  };
}

function subtotalView({ indicators }: FormConsolidation, figure: ConsolidatedFigure) {
  const { name, unit, decimals } = indicators.get(figure.indicator)!;
  return {
    ...figure,
    name,
    unit,
    ...(decimals === undefined ? {} : { decimals }),
    contributors: figure.contributors.length,
  };
}

/** Where a unit's reported whole differs from its reported parts: the whole counts, and it is said (pack.md). */
function partsDiffering(result: FormConsolidation, indicator: string) {
  const partsDiffer = result.units.flatMap(({ code }) => {
    const cell = result.cells.get(indicator, code);
    return cell?.partsDiffer === undefined || cell.value === null
      ? []
      : [{ unit: code, value: cell.value, parts: cell.partsDiffer }];
  });
  return partsDiffer.length === 0 ? {} : { partsDiffer };
}

function viewOf(db: ReadHandle, result: FormConsolidation, asOf: string | undefined): ConsolidationView {
  const compared = listDiscrepancies(db, result, asOf);
  const beside = besideTheLevel(db, result);
  const isWithheld = withheldFigures(db, result);
  return {
    form: result.form.code,
    period: result.period,
    ...(asOf === undefined ? {} : { asOf }),
    figures: result.totals.map((total) => figureView(result, total, compared, beside, isWithheld)),
    ...(result.subtotals.size === 0
      ? {}
      : {
          subtotals: [...result.subtotals].map(([unit, figures]) => ({
            unit,
            figures: figures.map((figure) => ({
              ...subtotalView(result, figure),
              ...(isWithheld(figure.indicator, unit) ? { withheld: true as const } : {}),
            })),
          })),
        }),
    notSent: result.notSent,
    notAccepted: result.notAccepted,
    checks: checkConsolidated(db, result, asOf),
  };
}

export const getContributions = queryHandler<'consolidation/get-contributions', Services>(
  'consolidation/get-contributions',
  (db, input) => {
    const result = consolidateForm(db, input.form, input.period);
    const beside = besideTheLevel(db, result);
    const total = result.totals.find((one) => one.indicator === input.indicator);
    if (total?.rule !== 'sum') return { contributions: [] };
    return {
      contributions: changeContributions(
        total.contributors.map((unit) => ({
          unit,
          now: result.cells.get(input.indicator, unit)?.value ?? null,
          before: beside.previous(input.indicator, unit),
        })),
      ),
    };
  },
);

type MatrixCell = MethodOutput<'consolidation/get-matrix'>['cells'][number];

/** What the screen draws of a cell. */
function briefCell(
  result: FormConsolidation,
  at: number,
  unit: string,
  { value, state, cell }: MatrixPlace,
): MatrixCell {
  const mark = cell?.from[0]?.mark;
  return {
    indicator: result.items[at]!.indicator,
    unit,
    value,
    state,
    ...(mark === undefined ? {} : { mark }),
    ...missingOf(result, at, unit, state),
  };
}

function briefCells(result: FormConsolidation): MatrixCell[] {
  const units = matrixUnits(result);
  return result.items.flatMap((_item, at) =>
    units.map((unit) => briefCell(result, at, unit.code, matrixPlace(result, at, unit))),
  );
}

function matrixCells(result: FormConsolidation, beside: BesideTheLevel): MatrixCell[] {
  const units = matrixUnits(result);
  return result.items.flatMap((item, at) => {
    const { shares, ranks } = shareAndRank(result, at);
    return units.map((unit): MatrixCell => {
      const place = matrixPlace(result, at, unit);
      const { value, cell } = place;
      const figure = cell?.from[0];
      const share = shares.get(unit.code);
      const rank = ranks.get(unit.code);
      return {
        ...briefCell(result, at, unit.code, place),
        ...(figure === undefined
          ? {}
          : { returnId: figure.origin.id, cell: `${figure.sheet}!${figure.cell}` }),
        ...(cell === undefined
          ? {}
          : {
              previous: beside.previous(item.indicator, unit.code),
              growth: beside.growth(item.indicator, unit.code, value),
            }),
        ...(share === undefined ? {} : { share }),
        ...(rank === undefined ? {} : { rank }),
      };
    });
  });
}

/** A subtotal with a gap is never shown as complete. */
function missingOf(
  { subtotals }: FormConsolidation,
  at: number,
  unit: string,
  state: MatrixCell['state'],
): { missing?: readonly string[] } {
  const subtotal = state === 'subtotal' ? subtotals.get(unit)?.[at] : undefined;
  return subtotal === undefined || subtotal.complete ? {} : { missing: subtotal.missing };
}

export const consolidationQueries = {
  'consolidation/get': queryHandler<'consolidation/get', Services>('consolidation/get', (db, input) =>
    viewOf(db, consolidateForm(db, input.form, input.period, input.asOf), input.asOf),
  ),
  'consolidation/get-matrix': queryHandler<'consolidation/get-matrix', Services>(
    'consolidation/get-matrix',
    (db, input) => {
      const result = consolidateForm(db, input.form, input.period, input.asOf);
      const compared = listDiscrepancies(db, result, input.asOf);
      const beside = besideTheLevel(db, result);
      const isWithheld = withheldFigures(db, result);
      return {
        form: result.form.code,
        title: result.form.title,
        period: result.period,
        state: findPeriodState(db, input.form, input.period).state,
        units: matrixUnits(result).map((unit) => ({
          code: unit.code,
          name: unit.name,
          type: unit.type,
          state: result.lacking.get(unit.code) ?? 'accepted',
          counted: !result.shownOnly.has(unit.code) && !result.middle.includes(unit),
          ...(result.middle.includes(unit) ? { subtotal: true as const } : {}),
        })),
        rows: result.items.map((item) => {
          const indicator = result.indicators.get(item.indicator)!;
          return {
            indicator: item.indicator,
            label: item.label || indicator.name,
            unit: indicator.unit,
            indent: /^(其中|#)/.test(item.label.trim()) ? 1 : 0,
            ...(indicator.decimals === undefined ? {} : { decimals: indicator.decimals }),
            ...(indicator.definition === undefined ? {} : { definition: indicator.definition }),
          };
        }),
        totals: result.totals.map((total) => figureView(result, total, compared, beside, isWithheld)),
        cells: input.brief ? briefCells(result) : matrixCells(result, beside),
        notSent: result.notSent,
        notAccepted: result.notAccepted,
      };
    },
  ),
};
