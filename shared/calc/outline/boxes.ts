import type { ParagraphBlock, TextBlock } from '../../domain/outline.ts';
import { isListItem, listProjects } from './project-list.ts';
import { tidyText } from './read-text.ts';

export interface FoundBox {
  readonly block: number;
  /** First block after the box. */
  readonly end: number;
  readonly number: string;
  readonly title: string;
  readonly projects: readonly string[];
}

const boxHeading =
  /^(?:专栏|專欄|专 栏) ?([\d一二三四五六七八九十]{1,3}(?: ?[-－–—.．] ?\d{1,2})?) ?[：:、.]? ?(.*)$/;
const longestBoxTitle = 50;

/** `专栏 6-1 名称` → number and title; the number as `专栏6-1`. */
export function readBoxHeading(text: string): { number: string; title: string } | undefined {
  const match = boxHeading.exec(tidyText(text));
  if (!match?.[1]) return undefined;
  const title = (match[2] ?? '').replace(/(?:[.．…·⋯]{2,}|\s)\d*$/, '');
  if (title.length > longestBoxTitle || /。/.test(title)) return undefined;
  return { number: `专栏${match[1].replace(/ /g, '').replace(/[－–—]/g, '-')}`, title };
}

interface Opening {
  readonly number: string;
  readonly title: string;
  /** Rows of the table that carries the heading in its first row. */
  readonly rows?: readonly (readonly string[])[];
}

/** A box opens with a paragraph, or as a table whose first row is its heading. */
function readOpening(block: TextBlock): Opening | undefined {
  if (block.kind === 'paragraph') return block.contents ? undefined : readBoxHeading(block.text);
  const [first, ...rows] = block.rows;
  const cells = (first ?? []).filter((cell) => cell !== '');
  const heading = cells[0] !== undefined && cells.length <= 2 ? readBoxHeading(cells.join(' ')) : undefined;
  return heading && { ...heading, rows };
}

/** A box typed as a table: a heading row (类别 | 项目), then a category beside a list, or lists alone. */
function projectsOfRows(rows: readonly (readonly string[])[]): string[] {
  const head = (rows[0] ?? []).some((cell) => /^(?:类别|类型|序号|领域|项目类别|分类)$/.test(cell));
  return (head ? rows.slice(1) : rows).flatMap((row) => {
    const filled = row.filter((cell) => cell !== '' && !/^\d{1,3}$/.test(cell));
    const list = filled.length > 1 ? filled.slice(1) : filled;
    return list.flatMap((cell) => cell.split('\n').flatMap(listProjects));
  });
}

function contentOf(
  blocks: readonly TextBlock[],
  from: number,
  limit: number,
): { projects: string[]; end: number } {
  const first = blocks[from];
  if (from >= limit || !first) return { projects: [], end: from };
  if (first.kind === 'table') return tables(blocks, from, limit);
  const items: ParagraphBlock[] = [];
  let end = from;
  for (; end < limit; end += 1) {
    const block = blocks[end]!;
    if (block.kind !== 'paragraph' || !isListItem(block.text) || readBoxHeading(block.text)) break;
    items.push(block);
  }
  // Without item marks nothing shows where the box ends: its first paragraph is taken, no more.
  if (items.length === 0) {
    const projects = listProjects(first.text);
    return { projects, end: projects.length > 0 ? from + 1 : from };
  }
  const more = tablesAfter(blocks, end, limit);
  return { projects: [...items.flatMap((item) => listProjects(item.text)), ...more.projects], end: more.end };
}

function tables(blocks: readonly TextBlock[], from: number, limit: number) {
  const rows: (readonly string[])[] = [];
  let end = from;
  for (; end < limit; end += 1) {
    const block = blocks[end]!;
    if (block.kind !== 'table' || readOpening(block)) break;
    rows.push(...block.rows);
  }
  return { projects: projectsOfRows(rows), end };
}

/** All boxes of the blocks between `from` and `limit`; `isHeading` tells chapter and section lines, which end a box, as the indicator table does. */
export function findBoxes(
  blocks: readonly TextBlock[],
  from: number,
  limit: number,
  isHeading: (block: number) => boolean,
  isIndicatorTable: (block: number) => boolean = () => false,
): FoundBox[] {
  const boxes: FoundBox[] = [];
  for (let at = from; at < limit; ) {
    const block = blocks[at]!;
    const opening = readOpening(block);
    if (!opening) {
      at += 1;
      continue;
    }
    let stop = at + 1;
    // 专栏1 主要指标: the table below is no list of projects.
    while (stop < limit && !isHeading(stop) && !isIndicatorTable(stop)) stop += 1;
    const more = contentOf(blocks, at + 1, stop);
    // A box that is one table ends with it; what follows only counts where the table held the heading alone.
    const inside = opening.rows && opening.rows.length > 0 ? projectsOfRows(opening.rows) : undefined;
    const following = inside ? tablesAfter(blocks, at + 1, stop) : more;
    boxes.push({
      block: at,
      end: following.end,
      number: opening.number,
      title: opening.title,
      projects: [...(inside ?? []), ...following.projects],
    });
    at = Math.max(following.end, at + 1);
  }
  return boxes;
}

/** A page break cuts a boxed table in two. */
function tablesAfter(blocks: readonly TextBlock[], from: number, limit: number) {
  return blocks[from]?.kind === 'table' && from < limit
    ? tables(blocks, from, limit)
    : { projects: [], end: from };
}
