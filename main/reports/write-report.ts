import {
  AlignmentType,
  Document,
  Footer,
  Header,
  HeadingLevel,
  type ISectionOptions,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  SectionType,
  type Table,
  TextRun,
} from 'docx';
import { TextWatermark } from 'docx/watermarks';
import type { ReportBlock, ReportDocument, ReportSection } from '../../shared/calc/report/document.ts';
import { finishPackage } from './finish-package.ts';
import { makeChart, pairCharts } from './report-chart.ts';
import { makeTable } from './report-table.ts';
import { faceNames, faces, pages, pitches, sizes, styles, twips, usableWidth } from './typography.ts';

/* Draws a report as Word. Adds no word of its own but the dashes around page numbers. */

type Type = ReportSection['type'];

const textSizes: Readonly<Record<Type, number>> = {
  summary: sizes.summary,
  body: sizes.body,
  annex: sizes.note,
};
const linePitches: Readonly<Record<Type, number>> = {
  summary: pitches.summary,
  body: pitches.body,
  annex: pitches.note,
};

const exact = (line: number) => ({ before: 0, after: 0, line, lineRule: 'exact' as const });

function paragraph(text: string, type: Type): Paragraph {
  const size = textSizes[type];
  return new Paragraph({
    alignment: AlignmentType.JUSTIFIED,
    spacing: exact(linePitches[type]),
    indent: { firstLine: size * 20 },
    widowControl: true,
    children: [new TextRun({ text, size, font: faces.body })],
  });
}

function point(block: Extract<ReportBlock, { kind: 'point' }>, type: Type): Paragraph {
  const size = textSizes[type];
  return new Paragraph({
    alignment: AlignmentType.JUSTIFIED,
    spacing: exact(linePitches[type]),
    indent: { firstLine: size * 20 },
    keepNext: block.text === '',
    children: [
      new TextRun({ text: `${block.lead}：`, size, font: faces.heading }),
      new TextRun({ text: block.text, size, font: faces.body }),
    ],
  });
}

function heading(block: Extract<ReportBlock, { kind: 'heading' }>, type: Type): Paragraph {
  const level = block.level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2;
  // A table's own heading stands flush, as on an annex.
  const annex = type === 'annex' ? { indent: { firstLine: 0 }, spacing: { ...exact(440), after: 60 } } : {};
  return new Paragraph({ heading: level, ...annex, children: [new TextRun({ text: block.text })] });
}

function note(text: string, type: Type): Paragraph {
  const size = type === 'body' ? sizes.body : sizes.note;
  return new Paragraph({
    spacing: { ...exact(type === 'body' ? pitches.body : pitches.note), before: type === 'body' ? 0 : 40 },
    ...(type === 'body' ? { indent: { firstLine: size * 20 } } : {}),
    children: [new TextRun({ text, size, font: type === 'body' ? faces.body : faces.table })],
  });
}

function drawBlock(block: ReportBlock, { type, orientation }: ReportSection): (Paragraph | Table)[] {
  const room = usableWidth(orientation);
  switch (block.kind) {
    case 'heading':
      return [heading(block, type)];
    case 'paragraph':
      return [paragraph(block.text, type)];
    case 'point':
      return [point(block, type)];
    case 'note':
      return [note(block.text, type)];
    case 'table':
      return [
        ...(block.caption === '' ? [] : [caption(block.caption)]),
        ...(block.note === undefined ? [] : [note(block.note, 'annex')]),
        makeTable(block, room),
        ...(type === 'summary' ? [note('', type)] : []),
      ];
    case 'chart':
      return [makeChart(block.chart, room)];
  }
}

/** Line charts stand two abreast. */
function drawBlocks(section: ReportSection): (Paragraph | Table)[] {
  const drawn: (Paragraph | Table)[] = [];
  const lines = section.blocks.flatMap((block) =>
    block.kind === 'chart' && block.chart.shape === 'line' ? [block.chart] : [],
  );
  for (const block of section.blocks)
    if (block.kind !== 'chart' || block.chart.shape !== 'line') drawn.push(...drawBlock(block, section));
  return lines.length > 0 ? [...drawn, pairCharts(lines, usableWidth(section.orientation))] : drawn;
}

function caption(text: string): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: 80, after: 40 },
    keepNext: true,
    children: [new TextRun({ text, size: sizes.caption, font: faces.heading })],
  });
}

function titleLines({ title, subtitle }: ReportDocument): Paragraph[] {
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: exact(pitches.title),
      children: [new TextRun({ text: title, size: sizes.title, font: faces.title })],
    }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { ...exact(pitches.summary), after: 120 },
      children: [new TextRun({ text: subtitle, size: sizes.body, font: faces.subheading })],
    }),
  ];
}

/** — 1 — in 四号; odd pages on the right, even pages on the left, one character from the edge (GB/T 9704). */
function pageNumber(side: 'odd' | 'even'): Footer {
  const odd = side === 'odd';
  return new Footer({
    children: [
      new Paragraph({
        alignment: odd ? AlignmentType.RIGHT : AlignmentType.LEFT,
        indent: odd ? { right: sizes.footer * 10 } : { left: sizes.footer * 10 },
        children: [
          new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], size: sizes.footer, font: faces.table }),
        ],
      }),
    ],
  });
}

function watermark(text: string | null): Header {
  const children =
    text === null
      ? []
      : [new TextWatermark({ text, font: faceNames.table, color: 'C0C0C0', opacity: 0.4, width: 380 })];
  return new Header({ children: [new Paragraph({ children })] });
}

function drawSection(section: ReportSection, report: ReportDocument, first: boolean): ISectionOptions {
  const page = pages[section.orientation];
  const landscape = section.orientation === 'landscape';
  return {
    properties: {
      type: SectionType.NEXT_PAGE,
      page: {
        // The library turns width and height itself.
        size: {
          width: twips(Math.min(page.width, page.height)),
          height: twips(Math.max(page.width, page.height)),
          orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: {
          top: twips(page.top),
          bottom: twips(page.bottom),
          left: twips(page.left),
          right: twips(page.right),
          header: twips(15),
          footer: twips(landscape ? 13 : 25),
        },
      },
    },
    headers: { default: watermark(report.watermark), even: watermark(report.watermark) },
    footers: { default: pageNumber('odd'), even: pageNumber('even') },
    children: [...(first ? titleLines(report) : []), ...drawBlocks(section)],
  };
}

export interface ReportOrigin {
  /** Written as author and last editor: the program, never a person. */
  readonly producer: string;
  /** ISO time. */
  readonly madeAt: string;
}

/** The report as a .docx file; its properties name no person. */
export async function writeReport(
  report: ReportDocument,
  { producer, madeAt }: ReportOrigin,
): Promise<Uint8Array> {
  const document = new Document({
    title: report.title,
    creator: producer,
    lastModifiedBy: producer,
    description: '',
    styles,
    evenAndOddHeaderAndFooters: true,
    sections: report.sections.map((section, at) => drawSection(section, report, at === 0)),
  });
  return finishPackage(new Uint8Array(await Packer.toBuffer(document)), madeAt);
}
