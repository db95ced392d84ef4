import type { Dice } from './dice.ts';
import type { Frame } from './frame.ts';
import { titles } from './names.ts';
import type { Panel } from './panel.ts';

/* What stands above and below a table: titles, who reports, the unit of measure, notes, signatures, numbers of pages. */

export interface TitleChoice {
  readonly title: boolean;
  /** In place of one made up. */
  readonly title2?: string;
}

export function drawAbove(panel: Panel, dice: Dice, frame: Frame, options: TitleChoice): void {
  const last = frame.first + frame.width - 1;
  if (options.title) {
    panel.put(panel.row, 0, options.title2 ?? titleOf(dice));
    if (frame.merged) panel.merge(panel.row, 0, panel.row, last);
    panel.row += 1;
    if (dice.chance(0.3)) {
      panel.put(panel.row, 0, dice.pick(['填报单位：甲县统计局', '填报单位（盖章）：石门镇人民政府']));
      if (dice.chance(0.5)) panel.put(panel.row, last, '2023年6月');
      panel.row += 1;
    }
  }
  if (options.title && dice.chance(0.15)) {
    panel.put(
      panel.row,
      0,
      dice.pick(['（2023年）', 'Basic Statistics of Townships (2023)', '3-6 续表', '附表2']),
    );
    panel.row += 1;
  }
  if (frame.gap && options.title) panel.row += 1;
  if (frame.unit === 'line') drawUnitLine(panel, dice, frame);
}

function titleOf(dice: Dice): string {
  return `${dice.pick(['', '2023年', '2023年1-6月'])}${dice.pick(['甲县', '乙市各乡镇'])}${dice.pick(titles)}`;
}

function drawUnitLine(panel: Panel, dice: Dice, { shared, first, width }: Frame): void {
  if (dice.chance(0.2)) panel.put(panel.row, Math.floor((first + width) / 2), '2023年');
  const column = dice.chance(0.5) ? first + width - 1 : 0;
  panel.put(panel.row, column, dice.pick([`单位：${shared}`, `计量单位：${shared}`, `（单位：${shared}）`]));
  panel.row += 1;
}

const notes = [
  '注：本表数据含开发区。',
  '说明：1.分项之和不等于合计，系四舍五入所致。',
  '资料来源：县统计局',
  '    本表各项指标均按所在地原则统计，与部门数口径有差异。',
];

export function drawBelow(panel: Panel, dice: Dice, { first, width, gap }: Frame): void {
  if (dice.chance(0.25)) {
    panel.put(panel.row, 0, dice.pick(notes));
    panel.row += 1;
  }
  if (dice.chance(0.2)) {
    if (gap) panel.row += 1;
    panel.put(panel.row, 0, '单位负责人：');
    panel.put(panel.row, Math.min(2, first + width - 1), '填表人：');
    panel.put(panel.row, first + width, '报出日期：2023年7月5日');
    panel.row += 1;
  }
  if (dice.chance(0.08)) {
    panel.put(panel.row, 0, dice.pick(['第5页', '— 12 —', '共3页']));
    panel.row += 1;
  }
}
