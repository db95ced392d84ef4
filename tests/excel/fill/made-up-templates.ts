import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packEntry, writeZip } from '../../../main/excel/write/zip-archive.ts';
import { convertWithOffice } from '../../support/libreoffice.ts';

/**
 * Templates as other programs make them, written out by hand or by LibreOffice: chart, picture, text box, comments,
 * conditional formats, validations, names, a table, protection, x14 extensions.
 */
export interface RawOptions {
  /** `x:` on every element of sheets, workbook and shared strings. */
  readonly prefix?: '' | 'x:';
  readonly strict?: boolean;
  /** Leave out the `r` of rows and cells. */
  readonly implicit?: boolean;
  readonly macros?: boolean;
}

const transitional = {
  main: 'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  rels: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
};
const strictSpaces = {
  main: 'http://purl.oclc.org/ooxml/spreadsheetml/main',
  rels: 'http://purl.oclc.org/ooxml/officeDocument/relationships',
};
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n';
const pixel = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
  (character) => character.charCodeAt(0),
);

const strings = [
  '单位',
  '投资',
  '完成率',
  '柳泉镇',
  '河西乡',
  '合计',
  '{{period}}',
  '{{A01@U1}}',
  '填报：{{unit}}，{{ A01@U2 }}万元',
  '备注',
];

/** B3:B4 inputs, B5 =SUM, C3 shared =B3/$B$5 down to C5, E1 depends through a name, E2 array, F2 =B5 on the other sheet. */
function sheetXml(options: RawOptions, rels: string, main: string): string {
  const p = options.prefix ?? '';
  const xmlns = p ? `xmlns:x="${main}"` : `xmlns="${main}"`;
  const c = (address: string, attributes: string, inner: string) =>
    `<${p}c${options.implicit ? '' : ` r="${address}"`}${attributes}>${inner}</${p}c>`;
  const v = (value: string) => `<${p}v>${value}</${p}v>`;
  const s = (address: string, index: number, style = 0) =>
    c(address, ` s="${style}" t="s"`, v(String(index)));
  const row = (number: number, cells: string) =>
    `<${p}row${options.implicit ? '' : ` r="${number}"`} spans="1:5" ht="20" customHeight="1">${cells}</${p}row>`;
  const empty = (address: string, style: number) =>
    `<${p}c${options.implicit ? '' : ` r="${address}"`} s="${style}"/>`;
  return `${declaration}<${p}worksheet ${xmlns} xmlns:r="${rels}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac">
<${p}sheetPr><${p}pageSetUpPr fitToPage="1"/></${p}sheetPr><${p}dimension ref="A1:E6"/>
<${p}sheetViews><${p}sheetView workbookViewId="0"><${p}pane ySplit="2" topLeftCell="A3" state="frozen"/></${p}sheetView></${p}sheetViews>
<${p}cols><${p}col min="1" max="1" width="20" customWidth="1"/><${p}col min="7" max="7" width="12" style="1" customWidth="1"/></${p}cols>
<${p}sheetData>${row(1, s('A1', 6) + empty('B1', 0) + empty('C1', 0) + empty('D1', 0) + c('E1', '', `<${p}f>SUM(投资额)*2</${p}f>${v('60')}`))}
${row(2, s('A2', 0) + s('B2', 1) + s('C2', 2) + s('D2', 9) + c('E2', '', `<${p}f t="array" ref="E2">SUM(B3:B4*1)</${p}f>${v('30')}`))}
${row(3, s('A3', 3) + s('B3', 7, 1) + c('C3', ' s="2"', `<${p}f t="shared" ref="C3:C5" si="0">B3/$B$5</${p}f>${v('0.333')}`) + s('D3', 8))}
${row(4, s('A4', 4) + c('B4', ' s="1"', v('20')) + c('C4', ' s="2"', `<${p}f t="shared" si="0"/>${v('0.667')}`))}
${row(5, s('A5', 5) + c('B5', ' s="1"', `<${p}f>SUM(B3:B4)</${p}f>${v('30')}`) + c('C5', ' s="2"', `<${p}f t="shared" si="0"/>${v('1')}`))}
${row(6, c('A6', ' t="str"', `<${p}f>IF(B5&gt;25,"多","少")</${p}f>${v('多')}`))}
</${p}sheetData><${p}sheetProtection sheet="1"/><${p}mergeCells count="1"><${p}mergeCell ref="D3:D4"/></${p}mergeCells>
<${p}conditionalFormatting sqref="B3:B5"><${p}cfRule type="cellIs" dxfId="0" priority="1" operator="lessThan"><${p}formula>0</${p}formula></${p}cfRule></${p}conditionalFormatting>
<${p}dataValidations count="1"><${p}dataValidation type="decimal" operator="greaterThan" allowBlank="1" sqref="B3:B4"><${p}formula1>0</${p}formula1></${p}dataValidation></${p}dataValidations>
<${p}pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><${p}pageSetup paperSize="9" orientation="landscape"/>
<${p}drawing r:id="rId1"/><${p}legacyDrawing r:id="rId2"/>
<${p}extLst><${p}ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:cfRule type="dataBar" id="{A}"><x14:dataBar minLength="0" maxLength="100"><x14:cfvo type="min"/><x14:cfvo type="max"/></x14:dataBar></x14:cfRule><xm:sqref>B3:B4</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></${p}ext></${p}extLst></${p}worksheet>`;
}

