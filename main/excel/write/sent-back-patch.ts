import { workbookWords } from '../../../renderer/words/workbook.ts';
import { parseAddress } from '../../../shared/text/cell-address.ts';
import { applyParts } from '../fill/apply-fill.ts';
import type { OpenedTemplate } from '../fill/opened-template.ts';
import { type CellEdit, patchSheet } from '../fill/patch-sheet.ts';
import {
  findEntry,
  readPart,
  readRelations,
  relationsPart,
  type TemplateSheet,
} from '../fill/template-package.ts';
import { printCommentDrawing, printComments } from './comments-part.ts';
import { appendComments, appendShapes, highestShapeId } from './sent-back-comments.ts';
import {
  freeName,
  groupByCell,
  type MarkedCell,
  noteText,
  type SentBackFinding,
} from './sent-back-finding.ts';
import { type AddedLooks, addMarkLooks } from './sent-back-styles.ts';
import type { SheetComment } from './sheet-part.ts';
import { escapeXml, textElement } from './xml-text.ts';
import { packEntry, writeZip } from './zip-archive.ts';

const sentBackWords = workbookWords.sentBack;
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const vmlType = 'application/vnd.openxmlformats-officedocument.vmlDrawing';
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml';
const commentsType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml';

/** The parts of a workbook while marks are put in: changed ones by name, new ones apart. */
class MarkedPackage {
  readonly opened: OpenedTemplate;
  private readonly changed = new Map<string, string>();
  private readonly added: { name: string; text: string }[] = [];

  constructor(opened: OpenedTemplate) {
    this.opened = opened;
  }

  has(part: string): boolean {
    return (
      findEntry(this.opened.template.entries, part) !== undefined ||
      this.added.some(({ name }) => name === part)
    );
  }

  read(part: string): string {
    const added = this.added.find(({ name }) => name === part);
    return (
      added?.text ?? this.changed.get(part.toLowerCase()) ?? readPart(this.opened.template.entries, part)
    );
  }

  write(part: string, text: string): void {
    const added = this.added.find(({ name }) => name === part);
    if (added) added.text = text;
    else if (this.has(part)) this.changed.set(part.toLowerCase(), text);
    else this.added.push({ name: part, text });
  }

  /** `xl/comments1.xml` with the first number that is free. */
  freePart(before: string, after: string): string {
    for (let number = 1; ; number += 1)
      if (!this.has(`${before}${number}${after}`)) return `${before}${number}${after}`;
  }

  /** Relation types have another address in strict workbooks. */
  relationBase(): string {
    const strict = this.read('_rels/.rels').includes('http://purl.oclc.org/ooxml/');
    return strict
      ? 'http://purl.oclc.org/ooxml/officeDocument/relationships'
      : 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  }

  /** Adds a relation and returns its id. */
  relate(from: string, type: string, target: string): string {
    const part = relationsPart(from);
    const xml = this.has(part)
      ? this.read(part)
      : `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="${packageRelations}"></Relationships>`;
    const ids = new Set([...xml.matchAll(/\sId=["']([^"']*)["']/g)].map(([, id]) => id));
    let number = 1;
    while (ids.has(`rId${number}`)) number += 1;
    const p = /<(\w+:)?Relationships\b/.exec(xml)?.[1] ?? '';
    const element = `<${p}Relationship Id="rId${number}" Type="${this.relationBase()}/${type}" Target="/${target}"/>`;
    const opened = xml.replace(
      new RegExp(`<${p}Relationships\\b([^>]*)/>`),
      `<${p}Relationships$1></${p}Relationships>`,
    );
    this.write(
      part,
      opened.replace(`</${p}Relationships>`, () => `${element}</${p}Relationships>`),
    );
    return `rId${number}`;
  }

  contentType(element: 'Default' | 'Override', key: string, type: string): void {
    const part = '[Content_Types].xml';
    const xml = this.read(part);
    const attribute = element === 'Default' ? 'Extension' : 'PartName';
    if (new RegExp(`${attribute}=["']${key.replaceAll('.', '\\.')}["']`, 'i').test(xml)) return;
    const p = /<(\w+:)?Types\b/.exec(xml)?.[1] ?? '';
    const added = `<${p}${element} ${attribute}="${key}" ContentType="${type}"/>`;
    // Defaults stand before overrides.
    const at = element === 'Default' ? xml.search(/<(?:\w+:)?(?:Default|Override)\b/) : xml.lastIndexOf('</');
    this.write(part, xml.slice(0, at) + added + xml.slice(at));
  }

