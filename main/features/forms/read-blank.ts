import { readFile } from 'node:fs/promises';
import { vocabularyOf } from '../../../shared/calc/match/plan-index.ts';
import { recogniseSheet } from '../../../shared/calc/recognise/recognise-sheet.ts';
import type { TableReading } from '../../../shared/domain/recognition.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { printAddress } from '../../../shared/text/cell-address.ts';
import { normaliseName } from '../../../shared/text/names.ts';
import { listRecords } from '../../db/tables/pack-records.ts';
import { queryHandler } from '../../rpc/handler.ts';
import type { Services } from '../services.ts';

/** 表样 → form: what a blank workbook asks, for a person to confirm before `plan/edit` stores it as a form. */
export const readBlank = queryHandler<'forms/read-blank', Services>(
  'forms/read-blank',
  async (db, input, services, call) => {
    const bytes = input.bytes ?? (input.path === undefined ? undefined : await readFile(input.path));
    if (!bytes) throw new AppError('usage', { reason: 'path' });
    const outcome = await services.reader.read(bytes, input.name ?? input.path ?? '', {
      signal: call.signal,
    });
    if (!outcome.ok)
      throw new AppError(outcome.code === 'picture-only' ? 'wrong-type' : outcome.code, outcome.details);
    const indicators = listRecords(db, 'indicators');
    const units = listRecords(db, 'units');
    const names = vocabularyOf({ units, forms: [], formItems: [], indicators });
    const tables = outcome.workbook.sheets.flatMap((sheet) => recogniseSheet(sheet, { names }));
    const table = tables.sort(
      (a, b) => b.rows.length * b.columns.length - a.rows.length * a.columns.length,
    )[0];
    if (!table) throw new AppError('template-unsupported', { reason: 'nothing-recognised' });
    const known = new Map<string, string>();
    for (const indicator of indicators)
      for (const name of [indicator.name, ...indicator.aliases])
        known.set(normaliseName(name), indicator.code);
    const unitNames = new Set(units.flatMap((unit) => [unit.name, ...unit.aliases]).map(normaliseName));
    const shape = shapeOf(table, unitNames);
    return {
      title: table.title?.text ?? '',
      shape,
      items: itemsOf(table, shape, (name) => known.get(normaliseName(name)) ?? null),
      columns: table.columns
        .filter((column) => column.role !== 'empty')
        .map((column) => ({ path: [...column.path], role: column.role, cell: column.cell ?? '' })),
    };
  },
);

/** Rows that name units make a matrix, rows that name nothing known and several text columns a register. */
function shapeOf(table: TableReading, unitNames: ReadonlySet<string>): 'list' | 'matrix' | 'register' {
  const unitRows = table.rows.filter((row) => unitNames.has(normaliseName(row.raw))).length;
  if (unitRows > 0 && unitRows * 2 >= table.rows.filter((row) => row.role === 'data').length) return 'matrix';
  const attributes = table.columns.filter(
    (column) => column.role === 'attribute' || column.role === 'remark',
  ).length;
  return attributes >= 3 ? 'register' : 'list';
}

function itemsOf(
  table: TableReading,
  shape: 'list' | 'matrix' | 'register',
  codeOf: (name: string) => string | null,
) {
  if (shape === 'list')
    return table.rows
      .filter((row) => row.role !== 'group' && row.name !== '')
      .map((row) => ({
        label: row.raw.trim(),
        unit: row.unit?.text ?? table.unit?.text ?? null,
        indicator: codeOf(row.raw),
        cell: row.labelCell,
      }));
  return table.columns
    .filter((column) => column.path.length > 0 && (shape === 'register' || column.role === 'value'))
    .map((column) => ({
      label: column.path.join('/'),
      unit: column.unit?.text ?? table.unit?.text ?? null,
      indicator: codeOf(column.path.at(-1) ?? ''),
      cell: column.cell ?? printAddress(table.range.top, column.column),
    }));
}
