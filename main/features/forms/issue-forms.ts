import { createHash } from 'node:crypto';
import path from 'node:path';
import { formWords as words } from '../../../renderer/words/forms.ts';
import { periodWords } from '../../../renderer/words/periods.ts';
import { itemApplies, sendersOf } from '../../../shared/calc/consolidate/form-senders.ts';
import { convertMeasure } from '../../../shared/calc/measure-unit.ts';
import { projectStages } from '../../../shared/domain/judgement.ts';
import type { Form, FormItem, Indicator, Unit } from '../../../shared/domain/plan.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { Decimal, printDecimal } from '../../../shared/text/decimal.ts';
import type { ReadHandle } from '../../db/handles.ts';
import { findRecord, getPlanHeader, listRecords } from '../../db/tables/pack-records.ts';
import { makeOutFolder, writeFilesAtomically } from '../../excel/write/atomic-file.ts';
import type {
  IssuedMatrixColumn,
  IssuedRow,
  IssuedTemplate,
  ListBody,
  ListColumn,
  MatrixBody,
  RegisterBody,
} from '../../excel/write/issued-template.ts';
import { writeIssuedTemplate } from '../../excel/write/write-issued-template.ts';
import { queryHandler } from '../../rpc/handler.ts';
import { type FiguresOfPeriod, figuresOfPeriod, unitsBelowRoot } from '../figures-at.ts';
import { requireOwnPeriod } from '../own-period.ts';
import { safeFileName } from '../safe-file-name.ts';
import type { Services } from '../services.ts';

/* One protected workbook per sender, prefilled with last year's accepted figures. */

interface Issuing {
  readonly db: ReadHandle;
  readonly form: Form;
  readonly period: string;
  readonly items: readonly FormItem[];
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly figures: FiguresOfPeriod;
  readonly version: string;
}

export const issueForms = queryHandler<'forms/issue', Services>(
  'forms/issue',
  async (db, input, _services, call) => {
    const form = findRecord(db, 'forms', { code: input.form })?.record;
    if (!form) throw new AppError('not-found', { what: 'form', code: input.form });
    requireOwnPeriod(form, input.period);
    const issuing = prepareIssuing(db, form, input.period);
    const senders = sendersOf(form, listRecords(db, 'units'), input.period).filter(
      (unit) => input.senders === undefined || input.senders.includes(unit.code),
    );
    const files = senders.map((sender, at) => {
      if (call.signal.aborted) throw new AppError('cancelled');
      const bytes = writeIssuedTemplate(templateFor(issuing, sender));
      const name = safeFileName(`${sender.name}_${form.title}_${periodWords(input.period)}`, '.xlsx');
      call.progress({ stage: 'writing', done: at + 1, total: senders.length, detail: name });
      return { name, bytes, sender: sender.code };
    });
    const { out } = input;
    if (out === undefined) return { files };
    const placed = files.map((file) => ({ ...file, path: path.resolve(out, file.name) }));
    await makeOutFolder(out);
    await writeFilesAtomically(placed);
    return { files: placed.map(({ bytes: _bytes, ...file }) => file) };
  },
);

function prepareIssuing(db: ReadHandle, form: Form, period: string): Issuing {
  const items = listRecords(db, 'formItems').filter((item) => item.form === form.code);
  return {
    db,
    form,
    period,
    items,
    indicators: new Map(listRecords(db, 'indicators').map((one) => [one.code, one])),
    figures: figuresOfPeriod(db, period),
    version: createHash('sha256')
      .update(JSON.stringify([form, items]))
      .digest('hex')
      .slice(0, 12),
  };
}

function templateFor(issuing: Issuing, sender: Unit): IssuedTemplate {
  const { form, period, version } = issuing;
  const header = getPlanHeader(issuing.db);
  return {
    mark: { plan: header.id, form: form.code, formVersion: version, sender: sender.code, period },
    title: form.title,
    senderName: sender.name,
    periodText: periodWords(period),
    demo: header.settings.demo === true,
    ...(form.docNumber === undefined ? {} : { docNumber: form.docNumber }),
    ...(form.issuer === undefined ? {} : { issuer: form.issuer }),
    ...(form.validUntil === undefined ? {} : { validUntil: form.validUntil }),
    ...(form.unit === undefined ? {} : { unitLine: words.unitLine(form.unit) }),
    body: bodyFor(issuing, sender),
  };
}

function bodyFor(issuing: Issuing, sender: Unit): ListBody | MatrixBody | RegisterBody {
  if (issuing.form.shape === 'matrix') return matrixBody(issuing, sender);
  return issuing.form.shape === 'register' ? registerBody(issuing, sender) : listBody(issuing, sender);
}

const measureColumns: readonly string[] = ['current', 'previous', 'growth', 'note'];

