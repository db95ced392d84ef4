import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseTextBlock,
  printHtmlBlock,
  printTextBlock,
} from '../../../renderer/components/grid/clipboard-text.ts';

describe('block text', () => {
  it('reads what spreadsheets put on the clipboard', () => {
    expect(parseTextBlock('1\t2\r\n3\t4\r\n')).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  it('keeps quotes, line breaks, tabs and empty cells', () => {
    expect(parseTextBlock('"第一行\n第二行"\t\t"他说""好"""\r\n\t"a\tb"\t')).toEqual([
      ['第一行\n第二行', '', '他说"好"'],
      ['', 'a\tb', ''],
    ]);
  });

  it('takes a quote that does not close its cell as text', () => {
    expect(parseTextBlock('"引" 后文\t3" 管')).toEqual([['"引" 后文', '3" 管']]);
    expect(parseTextBlock('"未闭合\t乙')).toEqual([['"未闭合', '乙']]);
  });

  it('fills up short rows and keeps an empty row in the middle', () => {
    expect(parseTextBlock('甲\t乙\n\n丙')).toEqual([
      ['甲', '乙'],
      ['', ''],
      ['丙', ''],
    ]);
  });

  it('gives one cell without a line end', () => {
    expect(printTextBlock([['1234.5']])).toBe('1234.5');
    expect(parseTextBlock('')).toEqual([['']]);
  });

  it('reads back every block it prints', () => {
    const text = fc.string({ unit: fc.constantFrom('甲', '1', '"', '\t', '\n', ' ', ',', 'é') });
    const block = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
      .chain(([rows, columns]) =>
        fc.array(fc.array(text, { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
      );
    fc.assert(
      fc.property(block, (cells) => {
        expect(parseTextBlock(printTextBlock(cells))).toEqual(cells);
      }),
    );
  });

  it('marks text cells and escapes them in the HTML flavour', () => {
    const html = printHtmlBlock([['<b>&"', '7']], (_, column) => column === 0);
    expect(html).toContain('&lt;b&gt;&amp;&quot;</td>');
    expect(html).toContain('<td style="mso-number-format');
    expect(html).toContain('<td>7</td>');
  });
});