function chartXml(): string {
  return `${declaration}<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart><c:plotArea><c:layout/><c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:ser><c:idx val="0"/><c:order val="0"/><c:val><c:numRef><c:f>填报表!$B$3:$B$4</c:f><c:numCache><c:ptCount val="2"/><c:pt idx="0"><c:v>10</c:v></c:pt><c:pt idx="1"><c:v>20</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser><c:axId val="1"/><c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/><c:scaling/><c:axPos val="b"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling/><c:axPos val="l"/><c:crossAx val="1"/></c:valAx></c:plotArea></c:chart></c:chartSpace>`;
}

function drawingXml(): string {
  const anchor = (from: number, content: string) =>
    `<xdr:twoCellAnchor><xdr:from><xdr:col>${from}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>8</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>${from + 2}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>16</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>${content}<xdr:clientData/></xdr:twoCellAnchor>`;
  return `${declaration}<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="${transitional.rels}">${anchor(
    0,
    '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="图表 1"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rId1"/></a:graphicData></a:graphic></xdr:graphicFrame>',
  )}${anchor(
    3,
    '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="3" name="图片 1"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId2"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic>',
  )}${anchor(
    6,
    '<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="4" name="文本框 1"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>填表说明 {{period}}</a:t></a:r></a:p></xdr:txBody></xdr:sp>',
  )}</xdr:wsDr>`;
}

