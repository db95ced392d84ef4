import type { Cell, CellRange, Sheet } from '../../shared/domain/sheet.ts';
import { printAddress } from '../../shared/text/cell-address.ts';
import type { LabelTable } from './score-recognition.ts';

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

/** A small generator of pseudo-random numbers (mulberry32): the same seed makes the same tables everywhere. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  some<T>(list: readonly T[], count: number): T[] {
    const rest = [...list];
    return Array.from(
      { length: Math.min(count, rest.length) },
      () => rest.splice(this.below(rest.length), 1)[0]!,
    );
  }
}

const towns =
  '石门镇 清水乡 大坪乡 小坪乡 河西街道 城关镇 双河镇 白沙乡 柳林镇 马家沟乡 高桥镇 新华街道 南岸新区 东风牧场 西山林场'.split(
    ' ',
  );
const topGroups =
  '农林牧渔业 粮食作物 规模以上工业 城乡居民收支 医疗卫生机构 各级各类学校 社会保障情况 公路交通建设 固定资产投资完成情况'.split(
    ' ',
  );
const subGroups = '谷物 油料作物 肉牛 绵羊 城镇居民 农村居民 公办 民办 国有企业 民营企业 县级 乡级'.split(
  ' ',
);
const leaves: readonly (readonly [string, string])[] = [
  ['播种面积', '亩'],
  ['总产量', '吨'],
  ['总产值', '万元'],
  ['单位数', '个'],
  ['从业人员', '人'],
  ['年末存栏', '头'],
  ['当年出栏', '只'],
  ['机构数', '个'],
  ['床位数', '张'],
  ['在校学生数', '人'],
  ['专任教师', '人'],
  ['通车里程', '公里'],
  ['完成投资', '万元'],
  ['增加值', '亿元'],
  ['人均收入', '元'],
  ['参保率', '%'],
  ['用电量', '万千瓦时'],
  ['总户数', '户'],
  ['期末人口', '万人'],
  ['耕地面积', '公顷'],
  ['建筑面积', '万平方米'],
  ['接待游客', '万人次'],
  ['死亡率', '‰'],
];
const indicators: readonly (readonly [string, string])[] = [
  ['农作物播种面积', '亩'],
  ['粮食总产量', '吨'],
  ['肉类总产量', '吨'],
  ['规模以上工业增加值', '万元'],
  ['城镇新增就业人数', '人'],
  ['固定资产投资', '万元'],
  ['社会消费品零售总额', '亿元'],
  ['农村居民人均可支配收入', '元'],
  ['义务教育巩固率', '%'],
  ['卫生技术人员', '人'],
  ['医疗机构床位', '张'],
  ['年末总人口', '人'],
  ['年末总户数', '户'],
  ['公路通车里程', '公里'],
  ['造林面积', '公顷'],
  ['全社会用电量', '万千瓦时'],
  ['旅游总收入', '亿元'],
  ['接待游客人数', '万人次'],
  ['牛年末存栏', '头'],
];
const titles =
  '农村经济基本情况统计表 主要指标完成情况表 社会事业发展情况 主要经济指标 畜牧业生产情况统计表'.split(' ');
const english = [
  'Output Value',
  'Number of Units',
  'Sown Area',
  'Persons Employed',
  'Total Income at\nYear-end',
];
const marks = ['—', '-', '…', '--', '/', '无'];

interface Header {
  readonly path: readonly string[];
  readonly unit: string | null;
  readonly also?: readonly (readonly string[])[];
  readonly role: string;
}

interface Node {
  readonly text: string;
  readonly unit?: string;
  readonly children: readonly Node[];
  readonly role?: string;
}

type UnitPlace = 'leaf' | 'group' | 'unit-row' | 'line' | 'corner' | 'row-brackets' | 'column' | 'none';

/** A table being drawn, with addresses of its own; `place` moves it to its spot on the sheet. */
class Panel {
  readonly cells: { row: number; column: number; text: string; number?: true }[] = [];
  readonly merges: CellRange[] = [];
  row = 0;

  put(row: number, column: number, text: string): void {
    if (text !== '') this.cells.push({ row, column, text });
  }

  putNumber(row: number, column: number, text: string, asText: boolean): void {
    this.cells.push(asText ? { row, column, text } : { row, column, text, number: true });
  }

  merge(top: number, left: number, bottom: number, right: number): void {
    if (bottom > top || right > left) this.merges.push({ top, left, bottom, right });
  }

  get right(): number {
    return Math.max(...this.cells.map(({ column }) => column));
  }
}

interface Draft {
  readonly panel: Panel;
  readonly table: (row: number, column: number) => LabelTable;
  readonly roles: ReadonlyMap<number, string>;
  readonly traits: readonly string[];
}

