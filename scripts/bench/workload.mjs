// The workload of the benchmark: made up, and the same on every run and machine. A city of N townships, each sending
// one return of 60 indicators × 7 columns with 8 merges; the header stands at different rows, 2 % of the numbers are
// text ("1,234.50"), 2 % are missing, 1 % are a dash.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import * as XLSX from 'xlsx';

/** Mulberry32: a small generator with a seed, so that the workload never changes. */
export function seededRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const firstSigns = [...'东西南北青白红黄金银玉石松柏杨柳桃李梅兰云雨雪风春夏秋清平安宁康'];
const secondSigns = [...'山川河湖泉溪谷原岭坡桥湾塘沟林园田庄寨堡台店坪滩岩洲港浦峰关'];
const crops = [
  '小麦',
  '玉米',
  '水稻',
  '大豆',
  '棉花',
  '蔬菜',
  '瓜果',
  '甜菜',
  '油菜',
  '苜蓿',
  '花卉',
  '药材',
];
const measures = [
  { name: '播种面积', unit: '亩', measure: 'flow', size: 4000, decimals: 0 },
  { name: '产量', unit: '吨', measure: 'flow', size: 900, decimals: 2 },
  { name: '加工产值', unit: '万元', measure: 'flow', size: 1600, decimals: 2 },
  { name: '合作社数量', unit: '家', measure: 'stock', size: 40, decimals: 0 },
  { name: '仓储能力', unit: '吨', measure: 'stock', size: 2500, decimals: 1 },
];

export const formCode = 'B1';
export const period = '2023Q2';
const title = '农业生产情况季报表';

const basicIndicators = crops.flatMap((crop) => measures.map((measure) => ({ ...measure, crop })));

/** The first 60 are those of the returns; a longer list goes through crops and measures again under other names. */
export function indicatorsOf(count) {
  return Array.from({ length: count }, (_, at) => {
    const { crop, ...measure } = basicIndicators[at % basicIndicators.length];
    const round = Math.floor(at / basicIndicators.length);
    const suffix = round === 0 ? '' : `（第${round + 1}类）`;
    return {
      ...measure,
      code: `I${String(at + 1).padStart(2, '0')}`,
      name: `${crop}${measure.name}${suffix}`,
    };
  });
}
export const indicators = indicatorsOf(basicIndicators.length);

export function unitsOf(count) {
  return Array.from({ length: count }, (_, at) => {
    const first = firstSigns[at % firstSigns.length];
    const second = secondSigns[Math.floor(at / firstSigns.length) % secondSigns.length];
    const round = Math.floor(at / (firstSigns.length * secondSigns.length));
    return { code: `U${String(at + 1).padStart(4, '0')}`, name: `${first}${second}${['镇', '乡'][round]}` };
  });
}

const round = (value, decimals) => Number(value.toFixed(decimals));

/** Figures of one township: this year's number (absent where it sent none), how it is written, and last year's. */
function figuresOf(unitAt) {
  const random = seededRandom(7919 * (unitAt + 1));
  return indicators.map(({ size, decimals }) => {
    const before = round(size * (0.5 + random()) + 1, decimals);
    const now = round(before * (0.92 + random() * 0.2), decimals);
    const fate = random();
    if (fate < 0.02) return { before };
    if (fate < 0.03) return { before, mark: '—' };
    return { before, now, asText: fate < 0.05 };
  });
}

function printed(value, decimals) {
  return value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** Rows and merges of one return; between none and two lines of notes stand above the header. */
function sheetOf(unit, unitAt) {
  const notes = ['注：本表由乡镇统计站填报。', '注：数据截至六月末。'].slice(0, unitAt % 3);
  const rows = [
    [title, null, null, null, null, null, null],
    ...notes.map((note) => [note, null, null, null, null, null, null]),
    [`填报单位：${unit.name}`, null, null, null, '2023年1-6月', null, null],
    ['序号', '指标名称', '计量单位', '累计', null, '增长（%）', '备注'],
    [null, null, null, '本期', '上年同期', null, null],
    ...figuresOf(unitAt).map(({ before, now, mark, asText }, at) => {
      const { name, unit: measureUnit, decimals } = indicators[at];
      const current = now === undefined ? (mark ?? null) : asText ? printed(now, decimals) : now;
      const growth = now === undefined ? null : round((now / before - 1) * 100, 2);
      return [at + 1, name, measureUnit, current, before, growth, null];
    }),
  ];
  const header = 2 + notes.length;
  const merge = (startRow, startCol, endRow, endCol) => ({ startRow, startCol, endRow, endCol });
  const merges = [
    merge(0, 0, 0, 6),
    merge(header - 1, 0, header - 1, 3),
    ...[0, 1, 2, 5, 6].map((column) => merge(header, column, header + 1, column)),
    merge(header, 3, header, 4),
  ];
  return { rows, merges, header };
}

const border = Object.fromEntries(
  ['top', 'bottom', 'left', 'right'].map((side) => [side, { style: 'thin' }]),
);

function styledCells({ rows, header }) {
  const cells = new Map();
  const heading = { font: { bold: true, size: 16 }, alignment: { horizontal: 'center' } };
  rows.forEach((row, at) => {
    row.forEach((value, column) => {
      const style = at === 0 ? heading : at >= header ? { border, font: { size: 11 } } : undefined;
      if (style) cells.set(`${at},${column}`, { value, style });
    });
  });
  return cells;
}

async function writeReturnXlsx(sheet) {
  const { rows, merges } = sheet;
  return writeXlsx({ sheets: [{ name: '报表', rows, merges, cells: styledCells(sheet) }] });
}

function writeReturnXls({ rows, merges }) {
  const sheet = XLSX.utils.aoa_to_sheet(rows);
  sheet['!merges'] = merges.map(({ startRow, startCol, endRow, endCol }) => ({
    s: { r: startRow, c: startCol },
    e: { r: endRow, c: endCol },
  }));
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, sheet, '报表');
  return XLSX.write(book, { type: 'buffer', bookType: 'biff8' });
}

