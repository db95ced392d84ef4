import { describe, expect, test } from 'vitest';
import { readProjectStage, registerRecord } from '../../../shared/calc/judge/register-record.ts';

describe('a register row as a progress record', () => {
  test('words of offices for the stage', () => {
    const read = (text: string) => readProjectStage(text);
    expect([
      read('在建'),
      read('未开工'),
      read('前期工作'),
      read('已竣工'),
      read('投入使用'),
      read('续建'),
      read('？'),
    ]).toEqual(['building', 'not-started', 'preparing', 'completed', 'in-use', 'building', undefined]);
  });

  test('dates in the ways people type them, amounts, the last day of the period', () => {
    const fields = {
      stage: '在建',
      invested: '7742.50',
      plannedStart: '2021年3月15日',
      actualStart: '2021/4/2',
      plannedEnd: '2022-11',
      actualEnd: '待定',
    };
    expect(registerRecord({ project: 'X', period: '2023-06', fields })).toEqual({
      project: 'X',
      date: '2023-06-30',
      stage: 'building',
      invested: '7742.5',
      plannedStart: '2021-03-15',
      actualStart: '2021-04-02',
      plannedEnd: '2022-11-30',
    });
    expect(registerRecord({ project: 'X', period: 'no', fields })).toBe(undefined);
  });
});
