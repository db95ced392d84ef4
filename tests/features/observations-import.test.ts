import { expect, test } from 'vitest';
import { startBench } from '../support/test-bench.ts';

/** Figures imported later: later supersedes, never overwrites; importing again changes nothing (domain.md section 1). */

const csv = (value: string) => `indicator,period,value,series,status\nB01,2022,${value},核定,最终\n`;

test('a figure imported without a moment becomes known at its import and supersedes the one before', async () => {
  const days = ['2023-03-01', '2023-04-01', '2023-05-01', '2023-06-01', '2023-06-02'];
  const bench = await startBench(undefined, () => new Date(`${days[0]}T08:00:00Z`));
  const answers: unknown[] = [];
  for (const value of ['900', '100', '900', '900']) {
    days.shift();
    const { imported, unchanged } = await bench.call('observations/import', { text: csv(value) });
    answers.push([imported, unchanged]);
  }
  expect(answers).toEqual([
    [1, 0],
    [1, 0],
    [1, 0],
    [0, 1],
  ]);
  const known = async (asOf?: string) => {
    const { figures } = await bench.call('observations/list', {
      indicators: ['B01'],
      units: ['XG'],
      ...(asOf === undefined ? {} : { asOf }),
    });
    return figures.filter((one) => one.period === '2022').map((one) => one.value);
  };
  expect(await known('2023-03-31')).toEqual([]);
  expect(await known('2023-05-15')).toEqual(['100', '900']);
  expect(await known()).toEqual(['900', '100', '900']);
});

test('a row word for word is stored once, and a fault in one row stores none', async () => {
  const bench = await startBench();
  const text = 'indicator,unit,period,value,recorded\nB01,,2022,1,2023-02-01\nB01,QS,2022,2,2023-02-01\n';
  expect(await bench.call('observations/import', { text })).toMatchObject({ imported: 2, unchanged: 0 });
  expect(await bench.call('observations/import', { text })).toMatchObject({ imported: 0, unchanged: 2 });
  const wrong = `${text}ZZ,,2022,3,2023-02-01\nB01,XG,2022,4,2023-02-01\n`;
  expect(await bench.call('observations/import', { text: wrong })).toMatchObject({
    imported: 0,
    faults: [
      { code: 'duplicate', file: 'observations.csv', row: 5 },
      { code: 'unknown-reference', file: 'observations.csv', row: 4, column: 'indicator', got: 'ZZ' },
    ],
  });
});
