import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksLikeMeasureUnit, readUnitAlone, splitUnit } from '../../shared/text/measure-text.ts';
import {
  normaliseName,
  normaliseUnitName,
  readLabel,
  similarity,
  tidyText,
  unitStem,
} from '../../shared/text/names.ts';

describe('labels', () => {
  it.each([
    ['蔬  菜  产  量', '蔬菜产量'],
    ['总\u3000\u3000计', '总计'],
    ['一、地区生产总值（亿元）', '地区生产总值'],
    ['（一）第一产业', '第一产业'],
    ['1.在岗职工', '在岗职工'],
    ['1、乡政府', '乡政府'],
    ['（1）农业', '农业'],
    ['(2)农业机械专业合作社', '农业机械专业合作社'],
    ['①粮食', '粮食'],
    ['Ⅰ.国有单位', '国有单位'],
    ['●羊存栏', '羊存栏'],
    ['`1.在岗职工', '在岗职工'],
    ['# 住宅房屋', '住宅房屋'],
    ['其中：小麦播种面积', '小麦播种面积'],
    ['其  中:女 性', '女性'],
    ['ＧＤＰ增速（％）', 'gdp增速'],
    ['种植面积/亩', '种植面积'],
    ['“四上”企业个数', '四上企业个数'],
    ['全 国 National', '全国'],
    ['2.1 粮食产量', '粮食产量'],
    ['1\u3000粮食产量', '粮食产量'],
    ['3 岁以下托位数', '3岁以下托位数'],
    ['1.5万吨以上企业', '1.5万吨以上企业'],
    ['河北Hebei', '河北'],
    ['云南Y unnan', '云南'],
    ['人均GDP', '人均gdp'],
    ['使用Internet', '使用internet'],
    ['覆盖WiFi', '覆盖wifi'],
    ['五、农业机械\n\n供油站(点)', '农业机械供油站(点)'],
    ['年平均人数\n(人)\nAnnual Average Population', '年平均人数'],
  ])('%s compares as %s', (text, key) => {
    expect(normaliseName(text)).toBe(key);
  });

  it.each([
    ['3岁以下婴幼儿托位数', '3岁以下婴幼儿托位数'],
    ['1.5公里半径覆盖率', '1.5公里半径覆盖率'],
    ['一般公共预算收入', '一般公共预算收入'],
    ['第一产业增加值', '第一产业增加值'],
    ['5G基站数', '5g基站数'],
    ['执业(助理)医师数', '执业(助理)医师数'],
    ['（1+2）合计', '(1+2)合计'],
    ['十四五规划项目', '十四五规划项目'],
  ])('%s loses nothing that belongs to the name', (text, key) => {
    expect(normaliseName(text)).toBe(key);
  });

  it('says what it took away', () => {
    expect(readLabel('  （一）其中：小麦（亩）')).toEqual({
      key: '小麦',
      name: '小麦',
      unit: '亩',
      ofWhich: true,
      numbering: 2,
      indent: 2,
    });
    expect(readLabel('\u3000男').indent).toBe(2);
  });

  it('normalising twice changes nothing more than once, whatever the blanks', () => {
    const han = fc.constantFrom('粮', '食', '产', '量', '人', '口', '总', '面', '积', '收', '入');
    fc.assert(
      fc.property(
        fc.array(han, { minLength: 1, maxLength: 10 }),
        fc.constantFrom('', ' ', '\u3000', '  '),
        (letters, blank) => {
          const plain = letters.join('');
          expect(normaliseName(letters.join(blank))).toBe(normaliseName(plain));
          expect(normaliseName(normaliseName(plain))).toBe(normaliseName(plain));
        },
      ),
    );
  });
});

