import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createWriteHandle, StatementCache } from '../../main/db/handles.ts';
import { migrate, openDatabase } from '../../main/db/open-database.ts';
import { listHeldFigures, listHeldValues } from '../../main/db/tables/held-figures.ts';
import { insertFigures } from '../../main/db/tables/return-figures.ts';

/* Values that checks compare with, against the full list of held figures, which asks the engine for its order. */

async function emptyPlan() {
  const database = await openDatabase();
  migrate(database);
  return createWriteHandle(new StatementCache(database));
}

const observation = fc.record({
  indicator: fc.constantFrom('A01', 'A02'),
  unit: fc.constantFrom('U1', 'U2', 'U"3'),
  period: fc.constantFrom('2023Q2', '2022Q2'),
  value: fc.option(fc.constantFrom('1', '-2.50', '0'), { nil: null }),
  status: fc.constant('核定'),
  series: fc.constant('填报'),
  recorded: fc.option(fc.constantFrom('2022-07-20', '2023-07-20', '2023-07-20T10:00:00Z'), { nil: null }),
});

const filters = [
  {},
  { indicators: ['A01'] },
  { indicators: ['A01', 'A02'], periods: ['2022Q2'] },
  { units: ['U1', 'U"3'] },
  { indicators: ['A02'], units: ['U2'], asOf: '2023-01-01' },
  { asOf: '2023-07-20' },
];

const valuesByCell = (
  figures: readonly { indicator: string; unit: string; period: string; value: string | null }[],
) => {
  const cells: Record<string, string[]> = {};
  for (const { indicator, unit, period, value } of figures)
    if (value !== null) (cells[`${indicator} ${unit} ${period}`] ??= []).push(value);
  return cells;
};

describe('held values', () => {
  test('are those of the held figures, of one cell in their order, however they are asked for', async () => {
    const db = await emptyPlan();
    fc.assert(
      fc.property(fc.array(observation, { minLength: 1, maxLength: 12 }), (observations) => {
        db.insertMany('observations', observations);
        for (const filter of filters)
          expect(valuesByCell(listHeldValues(db, filter))).toEqual(valuesByCell(listHeldFigures(db, filter)));
      }),
      { numRuns: 40 },
    );
  });

  test('of a long table, which is read in stretches: the newest first', async () => {
    const db = await emptyPlan();
    const rows = Array.from({ length: 41_000 }, (_, at) => ({
      indicator: 'A01',
      unit: `U${at % 1000}`,
      period: '2022Q2',
      value: String(at),
      status: '核定',
      series: '填报',
      recorded: at === 3 ? '2024-01-01' : '2022-07-20',
    }));
    db.insertMany('observations', rows);
    const cells = valuesByCell(listHeldValues(db, {}));
    expect(cells['A01 U0 2022Q2']?.map(Number)).toEqual(
      Array.from({ length: 41 }, (_, at) => (40 - at) * 1000),
    );
    expect(cells['A01 U3 2022Q2']?.slice(0, 2)).toEqual(['3', '40003']);
    expect(Object.keys(cells)).toHaveLength(1000);
  });

  test('of one unit are those that the whole list has of it, in the same order and however they were stored', async () => {
    const db = await emptyPlan();
    const accept = (at: string) =>
      db.insert('returns', {
        form: 'B1',
        sender: 'U1',
        period: '2023Q2',
        version: 1,
        part: 1,
        state: 'accepted',
        identification: '{}',
        codes: '[]',
        stagedAt: at,
        acceptedAt: at,
      });
    const figure = (unit: string, value: string) => ({
      indicator: 'A01',
      unit,
      period: '2023Q2',
      column: 'current',
      value,
      sheet: '表',
      cell: 'B2',
      raw: value,
    });
    // U2 stands in a return of today's storage, in an older one with a row for each figure, and in one beside U1.
    insertFigures(db, [[accept('2023-07-01'), [figure('U2', '1')]]]);
    db.insert('figures', { ...figure('U2', '2'), returnId: accept('2023-07-03') });
    insertFigures(db, [[accept('2023-07-02'), [figure('U1', '3'), figure('U2', '4')]]]);
    insertFigures(db, [[accept('2023-07-04'), [figure('U1', '5')]]]);
    for (const unit of ['U1', 'U2', 'U3'])
      for (const asOf of [undefined, '2023-07-02'])
        expect(listHeldValues(db, { units: [unit], asOf })).toEqual(
          listHeldValues(db, { asOf }).filter((held) => held.unit === unit),
        );
    expect(listHeldValues(db, { units: ['U2'] }).map(({ value }) => value)).toEqual(['2', '4', '1']);
  });
});
