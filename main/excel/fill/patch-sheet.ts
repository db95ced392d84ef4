import { printAddress } from '../../../shared/text/cell-address.ts';
import type { DecimalText } from '../../../shared/text/decimal.ts';
import { textElement } from '../write/xml-text.ts';
import type { FillValue } from './fill-change.ts';
import type { ScannedRow, ScannedSheet } from './scan-sheet.ts';

/** Rewrites single cells in the XML text of a sheet; every character outside them stays. */
export type CellEdit =
  /** A new value; a formula that stood there goes. `style`: another look than the cell had. */
  | { readonly row: number; readonly column: number; readonly value: FillValue; readonly style?: number }
  /** A formula keeps its text and gets a new cached result, or none. */
  | { readonly row: number; readonly column: number; readonly cached: DecimalText | null }
  /** A shared formula becomes a formula of its own. */
  | { readonly row: number; readonly column: number; readonly formula: string }
  /** Only the look changes. */
  | { readonly row: number; readonly column: number; readonly style: number };

interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Applies the edits; at most one of a kind per cell. */
export function patchSheet(sheet: ScannedSheet, edits: readonly CellEdit[]): string {
  const byRow = new Map<number, Map<number, CellEdit[]>>();
  for (const edit of edits) {
    const columns = byRow.get(edit.row) ?? new Map<number, CellEdit[]>();
    byRow.set(edit.row, columns);
    columns.set(edit.column, [...(columns.get(edit.column) ?? []), edit]);
  }
  const rows = new Map(sheet.rows.map((row) => [row.row, row]));
  const texts: TextEdit[] = [];
  const newRows: number[] = [];
  for (const [row, columns] of [...byRow].sort(([a], [b]) => a - b)) {
    const present = rows.get(row);
    if (present) texts.push(...patchRow(sheet, present, columns));
    else if (hasContent(columns)) newRows.push(row);
  }
  texts.push(...insertRows(sheet, newRows, byRow));
  const dimension = patchDimension(sheet, edits);
  if (dimension) texts.push(dimension);
  return applyEdits(sheet.text, texts);
}

function hasContent(columns: ReadonlyMap<number, readonly CellEdit[]>): boolean {
  return [...columns.values()].some((edits) =>
    edits.some((edit) => ('value' in edit && edit.value !== null) || 'style' in edit),
  );
}

function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = edits.map((edit, order) => ({ edit, order }));
  sorted.sort((a, b) => a.edit.start - b.edit.start || a.order - b.order);
  const pieces: string[] = [];
  let at = 0;
  for (const { edit } of sorted) {
    pieces.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  return pieces.join('') + text.slice(at);
}

function patchRow(
  sheet: ScannedSheet,
  row: ScannedRow,
  columns: ReadonlyMap<number, readonly CellEdit[]>,
): TextEdit[] {
  const edits: TextEdit[] = [];
  const inserted: { column: number; xml: string }[] = [];
  for (const [column, cellEdits] of [...columns].sort(([a], [b]) => a - b)) {
    const cell = row.cells.find((candidate) => candidate.column === column);
    if (cell) {
      const text = cellEdits.reduce(
        (xml, edit) => editCell(sheet.prefix, xml, edit),
        sheet.text.slice(cell.start, cell.end),
      );
      edits.push({ start: cell.start, end: cell.end, text });
    } else {
      const xml = newCell(sheet, row, row.row, column, cellEdits);
      if (xml) inserted.push({ column, xml });
    }
  }
  return inserted.length > 0 ? [...edits, ...insertCells(sheet, row, inserted)] : edits;
}

function insertCells(
  sheet: ScannedSheet,
  row: ScannedRow,
  inserted: readonly { column: number; xml: string }[],
): TextEdit[] {
  const open = sheet.text.slice(row.start, row.openEnd);
  const columns = inserted.map(({ column }) => column);
  const widened = widenSpans(open, Math.min(...columns), Math.max(...columns));
  if (open.endsWith('/>')) {
    const cells = inserted.map(({ xml }) => xml).join('');
    const text = `${widened.replace(/\s*\/>$/, '>')}${cells}</${sheet.prefix}row>`;
    return [{ start: row.start, end: row.end, text }];
  }
  const edits: TextEdit[] = inserted.map(({ column, xml }) => {
    const next = row.cells.find((cell) => cell.column > column);
    const at = next?.start ?? row.closeStart;
    return { start: at, end: at, text: xml };
  });
  return widened === open ? edits : [{ start: row.start, end: row.openEnd, text: widened }, ...edits];
}

