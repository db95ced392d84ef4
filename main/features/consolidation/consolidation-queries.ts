import { indexKnownFigures } from '../../../shared/calc/check/known-figures.ts';
import { itemApplies } from '../../../shared/calc/consolidate/form-senders.ts';
import type { ConsolidationView } from '../../../shared/contract/consolidation.ts';
import type { ConsolidatedFigure } from '../../../shared/domain/consolidation.ts';
import type { ReadHandle } from '../../db/handles.ts';
import { listHeldFigures } from '../../db/tables/held-figures.ts';
import { findPeriodState } from '../../db/tables/period-states.ts';
import { queryHandler } from '../../rpc/handler.ts';
import { cellKey, consolidateForm, type FormConsolidation } from '../consolidate-form.ts';
import type { Services } from '../services.ts';

function figureView({ indicators }: FormConsolidation, figure: ConsolidatedFigure) {
  const indicator = indicators.get(figure.indicator)!;
  return { ...figure, name: indicator.name, unit: indicator.unit, contributors: figure.contributors.length };
}

export function viewOf(result: FormConsolidation, asOf: string | undefined): ConsolidationView {
  return {
    form: result.form.code,
    period: result.period,
    ...(asOf === undefined ? {} : { asOf }),
    figures: result.totals.map((total) => figureView(result, total)),
    notSent: result.notSent,
    notAccepted: result.notAccepted,
  };
}

/** Last year's figures of every cell, for 上年同期 beside the level. */
export function previousFigures(db: ReadHandle, result: FormConsolidation) {
  const held = listHeldFigures(db, { indicators: result.items.map((item) => item.indicator) }).flatMap(
    (figure) => (figure.value === null ? [] : [{ ...figure, value: figure.value }]),
  );
  return indexKnownFigures(result.indicators, held)(result.period);
}

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
    viewOf(consolidateForm(db, input.form, input.period, input.asOf), input.asOf),
  ),
  'consolidation/get-matrix': queryHandler<'consolidation/get-matrix', Services>(
    'consolidation/get-matrix',
    (db, input) => {
      const result = consolidateForm(db, input.form, input.period, input.asOf);
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
        totals: result.totals.map((total) => figureView(result, total)),
        cells: matrixCells(db, result),
        notSent: result.notSent,
        notAccepted: result.notAccepted,
      };
    },
  ),
};
