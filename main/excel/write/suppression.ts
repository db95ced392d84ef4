import { Decimal } from '../../../shared/text/decimal.ts';
import type { BookFigure, BookIndicator, ConsolidatedBook } from './consolidated-book.ts';

/**
 * Withholding figures that rest on too few reporters (domain.md 6). Primary: the caller's own flag, and figures or
 * totals with fewer contributors than the setting. Secondary: where one figure of an additive row is withheld, the
 * smallest other one goes too, else the total would give it away; and a ratio goes where it, with the part still
 * shown, would give the withheld part away. Sums of 其中 rows are not followed further.
 */
export function suppressBook(book: ConsolidatedBook): ConsolidatedBook {
  const primary = book.indicators.map((row) => suppressPrimary(row, book.settings.suppressBelow ?? 0));
  const withRatios = primary.map((row) => suppressRatio(row, primary));
  const indicators = withRatios.map((row) => suppressSecondary(row, book));
  return indicators.some((row, index) => row !== book.indicators[index])
    ? hideTexts({ ...book, indicators })
    : book;
}

const hidden = { value: null, previous: null, growth: null, share: null, rank: null } as const;

function hide(figure: BookFigure): BookFigure {
  return { ...figure, ...hidden, suppressed: true };
}

function hideTotal(row: BookIndicator): BookIndicator {
  return row.total ? { ...row, total: { ...row.total, ...hidden, suppressed: true } } : row;
}

function isThin(figure: BookFigure, below: number): boolean {
  return figure.value !== null && figure.contributors !== undefined && figure.contributors < below;
}

function suppressPrimary(row: BookIndicator, below: number): BookIndicator {
  const flagged = row.figures.some((figure) => figure.suppressed || isThin(figure, below));
  const thinTotal =
    row.total !== null && row.total.value !== null && !row.total.own && row.total.contributors < below;
  if (!flagged && !thinTotal && !row.total?.suppressed) return row;
  const figures = row.figures.map((figure) =>
    figure.suppressed || isThin(figure, below) ? hide(figure) : figure,
  );
  const next = { ...row, figures };
  return thinTotal || row.total?.suppressed ? hideTotal(next) : next;
}

function suppressRatio(row: BookIndicator, rows: readonly BookIndicator[]): BookIndicator {
  if (!row.ratio) return row;
  const { numerator, denominator } = row.ratio;
  const parts = rows.filter((part) => part.code === numerator || part.code === denominator);
  const hides = row.figures.map(
    (figure, at) => figure.value !== null && parts.some((part) => part.figures[at]?.suppressed),
  );
  const next = hides.includes(true)
    ? { ...row, figures: row.figures.map((figure, at) => (hides[at] ? hide(figure) : figure)) }
    : row;
  return parts.some((part) => part.total?.suppressed) ? hideTotal(next) : next;
}

function suppressSecondary(row: BookIndicator, book: ConsolidatedBook): BookIndicator {
  if (row.rule !== 'sum' || !row.total || row.total.value === null) return row;
  const counted = row.figures
    .map((figure, at) => ({ figure, at }))
    .filter(({ at }) => book.units[at]?.counted);
  if (counted.filter(({ figure }) => figure.suppressed).length !== 1) return row;
  const shown = counted.filter(({ figure }) => figure.value !== null);
  if (shown.length === 0) return hideTotal(row);
  const smallest = shown.reduce((least, next) =>
    new Decimal(next.figure.value!).abs().lt(new Decimal(least.figure.value!).abs()) ? next : least,
  );
  return {
    ...row,
    figures: row.figures.map((figure, at) => (at === smallest.at ? hide(figure) : figure)),
  };
}

/** Sources, findings and discrepancies must not tell what the table withholds. */
function hideTexts(book: ConsolidatedBook): ConsolidatedBook {
  const withheld = new Set<string>();
  const totals = new Set<string>();
  for (const row of book.indicators) {
    if (row.total?.suppressed) totals.add(row.code);
    row.figures.forEach((figure, at) => {
      if (figure.suppressed) withheld.add(`${row.code}\n${book.units[at]?.code}`);
    });
  }
  const isHidden = (indicator?: string, unit?: string) => withheld.has(`${indicator}\n${unit}`);
  return {
    ...book,
    sources: book.sources.map((source) =>
      isHidden(source.indicator, source.unitCode) ? omit(source, ['raw'], { value: null }) : source,
    ),
    findings: book.findings.map((finding) =>
      isHidden(finding.indicator, finding.unitCode)
        ? omit(finding, ['raw', 'explanation'], { sentence: '' })
        : finding,
    ),
    discrepancies: book.discrepancies.map((row) =>
      totals.has(row.indicator) ? { ...row, consolidated: null, difference: null, percent: null } : row,
    ),
  };
}

function omit<T extends object>(item: T, keys: readonly (keyof T)[], changes: Partial<T>): T {
  const copy = { ...item, ...changes };
  for (const key of keys) delete copy[key];
  return copy;
}
