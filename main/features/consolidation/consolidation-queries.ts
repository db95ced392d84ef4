import { indexKnownFigures } from '../../../shared/calc/check/known-figures.ts';
import { changeContributions } from '../../../shared/calc/consolidate/change-contributions.ts';
import { itemApplies } from '../../../shared/calc/consolidate/form-senders.ts';
import type { ConsolidationView } from '../../../shared/contract/consolidation.ts';
import type { ConsolidatedFigure } from '../../../shared/domain/consolidation.ts';
import { keysEndingWith, parsePeriod, previousYear } from '../../../shared/text/period.ts';
import type { ReadHandle } from '../../db/handles.ts';
import { listHeldValues } from '../../db/tables/held-figures.ts';
import { findPeriodState } from '../../db/tables/period-states.ts';
import { queryHandler } from '../../rpc/handler.ts';
import { cellKey, consolidateForm, type FormConsolidation } from '../consolidate-form.ts';
import type { Services } from '../services.ts';
import { type DepartmentComparison, listDiscrepancies } from './discrepancies.ts';

function figureView(
  { indicators }: FormConsolidation,
  figure: ConsolidatedFigure,
  compared: readonly DepartmentComparison[],
) {
  const indicator = indicators.get(figure.indicator)!;
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
    name: indicator.name,
    unit: indicator.unit,
    contributors: figure.contributors.length,
  };
}

export function viewOf(
  db: ReadHandle,
  result: FormConsolidation,
  asOf: string | undefined,
): ConsolidationView {
  const compared = listDiscrepancies(db, result, asOf);
  return {
    form: result.form.code,
    period: result.period,
    ...(asOf === undefined ? {} : { asOf }),
    figures: result.totals.map((total) => figureView(result, total, compared)),
    notSent: result.notSent,
    notAccepted: result.notAccepted,
  };
}

/** Last year's figures of every cell, for 上年同期 beside the level. */
export function previousFigures(db: ReadHandle, result: FormConsolidation) {
  const period = parsePeriod(result.period);
  const held = listHeldValues(db, {
    indicators: result.items.map((item) => item.indicator),
    periods: period && period.type !== 'span' ? keysEndingWith(previousYear(period)) : [],
  });
  return indexKnownFigures(result.indicators, held)(result.period);
}

export const getContributions = queryHandler<'consolidation/get-contributions', Services>(
  'consolidation/get-contributions',
  (db, input) => {
    const result = consolidateForm(db, input.form, input.period);
    const previous = previousFigures(db, result);
    const total = result.totals.find((one) => one.indicator === input.indicator);
    if (total?.rule !== 'sum') return { contributions: [] };
    return {
      contributions: changeContributions(
        total.contributors.map((unit) => ({
          unit,
          now: result.cells.get(cellKey(input.indicator, unit))?.value ?? null,
          before: previous.previousYear(input.indicator, unit) ?? null,
        })),
      ),
    };
  },
);

type MatrixCell = {
  indicator: string;
  unit: string;
  value: string | null;
  state: 'value' | 'blank' | 'mark' | 'not-applicable' | 'not-sent' | 'not-accepted' | 'shown-only';
  mark?: string;
  returnId?: number;
  cell?: string;
  previous?: string | null;
};

export function matrixCells(db: ReadHandle, result: FormConsolidation): MatrixCell[] {
  const previous = previousFigures(db, result);
  const absent = new Set([...result.notSent, ...result.notAccepted]);
  return result.items.flatMap((item) =>
    result.units.map((unit): MatrixCell => {
      const base = { indicator: item.indicator, unit: unit.code };
      if (!itemApplies(item, unit)) return { ...base, value: null, state: 'not-applicable' };
      const cell = result.cells.get(cellKey(item.indicator, unit.code));
      if (!cell) {
        const state = absent.has(unit.code)
          ? result.notSent.includes(unit.code)
            ? 'not-sent'
            : 'not-accepted'
          : 'blank';
        return { ...base, value: null, state };
      }
      const [origin] = cell.from;
      return {
        ...base,
        value: cell.value,
        state:
          cell.value === null
            ? origin?.mark
              ? 'mark'
              : 'blank'
            : result.shownOnly.has(unit.code)
              ? 'shown-only'
              : 'value',
        ...(origin?.mark === undefined ? {} : { mark: origin.mark }),
        ...(origin === undefined
          ? {}
          : { returnId: origin.returnId, cell: `${origin.sheet}!${origin.cell}` }),
        previous: previous.previousYear(item.indicator, unit.code) ?? null,
      };
    }),
  );
}

function stateOf(result: FormConsolidation, unit: string): string {
  if (result.notSent.includes(unit)) return 'not-sent';
  if (result.notAccepted.includes(unit)) return 'not-accepted';
  return 'accepted';
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
      return {
        form: result.form.code,
        title: result.form.title,
        period: result.period,
        state: findPeriodState(db, input.form, input.period).state,
        units: result.units.map((unit) => ({
          code: unit.code,
          name: unit.name,
          type: unit.type,
          state: stateOf(result, unit.code),
          counted: !result.shownOnly.has(unit.code),
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
        totals: result.totals.map((total) => figureView(result, total, compared)),
        cells: matrixCells(db, result),
        notSent: result.notSent,
        notAccepted: result.notAccepted,
      };
    },
  ),
};
