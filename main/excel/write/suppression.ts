import type { BookFigure, BookIndicator, ConsolidatedBook } from './consolidated-book.ts';

/** Takes the withheld figures (`suppressed`) out of the book, in every column and on every sheet (domain.md 6). */
export function suppressBook(book: ConsolidatedBook): ConsolidatedBook {
  const indicators = book.indicators.map(hideIn);
  return indicators.some((row, index) => row !== book.indicators[index])
    ? hideTexts({ ...book, indicators })
    : book;
}

const nothing = { value: null, previous: null, growth: null, share: null, rank: null } as const;

function hideIn(row: BookIndicator): BookIndicator {
  const { total } = row;
  if (!total?.suppressed && !row.figures.some((figure) => figure.suppressed)) return row;
  return {
    ...row,
    figures: row.figures.map(
      (figure): BookFigure => (figure.suppressed ? { ...figure, ...nothing } : figure),
    ),
    total: total?.suppressed ? { ...total, ...nothing } : total,
  };
}

/**
 * Sources, findings and discrepancies must not tell what the table withholds. Findings of a unit often name several of
 * its figures (both sides of a check), so all of them lose their texts where one figure of it is withheld.
 */
function hideTexts(book: ConsolidatedBook): ConsolidatedBook {
  const withheld = new Set<string>();
  const units = new Set<string>();
  const totals = new Set<string>();
  for (const row of book.indicators) {
    if (row.total?.suppressed) totals.add(row.code);
    row.figures.forEach((figure, at) => {
      const unit = book.units[at]?.code;
      if (!figure.suppressed || unit === undefined) return;
      withheld.add(`${row.code}\n${unit}`);
      units.add(unit);
    });
  }
  return {
    ...book,
    sources: book.sources.map((source) =>
      withheld.has(`${source.indicator}\n${source.unitCode}`)
        ? omit(source, ['raw'], { value: null })
        : source,
    ),
    findings: book.findings.map((finding) =>
      finding.unitCode !== undefined && units.has(finding.unitCode)
        ? omit(finding, ['raw', 'explanation'], { sentence: '' })
        : finding,
    ),
    discrepancies: book.discrepancies.map((row) =>
      totals.has(row.indicator)
        ? omit(row, ['explanation'], { consolidated: null, difference: null, percent: null })
        : row,
    ),
  };
}

function omit<T extends object>(item: T, keys: readonly (keyof T)[], changes: Partial<T>): T {
  const copy = { ...item, ...changes };
  for (const key of keys) delete copy[key];
  return copy;
}
