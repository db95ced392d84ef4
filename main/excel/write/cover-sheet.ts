import { workbookWords } from '../../../renderer/words/workbook.ts';
import type { ConsolidatedBook } from './consolidated-book.ts';
import { looks } from './looks.ts';
import { mergedRow, mergeOf, pageOf } from './sheet-frame.ts';
import type { OutRow, OutSheet } from './sheet-model.ts';
import { countLines, rowHeight } from './text-width.ts';

const words = workbookWords.cover;
const textColumn = 84;

/** Cover: title, period, who, what the figures rest on, and the contents with links. */
export function coverSheet(book: ConsolidatedBook, contents: readonly string[]): OutSheet {
  const head: OutRow[] = [
    ...(book.demo ? [mergedRow(workbookWords.demo, 2, looks.demo, 24)] : []),
    mergedRow('', 2, looks.coverLine, 46),
    mergedRow(book.title, 2, looks.coverTitle, 40 * countLines(book.title, 52)),
    mergedRow(book.periodText, 2, looks.coverLine, 30),
    mergedRow(book.root.name, 2, looks.coverLine, 30),
    mergedRow('', 2, looks.coverLine, 20),
  ];
  const facts = factsOf(book).map(
    ([label, text]): OutRow => ({
      cells: [
        { look: looks.coverLabel, content: { text: label } },
        { look: looks.coverText, content: { text } },
      ],
      height: rowHeight(countLines(text, textColumn)) + 6,
    }),
  );
  const links = contents.map(
    (name, at): OutRow => ({
      cells: [
        at === 0 ? { look: looks.coverLabel, content: { text: words.contents } } : { look: looks.coverLabel },
        { look: looks.coverLink, content: { text: `${at + 1}. ${name}` }, link: { sheet: name, cell: 'A1' } },
      ],
      height: 24,
    }),
  );
  const rows = [...head, ...facts, ...links];
  const firstLink = head.length + facts.length;
  return {
    name: workbookWords.sheets.cover,
    widths: [18, textColumn],
    rows,
    merges: [
      ...head.map((_, row) => mergeOf(row, 0, 1)),
      ...(links.length > 1 ? [mergeOf(firstLink, 0, 0, rows.length - 1)] : []),
    ],
    print: pageOf(book.demo, { pagesAcross: 1, onePage: true, centered: true }),
    printArea: { top: 0, left: 0, bottom: rows.length - 1, right: 1 },
  };
}

function factsOf(book: ConsolidatedBook): [string, string][] {
  const absent = book.units.filter((unit) => unit.absent).map((unit) => unit.name);
  const totals = book.indicators.filter((row) => row.total !== null);
  const complete = totals.filter((row) => row.total?.complete).length;
  const facts: [string, string | undefined][] = [
    [words.form, book.form ? `${book.form.code}　${book.form.title}` : undefined],
    [words.docNumber, book.form?.docNumber],
    [words.issuer, book.form?.issuer],
    [words.validUntil, book.form?.validUntil],
    [words.units, words.unitCount(book.units.length, absent)],
    [
      words.completeness,
      words.completenessText(complete, totals.length - complete, book.indicators.length - totals.length),
    ],
    [words.basis, book.basisText],
    [words.preparedOn, book.preparedOn],
    [words.handover, book.handover?.documentNumber],
    [words.hash, book.handover?.hash],
  ];
  return facts.flatMap(([label, text]): [string, string][] => (text ? [[label, text]] : []));
}
