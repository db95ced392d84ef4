import { reportBookWords as words } from '../../../renderer/words/report.ts';
import type { ReportBlock, ReportDocument, ReportSection } from '../../../shared/calc/report/document.ts';
import { type ListingCell, listingSheet } from '../../excel/write/listing-sheet.ts';
import { baseFont, looks } from '../../excel/write/looks.ts';
import type { OutSheet } from '../../excel/write/sheet-model.ts';
import { writeWorkbook } from '../../excel/write/write-workbook.ts';

/* The report as a workbook: the same texts, tables and the figures behind the charts; numbers stay numbers. */

type TableBlock = Extract<ReportBlock, { kind: 'table' }>;

/** Characters that fit a millimetre of the printed table. */
const charactersPerMillimetre = 0.55;

const plainNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

function cell(text: string): ListingCell {
  if (plainNumber.test(text)) return { content: { number: text }, look: looks.mark };
  return text;
}

function tableSheet(name: string, table: TableBlock, report: ReportDocument): OutSheet {
  return listingSheet({
    sheet: name,
    title: name,
    subtitle: table.note ?? report.subtitle,
    demo: report.watermark !== null,
    header: table.columns.map((column) => column.title),
    widths: table.columns.map((column) => Math.max(6, Math.round(column.width * charactersPerMillimetre))),
    rows: table.rows.map((row) => row.cells.map(cell)),
    rowCount: table.rows.length,
    none: words.none,
  });
}

function textRows(sections: readonly ReportSection[]): [string, string][] {
  let place = '';
  return sections
    .filter((section) => section.type !== 'annex')
    .flatMap((section) => section.blocks)
    .flatMap((block): [string, string][] => {
      if (block.kind === 'heading') place = block.text;
      else if (block.kind === 'point') {
        place = block.lead;
        return block.text === '' ? [] : [[place, block.text]];
      } else if (block.kind === 'paragraph' || block.kind === 'note') return [[place, block.text]];
      return [];
    });
}

/** A chart as the table of its figures. */
function chartTable(block: Extract<ReportBlock, { kind: 'chart' }>): TableBlock {
  const { chart } = block;
  return {
    kind: 'table',
    caption: chart.title,
    columns: [
      { title: chart.title, width: 90 },
      ...chart.series.map((series) => ({ title: series.name, width: 30 })),
    ],
    rows: chart.categories.map((category, at) => ({
      cells: [category, ...chart.series.map((series) => series.values[at] ?? '')],
    })),
  };
}

/** Sheet names: at most 31 characters, none of []:*?/\, none twice. */
function nameSheet(wanted: string, taken: ReadonlySet<string>): string {
  const base = wanted
    .replace(/[[\]:*?/\\]/g, '')
    .replace(/\u3000/g, ' ')
    .slice(0, 26);
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : words.further(base, number);
    if (!taken.has(name)) return name;
  }
}

function annexSheets(report: ReportDocument): OutSheet[] {
  const taken = new Set<string>([words.texts]);
  return report.sections.flatMap((section) => {
    let title = '';
    return section.blocks.flatMap((block): OutSheet[] => {
      if (block.kind === 'heading') title = block.text;
      if (block.kind !== 'table' && block.kind !== 'chart') return [];
      const table = block.kind === 'chart' ? chartTable(block) : block;
      const name = nameSheet(block.kind === 'chart' ? block.chart.title : title || table.caption, taken);
      taken.add(name);
      return [tableSheet(name, table, report)];
    });
  });
}

export function writeReportBook(report: ReportDocument): Uint8Array {
  const rows = textRows(report.sections);
  const texts = listingSheet({
    sheet: words.texts,
    title: report.title,
    subtitle: report.subtitle,
    demo: report.watermark !== null,
    header: [words.place, words.content],
    widths: [28, 100],
    rows,
    rowCount: rows.length,
    none: words.none,
  });
  return writeWorkbook({ title: report.title, sheets: [texts, ...annexSheets(report)], baseFont });
}
