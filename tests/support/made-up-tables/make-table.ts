import { printColumn } from '../../../shared/text/cell-address.ts';
import type { LabelTable } from '../score-recognition.ts';
import type { Dice } from './dice.ts';
import { drawAbove, drawBelow, type TitleChoice } from './draw-around.ts';
import { type Body, drawBody } from './draw-body.ts';
import { drawHead } from './draw-head.ts';
import { choose, type Frame, layFrame, traitsOf } from './frame.ts';
import type { Header } from './header-tree.ts';
import { Panel } from './panel.ts';
import { planIndicators, planTowns, planYears } from './row-plans.ts';

/** A table that is drawn; what it is depends on the spot it gets on the sheet. */
export interface Draft {
  readonly panel: Panel;
  readonly table: (row: number, column: number) => LabelTable;
  readonly roles: ReadonlyMap<number, string>;
  readonly traits: readonly string[];
}

/** One table with everything around it. */
export function makeTable(dice: Dice, options: TitleChoice): Draft {
  const choices = choose(dice);
  const traits = traitsOf(choices);
  const frame = layFrame(dice, choices);
  const panel = new Panel();
  drawAbove(panel, dice, frame, options);
  const top = panel.row;
  const headers = drawHead(panel, dice, frame, traits).map((header) => labelHeader(header, frame));
  const plans = planRows(dice, frame, traits);
  const start = panel.row;
  const body = drawBody(panel, dice, frame, plans);
  const lines = { top, start, end: panel.row };
  drawBelow(panel, dice, frame);
  return {
    panel,
    traits,
    roles: body.roles,
    table: (down, right) => labelTable(frame, headers, body, lines, { down, right }),
  };
}

function planRows(dice: Dice, { list, years, unit }: Frame, traits: string[]) {
  if (list) return planIndicators(dice, unit, traits);
  return years ? planYears(dice) : planTowns(dice, traits);
}

/** What a reader is to make of a header: the % of a rate is its unit and not part of its name. */
function labelHeader(header: Header, { list, unit, shared }: Frame): Header {
  if (!list) return { ...header, path: header.path.map((text) => text.replace(/%$/, '')) };
  return {
    ...header,
    path: header.path.map((text) => text.replace(/（%）$|%$/, '')),
    unit: header.role === 'growth' ? '%' : unit === 'line' ? shared! : null,
  };
}

function labelTable(
  { shared, labelColumn, first, width }: Frame,
  headers: readonly Header[],
  { rows }: Body,
  { top, start, end }: { readonly top: number; readonly start: number; readonly end: number },
  { down, right }: { readonly down: number; readonly right: number },
): LabelTable {
  const column = (at: number) => printColumn(right + at);
  return {
    range: `${column(0)}${down + top + 1}:${column(first + width - 1)}${down + end}`,
    tableUnit: shared ?? null,
    labelColumns: [column(labelColumn)],
    columns: headers.map(({ path, unit, role, also }, index) => ({
      ...{ column: column(first + index), path, unit, role },
      ...(also ? { also } : {}),
    })),
    rows: rows.map((one) => ({ ...one, row: down + one.row + 1 })),
    dataCells: {
      rows: [down + start + 1, down + end],
      columns: [column(first), column(first + width - 1)],
    },
  };
}
