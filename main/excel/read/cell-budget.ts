import type { Cell } from '../../../shared/domain/sheet.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { ReadLimits } from './limits.ts';

/** What the cells of a workbook have used up so far, over all its sheets. */
export interface CellBudget {
  readonly limits: ReadLimits;
  cells: number;
  characters: number;
}

/** Counts a cell in. Throws AppError `too-big`. */
export function spend(budget: CellBudget, cell: Cell): void {
  const { limits } = budget;
  budget.cells += 1;
  budget.characters += cell.text.length;
  if (budget.cells > limits.cells) throw new AppError('too-big', { limit: 'cells' });
  if (budget.characters > limits.characters) throw new AppError('too-big', { limit: 'characters' });
  if (cell.row >= limits.rows) throw new AppError('too-big', { limit: 'rows' });
  if (cell.column >= limits.columns) throw new AppError('too-big', { limit: 'columns' });
}
