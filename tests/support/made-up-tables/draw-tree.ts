import type { Dice } from './dice.ts';
import { depthOf, type Header, type Node, type UnitPlace, widthOf } from './header-tree.ts';
import { english } from './names.ts';
import type { Panel } from './panel.ts';

export function withUnit(text: string, unit: string, dice: Dice): string {
  return dice.pick([`${text}（${unit}）`, `${text}(${unit})`, `${text}\n（${unit}）`]);
}

function spaced(text: string, dice: Dice): string {
  return text.length === 2 && dice.chance(0.15) ? `${text[0]}  ${text[1]}` : text;
}

export interface Drawn {
  readonly headers: readonly Header[];
  readonly rows: number;
}

/** Draws the tree from `left` on; returns a path per column. Leaves reach down to the last row. */
export function drawTree(
  panel: Panel,
  tree: readonly Node[],
  at: { row: number; left: number },
  dice: Dice,
  style: {
    merged: boolean;
    repeated: boolean;
    unit: UnitPlace;
    tall: boolean;
    english: boolean;
    cut: boolean;
  },
): Drawn {
  const depth = Math.max(...tree.map(depthOf));
  const headers: Header[] = [];
  const draw = (node: Node, level: number, left: number, path: readonly string[]): number => {
    const width = widthOf(node);
    const isLeaf = node.children.length === 0;
    const row = at.row + level;
    const shows =
      node.unit !== undefined &&
      ((style.unit === 'leaf' && isLeaf && node.role !== 'growth') || (style.unit === 'group' && !isLeaf));
    const chinese = shows ? withUnit(node.text, node.unit, dice) : spaced(node.text, dice);
    const text = style.english && !/^\d/.test(node.text) ? `${chinese}\n${dice.pick(english)}` : chinese;
    const half = Math.ceil(node.text.length / 2);
    const isCut =
      style.cut &&
      isLeaf &&
      level === 0 &&
      depth > 1 &&
      node.text.length > 3 &&
      /^\p{Script=Han}+$/u.test(node.text);
    if (isCut) {
      // Cut at the line end: spelling alone tells it from a hierarchy, so both readings are right.
      const halves = [node.text.slice(0, half), node.text.slice(half)];
      panel.put(row, left, halves[0]!);
      panel.put(
        row + 1,
        left,
        text.includes('（') || text.includes('(') ? withUnit(halves[1]!, node.unit!, dice) : halves[1]!,
      );
      const unit = style.unit === 'none' || style.unit === 'group' ? null : (node.unit ?? null);
      headers.push({ path: [node.text], also: [halves], unit, role: node.role ?? 'value' });
      return left + 1;
    }
    if (isLeaf) {
      panel.put(row, left, text);
      if (style.merged && style.tall) panel.merge(row, left, at.row + depth - 1, left);
      const inGroup = style.unit === 'group' && path.length > 0;
      const known = style.unit !== 'none' && (style.unit !== 'group' || inGroup);
      const unit = node.role === 'growth' ? '%' : known ? (node.unit ?? null) : null;
      headers.push({ path: [...path, node.text], unit, role: node.role ?? 'value' });
      return left + 1;
    }
    for (let column = left; column < left + (style.repeated ? width : 1); column += 1)
      panel.put(row, column, text);
    if (style.merged && !style.repeated) panel.merge(row, left, row, left + width - 1);
    let next = left;
    for (const child of node.children) next = draw(child, level + 1, next, [...path, node.text]);
    return next;
  };
  let column = at.left;
  for (const node of tree) column = draw(node, 0, column, []);
  return { headers, rows: depth };
}
