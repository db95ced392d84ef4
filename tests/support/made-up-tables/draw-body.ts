import type { Dice } from './dice.ts';
import type { Frame } from './frame.ts';
import { marks } from './names.ts';
import type { Panel } from './panel.ts';
import type { RowPlan } from './row-plans.ts';

/* The rows of a table with their figures, marks and blanks. */

/** A row as the label of the table has it; rows count from 0. */
export interface DrawnRow {
  readonly row: number;
  readonly label: string;
  readonly unit?: string | null;
  readonly role?: string;
}

export interface Body {
  readonly rows: readonly DrawnRow[];
  /** Of the rows that are no data. */
  readonly roles: ReadonlyMap<number, string>;
}

export function drawBody(panel: Panel, dice: Dice, frame: Frame, plans: readonly RowPlan[]): Body {
  const { labelColumn, places, gap } = frame;
  const rows: DrawnRow[] = [];
  const roles = new Map<number, string>();
  const beside = besideFigures(panel, dice, frame);
  for (const plan of plans) {
    const { row } = panel;
    if (/^\d+$/.test(plan.raw)) panel.putNumber(row, labelColumn, plan.raw, false);
    else panel.put(row, labelColumn, plan.raw);
    if (places && plan.role === 'data')
      panel.put(row, labelColumn + 1, dice.pick(['Shimen', 'Daping', 'Xin Hua', 'West Hill']));
    rows.push(drawnRow(row, plan));
    if (plan.role !== 'group') {
      beside(plan);
      drawFigures(panel, dice, frame, plan);
    }
    if (plan.role !== 'data') roles.set(row, plan.role);
    panel.row += 1;
    if (gap && plan.role === 'data' && dice.chance(0.1)) panel.row += 1;
  }
  return { rows, roles };
}

function drawnRow(row: number, { raw, label, unit, role }: RowPlan): DrawnRow {
  return {
    row,
    label: label === '' ? raw.trim() : label,
    ...(unit === undefined ? {} : { unit }),
    ...(role === 'growth' ? { role: 'change-percent' } : {}),
  };
}

/** Serial number, code, unit of measure and 片区 of one row after the other. */
function besideFigures(panel: Panel, dice: Dice, frame: Frame): (plan: RowPlan) => void {
  const { labelColumn, first, list, unit, merged } = frame;
  let counted = 0;
  let areas: number[] = [];
  // 片区 stands once for the towns below it, merged or not.
  const area = (at: number) => {
    areas.push(at);
    if (areas.length === 1) panel.put(at, 0, dice.pick(['东片', '西片', '山区', '坝区']));
    if (areas.length < 3) return;
    if (merged) panel.merge(areas[0]!, 0, at, 0);
    areas = [];
  };
  return (plan) => {
    const { row } = panel;
    const data = plan.role === 'data';
    if (frame.serial && data) panel.putNumber(row, 0, String((counted += 1)), false);
    if (frame.code && data) panel.put(row, labelColumn + 1, `A${String(row).padStart(2, '0')}`);
    if (list && unit === 'column' && plan.unit) panel.put(row, first - 1, plan.unit);
    if (frame.category && data) area(row);
  };
}

function drawFigures(panel: Panel, dice: Dice, { first, width, asText, remark }: Frame, plan: RowPlan): void {
  const { row } = panel;
  const silent = plan.role === 'data' && dice.chance(0.04);
  for (let index = 0; index < width && !silent; index += 1) putValue(panel, dice, row, first + index, asText);
  if (silent) panel.put(row, first, '—');
  if (remark && dice.chance(0.2))
    panel.put(row, first + width, dice.pick(['含开发区', '数据待核实，与上年口径不同', '新增']));
}

function figure(dice: Dice): string {
  return dice.pick([
    () => String(1 + dice.below(90_000)),
    () => `-${1 + dice.below(300)}.5`,
    () => '0',
    () => String(1 + dice.below(90_000)),
    () => (dice.next() * 9000).toFixed(2).replace(/\.?0+$/, ''),
    () => (dice.next() * 9000).toFixed(2).replace(/\.?0+$/, ''),
    () => String(dice.below(400)),
  ])();
}

function putValue(panel: Panel, dice: Dice, row: number, column: number, asText: boolean): void {
  if (dice.chance(0.05)) return;
  if (dice.chance(0.03)) panel.put(row, column, dice.pick(marks));
  else {
    const text = figure(dice);
    const grouped = asText && dice.chance(0.3) ? text.replace(/\B(?=(\d{3})+(?!\d))/, ',') : text;
    panel.putNumber(row, column, grouped, asText);
  }
}
