import { describe, expect, it } from 'vitest';
import { findAlignments } from '../../../shared/calc/outline/alignment.ts';
import type { Indicator, TargetTexts } from '../../../shared/domain/plan.ts';
import { readSeed } from '../../seeds/read-seed.ts';

const indicator = (code: string, name: string, more: Partial<Indicator> = {}): Indicator => ({
  code,
  name,
  unit: '%',
  direction: 'up',
  measure: 'ratio',
  reporting: 'period',
  recompute: false,
  consolidate: 'auto',
  scope: 'commitment',
  aliases: [],
  ...more,
});
const year = (code: string, text: string): TargetTexts => ({ indicator: code, year: text });

describe('one quantity at two places', () => {
  it('is found by its name without the place in brackets', () => {
    const found = findAlignments(
      [indicator('A', '供水率', { outline: '7.1' }), indicator('B', '供水率（第九章）', { outline: '9.4' })],
      [year('A', '98%'), year('B', '99%')],
    );
    expect(found).toMatchObject([
      { name: '供水率', agree: false, places: [{ outline: '7.1' }, { outline: '9.4' }] },
    ]);
  });

  it('is found by an alias that is the other’s name, over three places', () => {
    const found = findAlignments(
      [
        indicator('A', '养老参保率'),
        indicator('B', '养老全覆盖', { aliases: ['养老参保率'] }),
        indicator('C', '参保', { aliases: ['养老全覆盖'] }),
      ],
      [year('A', '>95'), year('B', '全覆盖'), year('C', '95%以上')],
    );
    expect(found.map((one) => one.places.map((place) => place.indicator))).toEqual([['A', 'B', 'C']]);
  });

  it('agrees when the wording differs and the aim does not', () => {
    const found = findAlignments(
      [indicator('A', '城镇化率'), indicator('B', '城镇化率（第九章）')],
      [{ indicator: 'A', year: '68.35', total: '[5]' }, year('B', '达到68.35%')],
    );
    expect(found).toMatchObject([{ agree: true }]);
  });

  it('is none where one of them has no target or only the section differs in kind', () => {
    expect(findAlignments([indicator('A', '甲'), indicator('B', '甲（第二章）')], [year('A', '5')])).toEqual(
      [],
    );
    expect(
      findAlignments([indicator('A', '甲率'), indicator('B', '乙率')], [year('A', '5'), year('B', '6')]),
    ).toEqual([]);
  });

  it('tells 覆盖（城区） and 覆盖（乡镇） apart: only a place in the plan is taken off', () => {
    expect(
      findAlignments(
        [indicator('A', '覆盖率（城区）'), indicator('B', '覆盖率（乡镇）')],
        [year('A', '5'), year('B', '6')],
      ),
    ).toEqual([]);
  });
});

describe('the Yining plan', () => {
  const seed = readSeed('yining-145');
  const found = findAlignments(seed.indicators, seed.targets);
  const places = (code: string) =>
    found
      .find((one) => one.places.some((place) => place.indicator === code))
      ?.places.map((place) => [place.outline, ...place.texts]);

  it('sets pension coverage three times, differently', () => {
    expect(places('C12')).toEqual([
      ['2.3', '>95'],
      ['9.6', '全覆盖'],
      ['13.4', '达到95%以上'],
    ]);
  });

  it('sets leading enterprises twice, differently', () => {
    expect(places('G0622')).toEqual([
      ['6.3', '力争达到32家'],
      ['6.4', '在现有基础上增长50%'],
    ]);
  });

  it('sets medical insurance twice, and urbanisation twice in agreement', () => {
    expect(places('G1321')).toEqual([
      ['9.6', '全覆盖'],
      ['13.4', '达到95%以上'],
    ]);
    expect(found.filter((one) => one.agree).map((one) => one.name)).toEqual(['常住人口城镇化率']);
  });

  it('has no other', () => {
    expect(found).toHaveLength(4);
  });
});
