import { parseAddress } from '../../../shared/text/cell-address.ts';
import { escapeXml } from '../write/xml-text.ts';
import type { FillChange } from './fill-change.ts';
import { tokenizeFormula } from './formula-tokens.ts';
import type { OpenedTemplate } from './opened-template.ts';
import { parseRange } from './scan-sheet.ts';
import { forEachTag, readPart, readRelations, type TemplateSheet, unsupported } from './template-package.ts';

/**
 * The header cells of a table (列表) must read as the table's own column names, or Excel repairs the file. A header
 * that gets another text is renamed in the table part too; where formulas name the old column it is refused.
 */
export function patchTableHeaders(
  opened: OpenedTemplate,
  changes: readonly FillChange[],
): [string, string][] {
  return opened.template.sheets.flatMap((sheet) => {
    const own = changes.filter((change) => opened.findSheet(change.sheet) === sheet);
    if (own.length === 0) return [];
    const tables = readRelations(opened.template.entries, sheet.part).filter(({ type }) => type === 'table');
    return tables.flatMap(({ target }) => patchTable(opened, sheet, target, own));
  });
}

interface TableHeader {
  readonly top: number;
  readonly left: number;
  readonly columns: readonly string[];
}

function readTable(xml: string): TableHeader | undefined {
  let header: { top: number; left: number } | undefined;
  const columns: string[] = [];
  forEachTag(xml, (name, attributes) => {
    const range = name === 'table' ? parseRange(attributes.ref ?? '') : undefined;
    if (range && attributes.headerRowCount !== '0') header = { top: range.top, left: range.left };
    if (name === 'tableColumn') columns.push(attributes.name ?? '');
  });
  return header ? { ...header, columns } : undefined;
}

function patchTable(
  opened: OpenedTemplate,
  sheet: TemplateSheet,
  part: string,
  changes: readonly FillChange[],
): [string, string][] {
  const xml = readPart(opened.template.entries, part);
  const table = readTable(xml);
  if (!table) return [];
  const names = [...table.columns];
  for (const change of changes) {
    const at = parseAddress(change.cell);
    const column = at?.row === table.top ? at.column - table.left : -1;
    if (names[column] === undefined) continue;
    const text = change.value && 'text' in change.value ? change.value.text : undefined;
    const taken = names.some((name, index) => index !== column && name.toLowerCase() === text?.toLowerCase());
    if (!text || taken || isNamed(opened, names[column])) {
      throw unsupported('table-header', { sheet: sheet.name, cell: change.cell });
    }
    names[column] = text;
  }
  if (names.every((name, at) => name === table.columns[at])) return [];
  let at = 0;
  const renamed = xml.replace(
    /<((?:\w+:)?tableColumn)\b([^>]*)>/g,
    (element: string, tag: string, attributes: string) => {
      const name = names[at];
      const old = table.columns[at];
      at += 1;
      if (name === undefined || name === old) return element;
      const value = escapeXml(name).replaceAll('\n', '_x000a_');
      return `<${tag}${attributes.replace(/(\sname=)(?:"[^"]*"|'[^']*')/, () => ` name="${value}"`)}>`;
    },
  );
  return [[part, renamed]];
}

/** Does any formula name this table column? */
function isNamed(opened: OpenedTemplate, column: string): boolean {
  return opened.template.sheets.some((sheet) =>
    [...opened.scan(sheet).cells.values()].some((cell) =>
      tokenizeFormula(cell.formula?.text ?? '').some(
        (token) => token.kind === 'structured' && token.text.includes(`[${column}]`),
      ),
    ),
  );
}
