import { printAddress } from '../../../shared/text/cell-address.ts';
import { commentShapeType, printComment, printCommentShape } from './comments-part.ts';
import type { SheetComment } from './sheet-part.ts';
import { textElement } from './xml-text.ts';

/** Adds notes to a sheet's comments part and its VML drawing, leaving the notes that are there. */

function prefixOf(xml: string, root: string): string {
  return new RegExp(`<(\\w+:)?${root}\\b`).exec(xml)?.[1] ?? '';
}

/** The part with notes added; `added` lists those whose cell had none, which need a shape of their own. */
export function appendComments(
  xml: string,
  comments: readonly SheetComment[],
): { xml: string; added: SheetComment[] } {
  const p = prefixOf(xml, 'comments');
  const authors = [...xml.matchAll(new RegExp(`<${p}author\\b(?:[^>]*/>|[^>]*>[^<]*</${p}author\\s*>)`, 'g'))]
    .length;
  const added: SheetComment[] = [];
  let patched = addAuthor(xml, p);
  for (const comment of comments) {
    const extended = extendComment(patched, p, comment);
    if (extended === undefined) added.push(comment);
    else patched = extended;
  }
  const elements = added.map((comment) => printComment(comment, authors, p)).join('');
  const empty = new RegExp(`<${p}commentList\\s*/>`);
  patched = empty.test(patched)
    ? patched.replace(empty, () => `<${p}commentList>${elements}</${p}commentList>`)
    : patched.replace(new RegExp(`</${p}commentList\\s*>`), (end) => elements + end);
  return { xml: patched, added };
}

/** A nameless author: the workbook handed back names no person of the office. */
function addAuthor(xml: string, p: string): string {
  const empty = new RegExp(`<${p}authors\\s*/>`);
  const author = `<${p}author></${p}author>`;
  return empty.test(xml)
    ? xml.replace(empty, `<${p}authors>${author}</${p}authors>`)
    : xml.replace(new RegExp(`</${p}authors\\s*>`), (end) => author + end);
}

/** A cell has one note: ours goes behind the sender's text. */
function extendComment(xml: string, p: string, comment: SheetComment): string | undefined {
  const address = printAddress(comment.row, comment.column);
  const pattern = new RegExp(
    `(<${p}comment\\b[^>]*\\sref=["']${address}["'][^>]*>\\s*<${p}text)(?:\\s*/>|>([\\s\\S]*?)</${p}text\\s*>)`,
  );
  if (!pattern.test(xml)) return undefined;
  return xml.replace(pattern, (_, open: string, inner = '') => {
    const lone = new RegExp(`^\\s*(<${p}t\\b[\\s\\S]*</${p}t\\s*>)\\s*$`).exec(inner);
    const runs = lone ? `<${p}r>${lone[1]}</${p}r>` : inner;
    return `${open}>${runs}<${p}r>${textElement(`\n${comment.text}`, p)}</${p}r></${p}text>`;
  });
}

/** Shape numbers are shared by all drawings of a workbook. */
export function highestShapeId(drawings: readonly string[]): number {
  let highest = 0;
  for (const drawing of drawings) {
    for (const [, id] of drawing.matchAll(/_x0000_s(\d{1,7})/g)) highest = Math.max(highest, Number(id));
    for (const [, list = ''] of drawing.matchAll(/idmap\b[^>]*data="([\d,]*)"/g)) {
      for (const block of list.split(',')) highest = Math.max(highest, Number(block) * 1024);
    }
  }
  return highest;
}

/** Adds shapes before the end of a VML drawing. It needn't be well-formed XML, so only its end is touched. */
export function appendShapes(vml: string, comments: readonly SheetComment[], firstId: number): string {
  const end = vml.lastIndexOf('</xml>');
  if (end < 0) return vml;
  const type = vml.includes('id="planbench_note"') ? '' : commentShapeType;
  const shapes = comments.map((comment, at) => printCommentShape(comment, firstId + at)).join('');
  return vml.slice(0, end) + type + shapes + vml.slice(end);
}
