import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createWriteHandle, StatementCache } from '../../main/db/handles.ts';
import { migrate, openDatabase } from '../../main/db/open-database.ts';
import {
  countFigures,
  effectiveValue,
  type FigureAsRead,
  insertFigures,
  listFigures,
  readFigures,
  setAdjudicated,
} from '../../main/db/tables/return-figures.ts';

/* Figures in a real database: what was read comes back as it was read, decisions stand beside it. */

async function emptyPlan() {
  const database = await openDatabase();
  migrate(database);
  return createWriteHandle(new StatementCache(database));
}

const code = fc.constantFrom('A01', 'A02', 'A03', 'B01');
const number = fc.constantFrom('1', '-2.50', '1000000.1', '0');

const figure: fc.Arbitrary<FigureAsRead> = fc.record(
  {
    indicator: code,
    unit: fc.constantFrom('U1', 'U2', 'U3'),
    period: fc.constantFrom('2023Q2', '2022Q2'),
    column: fc.constantFrom('current', 'previous', 'note'),
    value: fc.option(number, { nil: null }),
    sheet: fc.constantFrom('表1', "it's"),
    cell: fc.constantFrom('A1', 'AB120', ''),
    raw: fc.oneof(number, fc.constantFrom('', '—', '1,000', '"约"\n2')),
    statedUnit: fc.constantFrom('万元', '%'),
    factor: fc.constantFrom('1', '0.0001'),
    repair: fc.constant('text-number'),
    mark: fc.constant('dash'),
  },
  { requiredKeys: ['indicator', 'unit', 'period', 'column', 'value', 'sheet', 'cell', 'raw'] },
);
const plain = ({ returnId: _returnId, row: _row, ...read }: ReturnType<typeof listFigures>[number]) => read;

describe('figures of returns', () => {
  test('come back as they were read, those about one unit together', async () => {
    const db = await emptyPlan();
    let returnId = 0;
    fc.assert(
      fc.property(fc.array(figure, { maxLength: 30 }), (figures) => {
        returnId += 1;
        const before = countFigures(db);
        insertFigures(db, [[returnId, figures]]);
        const units = [...new Set(figures.map(({ unit }) => unit))];
        const wanted = units.flatMap((unit) => figures.filter((one) => one.unit === unit));
        expect(listFigures(db, returnId).map(plain)).toEqual(wanted);
        expect(countFigures(db) - before).toBe(figures.length);
        const some = { units: ['U2'], indicators: ['A01', 'B01'], column: 'current' };
        expect((readFigures(db, [returnId], some).get(returnId) ?? []).map(plain)).toEqual(
          figures.filter(
            (one) => one.unit === 'U2' && some.indicators.includes(one.indicator) && one.column === 'current',
          ),
        );
      }),
      { numRuns: 200 },
    );
  });

  const read: FigureAsRead = {
    indicator: 'A01',
    unit: 'U1',
    period: '2023Q2',
    column: 'current',
    value: '12',
    sheet: '表1',
    cell: 'D4',
    raw: '12',
  };

  test('a decision stands beside what was read and can be taken back', async () => {
    const db = await emptyPlan();
    insertFigures(db, [
      [1, [read, { ...read, column: 'previous' }, { ...read, unit: 'U2' }]],
      [2, [read]],
    ]);
    const values = () => [1, 2].flatMap((id) => listFigures(db, id).map(effectiveValue));
    setAdjudicated(db, listFigures(db, 1)[0]!, '13');
    expect(values()).toEqual(['13', '12', '12', '12']);
    setAdjudicated(db, listFigures(db, 1)[0]!, '14');
    expect(values()).toEqual(['14', '12', '12', '12']);
    expect(listFigures(db, 1)[0]?.value).toBe('12');
    setAdjudicated(db, listFigures(db, 1)[0]!, null);
    expect(values()).toEqual(['12', '12', '12', '12']);
  });

  test('a return staged before step 30 is read and decided about like any other', async () => {
    const db = await emptyPlan();
    db.insert('figures', { returnId: 1, ...read, statedUnit: '万元', factor: '1' });
    const before = { ...read, statedUnit: '万元', factor: '1' };
    expect(listFigures(db, 1).map(plain)).toEqual([before]);
    setAdjudicated(db, listFigures(db, 1)[0]!, '13');
    expect(listFigures(db, 1).map(plain)).toEqual([{ ...before, adjudicated: '13' }]);
    expect(readFigures(db, [1], { units: ['U1'] }).get(1)).toHaveLength(1);
    setAdjudicated(db, listFigures(db, 1)[0]!, null);
    expect(listFigures(db, 1).map(plain)).toEqual([before]);
    expect(countFigures(db)).toBe(1);
  });
});
