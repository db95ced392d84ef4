import type { Dice } from './dice.ts';
import { firstUnit, makeTree, measureTree, type Node, type UnitPlace, widthOf } from './header-tree.ts';

/** What a table is like, before it is drawn. */
export interface Choices {
  /** Indicators below each other; else towns. */
  readonly list: boolean;
  readonly unit: UnitPlace;
  readonly merged: boolean;
  readonly repeated: boolean;
  readonly asText: boolean;
  readonly lineUnit: string;
  readonly serial: boolean;
  readonly code: boolean;
  readonly category: boolean;
  readonly tall: boolean;
  readonly bilingual: boolean;
  readonly remark: boolean;
  readonly gap: boolean;
  readonly places: boolean;
  readonly translated: boolean;
  readonly years: boolean;
  readonly bareCorner: boolean;
}

/** One after the other: the order is part of what a seed makes. */
export function choose(dice: Dice): Choices {
  const list = dice.chance(0.4);
  const unit: UnitPlace = list
    ? dice.pick(['row-brackets', 'column', 'column', 'line', 'none'])
    : dice.pick(['leaf', 'leaf', 'leaf', 'group', 'unit-row', 'unit-row', 'line', 'line', 'corner', 'none']);
  const merged = dice.chance(0.5);
  const repeated = !merged && dice.chance(0.25);
  const asText = dice.chance(0.2);
  const lineUnit = dice.pick(['万元', '人', '亩', '个']);
  const serial = dice.chance(0.2);
  const code = !serial && dice.chance(0.12);
  const category = !serial && !code && !list && dice.chance(0.12);
  const tall = dice.chance(0.8);
  const bilingual = unit !== 'unit-row' && dice.chance(0.1);
  const remark = dice.chance(0.12);
  const gap = dice.chance(0.1);
  const places = !list && !code && dice.chance(0.08);
  const translated = !bilingual && unit !== 'corner' && dice.chance(0.08);
  const years = !list && !category && !serial && dice.chance(0.1);
  const bareCorner = !list && !serial && !category && unit !== 'corner' && dice.chance(0.08);
  return {
    ...{ list, unit, merged, repeated, asText, lineUnit, serial, code, category, tall, bilingual, remark },
    ...{ gap, places, translated, years, bareCorner },
  };
}

const named = [
  ...(['category', 'tall', 'bilingual', 'remark', 'gap', 'bareCorner'] as const),
  ...(['code', 'serial', 'places', 'translated', 'years'] as const),
];

/** For the message of a failure. */
export function traitsOf(choices: Choices): string[] {
  const { list, unit, merged, repeated, asText } = choices;
  return [
    ...named.filter((name) => choices[name]),
    ...[list ? 'list' : 'towns', `unit ${unit}`, merged ? 'merged' : repeated ? 'repeated' : 'bare'],
    ...(asText ? ['texts'] : []),
  ];
}

/** Where the columns of a table lie, and what stands above them. */
export interface Frame extends Choices {
  readonly tree: readonly Node[];
  /** The unit of measure of the whole table, where there is one. */
  readonly shared: string | undefined;
  readonly labelColumn: number;
  /** The first column of figures. */
  readonly first: number;
  /** Columns of figures. */
  readonly width: number;
}

export function layFrame(dice: Dice, choices: Choices): Frame {
  const { list, unit, serial, code, category, places, lineUnit } = choices;
  const labelColumn = serial || category ? 1 : 0;
  const first = labelColumn + 1 + (code || places ? 1 : 0) + (list && unit === 'column' ? 1 : 0);
  const tree = list ? measureTree(dice) : makeTree(dice, unit);
  const ofTable = unit === 'line' || unit === 'corner';
  const shared = ofTable ? (list ? lineUnit : (firstUnit(tree) ?? lineUnit)) : undefined;
  const width = tree.reduce((sum, node) => sum + widthOf(node), 0);
  return { ...choices, tree, shared, labelColumn, first, width };
}
