import type { SaxesParser } from 'saxes';
import { tidyText } from '../../shared/calc/outline/read-text.ts';
import type { TextBlock } from '../../shared/domain/outline.ts';
import { isContentsStyle, readOutlineLevel, type StyleTable, styleLevel } from './docx-styles.ts';

interface OpenParagraph {
  text: string;
  style?: string;
  level?: number;
}

interface OpenTable {
  readonly rows: string[][];
  row?: string[];
  cell?: { lines: string[]; span: number; goesOn: boolean };
}

/**
 * Collects blocks while a parser runs over document.xml. Deleted text, field codes and the fallback copy of drawings
 * are no text; a text box (often a 专栏) gives paragraphs of its own; a table inside a cell becomes text of that cell.
 */
export class DocumentText {
  readonly blocks: TextBlock[] = [];
  readonly #styles: StyleTable;
  readonly #paragraphs: OpenParagraph[] = [];
  readonly #tables: OpenTable[] = [];
  #inText = false;
  #skipped = 0;

  constructor(styles: StyleTable) {
    this.#styles = styles;
  }

  listenTo(parser: SaxesParser): void {
    parser.on('opentag', ({ name, attributes }) => this.#open(name, attributes as Record<string, unknown>));
    parser.on('closetag', ({ name }) => this.#close(name));
    parser.on('text', (text) => this.#add(this.#inText ? text : ''));
    parser.on('cdata', (text) => this.#add(this.#inText ? text : ''));
  }

  #add(text: string): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph && this.#skipped === 0) paragraph.text += text;
  }

  #open(name: string, attributes: Record<string, unknown>): void {
    if (name === 'mc:Fallback') this.#skipped += 1;
    if (this.#skipped > 0) return;
    const paragraph = this.#paragraphs.at(-1);
    const table = this.#tables.at(-1);
    const value = attributes['w:val'];
    if (name === 'w:p') this.#paragraphs.push({ text: '' });
    else if (name === 'w:t') this.#inText = true;
    else if (name === 'w:tab' || name === 'w:br' || name === 'w:cr') this.#add(' ');
    else if (name === 'w:noBreakHyphen') this.#add('-');
    else if (name === 'w:pStyle' && paragraph) paragraph.style = String(value ?? '');
    else if (name === 'w:outlineLvl' && paragraph) {
      const level = readOutlineLevel(attributes);
      if (level !== undefined) paragraph.level = level;
    } else if (name === 'w:tbl') this.#tables.push({ rows: [] });
    else if (name === 'w:tr' && table) table.row = [];
    else if (name === 'w:tc' && table) table.cell = { lines: [], span: 1, goesOn: false };
    else if (name === 'w:gridSpan' && table?.cell)
      table.cell.span = Math.min(Math.max(Number(value) || 1, 1), 64);
    // A vertical merge without `restart` is the lower part of the cell above.
    else if (name === 'w:vMerge' && table?.cell) table.cell.goesOn = value !== 'restart';
  }

  #close(name: string): void {
    if (name === 'mc:Fallback') {
      this.#skipped -= 1;
      return;
    }
    if (this.#skipped > 0) return;
    if (name === 'w:t') this.#inText = false;
    else if (name === 'w:p') this.#endParagraph();
    else if (name === 'w:tc') this.#endCell();
    else if (name === 'w:tr') this.#endRow();
    else if (name === 'w:tbl') this.#endTable();
  }

  #endParagraph(): void {
    const paragraph = this.#paragraphs.pop();
    const text = tidyText(paragraph?.text ?? '');
    if (!paragraph || text === '') return;
    const cell = this.#tables.at(-1)?.cell;
    if (cell) {
      cell.lines.push(text);
      return;
    }
    const level = paragraph.level ?? styleLevel(this.#styles, paragraph.style);
    const contents = isContentsStyle(this.#styles, paragraph.style);
    this.blocks.push({
      kind: 'paragraph',
      text,
      line: this.blocks.length + 1,
      ...(level !== undefined && !contents && { level }),
      ...(contents && { contents: true as const }),
    });
  }

  #endCell(): void {
    const table = this.#tables.at(-1);
    if (!table?.cell || !table.row) return;
    const { lines, span, goesOn } = table.cell;
    table.row.push(goesOn ? '' : lines.join('\n'), ...Array<string>(span - 1).fill(''));
    delete table.cell;
  }

  #endRow(): void {
    const table = this.#tables.at(-1);
    if (table?.row?.some((cell) => cell !== '')) table.rows.push(table.row);
    if (table) delete table.row;
  }

  #endTable(): void {
    const table = this.#tables.pop();
    if (!table || table.rows.length === 0) return;
    const outer = this.#tables.at(-1)?.cell;
    if (outer) outer.lines.push(...table.rows.map((row) => row.filter((cell) => cell !== '').join(' ')));
    else this.blocks.push({ kind: 'table', rows: table.rows, line: this.blocks.length + 1 });
  }
}
