import type { Dice } from './dice.ts';
import { drawTree } from './draw-tree.ts';
import type { Frame } from './frame.ts';
import type { Header } from './header-tree.ts';
import { english } from './names.ts';
import type { Panel } from './panel.ts';

/* The head of a table: the tree of columns, what stands beside it, and the rows of units, translations and numbers below. */

/** One header per column of figures. */
export function drawHead(panel: Panel, dice: Dice, frame: Frame, traits: string[]): readonly Header[] {
  const { tree, first, list, unit, merged, repeated, tall, bilingual } = frame;
  const drawn = drawTree(panel, tree, { row: panel.row, left: first }, dice, {
    ...{ merged, repeated, tall, english: bilingual },
    unit: list ? 'none' : unit,
    cut: !merged && !repeated && !bilingual && dice.chance(0.3),
  });
  drawStub(panel, dice, frame, drawn.rows);
  panel.row += drawn.rows;
  if (frame.translated) drawTranslation(panel, dice, frame);
  if (unit === 'unit-row') drawUnitRow(panel, dice, frame, drawn.headers);
  if (dice.chance(0.2)) {
    traits.push('code row');
    drawCodeRow(panel, dice, frame);
  }
  return drawn.headers;
}

/** The heads of the columns that hold no figures. */
function drawStub(panel: Panel, dice: Dice, frame: Frame, depth: number): void {
  const { list, unit, labelColumn, first, width } = frame;
  const head = (column: number, text: string) => {
    panel.put(panel.row, column, text);
    if (frame.merged && frame.tall) panel.merge(panel.row, column, panel.row + depth - 1, column);
  };
  if (frame.serial) head(0, dice.pick(['序号', '序  号']));
  const label = labelHead(dice, frame);
  if (frame.category) head(0, dice.pick(['片区', '类别', '分类']));
  if (!frame.bareCorner) head(labelColumn, label);
  if (frame.remark) head(first + width, dice.pick(['备注', '备  注', '说明']));
  if (frame.code) head(labelColumn + 1, dice.pick(['代码', '编码']));
  if (list && unit === 'column') head(first - 1, dice.pick(['计量单位', '单位', '计量\n单位']));
  if (frame.places && dice.chance(0.5)) head(labelColumn + 1, 'Region');
}

function labelHead(dice: Dice, { unit, shared, list, years }: Frame): string {
  if (unit === 'corner') return `单位：${shared}`;
  if (list) return dice.pick(['指标名称', '指  标', '项目']);
  return years
    ? dice.pick(['年份', '年  份', '年度'])
    : dice.pick(['乡镇', '地  区', '单位名称', '乡镇（街道）']);
}

function drawTranslation(panel: Panel, dice: Dice, { labelColumn, first, width }: Frame): void {
  panel.put(panel.row, labelColumn, 'Region');
  for (let index = 0; index < width; index += 1) panel.put(panel.row, first + index, dice.pick(english));
  panel.row += 1;
}

function drawUnitRow(
  panel: Panel,
  dice: Dice,
  { labelColumn, first }: Frame,
  headers: readonly Header[],
): void {
  if (dice.chance(0.4)) panel.put(panel.row, labelColumn, dice.pick(['计算单位', '计量单位']));
  headers.forEach(({ unit }, index) => {
    if (unit) panel.put(panel.row, first + index, dice.chance(0.3) ? `（${unit}）` : unit);
  });
  panel.row += 1;
}

function drawCodeRow(panel: Panel, dice: Dice, { labelColumn, first, width, list, unit }: Frame): void {
  panel.put(panel.row, labelColumn, dice.pick(['甲', '甲', '栏次']));
  if (list && unit === 'column') panel.put(panel.row, first - 1, '乙');
  for (let index = 0; index < width; index += 1)
    panel.putNumber(panel.row, first + index, String(index + 1), dice.chance(0.5));
  panel.row += 1;
}
