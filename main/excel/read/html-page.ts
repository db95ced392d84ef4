/**
 * HTML pages named .xls, as Excel and WPS open them: one sheet, the page's texts and tables one below the other, so that
 * titles and unit lines stand over their table and a cell has the address that the sender sees. One pass over the text,
 * no document tree. A table inside a cell follows below it: pages use the outer one for their layout.
 */
import type { SideText } from '../../../shared/calc/personal-data/scan-workbook.ts';
import type { Cell, CellRange } from '../../../shared/domain/sheet.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { type CellBudget, spend } from './cell-budget.ts';
import { decodeEntities } from './html-entities.ts';
import type { ReadLimits } from './limits.ts';
import { readPlainCell } from './plain-cell.ts';
import type { Read } from './read-workbook.ts';

interface OpenTable {
  /** Row and column of the next cell; the row before the table's first until one begins. */
  row: number;
  column: number;
  rows: number;
  /** Where the table's own merges begin in the page's list: they end with the table's last row. */
  readonly merges: number;
  /** Columns taken by cells that reach down from above: column → first free row. */
  readonly taken: Map<number, number>;
  /** The cell being read: where it stands and how far it reaches. */
  cell: CellRange | undefined;
  /** A table inside has ended: what follows of this one stands below it. */
  below: boolean;
}

/** Texts of these are no part of the page. */
const unseen = new Set(['script', 'style', 'noscript', 'template', 'head', 'select', 'textarea', 'object']);
/** Start and end of these end a line of text. */
const blocks = new Set(
  'p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd pre center form section article header footer caption blockquote address fieldset body'.split(
    ' ',
  ),
);

/** So much of a page's head is looked at for its author and title. */
const longestHead = 65_536;
/** Tables inside tables; no page of people's making comes near. */
const deepest = 200;
const widest = 1000;
const tallest = 65_534;

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

class Page {
  readonly cells: Cell[] = [];
  readonly merges: Mutable<CellRange>[] = [];
  readonly hiddenRows: number[] = [];
  readonly #budget: CellBudget;
  readonly #tables: OpenTable[] = [];
  #nextRow = 0;
  #text = '';
  /** Columns kept free for cells that reach down: a page may claim more of them than it has cells. */
  #reserved = 0;

  constructor(limits: ReadLimits) {
    this.#budget = { limits, cells: 0, characters: 0 };
  }

  addText(text: string): void {
    const collapsed = decodeEntities(text.replace(/[ \t\r\n\f]+/g, ' '));
    this.#text += /(?:^|[ \n])$/.test(this.#text) ? collapsed.replace(/^ /, '') : collapsed;
  }