describe('units of measure in texts', () => {
  it.each([
    ['产值（万元）', '产值', '万元'],
    ['农用柴油使用量(万吨)', '农用柴油使用量', '万吨'],
    ['种植成本/(元/亩)', '种植成本', '元/亩'],
    ['生产总值指数（上年=100）', '生产总值指数', '上年=100'],
    ['增长（±%）', '增长', '%'],
    ['增速%', '增速', '%'],
    ['出生率（‰）', '出生率', '‰'],
    ['面积（单位：平方公里）', '面积', '平方公里'],
    ['人口，单位：万人', '人口', '万人'],
    ['港元（亿港元）', '港元', '亿港元'],
    ['综合指数（点）', '综合指数', '点'],
    ['演出（场）', '演出', '场'],
    ['Output (10 000 tons)', 'Output', '10 000 tons'],
    ['Expenditure (in 100 million yuan)', 'Expenditure', '100 million yuan'],
  ])('%s = %s in %s', (text, name, unit) => {
    expect(splitUnit(text)).toEqual({ name, unit });
  });

  it.each([
    '分地区（2012）',
    '户籍人口（含流动）',
    '进出口',
    '收入（一）',
    '粮食（豆类）',
    '执业(助理)医师',
    '供油站(点)',
    '乡镇(场)',
    '幼儿园(班)',
    '自然村(组)',
    '服务站(所)数',
  ])('%s states none', (text) => {
    expect(splitUnit(text)).toEqual({ name: text });
  });

  it.each([
    '万元',
    '（万人）',
    '元/吨',
    '万千瓦时',
    '人次',
    '千克/公顷',
    '万台次',
    '‰',
    '个百分点',
    '头（只）',
    'km²',
    '100 million yuan',
    '10,000 persons',
    '104yuan',
    'yuan per ton',
  ])('%s is one', (text) => {
    expect(readUnitAlone(text)).toBeDefined();
  });

  it.each(['石门镇', '本期', '合计', '2023', '', '万人大会', '地区', '人民政府'])('%s is none', (text) => {
    expect(looksLikeMeasureUnit(text)).toBe(false);
  });
});

describe('unit names', () => {
  it.each([
    ['达达木图乡人民政府', '达达木图乡'],
    ['南岸新区管理委员会', '南岸新区'],
    ['填报单位（盖章）：石门镇', '石门镇'],
    ['石门镇人民政府（盖章）', '石门镇'],
    ['解放路街道办事处', '解放路街道'],
    ['丁家市发展和改革委员会', '丁家市发改委'],
    ['市人力资源和社会保障局', '人社局'],
    ['市场监督管理局', '市场监管局'],
    ['市市场监管局', '市场监管局'],
    ['石 门 镇', '石门镇'],
  ])('%s is %s', (text, key) => {
    expect(normaliseUnitName(text)).toBe(key);
  });

  it('drops the names of parents in front', () => {
    expect(normaliseUnitName('丁家市石门镇', ['丁家市'])).toBe('石门镇');
    expect(normaliseUnitName('丁家市', ['丁家市'])).toBe('丁家市');
    for (const above of ['江北省', '新疆', '新疆维吾尔自治区甲乙哈萨克自治州', '河北省甲地区'])
      expect(normaliseUnitName(`${above}丁家市石门镇人民政府`, ['丁家市'])).toBe('石门镇');
    // Another city's, or none of a city at all.
    expect(normaliseUnitName('江北省丙家市石门镇', ['丁家市'])).toBe('江北省丙家市石门镇');
    expect(normaliseUnitName('支援丁家市石门镇', ['丁家市'])).toBe('支援丁家市石门镇');
  });

  it('keeps different places different', () => {
    for (const [a, b] of [
      ['石门镇', '石门坎乡'],
      ['大坪乡', '小坪乡'],
      ['石门镇', '石门乡'],
    ])
      expect(normaliseUnitName(a!)).not.toBe(normaliseUnitName(b!));
    expect(unitStem('石门坎乡')).toBe('石门坎');
    expect(unitStem('南岸新区')).toBe('南岸');
    expect(unitStem('州市')).toBeUndefined();
  });
});

describe('similarity', () => {
  it('is 1 only for equal names and symmetric', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        expect(similarity(a, b)).toBeCloseTo(similarity(b, a), 12);
        expect(similarity(a, a)).toBe(1);
      }),
    );
    expect(similarity('大坪乡', '小坪乡')).toBeLessThan(1);
    expect(similarity('粮食产量', '蔬菜产量')).toBeGreaterThan(similarity('粮食产量', '常住人口'));
  });

  it('tidies blanks but keeps Latin words apart', () => {
    expect(tidyText('表 1  GDP per capita（元）')).toBe('表1GDP per capita（元）');
  });
});
