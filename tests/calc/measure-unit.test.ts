import { describe, expect, it } from 'vitest';
import { conversionFactor } from '../../shared/calc/measure-unit.ts';

describe('English units convert like the Chinese ones they stand for', () => {
  it.each([
    ['100 million yuan', '万元', '10000'],
    ['10 000 tons', '吨', '10000'],
    ['104yuan', '元', '10000'],
    ['10,000 persons', '人', '10000'],
    ['hectares', '亩', '15'],
    ['percent', '%', '1'],
  ])('%s to %s: %s', (from, to, factor) => {
    expect(conversionFactor(from, to)?.toString()).toBe(factor);
  });

  it.each([
    ['percentage points', '%'],
    ['units', '台'],
    ['persons', '户'],
  ])('%s is not %s', (from, to) => {
    expect(conversionFactor(from, to)).toBeUndefined();
  });
});
