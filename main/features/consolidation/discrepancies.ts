import { compareWithDepartment } from '../../../shared/calc/consolidate/discrepancy.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { parsePeriod, yearToDateKey } from '../../../shared/text/period.ts';
import type { ReadHandle } from '../../db/handles.ts';
import { listDiscrepancyTexts, writeDiscrepancyText } from '../../db/tables/discrepancies.ts';
import { listHeldFigures } from '../../db/tables/held-figures.ts';
import { findRecord, getPlanHeader, listRecords } from '../../db/tables/pack-records.ts';
import { commandHandler } from '../../rpc/handler.ts';
import type { FormConsolidation } from '../consolidate-form.ts';
import type { Services } from '../services.ts';

/* 与部门数之差: our total beside the department's own figure for the same span. */

export interface DepartmentComparison {
  readonly indicator: string;
  readonly department: string;
  readonly departmentValue: string;
  readonly difference: string;
  readonly percent: string | null;
  readonly withinTolerance: boolean;
  readonly explanation?: string;
}

export function listDiscrepancies(
  db: ReadHandle,
  result: FormConsolidation,
  asOf?: string | undefined,
): DepartmentComparison[] {
  const header = getPlanHeader(db);
  const tolerance =
    typeof header.settings.discrepancyTolerance === 'string'
      ? header.settings.discrepancyTolerance
      : undefined;
  const texts = listDiscrepancyTexts(db, result.period);
  const leads = new Map(listRecords(db, 'assignments').map((one) => [one.subject, one.lead]));
  const units = new Map(listRecords(db, 'units').map((one) => [one.code, one.name]));
  const held = listHeldFigures(db, {
    indicators: result.totals.map((total) => total.indicator),
    units: [header.root],
    asOf,
  });
  return result.totals.flatMap((total) => {
    if (total.value === null || total.rule === 'none') return [];
    const span = spanOf(result, total.indicator, result.period);
    const own = held.find(
      (figure) =>
        figure.indicator === total.indicator &&
        figure.value !== null &&
        (figure.series === '部门' || figure.series === '核定') &&
        figure.form !== result.form.code &&
        spanOf(result, total.indicator, figure.period) === span,
    );
    if (!own) return [];
    const explanation = texts.get(total.indicator);
    const lead = leads.get(total.indicator);
    return [
      {
        indicator: total.indicator,
        // Nobody named as lead: where the figure came from says more than nothing.
        department: lead === undefined ? (own.source ?? '') : (units.get(lead) ?? lead),
        departmentValue: own.value!,
        ...compareWithDepartment(total.value, own.value!, tolerance),
        ...(explanation === undefined ? {} : { explanation }),
      },
    ];
  });
}

function spanOf({ indicators }: FormConsolidation, indicator: string, period: string): string {
  const parsed = parsePeriod(period);
  return parsed && indicators.get(indicator)?.reporting === 'ytd' ? yearToDateKey(parsed) : period;
}

export const explainDiscrepancy = commandHandler<'consolidation/explain-discrepancy', Services>(
  'consolidation/explain-discrepancy',
  {
    apply(db, _prepared, { indicator, period, explanation, by }, call) {
      if (!findRecord(db, 'indicators', { code: indicator }))
        throw new AppError('not-found', { what: 'indicator', code: indicator });
      writeDiscrepancyText(db, { indicator, period, explanation, by, at: call.now.toISOString() });
      return {};
    },
    summary: (_output, { indicator, period, explanation }) => ({ indicator, period, explanation }),
  },
);