  /** All VML drawings as they are now. */
  drawings(): string[] {
    const names = [...this.opened.template.entries, ...this.added].map(({ name }) => name);
    return names.filter((name) => name.toLowerCase().endsWith('.vml')).map((name) => this.read(name));
  }

  /** Untouched entries as stored and in their order, new parts at the end. */
  bytes(): Uint8Array {
    const added = this.added.map(({ name, text }) => packEntry(name, new TextEncoder().encode(text)));
    return writeZip([...applyParts(this.opened.template.entries, this.changed), ...added]);
  }
}

/** Marks the sender's own .xlsx. */
export function patchMarked(opened: OpenedTemplate, findings: readonly SentBackFinding[]): Uint8Array {
  const target = new MarkedPackage(opened);
  const marked = opened.template.sheets.flatMap((sheet): { sheet: TemplateSheet; cells: MarkedCell[] }[] => {
    const own = findings.filter((finding) => opened.findSheet(finding.sheet) === sheet);
    const cells = groupByCell(own, ({ cell }) =>
      parseAddress(cell) ? opened.resolveTarget(sheet, cell) : undefined,
    );
    return cells.length > 0 ? [{ sheet, cells }] : [];
  });
  const looks = addLooks(target, marked);
  for (const { sheet, cells } of marked) markSheet(target, sheet, cells, looks);
  addSentenceSheet(target, findings, looks);
  return target.bytes();
}

function styleOf(opened: OpenedTemplate, sheet: TemplateSheet, cell: MarkedCell): number {
  return opened.cellAt(sheet, cell.row, cell.column)?.style ?? 0;
}

function addLooks(
  target: MarkedPackage,
  marked: readonly { sheet: TemplateSheet; cells: readonly MarkedCell[] }[],
): AddedLooks | undefined {
  const { opened } = target;
  const part = opened.template.stylesPart;
  if (!part || !target.has(part)) return undefined;
  const styles = marked.flatMap(({ sheet, cells }) => cells.map((cell) => styleOf(opened, sheet, cell)));
  const looks = addMarkLooks(target.read(part), styles);
  if (looks) target.write(part, looks.xml);
  return looks;
}

function markSheet(
  target: MarkedPackage,
  sheet: TemplateSheet,
  cells: readonly MarkedCell[],
  looks: AddedLooks | undefined,
): void {
  const edits = cells.flatMap((cell): CellEdit[] => {
    const style = looks?.marked.get(styleOf(target.opened, sheet, cell));
    return style === undefined ? [] : [{ row: cell.row, column: cell.column, style }];
  });
  target.write(sheet.part, patchSheet(target.opened.scan(sheet), edits));
  const comments = cells.map((cell) => ({ row: cell.row, column: cell.column, text: noteText(cell) }));
  const relations = readRelations(target.opened.template.entries, sheet.part);
  const commentsPart = relations.find(({ type }) => type === 'comments')?.target;
  if (commentsPart && target.has(commentsPart)) extendNotes(target, sheet, commentsPart, comments);
  else addNotes(target, sheet, comments);
}

function extendNotes(
  target: MarkedPackage,
  sheet: TemplateSheet,
  commentsPart: string,
  comments: readonly SheetComment[],
): void {
  const { xml, added } = appendComments(target.read(commentsPart), comments);
  target.write(commentsPart, xml);
  const id = legacyDrawingId(target.read(sheet.part));
  const relation = readRelations(target.opened.template.entries, sheet.part).find((each) => each.id === id);
  if (relation && target.has(relation.target)) {
    const first = highestShapeId(target.drawings()) + 1;
    target.write(relation.target, appendShapes(target.read(relation.target), added, first));
  } else addDrawing(target, sheet, comments);
}

function legacyDrawingId(xml: string): string | undefined {
  return /<(?:\w+:)?legacyDrawing\b[^>]*\s\w+:id=["']([^"']+)["']/.exec(xml)?.[1];
}

function addNotes(target: MarkedPackage, sheet: TemplateSheet, comments: readonly SheetComment[]): void {
  const part = target.freePart('xl/comments', '.xml');
  target.write(part, printComments(comments));
  target.contentType('Override', `/${part}`, commentsType);
  target.relate(sheet.part, 'comments', part);
  const id = legacyDrawingId(target.read(sheet.part));
  const present = readRelations(target.opened.template.entries, sheet.part).find((each) => each.id === id);
  if (!present || !target.has(present.target)) {
    addDrawing(target, sheet, comments);
    return;
  }
  // Form controls live in the same drawing.
  const first = highestShapeId(target.drawings()) + 1;
  target.write(present.target, appendShapes(target.read(present.target), comments, first));
}

