import { type BrokenTotal, checkTotal } from '../../../shared/calc/check/check-total.ts';
import { type PeriodType, parsePeriod, periodOfMonth, printPeriod } from '../../../shared/text/period.ts';
import type { ReadHandle } from '../../db/handles.ts';
import { findRecord, getPlanHeader, listRecords } from '../../db/tables/pack-records.ts';
import { consolidateForm, type FormConsolidation } from '../consolidate-form.ts';
import { type FiguresOfPeriod, figuresOfPeriod } from '../figures-at.ts';
import { loadKnownFigures } from '../known-figures.ts';

/** A quarterly form beside a half-year one: the period of the other's type that ends with this one. */
function samePeriod(period: string, type: PeriodType): string {
  const parsed = parsePeriod(period);
  return parsed ? printPeriod(periodOfMonth(type, parsed.lastMonth)) : period;
}

/** The form's rules over totals, with the figures as they count now. Other forms are brought together only where a rule names them. */
export function checkConsolidated(
  db: ReadHandle,
  result: FormConsolidation,
  asOf: string | undefined,
): BrokenTotal[] {
  const checks = listRecords(db, 'checks').filter(
    (check) => check.form === result.form.code && check.expression.includes('#root'),
  );
  if (checks.length === 0) return [];
  const { root } = getPlanHeader(db);
  const forms = new Map([[result.form.code, result]]);
  const consolidated = (code: string): FormConsolidation | undefined => {
    const form = forms.has(code) ? undefined : findRecord(db, 'forms', { code })?.record;
    if (form) forms.set(code, consolidateForm(db, code, samePeriod(result.period, form.period), asOf));
    return forms.get(code);
  };
  let figures: FiguresOfPeriod | undefined;
  const earlier = loadKnownFigures(db, result.indicators, 'by-unit').of(result.period);
  return checkTotal({
    form: result.form.code,
    indicators: result.indicators,
    checks,
    units: result.units.map((unit) => unit.code),
    find(form, indicator, unit, when) {
      const code = unit === 'root' ? root : unit;
      if (when === 'previous')
        return (
          (figures ??= figuresOfPeriod(db, result.period)).find(indicator, code, 'previous')?.value ??
          undefined
        );
      if (when === 'prior-period') return earlier.priorPeriod(indicator, code);
      const other = consolidated(form);
      const figure =
        code === root
          ? other?.totals.find((one) => one.indicator === indicator)
          : other?.cells.get(indicator, code);
      return figure?.value ?? undefined;
    },
  });
}
