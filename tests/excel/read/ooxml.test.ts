import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../../main/excel/read/limits.ts';
import { readWorkbook } from '../../../main/excel/read/read-workbook.ts';
import type { Workbook } from '../../../shared/domain/sheet.ts';
import { makeIdentity } from '../../calc/personal-data/make-identity.ts';
import { makeOoxml, makeOoxmlEntries, type OoxmlParts, oneRow, worksheet } from './make-ooxml.ts';
import { makeZip } from './make-zip.ts';

function read(parts: OoxmlParts, fileName = 'a.xlsx'): Workbook {
  const outcome = readWorkbook({ bytes: makeOoxml(parts), fileName }, defaultLimits);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome.workbook;
}
const firstSheet = (parts: OoxmlParts) => read(parts).sheets[0];
const cells = (rows: string, parts: OoxmlParts = {}) => firstSheet({ ...parts, rows })?.cells;
const row = (content: string): string => `<row r="1">${content}</row>`;

describe('X3 X4 OOXML', () => {
  it('reads every kind of value', () => {
    const rows = row(
      '<c r="A1" t="s"><v>1</v></c><c r="B1"><v>1.1000000000000001</v></c><c r="C1" t="b"><v>1</v></c><c r="D1" t="e"><v>#DIV/0!</v></c>' +
        '<c r="E1" t="str"><f>A1&amp;"x"</f><v>甲x</v></c><c r="F1" t="inlineStr"><is><r><t>粮</t></r><r><t>食</t></r><rPh><t>x</t></rPh></is></c><c r="G1" t="d"><v>2023-06-30</v></c><c r="H1"><f>SUM(B1)</f></c>',
    );
    expect(cells(rows, { strings: ['a', '甲&amp;乙_x000D_&#10;丙'] })).toEqual([
      { row: 0, column: 0, kind: 'text', value: '甲&乙\n丙', text: '甲&乙\n丙' },
      { row: 0, column: 1, kind: 'number', value: '1.1', text: '1.1' },
      { row: 0, column: 2, kind: 'boolean', value: 'TRUE', text: 'TRUE' },
      { row: 0, column: 3, kind: 'error', value: '#DIV/0!', text: '#DIV/0!' },
      { row: 0, column: 4, kind: 'text', value: '甲x', text: '甲x', formula: true },
      { row: 0, column: 5, kind: 'text', value: '粮食', text: '粮食' },
      { row: 0, column: 6, kind: 'date', value: '2023-06-30', text: '2023-06-30' },
      { row: 0, column: 7, kind: 'error', value: '', text: '', formula: true },
    ]);
  });

  it('reads number formats, percent and indents', () => {
    const styles =
      '<numFmts><numFmt numFmtId="164" formatCode="#,##0.0&quot;吨&quot;"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>' +
      '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="0"><alignment indent="2"/></xf></cellXfs>';
    const rows = row(
      '<c r="A1" s="1"><v>0.1234</v></c><c r="B1" s="2"><v>1234.56</v></c><c r="C1" s="3"><v>45107</v></c><c r="D1" s="4" t="str"><v>其中</v></c>',
    );
    expect(cells(rows, { styles })).toEqual([
      { row: 0, column: 0, kind: 'number', value: '0.1234', text: '12.34%', percent: true },
      { row: 0, column: 1, kind: 'number', value: '1234.56', text: '1,234.6吨' },
      { row: 0, column: 2, kind: 'date', value: '2023-06-30', text: '2023/6/30' },
      { row: 0, column: 3, kind: 'text', value: '其中', text: '其中', indent: 2 },
    ]);
  });

  it('flags formulas that reach into other workbooks, shared ones too', () => {
    const rows = row(
      `<c r="A1"><f>[1]表!A1*0.0001</f><v>1</v></c><c r="B1"><f>'C:\\[b.xlsx]x'!A1</f><v>2</v></c><c r="C1"><f>SUM(表[本期])</f><v>3</v></c>` +
        '<c r="D1"><f t="shared" ref="D1:E1" si="0">[1]表!A2</f><v>4</v></c><c r="E1"><f t="shared" si="0"/><v>5</v></c>',
    );
    expect(cells(rows)?.map((cell) => [cell.value, cell.formula, cell.external])).toEqual([
      ['1', true, true],
      ['2', true, true],
      ['3', true, undefined],
      ['4', true, true],
      ['5', true, true],
    ]);
  });

  it('names each cell that a link feeds', () => {
    const rows = row('<c r="C1"><f>[1]表!A1</f><v>1</v></c><c r="D1"><v>2</v></c>');
    expect(read({ rows }).notes).toEqual([{ code: 'external-link', sheet: '报表', cell: 'C1' }]);
  });

  it('reads merges and what is hidden', () => {
    const sheet = firstSheet({
      sheetState: 'hidden',
      beforeRows: '<cols><col min="2" max="3" hidden="1"/><col min="4" max="4" hidden="0"/></cols>',
      rows: `${oneRow}<row r="2" hidden="1"><c><v>2</v></c></row>`,
      afterRows: '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="C9"/></mergeCells>',
    });
    expect(sheet).toMatchObject({
      visibility: 'hidden',
      hiddenRows: [1],
      hiddenColumns: [1, 2],
      merges: [{ top: 0, left: 0, bottom: 1, right: 1 }],
    });
  });

  it('notes hidden content, macros and another extension', () => {
    const entries = makeOoxmlEntries({ sheetState: 'veryHidden', rows: oneRow }).map((entry) =>
      entry.name === 'xl/_rels/workbook.xml.rels'
        ? {
            ...entry,
            data: String(entry.data).replace(
              '</Rel',
              '<Relationship Id="m" Type="x/vbaProject" Target="v.bin"/></Rel',
            ),
          }
        : entry,
    );
    const outcome = readWorkbook({ bytes: makeZip(entries), fileName: '报表.xls' }, defaultLimits);
    expect(outcome.ok && outcome.workbook).toMatchObject({
      format: 'xlsm',
      sheets: [{ visibility: 'very-hidden' }],
      notes: [
        { code: 'macro' },
        { code: 'extension-differs', detail: 'xlsm' },
        { code: 'hidden-content', sheet: '报表', detail: 'sheet' },
      ],
    });
  });

  it('reads cells out of order, without addresses, and twice in one place', () => {
    const rows =
      '<row><c><v>1</v></c><c><v>2</v></c></row><row r="5"><c r="B5"><v>4</v></c><c r="A5"><v>3</v></c></row><row r="5"><c r="A5"><v>5</v></c></row>';
    expect(cells(rows)?.map((cell) => `${cell.row},${cell.column} ${cell.value}`)).toEqual([
      '0,0 1',
      '0,1 2',
      '4,0 5',
      '4,1 4',
    ]);
  });

  it('reads prefixed names and the 1904 calendar', () => {
    const xml = worksheet('', row('<c r="A1" s="0"><v>43645</v></c>'), '')
      .replace(/<(\/?)(\w)/g, '<$1x:$2')
      .replace('xmlns=', 'xmlns:x=');
    const styles = '<cellXfs><xf numFmtId="14"/></cellXfs>';
    expect(
      firstSheet({ sheet: xml, styles, workbookPr: '<workbookPr date1904="1"/>' })?.cells[0]?.value,
    ).toBe('2023-06-30');
  });

  it('counts pictures, in the sheet and in cells', () => {
    const sheet = firstSheet({
      rows: row(
        '<c r="A1"><v>1</v></c><c r="B1" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>',
      ),
      sheetRelationships: '<Relationship Id="d" Type="x/drawing" Target="../drawings/drawing1.xml"/>',
      more: [
        {
          name: 'xl/drawings/drawing1.xml',
          data: '<w><oneCellAnchor/><twoCellAnchor><p/></twoCellAnchor></w>',
        },
      ],
    });
    expect(sheet?.cells).toHaveLength(1);
    expect(sheet?.pictures).toBe(3);
  });

  it('takes the mark of an issued template out of the sheets', () => {
    const mark = { plan: 'p', form: 'T1', formVersion: '1', sender: 'PJ', period: '2023Q2', anchors: [] };
    const marked = (content: string) => ({
      workbook:
        '<workbook><sheets><sheet name="报表" r:id="rId1"/><sheet name="_planbench" state="veryHidden" r:id="rId9"/></sheets></workbook>',
      rows: oneRow,
      more: [
        {
          name: 'xl/worksheets/mark.xml',
          data: worksheet('', row(`<c r="A1" t="str"><v>${content}</v></c>`), ''),
        },
      ],
    });
    const withLink = (content: string) => {
      const entries = makeOoxmlEntries(marked(content)).map((entry) =>
        entry.name === 'xl/_rels/workbook.xml.rels'
          ? {
              ...entry,
              data: String(entry.data).replace(
                '</Rel',
                '<Relationship Id="rId9" Type="x/worksheet" Target="worksheets/mark.xml"/></Rel',
              ),
            }
          : entry,
      );
      const outcome = readWorkbook({ bytes: makeZip(entries), fileName: 'a.xlsx' }, defaultLimits);
      return outcome.ok ? outcome.workbook : undefined;
    };
    const found = withLink(JSON.stringify(mark).replaceAll('"', '&quot;'));
    expect(found?.mark).toEqual(mark);
    expect(found?.sheets.map((sheet) => sheet.name)).toEqual(['报表']);
    expect(withLink('{"plan":1}')?.mark).toBeUndefined();
    expect(withLink('not json')?.sheets).toHaveLength(1);
  });

  const id = makeIdentity(21);
  it.each<[string, OoxmlParts, string, string | undefined]>([
    [
      'comment',
      {
        sheetRelationships: '<Relationship Id="c" Type="x/comments" Target="../comments1.xml"/>',
        more: [
          {
            name: 'xl/comments1.xml',
            data: `<comments><commentList><comment ref="B2"><text><r><t>${id}</t></r></text></comment></commentList></comments>`,
          },
        ],
      },
      'comment',
      'B2',
    ],
    [
      'threaded comment',
      {
        sheetRelationships: '<Relationship Id="c" Type="x/threadedComment" Target="../t.xml"/>',
        more: [
          { name: 'xl/t.xml', data: `<t><threadedComment ref="B3"><text>${id}</text></threadedComment></t>` },
        ],
      },
      'comment',
      'B3',
    ],
    [
      'header',
      { afterRows: `<headerFooter><oddHeader>&amp;C${id}</oddHeader></headerFooter>` },
      'header-footer',
      undefined,
    ],
    [
      'defined name',
      { names: `<definedNames><definedName name="x">"${id}"</definedName></definedNames>` },
      'defined-name',
      undefined,
    ],
    [
      'property',
      { more: [{ name: 'docProps/core.xml', data: `<p><title>${id}</title></p>` }] },
      'property',
      undefined,
    ],
    [
      'text box',
      {
        sheetRelationships: '<Relationship Id="d" Type="x/drawing" Target="../d.xml"/>',
        more: [{ name: 'xl/d.xml', data: `<w><t>${id}</t></w>` }],
      },
      'drawing',
      undefined,
    ],
    [
      'hidden sheet',
      { sheetState: 'veryHidden', rows: row(`<c r="C1" t="str"><v>${id}</v></c>`) },
      'cell',
      'C1',
    ],
  ])('refuses an identity number in a %s', (_, parts, place, cell) => {
    const outcome = readWorkbook(
      { bytes: makeOoxml({ rows: oneRow, ...parts }), fileName: 'a.xlsx' },
      defaultLimits,
    );
    expect(outcome).toMatchObject({
      ok: false,
      code: 'personal-data',
      findings: [{ details: { place, kind: 'identity' } }],
    });
    if (!outcome.ok) expect(outcome.findings[0]?.cell).toBe(cell);
    expect(JSON.stringify(outcome)).not.toContain(id);
  });
});
