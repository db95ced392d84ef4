import type { MatchPlan } from '../../shared/calc/match/plan-index.ts';
import type { Form, FormItem, Indicator, Project, Unit, UnitType } from '../../shared/domain/plan.ts';

/** A small made-up plan for tests of matching. */
export function unit(code: string, name: string, type: UnitType, more: Partial<Unit> = {}): Unit {
  return { code, name, type, aliases: [], parent: 'DJ', ...more };
}

export function indicator(
  code: string,
  name: string,
  measureUnit: string,
  more: Partial<Indicator> = {},
): Indicator {
  return {
    code,
    name,
    unit: measureUnit,
    direction: 'up',
    measure: 'flow',
    reporting: 'ytd',
    recompute: false,
    consolidate: 'auto',
    scope: 'form',
    aliases: [],
    ...more,
  };
}

export function item(
  form: string,
  order: number,
  code: string,
  label: string,
  more: Partial<FormItem> = {},
): FormItem {
  return { form, order, indicator: code, label, column: 'current', appliesTo: [], required: true, ...more };
}

export function form(code: string, title: string, more: Partial<Form> = {}): Form {
  return { code, title, shape: 'list', period: 'quarter', senders: ['township'], overlap: 'add', ...more };
}

const units: readonly Unit[] = [
  { code: 'DJ', name: '丁家市', type: 'city', aliases: [] },
  unit('SM', '石门镇', 'township', { aliases: ['石门办'] }),
  unit('SK', '石门坎乡', 'township'),
  unit('DP', '大坪乡', 'township'),
  unit('XP', '小坪乡', 'township'),
  unit('LQ', '临江新区', 'park', { within: 'SM' }),
  unit('DY', '丁家园区', 'park'),
  unit('OLD', '旧街镇', 'township', { validTo: '2022-12-31', successor: 'SM' }),
  unit('NY', '农业农村局', 'department', { aliases: ['农业局'] }),
];

const indicators: readonly Indicator[] = [
  indicator('B01', '农业总产值', '万元', { decimals: 1 }),
  indicator('B02', '粮食播种面积', '亩', { measure: 'stock', reporting: 'period', decimals: 0 }),
  indicator('B03', '小麦播种面积', '亩', {
    measure: 'stock',
    reporting: 'period',
    decimals: 0,
    aliases: ['小麦面积'],
  }),
  indicator('B04', '自来水普及率', '%', { measure: 'ratio', reporting: 'period', decimals: 2 }),
  indicator('B05', '出生人数中男', '人'),
  indicator('B06', '死亡人数中男', '人'),
];

const forms: readonly Form[] = [
  form('L1', '乡镇农业季报表'),
  form('M1', '部门分乡镇报表', { shape: 'matrix', senders: ['NY'] }),
  form('R1', '重点项目进展表', { shape: 'register', period: 'month', senders: ['NY'], unit: '万元' }),
  form('Y1', '人口变动年报表', { period: 'year' }),
];

const formItems: readonly FormItem[] = [
  item('L1', 1, 'B01', '农业总产值', { unit: '万元' }),
  item('L1', 2, 'B02', '粮食播种面积', { unit: '亩' }),
  item('L1', 3, 'B03', '其中：小麦播种面积', { unit: '亩', required: false }),
  item('L1', 4, 'B04', '自来水普及率', { unit: '%', appliesTo: ['township'] }),
  item('M1', 1, 'B01', '农业总产值', { unit: '万元' }),
  item('M1', 2, 'B02', '粮食播种面积', { unit: '亩' }),
  item('R1', 1, 'NAME', '项目名称', { column: 'name' }),
  item('R1', 2, 'CODE', '项目编号', { column: 'code' }),
  item('R1', 3, 'B01', '本年完成投资', { column: 'invested' }),
  item('R1', 4, 'STAGE', '形象进度', { column: 'stage', required: false }),
  item('Y1', 1, 'B05', '男', { unit: '人' }),
  item('Y1', 2, 'B06', '男', { unit: '人' }),
];

const projects: readonly Project[] = [
  { code: 'P1', name: '石门水厂扩建工程', openBatch: false },
  { code: 'P2', name: '大坪道路改造项目', openBatch: false },
];

export const matchPlan: MatchPlan = { root: 'DJ', units, indicators, forms, formItems, projects };
