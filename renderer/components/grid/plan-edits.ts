import type { TextBlock } from './clipboard-text.ts';
import type { Block, EditProblem, EntryResult, GridSize, Position } from './model.ts';
import { blockPositions, blockSize } from './selection.ts';

export interface PlannedEdit {
  readonly position: Position;
  readonly text: string;
}

/** Either every cell takes its text, or nothing changes and the refusing cells are named. */
export type EditPlan =
  | { readonly ok: true; readonly edits: readonly PlannedEdit[]; readonly block: Block }
  | { readonly ok: false; readonly problems: readonly EditProblem[] };

/** Reads a text for a cell; refuses for read-only and invalid. */
export type CellCheck = (position: Position, text: string) => EntryResult;

export function planEdits(edits: readonly PlannedEdit[], block: Block, check: CellCheck): EditPlan {
  const problems: EditProblem[] = [];
  const accepted: PlannedEdit[] = [];
  for (const { position, text } of edits) {
    const result = check(position, text);
    if (result.ok) accepted.push({ position, text: result.text });
    else problems.push({ position, reason: result.reason });
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, edits: accepted, block };
}

/** Repeats the block where the selection is a whole multiple of it (one cell fills any selection). */
function pasteShape(block: TextBlock, target: Block): GridSize {
  const source = { rows: block.length, columns: block[0]?.length ?? 0 };
  const selected = blockSize(target);
  const fits = (whole: number, part: number) => whole > part && whole % part === 0;
  const rows = fits(selected.rows, source.rows) ? selected.rows : source.rows;
  const columns = fits(selected.columns, source.columns) ? selected.columns : source.columns;
  return { rows, columns };
}

/** Where a pasted block lands, from the top left of the selection; cells outside the grid refuse. */
export function planPaste(
  block: TextBlock,
  target: Block,
  size: GridSize,
  check: CellCheck,
  outside: string,
): EditPlan {
  const shape = pasteShape(block, target);
  const landing: Block = {
    top: target.top,
    left: target.left,
    bottom: target.top + shape.rows - 1,
    right: target.left + shape.columns - 1,
  };
  const edits = blockPositions(landing).map((position) => {
    const row = block[(position.row - target.top) % block.length]!;
    return { position, text: row[(position.column - target.left) % row.length]! };
  });
  return planEdits(edits, landing, (position, text) =>
    position.row >= size.rows || position.column >= size.columns
      ? { ok: false, reason: outside }
      : check(position, text),
  );
}

/** Delete: every selected cell becomes empty; cells that are empty already need no permission. */
export function planClear(target: Block, textAt: (position: Position) => string, check: CellCheck): EditPlan {
  const filled = blockPositions(target).filter((position) => textAt(position) !== '');
  return planEdits(
    filled.map((position) => ({ position, text: '' })),
    target,
    check,
  );
}