function listBody(issuing: Issuing, sender: Unit): ListBody {
  const rows = new Map<string, IssuedRow>();
  for (const item of issuing.items) {
    const indicator = issuing.indicators.get(item.indicator);
    if (!indicator || rows.has(item.indicator)) continue;
    const unit = item.unit ?? issuing.form.unit ?? indicator.unit;
    const previous = issuing.figures.find(item.indicator, sender.code, 'previous')?.value ?? null;
    rows.set(item.indicator, {
      indicator: item.indicator,
      label: item.label || indicator.name,
      unit,
      indent: /^(其中|#)/.test(item.label.trim()) ? 1 : 0,
      applies: itemApplies(item, sender),
      previous: previous === null ? null : statedIn(previous, indicator.unit, unit),
      ...decimalsIn(indicator, unit),
    });
  }
  return {
    shape: 'list',
    unit: sender.code,
    columns: ['current', 'previous', 'note'],
    rows: [...rows.values()],
  };
}

/** A kept figure in the unit that the form asks for; nothing where one can't be turned into the other. */
function statedIn(value: string, kept: string, stated: string): string | null {
  const converted = convertMeasure(new Decimal(value), kept, stated);
  return converted ? printDecimal(converted) : null;
}

/** The indicator's decimals hold for its own unit only: 4 for 万亩 would print 亩 with four zeros. */
function decimalsIn({ decimals, unit }: Indicator, stated: string): { decimals?: number } {
  return decimals === undefined || unit !== stated ? {} : { decimals };
}

/** Items named for this sender, or for nobody in particular; rows are the reporting unit, else the units below the root. */
function matrixBody(issuing: Issuing, sender: Unit): MatrixBody {
  const { form, items } = issuing;
  const senders = new Set(form.senders);
  const asked = items.filter((item) => {
    const bySender = item.appliesTo.some((code) => senders.has(code));
    return !bySender || item.appliesTo.includes(sender.code);
  });
  const only =
    form.reportingUnit === undefined
      ? undefined
      : findRecord(issuing.db, 'units', { code: form.reportingUnit })?.record;
  const units = only ? [only] : unitsBelowRoot(issuing.db, issuing.period);
  return {
    shape: 'matrix',
    units: units.map(({ code, name }) => ({ code, name })),
    columns: asked.flatMap((item) => matrixColumn(issuing, item, units, senders)),
  };
}

function matrixColumn(
  issuing: Issuing,
  item: FormItem,
  units: readonly Unit[],
  senders: ReadonlySet<string>,
): IssuedMatrixColumn[] {
  const indicator = issuing.indicators.get(item.indicator);
  if (!indicator || !measureColumns.includes(item.column)) return [];
  const unit = item.unit ?? issuing.form.unit ?? indicator.unit;
  const bySender = item.appliesTo.some((code) => senders.has(code));
  const notFor = bySender ? [] : units.filter((unit) => !itemApplies(item, unit)).map((unit) => unit.code);
  return [
    {
      indicator: item.indicator,
      label: item.label || indicator.name,
      unit,
      column: item.column as ListColumn,
      ...decimalsIn(indicator, unit),
      ...(notFor.length > 0 ? { notFor } : {}),
    },
  ];
}

const textColumns = new Set(['name', 'code']);

function registerBody(issuing: Issuing, sender: Unit): RegisterBody {
  const projects = new Map(listRecords(issuing.db, 'projects').map((one) => [one.code, one]));
  const own = listRecords(issuing.db, 'assignments').filter(
    (one) => one.lead === sender.code && projects.has(one.subject),
  );
  return {
    shape: 'register',
    unit: sender.code,
    columns: issuing.items.map((item) => ({
      attribute: item.column,
      label: item.label,
      ...(item.unit === undefined ? {} : { unit: item.unit }),
      ...(item.column === 'stage'
        ? { kind: 'choice' as const, choices: projectStages.map((stage) => words.stages[stage]) }
        : { kind: item.unit === undefined ? ('text' as const) : ('number' as const) }),
      locked: textColumns.has(item.column),
    })),
    records: own.map(({ subject }) => {
      const project = projects.get(subject)!;
      return {
        code: subject,
        values: {
          name: project.name,
          code: subject,
          ...(project.investment === undefined ? {} : { investment: project.investment }),
        },
      };
    }),
    blankRows: 10,
  };
}

/** What the office holds already for the items of a form: accepted for this period by another form, or typed by the office. */
export const listHeld = queryHandler<'forms/list-held', Services>('forms/list-held', (db, input) => {
  const form = findRecord(db, 'forms', { code: input.form })?.record;
  if (!form) throw new AppError('not-found', { what: 'form', code: input.form });
  const figures = figuresOfPeriod(db, input.period);
  const indicators = new Map(listRecords(db, 'indicators').map((one) => [one.code, one]));
  const items = listRecords(db, 'formItems').filter(
    (item) => item.form === form.code && item.column === 'current',
  );
  return {
    items: items.flatMap((item) => {
      const indicator = indicators.get(item.indicator);
      if (!indicator) return [];
      const held = figures.find(item.indicator, input.unit, 'current')?.value ?? null;
      return [
        {
          indicator: item.indicator,
          label: item.label || indicator.name,
          held,
          source: held === null ? null : words.heldByOffice,
        },
      ];
    }),
  };
});
