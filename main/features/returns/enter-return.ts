import { screenFigures } from '../../../shared/calc/check/screen-figures.ts';
import { itemApplies } from '../../../shared/calc/consolidate/form-senders.ts';
import type { MethodCall } from '../../../shared/contract/index.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import type { Form, FormItem, Indicator, Unit } from '../../../shared/domain/plan.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { findRecord, listRecords } from '../../db/tables/pack-records.ts';
import { isLocked } from '../../db/tables/period-states.ts';
import type { StoredFigure } from '../../db/tables/return-figures.ts';
import { commandHandler } from '../../rpc/handler.ts';
import { loadKnownFigures } from '../known-figures.ts';
import { requireOwnPeriod } from '../own-period.ts';
import type { Services } from '../services.ts';
import { getReturnReport } from './return-report.ts';
import { storeReading } from './store-readings.ts';

/** 代录: figures typed by the office from paper or phone, with the evidence named. They wait for acceptance like any return. */
export const enterReturn = commandHandler<'returns/enter', Services>('returns/enter', {
  apply(db, _prepared, input, call) {
    const form = findRecord(db, 'forms', { code: input.form })?.record;
    const sender = findRecord(db, 'units', { code: input.unit })?.record;
    if (!form) throw new AppError('not-found', { what: 'form', code: input.form });
    if (!sender) throw new AppError('not-found', { what: 'unit', code: input.unit });
    requireOwnPeriod(form, input.period);
    if (isLocked(db, input.form, input.period))
      throw new AppError('period-locked', { form: input.form, period: input.period });
    const indicators = new Map(listRecords(db, 'indicators').map((one) => [one.code, one]));
    const asked = listRecords(db, 'formItems').filter((item) => item.form === input.form);
    const typed = input.zero ? zeroFigures(form, sender, asked, indicators) : input.figures;
    if (typed.length === 0 && !(input.zero && form.shape === 'register'))
      throw new AppError('invalid-input', { what: 'figures' });
    const figures = typed.map((figure, at): StoredFigure => {
      if (!asked.some((item) => item.indicator === figure.indicator && item.column === figure.column))
        throw new AppError('not-found', { what: 'indicator', code: figure.indicator });
      return {
        indicator: figure.indicator,
        unit: figure.unit ?? input.unit,
        period: input.period,
        column: figure.column,
        value: figure.value,
        sheet: '',
        cell: `${at + 1}`,
        raw: input.zero ? zeroWord : (figure.value ?? ''),
      };
    });
    const findings: Finding[] = screenFigures({
      form: input.form,
      indicators,
      checks: listRecords(db, 'checks'),
      figures,
      known: loadKnownFigures(db, indicators).of(input.period),
    });
    const person = 'person' as const;
    const id = storeReading(
      db,
      {
        refused: false,
        identification: {
          form: { code: input.form, how: person },
          sender: { code: input.unit, how: person },
          ...(form.shape === 'matrix' ? {} : { unit: { code: input.unit, how: person } }),
          period: { value: input.period, how: person },
        },
        figures,
        context: [],
        parked: [],
        records: [],
        findings,
      },
      { file: '', by: input.by, at: call.now.toISOString(), evidence: input.evidence },
    );
    return getReturnReport(db, id);
  },
  summary: (output, { form, period, unit, evidence, zero }) => ({
    id: output.id,
    form,
    period,
    unit,
    evidence,
    ...(zero ? { zero } : {}),
  }),
});

/** What stands for the raw text of a figure that nobody wrote down. */
const zeroWord = '零报';

type Entered = MethodCall<'returns/enter'>['figures'] extends readonly (infer One)[] | undefined
  ? One
  : never;

/** Amounts and counts that the form asks of the sender; a share or a growth rate of nothing is no zero. */
function zeroFigures(
  form: Form,
  sender: Unit,
  items: readonly FormItem[],
  indicators: ReadonlyMap<string, Indicator>,
): (Entered & { readonly column: string })[] {
  // A department's matrix is about many units, and which of them had nothing it has to say itself.
  if (form.shape === 'matrix') throw new AppError('invalid-input', { what: 'zero', shape: form.shape });
  return items.flatMap((item) => {
    const measure = indicators.get(item.indicator)?.measure;
    const counts = measure === 'flow' || measure === 'stock';
    return item.column === 'current' && counts && itemApplies(item, sender)
      ? [{ indicator: item.indicator, column: item.column, value: '0' }]
      : [];
  });
}
