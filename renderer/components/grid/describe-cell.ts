import { gridWords } from '../../words/grid.ts';
import type { GridCell } from './model.ts';

/** The states of a cell in words, for hover, screen readers and the status line; '' where it has none. */
export function describeStates(cell: GridCell, readOnly: boolean): string {
  const words: string[] = [];
  if (cell.missing)
    words.push(cell.missing === 'not-reported' ? gridWords.notReported : gridWords.notApplicable);
  if (cell.provisional) words.push(cell.provisional);
  if (cell.finding) words.push(`${gridWords.levels[cell.finding.level]}：${cell.finding.message}`);
  if (cell.save) words.push(gridWords[cell.save]);
  if (readOnly) words.push(gridWords.readOnly);
  if (cell.note) words.push(cell.note);
  return words.join('；');
}

/** What the cell shows: its display text, or the text itself. */
export function shownText(cell: GridCell): string {
  return cell.missing ? '' : (cell.display ?? cell.text);
}
