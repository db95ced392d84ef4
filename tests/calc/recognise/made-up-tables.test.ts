import { describe, expect, it } from 'vitest';
import { recogniseSheet } from '../../../shared/calc/recognise/recognise-sheet.ts';
import type { TableReading } from '../../../shared/domain/recognition.ts';
import type { Sheet } from '../../../shared/domain/sheet.ts';
import { type MadeSheet, makeSheet } from '../../support/made-up-tables/make-sheet.ts';
import { type Score, scoreWorkbook } from '../../support/score-recognition.ts';

/**
 * Sheets composed at random (seeded, so that a failure can be made again) whose maker knows what they are. More seeds:
 * MADE_SHEETS=5000 npx vitest run tests/calc/recognise/made-up-tables.test.ts
 */
const count = Number(process.env.MADE_SHEETS ?? 500);
const sheets = Array.from({ length: count }, (_, seed) => ({ seed, made: makeSheet(seed) }));

type Read = (sheet: Sheet) => TableReading[];

function scoreAll(read: Read): { total: Omit<Score, 'misses'>; failures: string[] } {
  const total = { columns: 0, paths: 0, units: 0, cells: 0, rightCells: 0, falseCells: 0 };
  const failures: string[] = [];
  for (const { seed, made } of sheets) {
    const score = scoreOne(made, read);
    for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += score[key];
    if (score.misses.length > 0) failures.push(`seed ${seed} [${made.traits}]: ${score.misses[0]}`);
  }
  return { total, failures };
}

function scoreOne(made: MadeSheet, read: Read): Score {
  const label = { file: 'made up', heldOut: false, sheets: [{ name: made.sheet.name, tables: made.tables }] };
  return scoreWorkbook(label, { format: 'xlsx', sheets: [made.sheet], notes: [] }, read);
}

/** Rows that must not be added up, or hold no figures, and are taken for data. */
function wrongRoles({ seed, made }: (typeof sheets)[number]): string[] {
  const rows = new Map(
    recogniseSheet(made.sheet).flatMap((table) => table.rows.map((row) => [row.row, row.role])),
  );
  return [...made.roles].flatMap(([row, role]) => {
    const read = rows.get(row);
    const right = read === role || (role === 'group' && read === 'blank');
    return right ? [] : [`seed ${seed} row ${row + 1}: ${role} read as ${read}`];
  });
}

describe(`${count} sheets composed at random`, () => {
  it('99 of 100 header paths and units, 99 of 100 data cells, next to no figure from outside', () => {
    const { total, failures } = scoreAll((sheet) => recogniseSheet(sheet));
    const shown = failures.slice(0, 5).join('\n');
    expect(total.paths / total.columns, shown).toBeGreaterThanOrEqual(0.99);
    expect(total.units / total.columns, shown).toBeGreaterThanOrEqual(0.99);
    expect(total.rightCells / total.cells, shown).toBeGreaterThanOrEqual(0.99);
    expect(total.falseCells / total.cells, shown).toBeLessThan(0.001);
  });

  it('knows totals, last year, changes and headings for what they are', () => {
    const wrong = sheets.flatMap(wrongRoles);
    const all = sheets.reduce((sum, { made }) => sum + made.roles.size, 0);
    expect(wrong.length / all, wrong.slice(0, 5).join('\n')).toBeLessThan(0.01);
  });

  it('would see a reading that is off by one column or forgets the units', () => {
    const shifted: Read = (sheet) =>
      recogniseSheet(sheet).map((table) => ({
        ...table,
        columns: table.columns.map((column, index) => ({
          ...column,
          path: table.columns[index + 1]?.path ?? column.path,
        })),
      }));
    const unitless: Read = (sheet) =>
      recogniseSheet(sheet).map(({ unit: _unit, ...table }) => ({
        ...table,
        columns: table.columns.map(({ unit: _own, ...column }) => column),
      }));
    expect(scoreAll(shifted).total.paths).toBeLessThan(scoreAll(shifted).total.columns / 2);
    expect(scoreAll(unitless).total.units).toBeLessThan(scoreAll(unitless).total.columns * 0.8);
  });
});
