import { describe, expect, it } from 'vitest';
import { readHtmlPage } from '../../../main/excel/read/html-page.ts';
import { defaultLimits } from '../../../main/excel/read/limits.ts';
import { recogniseSheet } from '../../../shared/calc/recognise/recognise-sheet.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { printAddress } from '../../../shared/text/cell-address.ts';

/** Pages made up after what statistics sites export as .xls; rows counted as LibreOffice shows them after opening. */
function read(html: string) {
  const { workbook, sideTexts } = readHtmlPage(html, defaultLimits);
  const [sheet] = workbook.sheets;
  if (!sheet) throw new Error('no sheet');
  const cells = sheet.cells.map((cell) => `${printAddress(cell.row, cell.column)}=${cell.text}`);
  const merges = sheet.merges.map(
    ({ top, left, bottom, right }) => `${printAddress(top, left)}:${printAddress(bottom, right)}`,
  );
  return { sheet, cells, merges, sideTexts };
}

const page = `<!-- x --><html><head><title>出口</title></head><body>
<div>甲县各乡镇化肥施用量&nbsp;</div><div></div><div id="t"><table><tr><td>单位:吨</td></tr></table>
<table><tr><td rowspan=2>乡镇</td><td colspan="2">氮肥</td></tr><tr><td>2020年<td>2021年</tr>
<tr><td>合计</td><td>5</td><td>7</td></tr><tr><td>东乡</td><td>2</td><td>3</td></tr>
<tr><td>西乡</td><td>3</td><td>4</td></tr></table><div>摘编自某年鉴</div></div></body></html>`;

describe('a page named .xls', () => {
  it('is one sheet: title, unit line, table and source one below the other', () => {
    const { cells, merges } = read(page);
    expect(cells.slice(0, 6)).toEqual([
      'A1=甲县各乡镇化肥施用量\u00a0',
      'A2=单位:吨',
      'A3=乡镇',
      'B3=氮肥',
      'B4=2020年',
      'C4=2021年',
    ]);
    expect(cells.at(-1)).toBe('A8=摘编自某年鉴');
    expect(merges).toEqual(['A3:A4', 'B3:C3']);
  });

  it('gives the table its title, unit and source', () => {
    const [table, ...others] = recogniseSheet(read(page).sheet);
    expect(others).toEqual([]);
    expect(table).toMatchObject({ title: { text: '甲县各乡镇化肥施用量' }, unit: { text: '吨' } });
    expect(table?.columns[2]?.path).toEqual(['氮肥', '2021年']);
    expect(table?.notes).toHaveLength(1);
  });

  it('counts lines: an empty block is no row, a blank that does not break and a second br are', () => {
    const html = '<div>a</div><p></p><p>&nbsp;</p>b<br>c<br><br>d<h2>e</h2><table><tr><td>f</table>';
    expect(read(html).cells).toEqual(['A1=a', 'A3=b', 'A4=c', 'A6=d', 'A7=e', 'A8=f']);
  });

  it('keeps lines inside a cell, entities and signs that open no tag', () => {
    const html =
      '<table><tr><td>x<br>y<td><p>R&D</p><p>a &lt; b &#20803;</p><td>1 < 2<td>&nbsp;&nbsp;其中</table>';
    expect(read(html).cells).toEqual(['A1=x\ny', 'B1=R&D\na < b 元', 'C1=1 < 2', 'D1=\u00a0\u00a0其中']);
  });

  it('puts a caption over its table and a table inside a cell below what stands there', () => {
    const html =
      '<table><caption>题</caption><tr><td>a<table><tr><td>b<td>c</table>d<td>e</td></tr><tr><td>f</table>';
    expect(read(html).cells).toEqual(['A1=题', 'A2=a', 'A3=b', 'B3=c', 'A4=d', 'B5=e', 'A6=f']);
  });

  it('adds no row for a table that only lays out the page', () => {
    const html = '<p>t</p><table><tr><td><table><tr><td>a<td>b</table></td></tr></table><p>n</p>';
    expect(read(html).cells).toEqual(['A1=t', 'A2=a', 'B2=b', 'A3=n']);
  });

  it('ends merges with the table, hides rows, names the sheet, and hands the head over to be scanned only', () => {
    const html =
      '<head><!--[if gte mso 9]><x:Name>月报</x:Name><![endif]--><title>某人</title></head><table>' +
      '<tr><td rowspan=9>a<td>1<tr style="display:none"><td>2</table><table><tr><td>z</table>';
    const { sheet, merges, cells, sideTexts } = read(html);
    expect(merges).toEqual(['A1:A2']);
    expect(cells.at(-1)).toBe('A3=z');
    expect([sheet.name, sheet.hiddenRows]).toEqual(['月报', [1]]);
    expect(sideTexts).toEqual([{ place: 'property', text: expect.stringContaining('某人') }]);
  });

  it.each([
    [
      'spans beyond the sheet',
      `<table>${'<tr><td rowspan=60000 colspan=1000>x<td rowspan=9>y'.repeat(9000)}`,
    ],
    ['unclosed comments', '<table><tr><td>1'.concat('<!--'.repeat(200_000))],
    ['tables without end', '<table><tr><td>'.repeat(200_000)],
    ['tags without end', '<table '.repeat(200_000)],
  ])('is read or refused at once: %s', (_name, html) => {
    const start = performance.now();
    try {
      read(html);
    } catch (error) {
      expect(error).toBeInstanceOf(AppError);
    }
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
