import type { Cell, Sheet } from '../../../shared/domain/sheet.ts';
import type { LabelTable } from '../score-recognition.ts';
import { Dice } from './dice.ts';
import { makeTable } from './make-table.ts';
import type { Panel } from './panel.ts';

/**
 * Tables composed at random from what is seen in returns: header trees with and without merges, units in every usual
 * place, totals first, last or both, last year's and change rows and columns, 其中 and # rows, group rows, code rows,
 * notes, texts for numbers, blanks and marks, several tables one below the other or side by side. The maker knows the
 * truth and gives it as a label. All names and figures are made up.
 */
export interface MadeSheet {
  readonly sheet: Sheet;
  readonly tables: readonly LabelTable[];
  /** Rows that nobody may add up, with the role they must be given. */
  readonly roles: ReadonlyMap<number, string>;
  /** What was chosen, for the message of a failure. */
  readonly traits: string;
}

function toSheet(placed: readonly { panel: Panel; row: number; column: number }[]): Sheet {
  const cells = placed.flatMap(({ panel, row, column }) =>
    panel.cells.map(
      (cell): Cell => ({
        row: cell.row + row,
        column: cell.column + column,
        kind: cell.number ? 'number' : 'text',
        value: cell.text,
        text: cell.text,
      }),
    ),
  );
  const merges = placed.flatMap(({ panel, row, column }) =>
    panel.merges.map((range) => ({
      top: range.top + row,
      left: range.left + column,
      bottom: range.bottom + row,
      right: range.right + column,
    })),
  );
  return {
    name: '表',
    visibility: 'visible',
    cells: cells.sort((a, b) => a.row - b.row || a.column - b.column),
    merges,
    hiddenRows: [],
    hiddenColumns: [],
    pictures: 0,
  };
}

/** One sheet: a table, two or three below each other, or two side by side. */
export function makeSheet(seed: number): MadeSheet {
  const dice = new Dice(seed * 7919 + 13);
  const layout = dice.pick(['one', 'one', 'one', 'stacked', 'stacked', 'beside'] as const);
  const count = layout === 'one' ? 1 : layout === 'stacked' ? 2 + dice.below(2) : 2;
  const drafts = Array.from({ length: count }, (_, index) =>
    makeTable(dice, {
      title:
        layout === 'stacked' || index === 0 || dice.chance(0.5)
          ? dice.chance(layout === 'one' ? 0.8 : 1)
          : false,
      ...(layout === 'stacked' && index > 0 && dice.chance(0.4) ? { title2: `续表${index}` } : {}),
    }),
  );
  const placed: { panel: Panel; row: number; column: number }[] = [];
  let [row, column] = dice.chance(0.15) ? [dice.below(4), dice.below(3)] : [0, 0];
  for (const { panel } of drafts) {
    placed.push({ panel, row, column });
    if (layout === 'stacked') row += panel.row + dice.below(4);
    else [row, column] = [dice.below(3), column + panel.right + 2 + dice.below(2)];
  }
  const roles = new Map<number, string>();
  drafts.forEach((draft, index) => {
    for (const [at, role] of draft.roles) roles.set(at + placed[index]!.row, role);
  });
  return {
    sheet: toSheet(placed),
    tables: drafts.map((draft, index) => draft.table(placed[index]!.row, placed[index]!.column)),
    roles: layout === 'beside' ? new Map() : roles,
    traits: [layout, ...drafts.map(({ traits }) => traits.join(', '))].join(' | '),
  };
}
