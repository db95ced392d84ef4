import path from 'node:path';
import { formatFigure } from '../../../renderer/words/numbers.ts';
import { periodWords } from '../../../renderer/words/periods.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { ReadHandle } from '../../db/handles.ts';
import { findRecord, getPlanHeader, listRecords } from '../../db/tables/pack-records.ts';
import { rememberTemplateCells } from '../../db/tables/template-cells.ts';
import { applyFill } from '../../excel/fill/apply-fill.ts';
import type { FillChange } from '../../excel/fill/fill-change.ts';
import { fillPlaceholders, findPlaceholders } from '../../excel/fill/placeholders.ts';
import { planFill } from '../../excel/fill/plan-fill.ts';
import { writeFileAtomically } from '../../excel/write/atomic-file.ts';
import { type Call, commandHandler, queryHandler } from '../../rpc/handler.ts';
import { type FiguresOfPeriod, figuresOfPeriod } from '../figures-at.ts';
import { safeFileName } from '../safe-file-name.ts';
import type { Services } from '../services.ts';
import { planBlankForm, readSheets } from './blank-form.ts';
import { type FillRequest, loadTemplate, type Planned, type PlannedCell, whyOf } from './planned-fill.ts';
import { fingerprintOf } from './template-fingerprint.ts';

/*
 * A department's template filled without loss: placeholders, or a blank form recognised as a return would be.
 * Only target cells and the cached values that depend on them change.
 */

export const fillHandlers = {
  'fill/preview': queryHandler<'fill/preview', Services>(
    'fill/preview',
    async (db, input, services, call) => {
      const planned = await planTemplate(db, input, services, call);
      const changed = new Map(planned.changes.map((change) => [`${change.sheet}!${change.cell}`, change]));
      return {
        kind: planned.kind,
        cells: planned.cells.map(({ sheet, cell, indicator, unit, column, remembered, why }) => {
          const change = changed.get(`${sheet}!${cell}`);
          return {
            sheet,
            cell,
            old: change?.old.text ?? '',
            new: change === undefined ? null : printValue(change.value),
            indicator,
            unit,
            why,
            column,
            ...(remembered ? { remembered } : {}),
          };
        }),
      };
    },
  ),
  'fill/remember-cells': commandHandler<'fill/remember-cells', Services, string>('fill/remember-cells', {
    prepare: async (_db, input, services, call) =>
      fingerprintOf(await readSheets(await loadTemplate(input.template), services, call)),
    apply(db, fingerprint, { cells, by }, call) {
      for (const { indicator, unit } of cells) {
        if (indicator !== null && !findRecord(db, 'indicators', { code: indicator }))
          throw new AppError('not-found', { what: 'indicator', code: indicator });
        if (unit !== undefined && !findRecord(db, 'units', { code: unit }))
          throw new AppError('not-found', { what: 'unit', code: unit });
      }
      return {
        remembered: rememberTemplateCells(db, fingerprint, cells, { by, at: call.now.toISOString() }),
      };
    },
    summary: (_output, { cells }) => ({ count: cells.length }),
  }),
  'fill/write': queryHandler<'fill/write', Services>('fill/write', async (db, input, services, call) => {
    const planned = await planTemplate(db, input, services, call);
    if (planned.cells.length === 0)
      throw new AppError('template-unsupported', { reason: 'nothing-recognised', path: planned.name });
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
          column: one.column,
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