function letters(column: number): string {
  return printAddress(0, column).replace('1', '');
}

function depthOf(node: Node): number {
  return node.children.length === 0 ? 1 : 1 + Math.max(...node.children.map(depthOf));
}

function widthOf(node: Node): number {
  return node.children.length === 0 ? 1 : node.children.reduce((sum, child) => sum + widthOf(child), 0);
}

/** Header trees of towns as rows: indicators across, in groups or not. */
function makeTree(dice: Dice, unit: UnitPlace): Node[] {
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

function withUnit(text: string, unit: string, dice: Dice): string {
  return dice.pick([`${text}（${unit}）`, `${text}(${unit})`, `${text}\n（${unit}）`]);
}

function spaced(text: string, dice: Dice): string {
  return text.length === 2 && dice.chance(0.15) ? `${text[0]}  ${text[1]}` : text;
}

interface Drawn {
  readonly headers: readonly Header[];
  readonly rows: number;
}

/** Draws the tree from `left` on; returns a path per column. Leaves reach down to the last row. */
function drawTree(
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

interface RowPlan {
  readonly raw: string;
  readonly label: string;
  readonly unit?: string | null;
  readonly role: string;
}

/** Rows that are towns, with totals, last year's and computed rows among them. */
function planTowns(dice: Dice, traits: string[]): RowPlan[] {
  const names = dice.some(towns, 4 + dice.below(8));
  const rows: RowPlan[] = [];
  const total = dice.pick(['first', 'first', 'last', 'both', 'none'] as const);
  traits.push(`total ${total}`);
  const word = () => dice.pick(['合计', '总计', '合  计', '全县', '总\u3000计']);
  const fold = (text: string) => text.replace(/\s/g, '');
  if (total === 'first' || total === 'both') {
    const raw = word();
    rows.push({ raw, label: fold(raw), role: 'total' });
    if (dice.chance(0.25)) {
      traits.push('last year rows');
      rows.push({ raw: '上年', label: '上年', role: 'previous' });
      rows.push({ raw: '增减', label: '增减', role: 'change' });
      if (dice.chance(0.6)) rows.push({ raw: '增减%', label: '增减', role: 'growth' });
    }
  }
  const indent = total === 'first' && dice.chance(0.4) ? dice.pick(['  ', '\u3000']) : '';
  const halves = dice.chance(0.2);
  names.forEach((name, index) => {
    if (halves && index % 4 === 0) {
      const group = dice.pick(['一、城区', '二、北部山区', '三、南部川区', '（一）沿河乡镇']);
      if (!rows.some(({ raw }) => raw === group)) rows.push({ raw: group, label: group, role: 'group' });
    }
    rows.push({ raw: `${indent}${name}`, label: name, role: 'data' });
    if (dice.chance(0.06)) {
      traits.push('of which row');
      rows.push({ raw: dice.pick(['其中：镇区', '  其中：开发区', '#园区']), label: '', role: 'data' });
    }
  });
  if (total === 'last' || total === 'both') {
    const raw = total === 'both' ? '横向合计' : word();
    rows.push({ raw, label: fold(raw), role: 'total' });
  }
  return rows;
}

function planYears(dice: Dice): RowPlan[] {
  const from = 2010 + dice.below(6);
  const after = dice.pick(['', '年', ' 年']);
  return Array.from({ length: 4 + dice.below(6) }, (_, index) => {
    const raw = `${from + index}${after}`;
    return { raw, label: raw.replace(' ', ''), role: 'data' };
  });
}

/** Rows that are indicators: numbered groups, 其中, indents; the unit beside the name where it stands in the rows. */
function planIndicators(dice: Dice, unit: UnitPlace, traits: string[]): RowPlan[] {
  const some = dice.some(indicators, 5 + dice.below(9));
  const numbered = dice.pick(['none', 'plain', 'groups'] as const);
  traits.push(`numbering ${numbered}`);
  const rows: RowPlan[] = [];
  some.forEach(([name, own], index) => {
    if (numbered === 'groups' && index % 4 === 0) {
      const raw = `${'一二三四五'[index / 4]}、${dice.pick(['综合情况', '农业生产', '人民生活', '社会事业'])}`;
      rows.push({ raw, label: raw, role: 'group' });
    }
    const number =
      numbered === 'plain' ? `${index + 1}.` : numbered === 'groups' ? `（${'一二三四'[index % 4]}）` : '';
    const text = unit === 'row-brackets' ? withUnit(name, own, dice).replace('\n', '') : name;
    const stated = unit === 'row-brackets' || unit === 'column' ? own : undefined;
    rows.push({ raw: `${number}${text}`, label: name, role: 'data', ...(stated ? { unit: stated } : {}) });
    if (dice.chance(0.12)) {
      traits.push('of which row');
      const part = dice.pick(['其中：小麦', '其中:女', '#城镇', '  其中：规模养殖']);
      rows.push({
        raw: unit === 'row-brackets' ? `${part}（${own}）` : part,
        label: '',
        role: 'data',
        ...(stated ? { unit: stated } : {}),
      });
    }
  });
  return rows;
}

/** Columns of a list: measures of time, or districts across. */
function measureTree(dice: Dice): Node[] {
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

/** One table with everything around it. */
function makeTable(dice: Dice, options: { title: boolean; title2?: string }): Draft {
  const panel = new Panel();
  const traits: string[] = [];
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
  for (const [name, is] of Object.entries({
    category,
    tall,
    bilingual,
    remark,
    gap,
    bareCorner,
    code,
    serial,
    places,
    translated,
    years,
  }))
    if (is) traits.push(name);
  traits.push(list ? 'list' : 'towns', `unit ${unit}`, merged ? 'merged' : repeated ? 'repeated' : 'bare');
  if (asText) traits.push('texts');
  const labelColumn = serial || category ? 1 : 0;
  const first = labelColumn + 1 + (code || places ? 1 : 0) + (list && unit === 'column' ? 1 : 0);
  const tree = (list ? measureTree(dice) : makeTree(dice, unit)).map((node) => node);
  const shared =
    unit === 'line' || unit === 'corner' ? (list ? lineUnit : (firstUnit(tree) ?? lineUnit)) : undefined;
  const width = tree.reduce((sum, node) => sum + widthOf(node), 0);
  let row = 0;
  if (options.title) {
    panel.put(
      row,
      0,
      options.title2 ??
        `${dice.pick(['', '2023年', '2023年1-6月'])}${dice.pick(['甲县', '乙市各乡镇'])}${dice.pick(titles)}`,
    );
    if (merged) panel.merge(row, 0, row, first + width - 1);
    row += 1;
    if (dice.chance(0.3)) {
      panel.put(row, 0, dice.pick(['填报单位：甲县统计局', '填报单位（盖章）：石门镇人民政府']));
      if (dice.chance(0.5)) panel.put(row, first + width - 1, '2023年6月');
      row += 1;
    }
  }
  if (options.title && dice.chance(0.15)) {
    panel.put(row, 0, dice.pick(['（2023年）', 'Basic Statistics of Townships (2023)', '3-6 续表', '附表2']));
    row += 1;
  }
  if (gap && options.title) row += 1;
  if (unit === 'line') {
    if (dice.chance(0.2)) panel.put(row, Math.floor((first + width) / 2), '2023年');
    const column = dice.chance(0.5) ? first + width - 1 : 0;
    panel.put(row, column, dice.pick([`单位：${shared}`, `计量单位：${shared}`, `（单位：${shared}）`]));
    row += 1;
  }
  const top = row;
  const drawn = drawTree(panel, tree, { row, left: first }, dice, {
    merged,
    repeated,
    unit: list ? 'none' : unit,
    tall,
    english: bilingual,
    cut: !merged && !repeated && !bilingual && dice.chance(0.3),
  });
  const depth = drawn.rows;
  const head = (column: number, text: string) => {
    panel.put(row, column, text);
    if (merged && tall) panel.merge(row, column, row + depth - 1, column);
  };
  if (serial) head(0, dice.pick(['序号', '序  号']));
  const labelHead =
    unit === 'corner'
      ? `单位：${shared}`
      : list
        ? dice.pick(['指标名称', '指  标', '项目'])
        : years
          ? dice.pick(['年份', '年  份', '年度'])
          : dice.pick(['乡镇', '地  区', '单位名称', '乡镇（街道）']);
  if (category) head(0, dice.pick(['片区', '类别', '分类']));
  if (!bareCorner) head(labelColumn, labelHead);
  if (remark) head(first + width, dice.pick(['备注', '备  注', '说明']));
  if (code) head(labelColumn + 1, dice.pick(['代码', '编码']));
  if (list && unit === 'column') head(first - 1, dice.pick(['计量单位', '单位', '计量\n单位']));
  if (places && dice.chance(0.5)) head(labelColumn + 1, 'Region');
  row += depth;
  if (translated) {
    panel.put(row, labelColumn, 'Region');
    for (let index = 0; index < width; index += 1) panel.put(row, first + index, dice.pick(english));
    row += 1;
  }
  if (unit === 'unit-row') {
    if (dice.chance(0.4)) panel.put(row, labelColumn, dice.pick(['计算单位', '计量单位']));
    drawn.headers.forEach((header, index) => {
      const own = header.unit;
      if (own) panel.put(row, first + index, dice.chance(0.3) ? `（${own}）` : own);
    });
    row += 1;
  }
  if (dice.chance(0.2)) {
    traits.push('code row');
    panel.put(row, labelColumn, dice.pick(['甲', '甲', '栏次']));
    if (list && unit === 'column') panel.put(row, first - 1, '乙');
    for (let index = 0; index < width; index += 1)
      panel.putNumber(row, first + index, String(index + 1), dice.chance(0.5));
    row += 1;
  }
  const plans = list ? planIndicators(dice, unit, traits) : years ? planYears(dice) : planTowns(dice, traits);
  const start = row;
  const roles = new Map<number, string>();
  const rows: { row: number; label: string; unit?: string | null; role?: string }[] = [];
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
  for (const plan of plans) {
    if (/^\d+$/.test(plan.raw)) panel.putNumber(row, labelColumn, plan.raw, false);
    else panel.put(row, labelColumn, plan.raw);
    if (places && plan.role === 'data')
      panel.put(row, labelColumn + 1, dice.pick(['Shimen', 'Daping', 'Xin Hua', 'West Hill']));
    const label = plan.label === '' ? plan.raw.trim() : plan.label;
    rows.push({
      row,
      label,
      ...(plan.unit === undefined ? {} : { unit: plan.unit }),
      ...(plan.role === 'growth' ? { role: 'change-percent' } : {}),
    });
    if (plan.role !== 'group') {
      if (serial && plan.role === 'data') panel.putNumber(row, 0, String((counted += 1)), false);
      if (code && plan.role === 'data') panel.put(row, labelColumn + 1, `A${String(row).padStart(2, '0')}`);
      if (list && unit === 'column' && plan.unit) panel.put(row, first - 1, plan.unit);
      if (category && plan.role === 'data') area(row);
      const silent = plan.role === 'data' && dice.chance(0.04);
      for (let index = 0; index < width && !silent; index += 1)
        putValue(panel, dice, row, first + index, asText);
      if (silent) panel.put(row, first, '—');
      if (remark && dice.chance(0.2))
        panel.put(row, first + width, dice.pick(['含开发区', '数据待核实，与上年口径不同', '新增']));
    }
    if (plan.role !== 'data') roles.set(row, plan.role);
    row += 1;
    if (gap && plan.role === 'data' && dice.chance(0.1)) row += 1;
  }
  const end = row;
  if (dice.chance(0.25)) {
    panel.put(
      row,
      0,
      dice.pick([
        '注：本表数据含开发区。',
        '说明：1.分项之和不等于合计，系四舍五入所致。',
        '资料来源：县统计局',
        '    本表各项指标均按所在地原则统计，与部门数口径有差异。',
      ]),
    );
    row += 1;
  }
  if (dice.chance(0.2)) {
    if (gap) row += 1;
    panel.put(row, 0, '单位负责人：');
    panel.put(row, Math.min(2, first + width - 1), '填表人：');
    panel.put(row, first + width, '报出日期：2023年7月5日');
    row += 1;
  }
  if (dice.chance(0.08)) {
    panel.put(row, 0, dice.pick(['第5页', '— 12 —', '共3页']));
    row += 1;
  }
  panel.row = row;
  const headers = drawn.headers.map((header): Header => {
    if (list)
      return {
        ...header,
        path: header.path.map((text) => text.replace(/（%）$|%$/, '')),
        unit: header.role === 'growth' ? '%' : unit === 'line' ? shared! : null,
      };
    return { ...header, path: header.path.map((text) => text.replace(/%$/, '')) };
  });
  return {
    panel,
    traits,
    roles,
    table: (down, right) => ({
      range: `${letters(right)}${down + top + 1}:${letters(right + first + width - 1)}${down + end}`,
      tableUnit: shared ?? null,
      labelColumns: [letters(right + labelColumn)],
      columns: headers.map((header, index) => ({
        column: letters(right + first + index),
        path: header.path,
        unit: header.unit,
        role: header.role,
        ...(header.also ? { also: header.also } : {}),
      })),
      rows: rows.map((one) => ({ ...one, row: down + one.row + 1 })),
      dataCells: {
        rows: [down + start + 1, down + end],
        columns: [letters(right + first), letters(right + first + width - 1)],
      },
    }),
  };
}

function firstUnit(tree: readonly Node[]): string | undefined {
  const [node] = tree;
  if (!node) return undefined;
  return node.children.length === 0 ? node.unit : firstUnit(node.children);
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