  openTag(name: string, attributes: string): void {
    if (name === 'table') this.#openTable();
    else if (name === 'tr') this.#openRow(attributes);
    else if (name === 'td' || name === 'th') this.#openCell(attributes);
    else if (name === 'br') this.#breakLine();
    else if (name === 'hr' && !this.#inCell) this.#nextRow += 1;
    else if (blocks.has(name)) this.#endBlock();
  }

  closeTag(name: string): void {
    if (name === 'table') this.#closeTable();
    else if (name === 'caption') this.#endCaption();
    else if (name === 'td' || name === 'th' || name === 'tr') this.#closeCell();
    else if (blocks.has(name)) this.#endBlock();
  }

  end(): void {
    while (this.#tables.length > 0) this.#closeTable();
    this.#endBlock();
    this.cells.sort((a, b) => a.row - b.row || a.column - b.column);
  }

  get #inCell(): boolean {
    return this.#tables.at(-1)?.cell !== undefined;
  }

  #openTable(): void {
    const outer = this.#tables.at(-1);
    if (outer?.cell) {
      this.#place(outer.cell.top, outer.cell.left);
      // Where nothing of the outer table stands in the row, the inner one begins there.
      this.#nextRow = this.cells.at(-1)?.row === outer.row ? outer.row + 1 : outer.row;
    } else this.#endBlock();
    if (this.#tables.length >= deepest) throw new AppError('damaged', { reason: 'unreadable' });
    const row = this.#nextRow - 1;
    this.#tables.push({
      row,
      column: 0,
      rows: 0,
      merges: this.merges.length,
      taken: new Map(),
      cell: undefined,
      below: false,
    });
  }

  #closeTable(): void {
    this.#closeCell();
    const table = this.#tables.pop();
    if (!table) return;
    for (let index = table.merges; index < this.merges.length; index += 1) {
      const range = this.merges[index]!;
      range.bottom = Math.min(range.bottom, Math.max(range.top, table.row));
    }
    this.#nextRow = Math.max(this.#nextRow, table.row + 1);
    const outer = this.#tables.at(-1);
    if (!outer) return;
    outer.row = this.#nextRow - 1;
    outer.below = true;
    const left = outer.cell?.left ?? 0;
    outer.cell = { top: this.#nextRow, bottom: this.#nextRow, left, right: left };
  }

  /** A caption is a line over the table. */
  #endCaption(): void {
    const table = this.#tables.at(-1);
    if (!table || table.rows > 0) this.#endBlock();
    else if (this.#text.trim() !== '') this.#place((table.row += 1), 0);
  }

  #openRow(attributes: string): void {
    const table = this.#tables.at(-1);
    if (!table) return;
    this.#closeCell();
    table.row = table.below ? this.#nextRow : table.row + 1;
    table.below = false;
    table.rows += 1;
    table.column = 0;
    if (/display:\s*none/i.test(attributes)) this.hiddenRows.push(table.row);
  }

  #openCell(attributes: string): void {
    const table = this.#tables.at(-1);
    if (!table) {
      this.#endBlock();
      return;
    }
    this.#closeCell();
    if (table.rows === 0) this.#openRow('');
    else if (table.below) table.row = this.#nextRow;
    table.below = false;
    while ((table.taken.get(table.column) ?? 0) > table.row) table.column += 1;
    const wide = spanOf(attributes, 'colspan', widest);
    const high = spanOf(attributes, 'rowspan', tallest);
    const { row: top, column: left } = table;
    table.cell = { top, left, bottom: top + high - 1, right: left + wide - 1 };
    if (wide > 1 || high > 1) this.merges.push({ ...table.cell });
    if (high > 1) this.#reserve(table, left, wide, top + high);
    table.column = left + wide;
    this.#text = '';
  }

  #reserve(table: OpenTable, left: number, wide: number, until: number): void {
    const { limits } = this.#budget;
    this.#reserved += wide;
    if (this.#reserved > limits.cells || left >= limits.columns)
      throw new AppError('too-big', { limit: 'cells' });
    for (let column = left; column < left + wide; column += 1) table.taken.set(column, until);
  }

  #closeCell(): void {
    const table = this.#tables.at(-1);
    if (!table?.cell) return;
    this.#place(table.cell.top, table.cell.left);
    table.cell = undefined;
  }

  #breakLine(): void {
    if (this.#inCell) this.#text += '\n';
    else if (this.#tables.length === 0) {
      this.#place(this.#nextRow, 0);
      this.#nextRow += 1;
    }
  }

  /** Outside tables a block of text is a row; an empty one is none, a blank that does not break is. */
  #endBlock(): void {
    if (this.#inCell) {
      if (this.#text.trim() !== '' && !this.#text.endsWith('\n')) this.#text += '\n';
    } else if (this.#tables.length > 0) this.#text = '';
    else if (/[^ \n]/.test(this.#text)) {
      this.#place(this.#nextRow, 0);
      this.#nextRow += 1;
    } else this.#text = '';
  }

  #place(row: number, column: number): void {
    const cell = readPlainCell(row, column, this.#text.replace(/^[ \n]+|[ \n]+$/g, ''));
    this.#text = '';
    if (!cell) return;
    if (this.#tables.length > 0) this.#nextRow = Math.max(this.#nextRow, row + 1);
    spend(this.#budget, cell);
    this.cells.push(cell);
  }
}

function spanOf(attributes: string, name: 'colspan' | 'rowspan', most: number): number {
  const match = new RegExp(`\\b${name}\\s*=\\s*["']?\\s*(\\d{1,6})`, 'i').exec(attributes);
  return Math.min(Math.max(Number(match?.[1] ?? 1), 1), most);
}

/** Throws AppError `too-big`, `damaged` (tables nested without end). */
export function readHtmlPage(text: string, limits: ReadLimits): Read {
  const page = new Page(limits);
  const head = walk(text, page);
  page.end();
  const { cells, merges, hiddenRows } = page;
  const name = /<x:Name>([^<]{1,31})<\/x:Name>/i.exec(text.slice(0, longestHead))?.[1];
  const sheet = { visibility: 'visible', cells, merges, hiddenRows, hiddenColumns: [], pictures: 0 } as const;
  return {
    workbook: {
      format: 'html',
      sheets: [{ ...sheet, name: name === undefined ? 'Sheet1' : decodeEntities(name) }],
      notes: [],
    },
    sideTexts: head === '' ? [] : ([{ place: 'property', text: head }] satisfies SideText[]),
  };
}

/** Hands texts and tags to the page; comes back with the texts of the head (title, author), which are scanned only. */
function walk(text: string, page: Page): string {
  let head = '';
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('<', at);
    const end = open < 0 ? text.length : open;
    if (end > at) page.addText(text.slice(at, end));
    if (open < 0) break;
    if (!/[a-zA-Z/!?]/.test(text[open + 1] ?? '')) {
      page.addText('<');
      at = open + 1;
      continue;
    }
    const tag = readTag(text, open);
    at = tag.end;
    if (tag.closing) page.closeTag(tag.name);
    else if (unseen.has(tag.name)) {
      const close = findClose(text, tag.name, at);
      if (tag.name === 'head')
        head = text
          .slice(at, Math.min(close, at + longestHead))
          .replace(/<[^>]*>/g, ' ')
          .trim();
      at = close;
    } else page.openTag(tag.name, tag.attributes);
  }
  return head;
}

interface Tag {
  readonly name: string;
  readonly closing: boolean;
  readonly attributes: string;
  readonly end: number;
}

function readTag(text: string, open: number): Tag {
  if (text.startsWith('<!--', open)) {
    const close = text.indexOf('-->', open + 4);
    return { name: '', closing: false, attributes: '', end: close < 0 ? text.length : close + 3 };
  }
  const close = text.indexOf('>', open);
  const inner = text.slice(open + 1, close < 0 ? text.length : close);
  const match = /^(\/?)([a-zA-Z][a-zA-Z0-9:]*)/.exec(inner);
  return {
    name: (match?.[2] ?? '').toLowerCase(),
    closing: match?.[1] === '/',
    attributes: inner.slice(match?.[0].length ?? 0),
    end: close < 0 ? text.length : close + 1,
  };
}

/** Where the element's end tag begins; the text's end where it has none (a head without end ends at the body). */
function findClose(text: string, name: string, from: number): number {
  const pattern = new RegExp(name === 'head' ? '</head|<body|<table' : `</${name}`, 'ig');
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}
