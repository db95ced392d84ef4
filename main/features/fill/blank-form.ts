import { identifyReturn } from '../../../shared/calc/match/identify-return.ts';
import { mapReturn } from '../../../shared/calc/match/map-return.ts';
import { type MatchPlan, vocabularyOf } from '../../../shared/calc/match/plan-index.ts';
import { conversionFactor } from '../../../shared/calc/measure-unit.ts';
import { recogniseSheet } from '../../../shared/calc/recognise/recognise-sheet.ts';
import type { FormItem, FormShape } from '../../../shared/domain/plan.ts';
import type { TableReading } from '../../../shared/domain/recognition.ts';
import type { ReadFigure } from '../../../shared/domain/return-reading.ts';
import type { Sheet } from '../../../shared/domain/sheet.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { Decimal, printDecimal } from '../../../shared/text/decimal.ts';
import type { ReadHandle } from '../../db/handles.ts';
import { getPlanHeader, listRecords } from '../../db/tables/pack-records.ts';
import { listTemplateCells, type TemplateCell } from '../../db/tables/template-cells.ts';
import type { FillTarget } from '../../excel/fill/fill-change.ts';
import { planFill } from '../../excel/fill/plan-fill.ts';
import type { Call } from '../../rpc/handler.ts';
import type { FiguresOfPeriod } from '../figures-at.ts';
import type { Services } from '../services.ts';
import { type FillRequest, type Planned, type PlannedCell, whyOf } from './planned-fill.ts';
import { fingerprintOf } from './template-fingerprint.ts';

/* A blank form recognised as a return would be, with what persons said about its cells. */

export async function planBlankForm(
  db: ReadHandle,
  request: FillRequest,
  template: { name: string; bytes: Uint8Array },
  figures: FiguresOfPeriod,
  services: Services,
  call: Call,
): Promise<Planned> {
  const sheets = await readSheets(template, services, call);
  const plan = loadPlan(db);
  const names = vocabularyOf(plan);
  const tables = sheets.flatMap((sheet) => recogniseSheet(sheet, { names }));
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
  const recognised = (best ? [...best.figures, ...best.context] : []).filter(
    (figure) => figure.cell !== '' && figure.raw.trim() === '',
  );
  const remembered = listTemplateCells(db, fingerprintOf(sheets));
  const places = withRemembered(recognised, remembered, plan, request.unit ?? root);
  const cells: PlannedCell[] = [];
  const targets: FillTarget[] = [];
  for (const place of places) {
    const found = figures.find(place.indicator, place.unit, place.column);
    cells.push({
      sheet: place.sheet,
      cell: place.cell,
      indicator: place.indicator,
      unit: place.unit,
      column: place.column,
      ...(place.remembered ? { remembered: true as const } : {}),
      why: whyOf(found),
      missing: found?.missing ?? [],
    });
    if (found?.value != null) targets.push(targetOf(place, found.value, plan));
  }
  return { kind: 'blank-form', ...template, changes: planFill(template.bytes, targets).changes, cells };
}

export async function readSheets(
  template: { name: string; bytes: Uint8Array },
  services: Services,
  call: Call,
): Promise<readonly Sheet[]> {
  const outcome = await services.reader.read(template.bytes, template.name, { signal: call.signal });
  if (!outcome.ok)
    throw new AppError(outcome.code === 'picture-only' ? 'template-unsupported' : outcome.code, {
      reason: outcome.code,
      ...outcome.details,
    });
  return outcome.workbook.sheets;
}

type Place = Pick<ReadFigure, 'sheet' | 'cell' | 'indicator' | 'unit' | 'column' | 'factor'> & {
  readonly remembered?: true;
};

/**
 * What a person said about a cell stands before what was recognised there, and may name a cell that holds something:
 * last period's figure, for one. A recognised unit of measure stays where the person named the same indicator.
 */
function withRemembered(
  recognised: readonly ReadFigure[],
  remembered: readonly TemplateCell[],
  plan: MatchPlan,
  unit: string,
): Place[] {
  const key = (one: { readonly sheet: string; readonly cell: string }) => `${one.sheet}!${one.cell}`;
  const said = new Set(remembered.map(key));
  const read = new Map(recognised.map((one) => [key(one), one]));
  const known = new Map(plan.indicators.map((one) => [one.code, one]));
  return [
    ...recognised.filter((one) => !said.has(key(one))),
    ...remembered.flatMap(({ sheet, cell, indicator, unit: about, column, measure }): Place[] => {
      if (indicator === null) return [];
      const same = read.get(key({ sheet, cell }));
      const stated = measure && conversionFactor(measure, known.get(indicator)?.unit ?? '')?.toFixed();
      const factor = stated ?? (same?.indicator === indicator ? same.factor : undefined);
      return [
        {
          sheet,
          cell,
          indicator,
          unit: about ?? unit,
          column,
          remembered: true,
          ...(factor ? { factor } : {}),
        },
      ];
    }),
  ];
}

/** The figure in the unit that the template states. */
function targetOf(place: Place, value: string, plan: MatchPlan): FillTarget {
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