/** `spans="2:5"` says which columns a row uses; a cell outside would contradict it. */
function widenSpans(open: string, first: number, last: number): string {
  return open.replace(
    /(\sspans=)(["'])(\d+):(\d+)\2/,
    (_, name: string, quote: string, from: string, to: string) => {
      const low = Math.min(Number(from), first + 1);
      const high = Math.max(Number(to), last + 1);
      return `${name}${quote}${low}:${high}${quote}`;
    },
  );
}

function insertRows(
  sheet: ScannedSheet,
  newRows: readonly number[],
  byRow: ReadonlyMap<number, ReadonlyMap<number, readonly CellEdit[]>>,
): TextEdit[] {
  const rowXml = (row: number) => {
    const cells = [...byRow.get(row)!]
      .sort(([a], [b]) => a - b)
      .map(([column, edits]) => newCell(sheet, undefined, row, column, edits));
    return `<${sheet.prefix}row r="${row + 1}">${cells.join('')}</${sheet.prefix}row>`;
  };
  const { data, prefix, text } = sheet;
  const open = text.slice(data.start, data.openEnd);
  if (newRows.length > 0 && open.endsWith('/>')) {
    const rows = newRows.map(rowXml).join('');
    return [
      {
        start: data.start,
        end: data.end,
        text: `${open.replace(/\s*\/>$/, '>')}${rows}</${prefix}sheetData>`,
      },
    ];
  }
  return newRows.map((row) => {
    const next = sheet.rows.find((candidate) => candidate.row > row);
    const at = next?.start ?? data.closeStart;
    return { start: at, end: at, text: rowXml(row) };
  });
}

function newCell(
  sheet: ScannedSheet,
  row: ScannedRow | undefined,
  rowIndex: number,
  column: number,
  edits: readonly CellEdit[],
): string {
  const style = edits
    .map((edit) => ('style' in edit ? edit.style : undefined))
    .find((index) => index !== undefined);
  const value = edits
    .map((edit) => ('value' in edit ? edit.value : null))
    .find((candidate) => candidate !== null);
  if (!value && style === undefined) return '';
  const inherited =
    row?.style ??
    sheet.columnStyles.find((range) => column >= range.first && column <= range.last)?.style ??
    0;
  const look = style ?? inherited;
  const open = `<${sheet.prefix}c r="${printAddress(rowIndex, column)}"${look === 0 ? '' : ` s="${look}"`}`;
  return closeCell(sheet.prefix, open, value ?? null);
}

/** `open` is the start tag without its end; the value decides type and content. */
function closeCell(prefix: string, open: string, value: FillValue): string {
  if (value === null) return `${open}/>`;
  if ('number' in value) return `${open}><${prefix}v>${value.number}</${prefix}v></${prefix}c>`;
  const inner = value.rich ?? textElement(value.text, prefix);
  return `${open} t="inlineStr"><${prefix}is>${inner}</${prefix}is></${prefix}c>`;
}

function dropAttribute(open: string, name: string): string {
  return open.replace(new RegExp(`\\s${name}=(?:"[^"]*"|'[^']*')`), '');
}

function editCell(prefix: string, xml: string, edit: CellEdit): string {
  const styled = 'style' in edit && edit.style !== undefined ? restyle(xml, edit.style) : xml;
  if ('value' in edit) {
    const open = styled.slice(0, styled.indexOf('>')).replace(/\s*\/$/, '');
    return closeCell(prefix, ['t', 'cm', 'vm'].reduce(dropAttribute, open), edit.value);
  }
  if ('formula' in edit) return rewriteFormula(prefix, styled, edit.formula);
  if ('cached' in edit) return recache(prefix, styled, edit.cached);
  return styled;
}

function restyle(xml: string, style: number): string {
  const end = xml.indexOf('>');
  const open = dropAttribute(xml.slice(0, end), 's');
  const selfClosing = open.endsWith('/');
  return `${selfClosing ? open.slice(0, -1).trimEnd() : open} s="${style}"${selfClosing ? '/' : ''}${xml.slice(end)}`;
}

function rewriteFormula(prefix: string, xml: string, formula: string): string {
  const element = new RegExp(`<${prefix}f\\b[^>]*?(?:/>|>[^<]*</${prefix}f\\s*>)`);
  const escaped = formula.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return xml.replace(element, () => `<${prefix}f>${escaped}</${prefix}f>`);
}

function recache(prefix: string, xml: string, cached: DecimalText | null): string {
  const end = xml.indexOf('>');
  const open = dropAttribute(xml.slice(0, end), 't');
  const value = new RegExp(`<${prefix}v\\b[^>]*?(?:/>|>[^<]*</${prefix}v\\s*>)`);
  const rest = xml.slice(end);
  const withoutInline = rest.replace(new RegExp(`<${prefix}is\\b[\\s\\S]*?</${prefix}is\\s*>`), '');
  if (cached === null) return open + withoutInline.replace(value, '');
  const element = `<${prefix}v>${cached}</${prefix}v>`;
  if (value.test(withoutInline)) return open + withoutInline.replace(value, element);
  return (
    open +
    withoutInline.replace(new RegExp(`(<${prefix}f\\b[^>]*?(?:/>|>[^<]*</${prefix}f\\s*>))`), `$1${element}`)
  );
}

function patchDimension(sheet: ScannedSheet, edits: readonly CellEdit[]): TextEdit | undefined {
  const { dimension } = sheet;
  const written = edits.filter((edit) => ('value' in edit && edit.value !== null) || 'style' in edit);
  if (!dimension || written.length === 0) return undefined;
  const rows = written.map((edit) => edit.row);
  const columns = written.map((edit) => edit.column);
  const range = {
    top: Math.min(dimension.range.top, ...rows),
    left: Math.min(dimension.range.left, ...columns),
    bottom: Math.max(dimension.range.bottom, ...rows),
    right: Math.max(dimension.range.right, ...columns),
  };
  const old = dimension.range;
  if (
    range.top === old.top &&
    range.left === old.left &&
    range.bottom === old.bottom &&
    range.right === old.right
  ) {
    return undefined;
  }
  const ref = `${printAddress(range.top, range.left)}:${printAddress(range.bottom, range.right)}`;
  const tag = sheet.text.slice(dimension.start, dimension.end);
  return {
    start: dimension.start,
    end: dimension.end,
    text: tag.replace(/(\sref=)(["'])[^"']*\2/, `$1$2${ref}$2`),
  };
}