/** An .xlsx (or .xlsm) as Excel lays it out; parts in Excel's order. */
export function rawTemplate(options: RawOptions = {}): Uint8Array {
  const p = options.prefix ?? '';
  const { main, rels } = options.strict ? strictSpaces : transitional;
  const xmlns = p ? `xmlns:x="${main}"` : `xmlns="${main}"`;
  const relations = (items: [string, string, string][]) =>
    `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${items
      .map(([id, type, target]) => `<Relationship Id="${id}" Type="${rels}/${type}" Target="${target}"/>`)
      .join('')}</Relationships>`;
  const type = 'application/vnd.openxmlformats-officedocument';
  const mainType = options.macros
    ? 'application/vnd.ms-excel.sheet.macroEnabled.main+xml'
    : `${type}.spreadsheetml.sheet.main+xml`;
  const override = (part: string, content: string) =>
    `<Override PartName="/${part}" ContentType="${content}"/>`;
  const parts: [string, string | Uint8Array][] = [
    [
      '[Content_Types].xml',
      `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="vml" ContentType="${type}.vmlDrawing"/><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>${[
        override('xl/workbook.xml', mainType),
        override('xl/worksheets/sheet1.xml', `${type}.spreadsheetml.worksheet+xml`),
        override('xl/worksheets/sheet2.xml', `${type}.spreadsheetml.worksheet+xml`),
        override('xl/styles.xml', `${type}.spreadsheetml.styles+xml`),
        override('xl/sharedStrings.xml', `${type}.spreadsheetml.sharedStrings+xml`),
        override('xl/calcChain.xml', `${type}.spreadsheetml.calcChain+xml`),
        override('xl/comments1.xml', `${type}.spreadsheetml.comments+xml`),
        override('xl/drawings/drawing1.xml', `${type}.drawing+xml`),
        override('xl/charts/chart1.xml', `${type}.drawingml.chart+xml`),
        override('xl/tables/table1.xml', `${type}.spreadsheetml.table+xml`),
      ].join('')}</Types>`,
    ],
    ['_rels/.rels', relations([['rId1', 'officeDocument', 'xl/workbook.xml']])],
    [
      'xl/workbook.xml',
      `${declaration}<${p}workbook ${xmlns} xmlns:r="${rels}"><${p}workbookPr/><${p}sheets><${p}sheet name="填报表" sheetId="3" r:id="rId1"/><${p}sheet name="附表" sheetId="7" r:id="rId2"/></${p}sheets><${p}definedNames><${p}definedName name="投资额">填报表!$B$3:$B$4</${p}definedName></${p}definedNames><${p}calcPr calcId="191029"/></${p}workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relations([
        ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
        ['rId2', 'worksheet', '/xl/worksheets/sheet2.xml'],
        ['rId3', 'styles', 'styles.xml'],
        ['rId4', 'sharedStrings', 'sharedStrings.xml'],
        ['rId5', 'calcChain', 'calcChain.xml'],
        ...(options.macros ? ([['rId6', 'vbaProject', 'vbaProject.bin']] as [string, string, string][]) : []),
      ]),
    ],
    ['xl/worksheets/sheet1.xml', sheetXml(options, rels, main)],
    [
      'xl/worksheets/sheet2.xml',
      `${declaration}<worksheet xmlns="${main}" xmlns:r="${rels}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>项目</t></is></c><c r="B1" t="inlineStr"><is><t>数额</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>甲</t></is></c><c r="B2"><v>5</v></c><c r="F2"><f>填报表!B5+1</f><v>31</v></c></row><row r="3"><c r="B3"/><c r="F3"><f>B2*2</f><v>10</v></c></row></sheetData><tableParts count="1"><tablePart r:id="rId1"/></tableParts></worksheet>`,
    ],
    [
      'xl/worksheets/_rels/sheet1.xml.rels',
      relations([
        ['rId1', 'drawing', '../drawings/drawing1.xml'],
        ['rId2', 'vmlDrawing', '../drawings/vmlDrawing1.vml'],
        ['rId3', 'comments', '../comments1.xml'],
      ]),
    ],
    ['xl/worksheets/_rels/sheet2.xml.rels', relations([['rId1', 'table', '../tables/table1.xml']])],
    [
      'xl/tables/table1.xml',
      `${declaration}<table xmlns="${main}" id="1" name="表1" displayName="表1" ref="A1:B3" totalsRowShown="0"><autoFilter ref="A1:B3"/><tableColumns count="2"><tableColumn id="1" name="项目"/><tableColumn id="2" name="数额"/></tableColumns><tableStyleInfo name="TableStyleMedium2" showRowStripes="1"/></table>`,
    ],
    [
      'xl/styles.xml',
      `${declaration}<styleSheet xmlns="${main}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="10" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="9" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles><dxfs count="1"><dxf><font><color rgb="FFFF0000"/></font></dxf></dxfs></styleSheet>`,
    ],
    [
      'xl/sharedStrings.xml',
      `${declaration}<${p}sst ${xmlns} count="10" uniqueCount="10">${strings
        .map((text, at) =>
          at === 8
            ? `<${p}si><${p}r><${p}rPr><${p}b/></${p}rPr><${p}t>填报：</${p}t></${p}r><${p}r><${p}t>{{unit}}，{{ A01@U2 }}万元</${p}t></${p}r></${p}si>`
            : `<${p}si><${p}t>${text}</${p}t></${p}si>`,
        )
        .join('')}</${p}sst>`,
    ],
    [
      'xl/calcChain.xml',
      `${declaration}<calcChain xmlns="${main}"><c r="B5" i="3"/><c r="C5"/><c r="C4"/><c r="C3" l="1"/><c r="E1"/><c r="E2" a="1"/><c r="A6"/><c r="F2" i="7"/><c r="F3"/></calcChain>`,
    ],
    [
      'xl/comments1.xml',
      `${declaration}<comments xmlns="${main}"><authors><author>a</author></authors><commentList><comment ref="B4" authorId="0"><text><t>按合同额填</t></text></comment></commentList></comments>`,
    ],
    [
      'xl/drawings/vmlDrawing1.vml',
      '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"/><v:shape id="_x0000_s1025" type="#_x0000_t202" style="visibility:hidden"><v:textbox/><x:ClientData ObjectType="Note"><x:Anchor>2, 15, 2, 4, 5, 15, 6, 4</x:Anchor><x:Row>3</x:Row><x:Column>1</x:Column></x:ClientData></v:shape></xml>',
    ],
    ['xl/drawings/drawing1.xml', drawingXml()],
    [
      'xl/drawings/_rels/drawing1.xml.rels',
      relations([
        ['rId1', 'chart', '../charts/chart1.xml'],
        ['rId2', 'image', '../media/image1.png'],
      ]),
    ],
    ['xl/charts/chart1.xml', chartXml()],
    ['xl/media/image1.png', pixel],
    ...(options.macros
      ? ([['xl/vbaProject.bin', Uint8Array.from([1, 2, 3, 4, 5])]] as [string, Uint8Array][])
      : []),
  ];
  return writeZip(
    parts.map(([name, content]) =>
      packEntry(name, typeof content === 'string' ? new TextEncoder().encode(content) : content),
    ),
  );
}

