/** Workbooks written part by part, so that a test can bend any of them. */
import { makeZip, type ZipEntry } from './make-zip.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelationships = 'http://schemas.openxmlformats.org/package/2006/relationships';

export interface OoxmlParts {
  /** Content of `sheetData`. */
  readonly rows?: string;
  /** Whole xml of the worksheet instead. */
  readonly sheet?: string | Uint8Array;
  readonly beforeRows?: string;
  readonly afterRows?: string;
  readonly sheetName?: string;
  readonly sheetState?: string;
  readonly workbook?: string;
  readonly workbookPr?: string;
  readonly names?: string;
  readonly strings?: readonly string[];
  readonly styles?: string;
  readonly sheetRelationships?: string;
  readonly more?: readonly ZipEntry[];
}

export const worksheet = (before: string, rows: string, after: string): string =>
  `<?xml version="1.0"?><worksheet xmlns="${main}" xmlns:r="${office}">${before}<sheetData>${rows}</sheetData>${after}</worksheet>`;

export function makeOoxmlEntries(parts: OoxmlParts = {}): ZipEntry[] {
  const { rows = '', beforeRows = '', afterRows = '', sheetName = '报表', sheetState } = parts;
  const state = sheetState === undefined ? '' : ` state="${sheetState}"`;
  const workbook = `<workbook xmlns="${main}" xmlns:r="${office}">${parts.workbookPr ?? ''}<sheets><sheet name="${sheetName}" sheetId="1"${state} r:id="rId1"/></sheets>${parts.names ?? ''}</workbook>`;
  const link = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
  const relationships = (content: string): string =>
    `<Relationships xmlns="${packageRelationships}">${content}</Relationships>`;
  const strings = parts.strings?.map((text) => `<si><t>${text}</t></si>`).join('');
  const entries: ZipEntry[] = [
    { name: '[Content_Types].xml', data: '<Types/>' },
    { name: '_rels/.rels', data: relationships(link('rId1', 'officeDocument', 'xl/workbook.xml')) },
    { name: 'xl/workbook.xml', data: parts.workbook ?? workbook },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: relationships(
        link('rId1', 'worksheet', 'worksheets/sheet1.xml') +
          link('rId2', 'sharedStrings', 'sharedStrings.xml') +
          link('rId3', 'styles', 'styles.xml'),
      ),
    },
    { name: 'xl/worksheets/sheet1.xml', data: parts.sheet ?? worksheet(beforeRows, rows, afterRows) },
  ];
  if (strings !== undefined)
    entries.push({ name: 'xl/sharedStrings.xml', data: `<sst xmlns="${main}">${strings}</sst>` });
  if (parts.styles !== undefined)
    entries.push({ name: 'xl/styles.xml', data: `<styleSheet xmlns="${main}">${parts.styles}</styleSheet>` });
  if (parts.sheetRelationships !== undefined)
    entries.push({
      name: 'xl/worksheets/_rels/sheet1.xml.rels',
      data: relationships(parts.sheetRelationships),
    });
  return [...entries, ...(parts.more ?? [])];
}

export const makeOoxml = (parts: OoxmlParts = {}): Uint8Array => makeZip(makeOoxmlEntries(parts));

export const oneRow =
  '<row r="1"><c r="A1" t="inlineStr"><is><t>指标</t></is></c><c r="B1"><v>1.5</v></c></row>';
