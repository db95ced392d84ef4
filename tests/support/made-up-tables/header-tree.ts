import type { Dice } from './dice.ts';
import { leaves, subGroups, topGroups } from './names.ts';

/* What stands above the figures: groups and columns, with the unit of measure and the role of each. */

export interface Header {
  readonly path: readonly string[];
  readonly unit: string | null;
  readonly also?: readonly (readonly string[])[];
  readonly role: string;
}

export interface Node {
  readonly text: string;
  readonly unit?: string;
  readonly children: readonly Node[];
  readonly role?: string;
}

/** Where the units of measure stand. */
export type UnitPlace =
  | 'leaf'
  | 'group'
  | 'unit-row'
  | 'line'
  | 'corner'
  | 'row-brackets'
  | 'column'
  | 'none';

export function depthOf(node: Node): number {
  return node.children.length === 0 ? 1 : 1 + Math.max(...node.children.map(depthOf));
}

export function widthOf(node: Node): number {
  return node.children.length === 0 ? 1 : node.children.reduce((sum, child) => sum + widthOf(child), 0);
}

export function firstUnit(tree: readonly Node[]): string | undefined {
  const [node] = tree;
  if (!node) return undefined;
  return node.children.length === 0 ? node.unit : firstUnit(node.children);
}

/** Header trees of towns as rows: indicators across, in groups or not. */
export function makeTree(dice: Dice, unit: UnitPlace): Node[] {
  const depth = dice.pick([1, 1, 2, 2, 2, 3, 3]);
  const pool = dice.some(leaves, 18);
  const shared = unit === 'line' || unit === 'corner' ? dice.pick(['万元', '人', '亩', '个']) : undefined;
  const leaf = (): Node => {
    const [text, own] = pool.pop() ?? ['其他', '个'];
    return { text, unit: shared ?? own, children: [] };
  };
  const measured = (text: string, own: string): Node => ({
    text,
    unit: shared ?? own,
    children: [
      { text: '本年', unit: shared ?? own, children: [] },
      { text: '上年', unit: shared ?? own, children: [], role: 'previous' },
      ...(dice.chance(0.6) ? [{ text: '增长%', unit: '%', children: [], role: 'growth' }] : []),
    ],
  });
  const groupUnit = () => dice.pick(['万元', '人', '吨']);
  const group = (level: number, texts: string[]): Node => {
    const own = unit === 'group' ? groupUnit() : undefined;
    const count = 2 + dice.below(3);
    const children = Array.from({ length: count }, (_, index): Node => {
      if (level > 2 && dice.chance(0.6)) return group(level - 1, subs);
      const one = leaf();
      const half = index > 0 && dice.chance(0.12);
      return { ...one, ...(own ? { unit: own } : {}), text: half ? `其中：${one.text}` : one.text };
    });
    return { text: texts.pop() ?? '其他情况', ...(own ? { unit: own } : {}), children };
  };
  const tops = dice.some(topGroups, 9);
  const subs = dice.some(subGroups, 12);
  const count = depth === 1 ? 2 + dice.below(6) : 2 + dice.below(3);
  return Array.from({ length: count }, (): Node => {
    if (depth === 1) return leaf();
    if (dice.chance(0.3)) return leaf();
    if (depth === 2 && unit !== 'group' && dice.chance(0.3)) {
      const one = leaf();
      return measured(one.text, one.unit ?? '个');
    }
    return group(depth, tops);
  });
}

/** Columns of a list: measures of time, or districts across. */
export function measureTree(dice: Dice): Node[] {
  const plain = (text: string, role?: string): Node => ({ text, children: [], ...(role ? { role } : {}) });
  return dice.pick([
    () => [plain('本期'), plain('上年同期', 'previous'), plain('增长（%）', 'growth')],
    () => [
      plain('本年实际'),
      plain('上年实际', 'previous'),
      plain('增减额', 'change'),
      plain('增减%', 'growth'),
    ],
    () => [plain('2023年'), plain('2022年', 'previous')],
    () => [
      { text: '本月', children: [plain('绝对量'), plain('同比增长%', 'growth')] },
      { text: '1-本月累计', children: [plain('绝对量'), plain('同比增长%', 'growth')] },
    ],
    () =>
      dice
        .some(['东湖区', '西湖区', '高新区', '城北区', '滨江区', '江南县', '平安县'], 3 + dice.below(4))
        .map((text) => plain(text)),
    () => [plain('数值')],
    () => [
      plain('全市'),
      ...dice.some(['东湖区', '西湖区', '高新区', '城北区'], 3).map((text) => plain(text)),
    ],
    () => ['1月', '2月', '3月', '4月', '5月', '6月'].slice(0, 3 + dice.below(4)).map((text) => plain(text)),
    () => ['2019', '2020', '2021', '2022'].slice(0, 2 + dice.below(3)).map((text) => plain(text)),
    () => ['一季度', '二季度', '三季度'].map((text) => plain(text)),
    () => [
      plain('全年计划'),
      plain('1-6月累计完成'),
      plain('完成率%', 'growth'),
      plain('同比增减%', 'growth'),
    ],
  ])();
}
