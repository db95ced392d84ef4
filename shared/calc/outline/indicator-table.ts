import type { ExtractedIndicator, TableBlock, TextBlock } from '../../domain/outline.ts';

/**
 * The main indicator table (主要指标表): found by its header words, read by column. Texts stay as printed; a category
 * cell that merging left empty is carried down, so a cell lost in scanning shifts categories: a person confirms.
 */

type Column = 'category' | 'no' | 'name' | 'unit' | 'base' | 'year' | 'total' | 'attribute';

interface Header {
  readonly columns: ReadonlyMap<Column, number>;
  /** First data row. */
  readonly first: number;
}

const flat = (text: string) => text.replace(/\s+/g, '');

function columnOf(cell: string): Column | undefined {
  const text = flat(cell);
  if (/^(?:类别|分类|领域|类型|类)$/.test(text)) return 'category';
  if (/^(?:序号|编号|No\.?)$/i.test(text)) return 'no';
  if (/^(?:主要)?指标(?:名称)?$|^(?:类别)?指标名$/.test(text)) return 'name';
  if (/^(?:计量)?单位$/.test(text)) return 'unit';
  if (/属性|性质|类型/.test(text)) return 'attribute';
  if (/年均|累计|增速|增长/.test(text)) return 'total';
  return undefined;
}

function yearOf(cell: string): number | undefined {
  const match = /(20\d{2})/.exec(cell);
  return match ? Number(match[1]) : undefined;
}

/** Columns of a header, which can be two rows deep (目标 over 2025年). */
function readHeaderRows(rows: readonly (readonly string[])[]): ReadonlyMap<Column, number> {
  const columns = new Map<Column, number>();
  const years: { at: number; year: number }[] = [];
  const width = Math.max(...rows.map((row) => row.length));
  for (let at = 0; at < width; at += 1) {
    const cells = rows.map((row) => row[at] ?? '').filter((cell) => cell !== '');
    const column = cells.map(columnOf).find((one) => one !== undefined);
    const year = cells.map(yearOf).find((one) => one !== undefined);
    if (year !== undefined && (column === undefined || column === 'total')) {
      if (!cells.some((cell) => /年均|累计/.test(cell))) years.push({ at, year });
      else if (!columns.has('total')) columns.set('total', at);
    } else if (column && !columns.has(column)) columns.set(column, at);
  }
  years.sort((a, b) => a.year - b.year);
  if (years[0]) columns.set('base', years[0].at);
  if (years.length > 1) columns.set('year', years.at(-1)!.at);
  return columns;
}

function readHeader(table: TableBlock): Header | undefined {
  const start = table.rows.slice(0, 4).findIndex((row) => row.some((cell) => columnOf(cell) === 'name'));
  if (start < 0) return undefined;
  const [one, two] = [1, 2].map((depth) => readHeaderRows(table.rows.slice(start, start + depth)));
  // A second row is part of the header where it says more and has no indicator's name.
  const deep = two!.size > one!.size && !table.rows[start + 1]?.[one!.get('name') ?? 0];
  const columns = deep ? two! : one!;
  if (columns.has('name') && columns.has('base') && columns.has('year'))
    return { columns, first: start + (deep ? 2 : 1) };
  return undefined;
}

const numbered = /^[（(]?(\d{1,3})[)）.．、]?\s*(?=\D)(.+)$/;
const unitTail = /^(.+?)[（(]([^（()）]{1,8})[)）]$/;

/** `3. 常住人口城镇化率(%)` → 3, name, unit. A bracket that isn't at the end belongs to the name. */
export function splitIndicatorName(text: string): { no?: number; name: string; unit: string } {
  const match = numbered.exec(text);
  const label = (match?.[2] ?? text).trim();
  const tail = unitTail.exec(label);
  const isUnit = tail?.[2] !== undefined && /^(?:[%％‰℃]|[\p{Script=Han}\w/·²³^]{1,8})$/u.test(tail[2]);
  return {
    ...(match?.[1] !== undefined && { no: Number(match[1]) }),
    name: isUnit ? tail[1]!.trim() : label,
    unit: isUnit ? tail[2]! : '',
  };
}

function readRows(table: TableBlock, header: Header): ExtractedIndicator[] {
  const found: ExtractedIndicator[] = [];
  let category = '';
  for (const row of table.rows.slice(header.first)) {
    const cell = (column: Column) => {
      const at = header.columns.get(column);
      return at === undefined ? '' : (row[at] ?? '').trim();
    };
    const filled = row.filter((one) => one !== '');
    // A row with one text is a heading inside the table: its numbering goes.
    if (new Set(filled).size === 1 && !/^\d+$/.test(filled[0]!)) {
      category = flat(filled[0]!).replace(/^[（(]?[一二三四五六七八九十\d]+[)）、.．]/, '');
      continue;
    }
    if (cell('category') !== '') category = flat(cell('category'));
    if (cell('name') === '' || /^(?:注|备注)[：:]/.test(cell('name'))) continue;
    const { no, name, unit } = splitIndicatorName(cell('name'));
    const printedNo = /^\d+$/.test(cell('no')) ? Number(cell('no')) : undefined;
    found.push({
      no: printedNo ?? no ?? (found.at(-1)?.no ?? 0) + 1,
      name,
      unit: cell('unit') || unit,
      category,
      attribute: cell('attribute'),
      base: cell('base'),
      year: cell('year'),
      total: cell('total'),
    });
  }
  return found;
}

/** The tables that carry main indicators: a table cut by a page goes on in the next one with as many columns. */
export function findIndicators(blocks: readonly TextBlock[]): {
  indicators: ExtractedIndicator[];
  tables: Set<number>;
} {
  const tables = new Set<number>();
  for (const [index, block] of blocks.entries()) {
    if (block.kind !== 'table') continue;
    const header = readHeader(block);
    if (!header) continue;
    tables.add(index);
    const rows = [...block.rows];
    for (let next = index + 1; goesOn(blocks[next], block); next += 1) {
      tables.add(next);
      rows.push(...withoutHeader(blocks[next] as TableBlock));
    }
    const indicators = readRows({ ...block, rows }, header);
    if (indicators.length >= 2) return { indicators, tables };
  }
  return { indicators: [], tables: new Set() };
}

function goesOn(next: TextBlock | undefined, table: TableBlock): boolean {
  return next?.kind === 'table' && next.rows[0]?.length === table.rows.at(-1)?.length;
}

function withoutHeader(table: TableBlock): TableBlock['rows'] {
  const header = readHeader(table);
  return header ? table.rows.slice(header.first) : table.rows;
}
