import { describe, expect, it } from 'vitest';
import { readCsv } from '../../shared/text/csv.ts';

type Row = [line: number, ...fields: string[]];

describe('reading CSV', () => {
  it.each<[string, string, Row[]]>([
    [
      'line ends of all kinds, a BOM, an empty last field',
      '\ufeffa,b\r\nc,\rd\n',
      [
        [1, 'a', 'b'],
        [2, 'c', ''],
        [3, 'd'],
      ],
    ],
    [
      'no line end at the end',
      'a\n,b',
      [
        [1, 'a'],
        [2, '', 'b'],
      ],
    ],
    [
      'quotes, doubled ones, separators and line breaks inside them',
      '"a,""b""\nc",d\ne',
      [
        [1, 'a,"b"\nc', 'd'],
        [3, 'e'],
      ],
    ],
    ['a quote inside a field is a letter', '5"x,y"\n', [[1, '5"x', 'y"']]],
    ['what follows a closing quote', '"a"b,"",c', [[1, 'ab', '', 'c']]],
    [
      'records of empty fields are left out',
      'a\n\n , \n""\nb\n',
      [
        [1, 'a'],
        [5, 'b'],
      ],
    ],
    ['nothing', '', []],
  ])('%s', (_case, text, expected) =>
    expect([...readCsv(text)].map(({ line, fields }) => [line, ...fields])).toEqual(expected),
  );

  it.each([
    ['a\n"b,c\nd', 2, ['b,c\nd']],
    ['a\n"', 2, []],
    ['x,"y', 1, ['x', 'y']],
  ])('a quote that is never closed runs to the end and is told: %j', (text, line, fields) =>
    expect([...readCsv(text)].at(-1)).toEqual({ line, fields, unclosed: true }),
  );

  it('hands out one record after the other', () => {
    const records = readCsv(`a,b\n${'1,2\n'.repeat(10)}`);
    expect(records.next().value).toEqual({ line: 1, fields: ['a', 'b'] });
    expect([...records]).toHaveLength(10);
  });
});
