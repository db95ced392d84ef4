import { expect, test } from 'vitest';
import { isEmptyPhrase } from '../../../shared/calc/check/empty-phrase.ts';

test.each([
  '数据属实',
  '数据属实。',
  '经核实，数据属实',
  '经与填报单位电话核实，属实',
  '情况属实，无误',
  '已核实',
  '正常',
  '无',
  '……',
  'OK',
  '上报数据真实准确',
])('%s explains nothing', (text) => expect(isEmptyPhrase(text)).toBe(true));

test.each([
  '新增一家规上企业',
  '受干旱影响减产',
  '上年同期含已撤并的老营乡',
  '本期未发生',
  '口径改为常住人口',
  '项目6月开工，投资集中在二季度',
])('%s explains something', (text) => expect(isEmptyPhrase(text)).toBe(false));
