import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { formatFigure } from '../../../renderer/words/numbers.ts';
import { periodWords } from '../../../renderer/words/periods.ts';
import { identifyReturn } from '../../../shared/calc/match/identify-return.ts';
import { mapReturn } from '../../../shared/calc/match/map-return.ts';
import { type MatchPlan, vocabularyOf } from '../../../shared/calc/match/plan-index.ts';
import { recogniseSheet } from '../../../shared/calc/recognise/recognise-sheet.ts';
import type { FormItem, FormShape } from '../../../shared/domain/plan.ts';
import type { TableReading } from '../../../shared/domain/recognition.ts';
import type { ReadFigure } from '../../../shared/domain/return-reading.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { Decimal, printDecimal } from '../../../shared/text/decimal.ts';
import type { ReadHandle } from '../../db/handles.ts';
import { findRecord, getPlanHeader, listRecords } from '../../db/tables/pack-records.ts';
import { applyFill } from '../../excel/fill/apply-fill.ts';
import type { FillChange, FillTarget } from '../../excel/fill/fill-change.ts';
import { fillPlaceholders, findPlaceholders } from '../../excel/fill/placeholders.ts';
import { planFill } from '../../excel/fill/plan-fill.ts';
import { writeFileAtomically } from '../../excel/write/atomic-file.ts';
import { type Call, queryHandler } from '../../rpc/handler.ts';
import { type FiguresOfPeriod, figuresOfPeriod } from '../figures-at.ts';
import { safeFileName } from '../safe-file-name.ts';
import type { Services } from '../services.ts';

/*
 * A department's template filled without loss: placeholders, or a blank form recognised as a return would be.
 * Only target cells and the cached values that depend on them change.
 */

interface FillRequest {
  readonly template: { readonly path: string } | { readonly name: string; readonly bytes: Uint8Array };
  readonly period: string;
  readonly form?: string | undefined;
  readonly unit?: string | undefined;
}

/** A cell that gets a figure, or that would get one if the office had it. */
interface PlannedCell {
  readonly sheet: string;
  readonly cell: string;
  readonly indicator: string | null;
  readonly unit: string | null;
  /** not-held: no figure; incomplete: a total without these units; unknown: no such indicator or unit. */
  readonly why: 'not-held' | 'incomplete' | 'unknown' | null;
  readonly missing: readonly string[];
}

interface Planned {
  readonly kind: 'placeholders' | 'blank-form';
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly changes: readonly FillChange[];
  readonly cells: readonly PlannedCell[];
}

export const fillHandlers = {
  'fill/preview': queryHandler<'fill/preview', Services>(
    'fill/preview',
    async (db, input, services, call) => {
      const planned = await planTemplate(db, input, services, call);
      const changed = new Map(planned.changes.map((change) => [`${change.sheet}!${change.cell}`, change]));
      return {
        kind: planned.kind,
        cells: planned.cells.map(({ sheet, cell, indicator, unit, why }) => {
          const change = changed.get(`${sheet}!${cell}`);
          return {
            sheet,
            cell,
            old: change?.old.text ?? '',
            new: change === undefined ? null : printValue(change.value),
            indicator,
            unit,
            why,
          };
        }),
      };
    },
  ),
  'fill/write': queryHandler<'fill/write', Services>('fill/write', async (db, input, services, call) => {
    const planned = await planTemplate(db, input, services, call);
    const bytes = applyFill(planned.bytes, planned.changes);
    const counts = {
      filled: planned.changes.length,
      missing: planned.cells.filter((cell) => cell.why !== null && cell.why !== 'incomplete').length,
      incomplete: planned.cells
        .filter((cell) => cell.why === 'incomplete')
        .map(({ sheet, cell, indicator, missing }) => ({ sheet, cell, indicator, missing })),
    };
    const name = safeFileName(
      `${planned.name.replace(/\.[^.]+$/, '')}_${periodWords(input.period)}`,
      path.extname(planned.name) || '.xlsx',
    );
    if (input.out === undefined) return { name, bytes, ...counts };
    const target = path.resolve(input.out);
    await writeFileAtomically(target, bytes);
    return { name, path: target, ...counts };
  }),
};

function printValue(value: FillChange['value']): string | null {
  if (value === null) return null;
  return 'number' in value ? value.number : value.text;
}

async function loadTemplate(template: FillRequest['template']): Promise<{ name: string; bytes: Uint8Array }> {
  if ('bytes' in template) return template;
  const bytes = await readFile(template.path).catch((error: unknown) => {
    throw new AppError('not-found', { what: 'file', path: template.path, cause: String(error) });
  });
  return { name: path.basename(template.path), bytes };
}

async function planTemplate(
  db: ReadHandle,
  request: FillRequest,
  services: Services,
  call: Call,
): Promise<Planned> {
  const template = await loadTemplate(request.template);
  const figures = figuresOfPeriod(db, request.period);
  const placeholders = findPlaceholders(template.bytes);
  return placeholders.length > 0
    ? planPlaceholders(db, request, template, figures)
    : planBlankForm(db, request, template, figures, services, call);
}

function whyOf(found: ReturnType<FiguresOfPeriod['find']>): PlannedCell['why'] {
  if (found === undefined) return 'unknown';
  if (found.value === null) return 'not-held';
  return found.missing.length > 0 ? 'incomplete' : null;
}

