import { describe, expect, it } from 'vitest';
import { indexPlan } from '../../../renderer/api/plan-content.ts';
import { readDay } from '../../../renderer/components/field/DateField.tsx';
import { withoutSystemFiles } from '../../../renderer/components/intake/collect-files.ts';
import { layoutSheet } from '../../../renderer/components/sheet-view/sheet-layout.ts';
import { createAhead } from '../../../renderer/frame/ahead.ts';
import { defaultPeriod, listPeriods, periodForType, samePeriod } from '../../../renderer/frame/periods.ts';
import { parseRoute, printRoute } from '../../../renderer/frame/route.ts';
import { placeOf, readPlace } from '../../../renderer/screens/returns/place.ts';
import { consolidationWords } from '../../../renderer/words/screen-consolidation.ts';

const content = indexPlan({
  header: { id: 'p', title: 'p', period: [2021, 2025], baseYear: 2020, root: 'R', settings: {} },
  units: [],
  outline: [],
  indicators: [],
  targets: [],
  assigned: [],
  splits: [],
  assignments: [],
  projects: [],
  forms: [{ code: 'T1', title: 'T1', shape: 'list', period: 'quarter', senders: [], overlap: 'add' }],
  formItems: [
    { form: 'T1', order: 1, indicator: 'A', label: 'A', column: 'current', appliesTo: [], required: true },
    { form: 'T1', order: 2, indicator: 'B', label: 'B', column: 'current', appliesTo: [], required: true },
  ],
  checks: [],
});

describe('addresses', () => {
  it.each([
    ['#/returns/7?finding=3', { screen: 'returns', parts: ['7'], query: { finding: '3' } }],
    ['#/plan/outline/%E4%B8%93%E6%A0%8F6-1', { screen: 'plan', parts: ['outline', '专栏6-1'], query: {} }],
    ['', { screen: '', parts: [], query: {} }],
  ])('reads %s', (hash, route) => expect(parseRoute(hash)).toEqual(route));

  it('prints what it reads', () => {
    const address = printRoute('returns', [7], { cell: '季报 (2)!D5', none: undefined });
    expect(parseRoute(address)).toEqual({ screen: 'returns', parts: ['7'], query: { cell: '季报 (2)!D5' } });
  });

  it('keeps sheet names with an exclamation mark apart from the cell', () => {
    expect(readPlace(placeOf({ sheet: '注意!', cell: 'B2' }))).toEqual({ sheet: '注意!', cell: 'B2' });
    expect(placeOf({ sheet: '表', cell: '' })).toBeUndefined();
  });
});

describe('periods', () => {
  it('starts with the last period of the first form that has ended, inside the plan', () => {
    expect(defaultPeriod(content, new Date(2023, 7, 5))).toBe('2023Q2');
    expect(defaultPeriod(content, new Date(2023, 0, 5))).toBe('2022Q4');
    expect(defaultPeriod(content, new Date(2020, 5, 5))).toBe('2021Q1');
    expect(defaultPeriod(content, new Date(2027, 5, 5))).toBe('2025Q4');
  });

  it('lists the plan’s periods newest first, and finds the one of another type', () => {
    expect(listPeriods(content, 'half').slice(0, 3)).toEqual(['2025H2', '2025H1', '2024H2']);
    expect(periodForType('2023Q2', 'half')).toBe('2023H1');
    expect(periodForType('2023H1', 'month')).toBe('2023-06');
    expect(samePeriod('2023Q2', '2023-06')).toBe(true);
    expect(samePeriod('2023Q2', '2023Q3')).toBe(false);
  });

  it('groups form items', () => expect(content.itemsByForm.get('T1')?.length).toBe(2));
});

describe('days as people type them', () => {
  it.each(['2023-12-31', '2023.12.31', '20231231', '2023年12月31日', '２０２３/12/31'])('reads %s', (text) =>
    expect(readDay(text)).toBe('2023-12-31'),
  );
  it.each(['2023-02-30', '2023', '31.12.2023', '2023-13-01', ''])('refuses %s', (text) =>
    expect(readDay(text)).toBeUndefined(),
  );
});

it('leaves lock files and system files out of a dropped folder', () => {
  const names = ['~$东湖镇.xlsx', '.DS_Store', 'Thumbs.db', 'desktop.ini', '东湖镇.xlsx'];
  expect(withoutSystemFiles(names.map((name) => new File([], name))).map(({ name }) => name)).toEqual([
    '东湖镇.xlsx',
  ]);
});

describe('redrawn sheet', () => {
  const sheet = {
    name: 's',
    rows: 3,
    columns: 2,
    merges: [{ top: 0, left: 0, bottom: 0, right: 1 }],
    cells: [
      { row: 0, column: 0, text: '一个很长很长的标题', kind: 'text' },
      { row: 2, column: 1, text: '5', kind: 'number' },
    ],
  };

  it('spans merged cells without widening their first column', () => {
    const layout = layoutSheet(sheet, 40);
    expect(layout.places.get('A1')).toMatchObject({ right: 1, bottom: 0 });
    expect(layout.widths[0]).toBe(46);
  });

  it('draws a marked cell that holds nothing', () => {
    const layout = layoutSheet(sheet, 40, ['B2', 'B3', 'ZZ1']);
    expect(layout.places.get('B2')).toMatchObject({ text: '' });
    expect(layout.places.get('B3')).toMatchObject({ text: '5' });
    expect(layout.places.has('ZZ1')).toBe(false);
  });
});

describe('a total that lacks units', () => {
  it('names as many as can be read, and says how many there are', () => {
    expect(consolidationWords.incomplete(['青石镇', '白杨乡'], 2)).toBe('不含：青石镇、白杨乡');
    expect(consolidationWords.incomplete(['青石镇', '白杨乡'], 300)).toBe(
      '不含：青石镇、白杨乡等 300 个单位',
    );
  });
});

describe('a question asked ahead', () => {
  const asked: string[] = [];
  let revision = 1;
  const answer = (method: string) => {
    asked.push(method);
    return method === 'history/list' ? Promise.reject(new Error('refused')) : Promise.resolve(asked.length);
  };
  const start = () => {
    asked.length = 0;
    return createAhead(answer as never, () => revision);
  };
  const plan = { plan: 'plan-1' };

  it('is answered once, for the same question only', async () => {
    const { ask, callOrTake } = start();
    ask('returns/list', plan);
    await callOrTake('returns/list', { plan: 'plan-2' });
    expect(asked).toHaveLength(2);
    expect(await callOrTake('returns/list', plan)).toBe(1);
    expect(asked).toHaveLength(2);
    expect(await callOrTake('returns/list', plan)).toBe(3);
  });

  it('is asked again when something was changed in between', async () => {
    const { ask, callOrTake } = start();
    ask('returns/list', plan);
    revision += 1;
    expect(await callOrTake('returns/list', plan)).toBe(2);
  });

  it('hands its failure to whoever takes it up', async () => {
    const { ask, callOrTake } = start();
    ask('history/list', plan);
    await expect(callOrTake('history/list', plan)).rejects.toThrow('refused');
    expect(asked).toHaveLength(1);
  });
});