/** A flat OpenDocument sheet with chart-less extras, saved as .xlsx by LibreOffice itself. */
const fods = `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" xmlns:chart="urn:oasis:names:tc:opendocument:xmlns:chart:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:styles><style:style style:name="red" style:family="table-cell"><style:text-properties fo:color="#ff0000"/></style:style></office:styles>
<office:body><office:spreadsheet>
<table:content-validations><table:content-validation table:name="val1" table:condition="of:cell-content-is-decimal-number() and cell-content()&gt;=0" table:base-cell-address="表一.B2"/></table:content-validations>
<table:table table:name="表一"><table:shapes>
<draw:frame draw:z-index="0" svg:width="8cm" svg:height="6cm" svg:x="1cm" svg:y="6cm"><draw:object><office:document xmlns:dr3d="urn:oasis:names:tc:opendocument:xmlns:dr3d:1.0" office:mimetype="application/vnd.oasis.opendocument.chart" office:version="1.3"><office:body><office:chart><chart:chart chart:class="chart:bar" svg:width="8cm" svg:height="6cm"><chart:plot-area table:cell-range-address="表一.A1:表一.B3" chart:data-source-has-labels="both"><chart:axis chart:dimension="x"/><chart:axis chart:dimension="y"/><chart:series chart:values-cell-range-address="表一.B2:表一.B3" chart:class="chart:bar"><chart:data-point chart:repeated="2"/></chart:series></chart:plot-area></chart:chart></office:chart></office:body></office:document></draw:object></draw:frame>
<draw:frame draw:z-index="1" svg:width="2cm" svg:height="2cm" svg:x="10cm" svg:y="6cm"><draw:image><office:binary-data>iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==</office:binary-data></draw:image></draw:frame>
<draw:frame draw:z-index="2" svg:width="4cm" svg:height="2cm" svg:x="13cm" svg:y="6cm"><draw:text-box><text:p>填表说明</text:p></draw:text-box></draw:frame>
</table:shapes>
<table:table-row><table:table-cell office:value-type="string"><text:p>乡镇</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>产量</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>甲镇</text:p></table:table-cell><table:table-cell table:content-validation-name="val1" office:value-type="float" office:value="1"><text:p>1</text:p><office:annotation><dc:creator>x</dc:creator><text:p>按旬填报</text:p></office:annotation></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>乙镇</text:p></table:table-cell><table:table-cell table:content-validation-name="val1" office:value-type="float" office:value="2"><text:p>2</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>合计</text:p></table:table-cell><table:table-cell table:formula="of:=SUM([.B2:.B3])" office:value-type="float" office:value="3"><text:p>3</text:p></table:table-cell><table:table-cell table:formula="of:=IF([.B4]&gt;100;&quot;达标&quot;;&quot;未达标&quot;)" office:value-type="string"><text:p>未达标</text:p></table:table-cell></table:table-row>
<calcext:conditional-formats><calcext:conditional-format calcext:target-range-address="表一.B2:表一.B3"><calcext:condition calcext:apply-style-name="red" calcext:value="&lt;0" calcext:base-cell-address="表一.B2"/></calcext:conditional-format></calcext:conditional-formats>
</table:table>
<table:named-expressions><table:named-range table:name="产量区" table:base-cell-address="$表一.$A$1" table:cell-range-address="$表一.$B$2:.$B$3"/></table:named-expressions>
</office:spreadsheet></office:body></office:document>`;

/** The same kind of template as LibreOffice writes it. */
export async function officeTemplate(): Promise<Uint8Array> {
  const { folder, files } = await convertWithOffice(new TextEncoder().encode(fods), 'fods', 'xlsx');
  return readFileSync(join(folder, files[0]!));
}
