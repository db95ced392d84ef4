import { workbookWords } from '../../../renderer/words/workbook.ts';
import type { BookFigure, ConsolidatedBook } from './consolidated-book.ts';
import type { TotalFormulas } from './matrix-formulas.ts';

const words = workbookWords.notes;
const signs = workbookWords.signs;

/** The notes below the main table: whatever a reader must know to read a figure right. */
export function listMatrixNotes(book: ConsolidatedBook, formulas: TotalFormulas): string[] {
  const absent = book.units.filter((unit) => unit.absent).map((unit) => unit.name);
  const any = (test: (figure: BookFigure) => boolean) =>
    book.indicators.some((row) => row.figures.some(test));
  return [
    absent.length > 0 ? words.absent(absent) : '',
    ...listIncomplete(book),
    ...listIncompleteSubtotals(book),
    ...listRules(book, formulas),
    any((figure) => figure.provisional === true) || book.indicators.some((row) => row.total?.provisional)
      ? words.provisional
      : '',
    any((figure) => figure.adjusted === true) || book.indicators.some((row) => row.total?.adjusted)
      ? words.adjusted(signs.adjusted)
      : '',
    any((figure) => figure.suppressed === true) || book.indicators.some((row) => row.total?.suppressed)
      ? words.suppressed(signs.suppressed, book.settings.suppressBelow ?? 3)
      : '',
    any((figure) => figure.state === 'blank' || figure.state === 'not-sent') ? words.shading : '',
    ...book.notes,
  ].filter(Boolean);
}

/** Rows that miss the same units share a note. */
function listIncomplete(book: ConsolidatedBook): string[] {
  const labels = new Map<string, { names: readonly string[]; labels: string[] }>();
  for (const row of book.indicators) {
    if (!row.total || row.total.complete || row.total.missing.length === 0) continue;
    const key = row.total.missing.join('\n');
    const group = labels.get(key) ?? { names: row.total.missing, labels: [] };
    group.labels.push(row.label);
    labels.set(key, group);
  }
  return [...labels.values()].map((group) =>
    words.incomplete(signs.incomplete, joinLabels(group.labels), group.names),
  );
}

/** A subtotal with a gap, whatever its rows. */
function listIncompleteSubtotals(book: ConsolidatedBook): string[] {
  return book.units.flatMap((unit, at) => {
    const names = new Set(book.indicators.flatMap((row) => row.figures[at]?.lacks ?? []));
    return names.size === 0 ? [] : [words.incompleteSubtotal(signs.incomplete, unit.name, [...names])];
  });
}

/** 其中：小麦 → 小麦, as a note names rows without their place in the table. */
function bareLabel(label: string): string {
  return label.trim().replace(/^其中[:：]?\s*/, '');
}

function joinLabels(labels: readonly string[]): string {
  return labels.map(bareLabel).join('、');
}

function listRules(book: ConsolidatedBook, formulas: TotalFormulas): string[] {
  const labelsOf = (test: (index: number) => boolean) =>
    book.indicators.filter((_, index) => test(index)).map((row) => bareLabel(row.label));
  const notCounted = book.units.filter((unit) => !unit.counted && !unit.subtotal).map((unit) => unit.name);
  const subtotals = book.units.filter((unit) => unit.subtotal).map((unit) => unit.name);
  const noTotal = labelsOf((index) => book.indicators[index]!.total === null);
  const fixed = labelsOf((index) => {
    const row = book.indicators[index]!;
    const shown = row.rule === 'sum' && row.total?.value != null;
    const withheld = row.figures.some((figure) => figure.suppressed);
    return shown && !withheld && formulas.level[index] === undefined;
  });
  return [
    notCounted.length > 0 ? words.notCounted(notCounted) : '',
    subtotals.length > 0 ? words.subtotals(subtotals) : '',
    ...listNested(book),
    noTotal.length > 0 ? words.noTotal(noTotal) : '',
    fixed.length > 0 ? words.fixed(fixed) : '',
  ];
}

/** Units that count for themselves in one row and are part of another unit's figure, or made of others', in the next. */
function listNested(book: ConsolidatedBook): string[] {
  const named = (test: (figure: BookFigure) => boolean) =>
    book.units.flatMap((unit, at) =>
      unit.counted && book.indicators.some((row) => row.figures[at] && test(row.figures[at]))
        ? [unit.name]
        : [],
    );
  const inside = named((figure) => figure.aside === true && figure.addsUp === undefined);
  const made = named((figure) => figure.addsUp !== undefined);
  return [inside.length > 0 ? words.inside(inside) : '', made.length > 0 ? words.madeOfOthers(made) : ''];
}
