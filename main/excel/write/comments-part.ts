import { printAddress } from '../../../shared/text/cell-address.ts';
import type { SheetComment } from './sheet-part.ts';
import { textElement } from './xml-text.ts';

/** Cell comments: the text part and the VML drawing that old and new office suites need to show the note. */

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** `<comment>` for one note; `prefix` where the part uses a prefixed namespace (`x:`). */
export function printComment(comment: SheetComment, author: number, prefix = ''): string {
  const address = printAddress(comment.row, comment.column);
  const run = `<${prefix}r><${prefix}rPr><${prefix}sz val="9"/><${prefix}rFont val="宋体"/></${prefix}rPr>${textElement(
    comment.text,
    prefix,
  )}</${prefix}r>`;
  return `<${prefix}comment ref="${address}" authorId="${author}"><${prefix}text>${run}</${prefix}text></${prefix}comment>`;
}

/** A whole comments part. The author is left empty: a file handed on names no person. */
export function printComments(comments: readonly SheetComment[]): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="${main}"><authors><author></author></authors><commentList>${comments
    .map((comment) => printComment(comment, 0))
    .join('')}</commentList></comments>`;
}

/** The note's box: hidden until the pointer is over the cell. */
export function printCommentShape(comment: SheetComment, id: number): string {
  const { row, column } = comment;
  return [
    `<v:shape id="_x0000_s${id}" type="#planbench_note" style="position:absolute;margin-left:60pt;margin-top:2pt;width:170pt;height:70pt;z-index:${id};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">`,
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>',
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>',
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>',
    `<x:Anchor>${column + 1}, 15, ${Math.max(row - 1, 0)}, 4, ${column + 4}, 15, ${row + 4}, 4</x:Anchor>`,
    `<x:AutoFill>False</x:AutoFill><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`,
  ].join('');
}

/** The shape type every note refers to. */
export const commentShapeType =
  '<v:shapetype id="planbench_note" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>';

/** A whole VML part. `firstId` must be unused in the workbook: ids are shared by all its sheets. */
export function printCommentDrawing(comments: readonly SheetComment[], firstId: number): string {
  return [
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">',
    `<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="${Math.floor(firstId / 1024)}"/></o:shapelayout>`,
    commentShapeType,
    ...comments.map((comment, index) => printCommentShape(comment, firstId + index)),
    '</xml>',
  ].join('');
}
