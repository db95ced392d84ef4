import { SaxesParser } from 'saxes';
import type { CellRange } from '../../../shared/domain/sheet.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { parseAddress } from '../../../shared/text/cell-address.ts';

/**
 * Finds where each row and cell of a sheet stands in its XML text, so that only they are rewritten and every other
 * character stays. Offsets are UTF-16 positions in the text. Rows and cells without `r` count on from the one before.
 */
export interface ScannedFormula {
  readonly text: string;
  /** `shared`, `array`, `dataTable`; undefined for a plain one. */
  readonly type: string | undefined;
  readonly ref: CellRange | undefined;
  readonly sharedIndex: string | undefined;
}

export interface ScannedCell {
  readonly row: number;
  readonly column: number;
  readonly start: number;
  /** After the opening tag. */
  readonly openEnd: number;
  readonly end: number;
  readonly style: number;
  readonly type: string | undefined;
  readonly formula: ScannedFormula | undefined;
  /** Text of `<v>`; undefined where there is none. */
  readonly value: string | undefined;
  /** Text of an inline string. */
  readonly inline: string | undefined;
}

export interface ScannedRow {
  readonly row: number;
  readonly start: number;
  readonly openEnd: number;
  /** Where `</row>` begins; equals `openEnd` for `<row/>`. */
  readonly closeStart: number;
  readonly end: number;
  readonly style: number | undefined;
  readonly cells: readonly ScannedCell[];
}

export interface ScannedSheet {
  readonly text: string;
  /** `x:` where the sheet's elements are prefixed, else ''. */
  readonly prefix: string;
  readonly rows: readonly ScannedRow[];
  readonly data: {
    readonly start: number;
    readonly openEnd: number;
    readonly closeStart: number;
    readonly end: number;
  };
  readonly dimension: { readonly start: number; readonly end: number; readonly range: CellRange } | undefined;
  readonly columnStyles: readonly { readonly first: number; readonly last: number; readonly style: number }[];
  readonly merges: readonly CellRange[];
  readonly cells: ReadonlyMap<string, ScannedCell>;
}

/** `B2:D9`, `$B$2`, or a single address. */
export function parseRange(text: string): CellRange | undefined {
  const [first = '', last = first] = text.split(':');
  const from = parseAddress(first);
  const to = parseAddress(last);
  if (!from || !to) return undefined;
  return { top: from.row, left: from.column, bottom: to.row, right: to.column };
}

