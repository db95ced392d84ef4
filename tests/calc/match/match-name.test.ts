import { describe, expect, it } from 'vitest';
import {
  indexNames,
  indexUnitNames,
  listCandidates,
  matchName,
} from '../../../shared/calc/match/match-name.ts';

const places = indexUnitNames(
  [
    { code: 'SM', names: ['石门镇'], aliases: ['石门办'] },
    { code: 'SK', names: ['石门坎乡'], aliases: [] },
    { code: 'DP', names: ['大坪乡'], aliases: [] },
    { code: 'DP2', names: ['大坪镇'], aliases: [] },
    { code: 'XP', names: ['小坪乡'], aliases: [] },
    { code: 'LQ', names: ['临江新区'], aliases: [] },
    { code: 'DJ', names: ['丁家市'], aliases: [] },
    { code: 'DY', names: ['丁家园区'], aliases: [] },
    { code: 'SH', names: ['双河镇'], aliases: [] },
    { code: 'SJ', names: ['双河街道'], aliases: [] },
    { code: 'NY', names: ['农业农村局'], aliases: ['农业局'] },
    { code: 'SC', names: ['市场监督管理局'], aliases: [] },
    { code: 'T1', names: ['１５０团'], aliases: [] },
  ],
  ['丁家市'],
  new Map([['石门那边', 'SM']]),
);

describe('unit names to codes', () => {
  it.each([
    ['石门镇', 'SM', 'exact'],
    ['石 门 镇', 'SM', 'normalised'],
    ['石门镇人民政府', 'SM', 'normalised'],
    ['丁家市石门镇', 'SM', 'normalised'],
    ['石门办', 'SM', 'alias'],
    ['sm', 'SM', 'code'],
    ['石门那边', 'SM', 'learned'],
    ['临江', 'LQ', 'stem'],
    ['临江新区管委会', 'LQ', 'normalised'],
    ['石门坎乡', 'SK', 'exact'],
    ['石门坎', 'SK', 'stem'],
    ['石\u3000门\u3000镇', 'SM', 'normalised'],
    ['1.石门镇', 'SM', 'normalised'],
    ['（一）石门镇', 'SM', 'normalised'],
    ['其中：临江新区', 'LQ', 'normalised'],
    ['丁家市双河街道办事处', 'SJ', 'normalised'],
    ['市农业农村局', 'NY', 'normalised'],
    ['丁家市农业局', 'NY', 'alias'],
    ['市市场监管局', 'SC', 'normalised'],
    ['150团', 'T1', 'normalised'],
  ])('%s is %s (%s)', (text, code, how) => {
    expect(matchName(places, text)).toEqual({ kind: 'match', code, how });
  });

  it.each([
    '石门乡',
    '大坪',
    '中坪乡',
    '丁家',
    '坪乡',
    '临江区',
    '石门坎镇',
    '新区',
    '双河',
    '双河乡',
    '南石门镇',
    '石门镇石门村',
    '石门镇（含园区）',
    '石门镇等3个乡镇',
    '原石门镇',
    '州农业农村局',
    '县农业农村局',
    '大坪乡、小坪乡',
    '15团',
  ])('%s is nobody: candidates only', (text) => {
    expect(matchName(places, text).kind).toBe('none');
  });

  it('orders candidates by likeness and keeps their number small', () => {
    expect(listCandidates(places, '石门坎镇').map(({ code }) => code)).toEqual(['SK', 'SM']);
    expect(listCandidates(places, '完全无关').length).toBe(0);
  });
});

describe('indicator names to codes', () => {
  const index = indexNames(
    [
      { code: 'A01', names: ['农业总产值'], aliases: ['农业产值'] },
      { code: 'A02', names: ['其中：男'], aliases: [] },
      { code: 'A03', names: ['男'], aliases: [] },
      { code: 'A04', names: ['粮食播种面积'], aliases: [] },
    ],
    new Map([
      ['粮播面积', 'A04'],
      ['不在表内', 'Z99'],
    ]),
  );

  it.each([
    ['A01', 'A01', 'code'],
    ['农业总产值', 'A01', 'exact'],
    ['一、农业总产值（万元）', 'A01', 'normalised'],
    ['农业产值', 'A01', 'alias'],
    ['粮播面积', 'A04', 'learned'],
    ['其中:粮食播种面积', 'A04', 'normalised'],
    ['其中粮食播种面积', 'A04', 'normalised'],
    ['  # 粮食播种面积', 'A04', 'normalised'],
    ['粮 食 播 种 面 积\n（万亩）', 'A04', 'normalised'],
    ['2.1 粮食播种面积', 'A04', 'normalised'],
    ['⑴粮食播种面积*', 'A04', 'normalised'],
    ['Ⅱ．粮食播种面积', 'A04', 'normalised'],
    ['ａ０１', 'A01', 'code'],
  ])('%s is %s (%s)', (text, code, how) => {
    expect(matchName(index, text)).toEqual({ kind: 'match', code, how });
  });

  it.each([
    '农业总产值（现价）',
    '农业总产值增长',
    '农业总产值指数',
    '农林牧渔业总产值',
    '粮食播种',
    '非粮食播种面积',
    '粮食播种面积合计',
    '粮食播种面积占比',
    '农业 产',
    '1',
  ])('%s is nothing of the form: candidates only', (text) => {
    expect(matchName(index, text).kind).toBe('none');
  });

  it('says so where one name stands for two items', () => {
    expect(matchName(index, '1. 男')).toEqual({
      kind: 'ambiguous',
      codes: ['A02', 'A03'],
      how: 'normalised',
    });
  });

  it('forgets what was learned for a code that the form no longer has', () => {
    expect(matchName(index, '不在表内').kind).toBe('none');
  });
});