/** Writes `count` returns into a folder; answers with their names. */
export async function writeReturns(folder, count, format) {
  await mkdir(folder, { recursive: true });
  const names = [];
  for (const [at, unit] of unitsOf(count).entries()) {
    const sheet = sheetOf(unit, at);
    const name = `${unit.name}2023年二季度.${format}`;
    await writeFile(
      join(folder, name),
      format === 'xlsx' ? await writeReturnXlsx(sheet) : writeReturnXls(sheet),
    );
    names.push(name);
  }
  return names;
}

/** What every tool must arrive at: the sum of this year's numbers of all returns, in hundredths. */
export function expectedSum(count) {
  let hundredths = 0n;
  for (let at = 0; at < count; at += 1)
    for (const { now } of figuresOf(at)) if (now !== undefined) hundredths += BigInt(Math.round(now * 100));
  return Number(hundredths) / 100;
}

const csv = (rows) => `${rows.map((row) => row.join(',')).join('\n')}\n`;

/** Observations beyond what the returns need: past periods, to fill a plan to a wanted size. */
function* pastObservations(units, wanted, asked) {
  const periods = [];
  for (let year = 2022; year >= 2003; year -= 1)
    for (const quarter of ['Q4', 'Q3', 'Q2', 'Q1']) periods.push(`${year}${quarter}`);
  let made = 0;
  for (const [periodAt, key] of periods.entries()) {
    for (const [unitAt, unit] of units.entries()) {
      const random = seededRandom(104729 * (periodAt + 1) + unitAt);
      for (const { code, size, decimals } of asked) {
        if (made >= wanted) return;
        made += 1;
        yield [
          code,
          unit.code,
          key,
          round(size * (0.5 + random()) + 1, decimals),
          '核定',
          '填报',
          '',
          `${key.slice(0, 4)}-12-31`,
        ];
      }
    }
  }
}

/**
 * The plan as a pack: N townships, 60 indicators, one list form, checks, and last year's figures of the same quarter
 * (so that the comparison with last year really runs), or as many past observations as wanted.
 */
export async function writePack(folder, count, observations, indicatorCount = indicators.length) {
  await mkdir(folder, { recursive: true });
  const units = unitsOf(count);
  const asked = indicatorsOf(indicatorCount);
  const lastYear = () =>
    units.flatMap((unit, at) =>
      figuresOf(at).map(({ before }, index) => [
        indicators[index].code,
        unit.code,
        '2022Q2',
        before,
        '核定',
        '填报',
        '',
        '2022-07-20',
      ]),
    );
  const files = {
    'pack.json': JSON.stringify({
      format: 'planbench-pack',
      version: 1,
      id: 'bench',
      title: '基准市“十四五”规划',
      period: [2021, 2025],
      baseYear: 2020,
      root: 'ROOT',
      settings: {},
    }),
    'units.csv': csv([
      ['code', 'name', 'type', 'parent', 'order'],
      ['ROOT', '基准市', 'city', '', '0'],
      ...units.map(({ code, name }, at) => [code, name, 'township', 'ROOT', at + 1]),
    ]),
    'indicators.csv': csv([
      ['code', 'name', 'unit', 'direction', 'measure', 'reporting', 'scope', 'decimals'],
      ...asked.map(({ code, name, unit, measure, decimals }) => [
        code,
        name,
        unit,
        'up',
        measure,
        measure === 'flow' ? 'ytd' : 'period',
        'form',
        decimals,
      ]),
    ]),
    'forms.csv': csv([
      ['code', 'title', 'shape', 'period', 'due', 'senders', 'overlap'],
      [formCode, title, 'list', 'quarter', '10', 'township', 'add'],
    ]),
    'form-items.csv': csv([
      ['form', 'order', 'indicator', 'label', 'unit', 'column', 'appliesTo', 'required'],
      ...asked.map(({ code, name, unit }, at) => [formCode, at + 1, code, name, unit, 'current', '', 'no']),
    ]),
    'checks.csv': csv([
      ['form', 'severity', 'expression', 'message'],
      ...crops.slice(0, Math.floor(asked.length / measures.length)).map((crop, at) => {
        const [area, yieldOf] = [at * measures.length, at * measures.length + 1].map(
          (one) => indicators[one].code,
        );
        return [formCode, 'query', `[${yieldOf}] <= [${area}] * 10`, `${crop}亩产过高`];
      }),
    ]),
    'observations.csv': csv([
      ['indicator', 'unit', 'period', 'value', 'status', 'series', 'source', 'recorded'],
      ...(observations === undefined ? lastYear() : pastObservations(units, observations, asked)),
    ]),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}

/** One sheet of `rows` × 12 numbers under a header; answers with their sum. */
export async function writeLargeSheet(file, rows) {
  const random = seededRandom(31);
  const columns = Array.from({ length: 12 }, (_, at) => `数据${at + 1}`);
  let hundredths = 0;
  const body = Array.from({ length: rows }, (_, at) => [
    `记录${at + 1}`,
    ...Array.from({ length: 11 }, () => {
      const value = Math.round(random() * 1_000_000);
      hundredths += value;
      return value / 100;
    }),
  ]);
  await writeFile(file, await writeXlsx({ sheets: [{ name: '明细', rows: [columns, ...body] }] }));
  return hundredths / 100;
}