export function cellKey(row: number, column: number): string {
  return `${row},${column}`;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type OpenRow = Mutable<ScannedRow> & { cells: ScannedCell[] };

class SheetScanner {
  readonly rows: ScannedRow[] = [];
  readonly cells = new Map<string, ScannedCell>();
  readonly merges: CellRange[] = [];
  readonly columnStyles: { first: number; last: number; style: number }[] = [];
  prefix = '';
  data: Mutable<ScannedSheet['data']> | undefined;
  dimension: ScannedSheet['dimension'];
  private row: OpenRow | undefined;
  private cell: Mutable<ScannedCell> | undefined;
  private formula: Mutable<ScannedFormula> | undefined;
  private collecting: 'value' | 'formula' | 'inline' | undefined;
  private phonetic = 0;
  private depth = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** No `<` can stand inside a tag, so the last one before the position opens it. */
  private tagStart(position: number): number {
    return this.text.lastIndexOf('<', position - 1);
  }

  open(name: string, attributes: Record<string, string>, position: number): void {
    if (this.depth++ === 0) this.prefix = name.includes(':') ? name.slice(0, name.indexOf(':') + 1) : '';
    if (!name.startsWith(this.prefix)) return;
    const start = this.tagStart(position);
    switch (name.slice(this.prefix.length)) {
      case 'dimension': {
        const range = parseRange(attributes.ref ?? '');
        if (range) this.dimension = { start, end: position, range };
        return;
      }
      case 'col':
        if (attributes.style) {
          this.columnStyles.push({
            first: Number(attributes.min) - 1,
            last: Number(attributes.max) - 1,
            style: Number(attributes.style),
          });
        }
        return;
      case 'mergeCell': {
        const range = parseRange(attributes.ref ?? '');
        if (range) this.merges.push(range);
        return;
      }
      case 'sheetData':
        this.data = { start, openEnd: position, closeStart: position, end: position };
        return;
      case 'row':
        this.openRow(attributes, start, position);
        return;
      case 'c':
        this.openCell(attributes, start, position);
        return;
      default:
        this.openInCell(name.slice(this.prefix.length), attributes);
    }
  }

  private openRow(attributes: Record<string, string>, start: number, position: number): void {
    const row = attributes.r ? Number(attributes.r) - 1 : (this.rows.at(-1)?.row ?? -1) + 1;
    const style = attributes.s && attributes.customFormat !== '0' ? Number(attributes.s) : undefined;
    this.row = { row, start, openEnd: position, closeStart: position, end: position, style, cells: [] };
  }

  private openCell(attributes: Record<string, string>, start: number, position: number): void {
    if (!this.row) return;
    const address = attributes.r ? parseAddress(attributes.r) : undefined;
    this.cell = {
      row: this.row.row,
      column: address?.column ?? (this.row.cells.at(-1)?.column ?? -1) + 1,
      start,
      openEnd: position,
      end: position,
      style: Number(attributes.s ?? 0),
      type: attributes.t,
      formula: undefined,
      value: undefined,
      inline: undefined,
    };
  }

  private openInCell(name: string, attributes: Record<string, string>): void {
    if (!this.cell) return;
    if (name === 'rPh') this.phonetic += 1;
    if (name === 'v') {
      this.collecting = 'value';
      this.cell.value = '';
    } else if (name === 't' && this.phonetic === 0) {
      this.collecting = 'inline';
      this.cell.inline ??= '';
    } else if (name === 'f') {
      this.collecting = 'formula';
      this.formula = {
        text: '',
        type: attributes.t === 'normal' ? undefined : attributes.t,
        ref: parseRange(attributes.ref ?? ''),
        sharedIndex: attributes.si,
      };
      this.cell.formula = this.formula;
    }
  }

  addText(text: string): void {
    if (!this.cell || !this.collecting) return;
    if (this.collecting === 'value') this.cell.value += text;
    else if (this.collecting === 'inline') this.cell.inline += text;
    else if (this.formula) this.formula.text += text;
  }

  close(name: string, selfClosing: boolean, position: number): void {
    this.depth -= 1;
    if (!name.startsWith(this.prefix)) return;
    const closeStart = selfClosing ? position : this.tagStart(position);
    const local = name.slice(this.prefix.length);
    if (local === 'v' || local === 't' || local === 'f') this.collecting = undefined;
    if (local === 'rPh') this.phonetic -= 1;
    if (local === 'c' && this.cell && this.row) {
      this.cell.end = position;
      this.row.cells.push(this.cell);
      this.cells.set(cellKey(this.cell.row, this.cell.column), this.cell);
      this.cell = undefined;
    }
    if (local === 'row' && this.row) {
      this.rows.push(Object.assign(this.row, { closeStart, end: position }));
      this.row = undefined;
    }
    if (local === 'sheetData' && this.data) Object.assign(this.data, { closeStart, end: position });
  }
}

/** Scans the XML of a worksheet. Errors: `damaged` where it is no readable sheet. */
export function scanSheet(text: string): ScannedSheet {
  const scanner = new SheetScanner(text);
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw new AppError('damaged', { reason: 'xml' }, { cause: error });
  });
  parser.on('opentag', (tag) =>
    scanner.open(tag.name, tag.attributes as Record<string, string>, parser.position),
  );
  parser.on('text', (value) => scanner.addText(value));
  parser.on('cdata', (value) => scanner.addText(value));
  parser.on('closetag', (tag) => scanner.close(tag.name, tag.isSelfClosing, parser.position));
  parser.write(text).close();
  if (!scanner.data) throw new AppError('damaged', { reason: 'no-sheet-data' });
  const { prefix, rows, data, dimension, columnStyles, merges, cells } = scanner;
  return { text, prefix, rows, data, dimension, columnStyles, merges, cells };
}

/** `oBase_x0041_`: readers decode such escapes in cell texts (ECMA-376 22.4.2.4). */
export function decodeEscapes(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;
}