function addDrawing(target: MarkedPackage, sheet: TemplateSheet, comments: readonly SheetComment[]): void {
  const part = target.freePart('xl/drawings/vmlDrawing', '.vml');
  const block = Math.floor(highestShapeId(target.drawings()) / 1024) + 1;
  target.write(part, printCommentDrawing(comments, block * 1024 + 1));
  target.contentType('Default', 'vml', vmlType);
  const id = target.relate(sheet.part, 'vmlDrawing', part);
  target.write(sheet.part, insertLegacyDrawing(target.read(sheet.part), id, target.relationBase()));
}

/** ` r:id="rId3"` with the prefix that the part has declared, else with a declaration of its own. */
function relationAttribute(xml: string, relations: string, id: string): string {
  const root = /<(?!\?|!)[^>]*>/.exec(xml)?.[0] ?? '';
  const prefix = new RegExp(`xmlns:(\\w+)=["']${relations}["']`).exec(root)?.[1];
  return prefix ? ` ${prefix}:id="${id}"` : ` xmlns:r="${relations}" r:id="${id}"`;
}

/** `legacyDrawing` has its place in the order of a sheet's elements (CT_Worksheet). */
function insertLegacyDrawing(xml: string, id: string, relations: string): string {
  const p = /<(\w+:)?worksheet\b/.exec(xml)?.[1] ?? '';
  const later = 'legacyDrawingHF|drawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst';
  const from = xml.lastIndexOf(`</${p}sheetData>`);
  const rest = xml.slice(Math.max(from, 0));
  const next = rest.search(
    new RegExp(`<(?:mc:AlternateContent\\b[^>]*>\\s*<mc:Choice[^>]*>\\s*<)?${p}(?:${later})\\b`),
  );
  const at = next >= 0 ? Math.max(from, 0) + next : xml.lastIndexOf(`</${p}worksheet`);
  const element = `<${p}legacyDrawing${relationAttribute(xml, relations, id)}/>`;
  return xml.slice(0, at) + element + xml.slice(at);
}

/** The added sheet: one plain sentence per row, with sheet and cell. */
function addSentenceSheet(
  target: MarkedPackage,
  findings: readonly SentBackFinding[],
  looks: AddedLooks | undefined,
): void {
  const { template } = target.opened;
  const part = target.freePart('xl/worksheets/sheet', '.xml');
  const name = freeName(sentBackWords.sheet, new Set(allSheetNames(target)));
  target.write(part, printSentenceSheet(target, findings, looks));
  target.contentType('Override', `/${part}`, sheetType);
  const id = target.relate(template.workbookPart, 'worksheet', part);
  const xml = target.read(template.workbookPart);
  const p = /<(\w+:)?workbook\b/.exec(xml)?.[1] ?? '';
  const highest = Math.max(
    0,
    ...[...xml.matchAll(/\ssheetId=["'](\d+)["']/g)].map(([, number]) => Number(number)),
  );
  const element = `<${p}sheet name="${escapeXml(name)}" sheetId="${highest + 1}"${relationAttribute(xml, target.relationBase(), id)}/>`;
  target.write(
    template.workbookPart,
    xml.replace(`</${p}sheets>`, () => `${element}</${p}sheets>`),
  );
}

function allSheetNames(target: MarkedPackage): string[] {
  const xml = target.read(target.opened.template.workbookPart);
  return [...xml.matchAll(/<(?:\w+:)?sheet\b[^>]*\sname=["']([^"']*)["']/g)].map(([, name = '']) => name);
}

function printSentenceSheet(
  target: MarkedPackage,
  findings: readonly SentBackFinding[],
  looks: AddedLooks | undefined,
): string {
  const main = target.relationBase().startsWith('http://purl')
    ? 'http://purl.oclc.org/ooxml/spreadsheetml/main'
    : 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const cell = (address: string, text: string, style = 0) =>
    `<c r="${address}" s="${style}" t="inlineStr"><is>${textElement(text)}</is></c>`;
  const row = (number: number, texts: readonly string[], style?: number) =>
    `<row r="${number}">${texts.map((text, at) => cell(`${'ABCD'[at]}${number}`, text, style)).join('')}</row>`;
  const rows = [
    row(1, [sentBackWords.title], looks?.title),
    row(2, [sentBackWords.intro]),
    row(3, sentBackWords.header, looks?.header),
    ...findings.map(({ sheet, cell: address, sentence }, at) =>
      row(4 + at, [String(at + 1), sheet, address, sentence], looks?.text),
    ),
  ];
  const widths = [8, 20, 12, 90].map(
    (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  );
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="18"/><cols>${widths.join('')}</cols><sheetData>${rows.join('')}</sheetData><pageMargins left="0.55" right="0.55" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>`;
}