function planPlaceholders(
  db: ReadHandle,
  request: FillRequest,
  template: { name: string; bytes: Uint8Array },
  figures: FiguresOfPeriod,
): Planned {
  const { root } = getPlanHeader(db);
  const indicators = new Map(listRecords(db, 'indicators').map((one) => [one.code, one]));
  const cells: PlannedCell[] = [];
  for (const place of findPlaceholders(template.bytes))
    for (const one of place.placeholders)
      if (one.kind === 'figure') {
        const unit = one.unit ?? request.unit ?? root;
        const found = figures.find(one.indicator, unit, one.column);
        cells.push({
          sheet: place.sheet,
          cell: place.cell,
          indicator: one.indicator,
          unit,
          why: whyOf(found),
          missing: found?.missing ?? [],
        });
      }
  const { targets } = fillPlaceholders(template.bytes, (placeholder) => {
    if (placeholder.kind === 'period') return { text: periodWords(request.period) };
    if (placeholder.kind === 'unit') {
      const unit = request.unit ?? root;
      return { text: findRecord(db, 'units', { code: unit })?.record.name ?? unit };
    }
    if (placeholder.kind !== 'figure') return undefined;
    const found = figures.find(
      placeholder.indicator,
      placeholder.unit ?? request.unit ?? root,
      placeholder.column,
    );
    if (!found) return undefined;
    if (found.value === null) return null;
    const indicator = indicators.get(placeholder.indicator);
    const percent = indicator?.unit === '%' || placeholder.column === 'growth';
    const text = formatFigure(found.value, indicator?.decimals);
    return { number: found.value, text, ...(percent ? { percent: true as const } : {}) };
  });
  return { kind: 'placeholders', ...template, changes: planFill(template.bytes, targets).changes, cells };
}

async function planBlankForm(
  db: ReadHandle,
  request: FillRequest,
  template: { name: string; bytes: Uint8Array },
  figures: FiguresOfPeriod,
  services: Services,
  call: Call,
): Promise<Planned> {
  const outcome = await services.reader.read(template.bytes, template.name, { signal: call.signal });
  if (!outcome.ok)
    throw new AppError(outcome.code === 'picture-only' ? 'template-unsupported' : outcome.code, {
      reason: outcome.code,
      ...outcome.details,
    });
  const plan = loadPlan(db);
  const names = vocabularyOf(plan);
  const tables = outcome.workbook.sheets.flatMap((sheet) => recogniseSheet(sheet, { names }));
  const { root } = getPlanHeader(db);
  const readings = candidateForms(plan, tables, template.name, request).map((form) =>
    mapReturn({
      tables,
      plan: form.plan,
      form: form.code,
      sender: request.unit ?? root,
      period: request.period,
    }),
  );
  const best = readings.sort((a, b) => b.figures.length - a.figures.length)[0];
  const places = (best ? [...best.figures, ...best.context] : []).filter(
    (figure) => figure.cell !== '' && figure.raw.trim() === '',
  );
  if (places.length === 0)
    throw new AppError('template-unsupported', { reason: 'nothing-recognised', path: template.name });
  const cells: PlannedCell[] = [];
  const targets: FillTarget[] = [];
  for (const place of places) {
    const found = figures.find(place.indicator, place.unit, place.column);
    cells.push({
      sheet: place.sheet,
      cell: place.cell,
      indicator: place.indicator,
      unit: place.unit,
      why: whyOf(found),
      missing: found?.missing ?? [],
    });
    if (found?.value != null) targets.push(targetOf(place, found.value, plan));
  }
  return { kind: 'blank-form', ...template, changes: planFill(template.bytes, targets).changes, cells };
}

/** The figure in the unit that the template states. */
function targetOf(place: ReadFigure, value: string, plan: MatchPlan): FillTarget {
  const stated =
    place.factor === undefined
      ? value
      : printDecimal(new Decimal(value).div(place.factor).toSignificantDigits(15));
  const indicator = plan.indicators.find((one) => one.code === place.indicator);
  const percent = indicator?.unit === '%' || place.column === 'growth';
  return {
    sheet: place.sheet,
    cell: place.cell,
    value: { number: stated },
    ...(percent ? { percent: true as const } : {}),
  };
}

function loadPlan(db: ReadHandle): MatchPlan {
  return {
    root: getPlanHeader(db).root,
    units: listRecords(db, 'units'),
    forms: listRecords(db, 'forms'),
    formItems: listRecords(db, 'formItems'),
    indicators: listRecords(db, 'indicators'),
    projects: [],
  };
}

/** The form named, the one recognised, or — for a template of somebody else's — every indicator as an item. */
function candidateForms(
  plan: MatchPlan,
  tables: readonly TableReading[],
  fileName: string,
  request: FillRequest,
): { plan: MatchPlan; code: string }[] {
  if (request.form !== undefined) return [{ plan, code: request.form }];
  const found = identifyReturn({
    tables,
    sheetNames: [],
    fileName,
    plan,
    options: { period: request.period },
  }).form;
  const foreign = (['list', 'matrix'] as const).map((shape) => ({
    plan: foreignForm(plan, shape),
    code: foreignCode,
  }));
  return found ? [{ plan, code: found.code }, ...foreign] : foreign;
}

const foreignCode = '*';

function foreignForm(plan: MatchPlan, shape: FormShape): MatchPlan {
  const formItems = plan.indicators.flatMap((indicator, at): FormItem[] =>
    ['current', 'previous', 'growth'].map((column, place) => ({
      form: foreignCode,
      order: at * 3 + place,
      indicator: indicator.code,
      label: indicator.name,
      unit: column === 'growth' ? '%' : indicator.unit,
      column,
      appliesTo: [],
      required: false,
    })),
  );
  const form = {
    code: foreignCode,
    title: '',
    shape,
    period: 'year' as const,
    senders: [],
    overlap: 'add' as const,
  };
  return { ...plan, forms: [form], formItems };
}
