import { indexKnownFigures } from '../../shared/calc/check/known-figures.ts';
import { isValidIn } from '../../shared/calc/consolidate/form-senders.ts';
import type { Indicator } from '../../shared/domain/plan.ts';
import type { ReadHandle } from '../db/handles.ts';
import { listHeldValues } from '../db/tables/held-figures.ts';
import { getPlanHeader, listRecords } from '../db/tables/pack-records.ts';
import { besideTheLevel } from './beside-the-level.ts';
import { consolidateForm, type FormConsolidation } from './consolidate-form.ts';

/* Any figure of one period by indicator, unit and column: what templates are filled from and issued forms prefilled with. */

export interface FigureAt {
  readonly value: string | null;
  /** A total that lacks units: named, so that nobody takes it for whole. */
  readonly missing: readonly string[];
}

export interface FiguresOfPeriod {
  /** `column`: current, previous (same period last year) or growth in %. Unknown indicator or column: undefined. */
  find(indicator: string, unit: string, column: string): FigureAt | undefined;
}

export function figuresOfPeriod(db: ReadHandle, period: string): FiguresOfPeriod {
  const { root } = getPlanHeader(db);
  const indicators = new Map(listRecords(db, 'indicators').map((one) => [one.code, one]));
  const known = indexKnownFigures(indicators, listHeldValues(db, {}))(period);
  const forms = lazyForms(db, period);
  const ownOf = (indicator: Indicator, unit: string) => known.current({ indicator: indicator.code }, unit);

  const current = (indicator: Indicator, unit: string): FigureAt => {
    for (const form of forms.asking(indicator.code)) {
      const cell = form.cells.get(indicator.code, unit);
      if (cell?.value != null) return { value: cell.value, missing: [] };
      const totals = unit === root ? form.totals : form.subtotals.get(unit);
      const total = totals?.find((one) => one.indicator === indicator.code);
      if (total?.value != null) return { value: total.value, missing: total.missing };
    }
    return { value: ownOf(indicator, unit) ?? null, missing: [] };
  };

  const beside = besideTheLevel(db, { indicators, codes: [...indicators.keys()], period, root });
  const totalOf = (indicator: Indicator, unit: string) => {
    const form = unit === root ? forms.asking(indicator.code)[0] : undefined;
    const total = form?.totals.find((one) => one.indicator === indicator.code);
    return total?.value == null ? undefined : total;
  };

  const previous = (indicator: Indicator, unit: string): FigureAt => {
    const own = beside.previous(indicator.code, unit);
    const total = own === null ? totalOf(indicator, unit) : undefined;
    return { value: total ? beside.previousOfTotal(total) : own, missing: [] };
  };

  const growth = (indicator: Indicator, unit: string): FigureAt => {
    const now = current(indicator, unit);
    const total = totalOf(indicator, unit);
    return total
      ? { value: beside.growthOfTotal(total), missing: now.missing }
      : { value: beside.growth(indicator.code, unit, now.value), missing: now.missing };
  };

  return {
    find(code, unit, column) {
      const indicator = indicators.get(code);
      if (!indicator) return undefined;
      if (column === 'current') return current(indicator, unit);
      if (column === 'previous') return previous(indicator, unit);
      if (column === 'growth') return growth(indicator, unit);
      return undefined;
    },
  };
}

/** Forms that ask for an indicator, consolidated when first needed. */
function lazyForms(db: ReadHandle, period: string): { asking(indicator: string): FormConsolidation[] } {
  const items = listRecords(db, 'formItems').filter((item) => item.column === 'current');
  const done = new Map<string, FormConsolidation>();
  return {
    asking: (indicator) =>
      [...new Set(items.filter((item) => item.indicator === indicator).map((item) => item.form))].map(
        (form) => {
          let result = done.get(form);
          if (!result) done.set(form, (result = consolidateForm(db, form, period)));
          return result;
        },
      ),
  };
}

/** Units below the root that exist in the period, in pack order. */
export function unitsBelowRoot(db: ReadHandle, period: string) {
  const { root } = getPlanHeader(db);
  return listRecords(db, 'units').filter(
    (unit) => unit.code !== root && unit.type !== 'department' && isValidIn(unit, period),
  );
}
