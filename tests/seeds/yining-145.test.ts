import { describe, expect, it } from 'vitest';
import { conversionFactor } from '../../shared/calc/measure-unit.ts';
import { parseTarget } from '../../shared/calc/target/parse-target.ts';
import { readPlanSource, readSeed, readSeedTexts } from './read-seed.ts';

const content = readSeed('yining-145');
const countBy = <T>(list: readonly T[], key: (item: T) => string | undefined) => {
  const counts: Record<string, number> = {};
  for (const item of list) counts[key(item) ?? ''] = (counts[key(item) ?? ''] ?? 0) + 1;
  return counts;
};
const indicators = new Map(content.indicators.map((one) => [one.code, one]));
const target = new Map(content.targets.map((one) => [one.indicator, one]));

describe('the outline', () => {
  it('has 17 chapters, 71 sections, 15 boxes, in the printed order', () => {
    expect(countBy(content.outline, (node) => node.kind)).toEqual({ chapter: 17, section: 71, box: 15 });
    const chapters = content.outline.filter((node) => node.kind === 'chapter').map((node) => node.number);
    expect(chapters).toEqual(Array.from({ length: 17 }, (_, index) => String(index + 1)));
  });

  it('numbers the sections of each chapter without a gap', () => {
    const counts = countBy(
      content.outline.filter((node) => node.kind === 'section'),
      (node) => node.number.split('.')[0],
    );
    expect(Object.values(counts)).toEqual([3, 3, 5, 3, 5, 4, 3, 2, 7, 5, 6, 6, 6, 3, 5, 2, 3]);
    for (const node of content.outline)
      if (node.kind === 'section') {
        const [chapter, section] = node.number.split('.').map(Number);
        const earlier = content.outline.some((one) => one.number === `${chapter}.${section! - 1}`);
        expect(section === 1 || earlier).toBe(true);
      }
  });
});

describe('the 20 main indicators', () => {
  const main = content.indicators.filter((one) => one.scope === 'main');

  it('stand in the categories of the national structure, 3 + 3 + 7 + 5 + 2', () => {
    expect(countBy(main, (one) => one.category)).toEqual({
      经济发展: 3,
      创新驱动: 3,
      民生福祉: 7,
      绿色生态: 5,
      安全保障: 2,
    });
    expect(countBy(main, (one) => one.attribute)).toEqual({ 预期性: 12, 约束性: 8 });
  });

  it('carry the texts as printed', () => {
    const texts = (code: string) => {
      const { base, year, total } = target.get(code)!;
      return [base, year, total];
    };
    expect(texts('C01')).toEqual(['6.6', '-', '保持在合理区间、各年度视情提出']);
    expect(texts('C03')).toEqual(['63.35', '68.35', '[5]']);
    expect(texts('C04')).toEqual(['-', '-', '>8、力争投入强度高于“十三五”时期实际']);
    expect(texts('C08')).toEqual(['-', '5.5左右', '-']);
    expect(texts('C12')).toEqual(['95', '>95', '-']);
    expect(texts('C14')).toEqual(['[9]', '控制在自治区、自治州下达指标内', undefined]);
    expect(texts('C20')).toEqual(['-', '完成自治州下达任务', undefined]);
  });

  it('are supplied by departments and never added up from townships', () => {
    for (const one of main) {
      expect(one.consolidate).toBe('none');
      expect(one.official).toBe('部门');
      const lead = content.assignments.find((row) => row.subject === one.code)!.lead;
      expect(content.units.find((unit) => unit.code === lead)!.type).toBe('department');
    }
  });

  it('have measure and direction of the domain table', () => {
    const measures = main.map((one) => one.measure).join(' ');
    expect(measures).toBe(
      'growth growth ratio growth ratio ratio growth ratio ratio ratio ratio ratio ratio index-change index-change ratio ratio ratio stock stock',
    );
    expect(main.filter((one) => one.direction === 'down').map((one) => one.code)).toEqual(['C08']);
  });
});

describe('the commitments', () => {
  const commitments = content.indicators.filter((one) => one.scope === 'commitment');

  it('are the 105 of chapters 3–13, each with kind, section and target text', () => {
    expect(commitments).toHaveLength(105);
    for (const one of commitments) {
      expect(one.commitmentKind).toBeDefined();
      const chapter = Number(one.outline!.split('.')[0]);
      expect(chapter).toBeGreaterThanOrEqual(3);
      expect(chapter).toBeLessThanOrEqual(13);
      expect(target.get(one.code)?.year ?? target.get(one.code)?.total).toBeTruthy();
    }
  });

  it('parse, unless a person judges them', () => {
    const unread = content.targets.flatMap((one) => {
      const indicator = indicators.get(one.indicator)!;
      const parts = [
        ...(one.year ? parseTarget(one.year, 'year', { indicator }).parts : []),
        ...(one.total ? parseTarget(one.total, 'total', { indicator }).parts : []),
      ];
      return parts.some((part) => part.op === 'text') && one.kind !== 'person' ? [one.indicator] : [];
    });
    // Row 1 is set year by year; its text names no number.
    expect(unread).toEqual(['C01']);
  });

  it('read as they were meant', () => {
    const read = (code: string, column: 'year' | 'total') =>
      parseTarget(target.get(code)![column]!, column, { indicator: indicators.get(code)! }).parts;
    expect(read('G0302', 'total')).toMatchObject([
      { op: 'ge', value: '6', span: 'every-year', aspirational: true },
    ]);
    expect(read('G0602', 'total')).toMatchObject([{ op: 'eq', value: '1.8', span: 'annual-average' }]);
    expect(read('G0604', 'total')).toMatchObject([{ op: 'range', low: '2', high: '3', span: 'every-year' }]);
    expect(read('G0605', 'total')).toMatchObject([{ op: 'eq', value: '1.5', span: 'annual-average' }]);
    expect(read('G0615', 'year')).toMatchObject([{ op: 'approx', value: '10', aspirational: true }]);
    expect(read('G0627', 'year')).toMatchObject([{ op: 'times-base', value: '1.5' }]);
    expect(read('G1001', 'total')).toMatchObject([
      { op: 'eq', value: '2', span: 'cumulative', aspirational: true },
    ]);
    expect(read('G1301', 'total')).toMatchObject([{ op: 'eq', value: '6', span: 'cumulative' }]);
    expect(read('G1305', 'year')).toMatchObject([{ op: 'eq', ratio: '1:15' }]);
    expect(read('G0911', 'year')).toMatchObject([{ op: 'eq', value: '100', unit: '%' }]);
  });

  it('leave out what stays out', () => {
    const text = content.indicators.map((one) => one.name).join('\n');
    expect(text).not.toMatch(/转移就业|技能培训|国家通用语言|孤儿|五保|党组织|宗教|维稳/);
    const excluded = new Set(['11.1', '11.3', '14.2', '16.1']);
    expect(content.indicators.filter((one) => excluded.has(one.outline ?? ''))).toEqual([]);
    expect(content.projects.filter((one) => excluded.has(one.outline ?? ''))).toEqual([]);
  });
});

describe('the projects', () => {
  it('are 98 in 14 boxes, with the printed counts', () => {
    const boxed = content.projects.filter((one) => one.box);
    expect(boxed).toHaveLength(98);
    expect(countBy(boxed, (one) => one.box)).toEqual({
      '专栏4-1': 11,
      '专栏4-2': 6,
      '专栏6-1': 5,
      '专栏6-2': 3,
      '专栏7-1': 6,
      '专栏7-2': 8,
      '专栏7-3': 6,
      '专栏7-4': 4,
      '专栏9-2': 15,
      '专栏11-1': 7,
      '专栏12-1': 11,
      '专栏13-1': 8,
      '专栏13-2': 3,
      '专栏13-3': 5,
    });
  });

  it('flag seven open batches and the owners that are not the city', () => {
    expect(content.projects.filter((one) => one.openBatch).length).toBe(7);
    const owned = content.projects.filter((one) => one.ownerLevel);
    expect(countBy(owned, (one) => one.ownerLevel)).toEqual({ 国: 3, 州: 3 });
  });

  it('stand either in a box or in a section of the text', () => {
    const inText = content.projects.filter((one) => !one.box);
    expect(inText.length).toBeGreaterThan(50);
    for (const one of content.projects) expect(one.outline).toBeDefined();
    const names = content.projects.map((one) => one.name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('units, assignments and forms', () => {
  it('know the former names and the land that parks lie on', () => {
    const unit = (code: string) => content.units.find((one) => one.code === code)!;
    expect(unit('DDM')).toMatchObject({ aliases: ['达达木图乡'], validFrom: '2016-01-01' });
    expect(unit('YYE')).toMatchObject({ aliases: ['英也尔乡'], validFrom: '2016-01-01' });
    expect(unit('SLG')).toMatchObject({ type: 'park', within: 'PJ', parent: 'BHQ' });
    expect(unit('KXW')).toMatchObject({ type: 'park', within: 'KED' });
  });

  it('name a lead for every indicator of the plan and every project, as a proposal', () => {
    const assigned = new Set(content.assignments.map((one) => one.subject));
    for (const one of content.indicators)
      if (one.scope !== 'form') expect(assigned.has(one.code), one.code).toBe(true);
    for (const one of content.projects) expect(assigned.has(one.code), one.code).toBe(true);
    expect(content.assignments.every((one) => one.proposed)).toBe(true);
  });

  it('offer a list, two matrices and a register', () => {
    expect(content.forms.map((form) => [form.code, form.shape, form.period])).toEqual([
      ['T1', 'list', 'quarter'],
      ['M1', 'matrix', 'half'],
      ['M2', 'matrix', 'half'],
      ['P1', 'register', 'month'],
    ]);
  });

  it('give every measurable commitment and every main indicator a way in', () => {
    const asked = new Set(content.formItems.map((item) => item.indicator));
    for (const one of content.indicators) {
      const byPerson = target.get(one.code)?.kind === 'person';
      if (one.scope !== 'form' && !byPerson) expect(asked.has(one.code), one.code).toBe(true);
    }
  });

  it('ask each column of a matrix of one of the form’s senders', () => {
    for (const item of content.formItems) {
      const form = content.forms.find((one) => one.code === item.form)!;
      if (form.shape === 'matrix')
        for (const who of item.appliesTo) expect(form.senders, item.label).toContain(who);
    }
  });

  it('ask with units that convert into the indicator’s', () => {
    for (const item of content.formItems) {
      if (!item.indicator) continue;
      const unit = indicators.get(item.indicator)!.unit;
      expect(conversionFactor(item.unit ?? unit, unit), item.label).toBeDefined();
    }
  });
});

describe('the baseline of chapter 1', () => {
  const value = (indicator: string, period: string) =>
    content.observations.find((one) => one.indicator === indicator && one.period === period)?.value;

  it('holds levels of 2020 and averages of the 13th period', () => {
    expect(value('B01', '2020')).toBe('295.9');
    expect(value('C01', '2016..2020')).toBe('7.3');
    expect(value('B02', '2016..2020')).toBe('524.87');
    expect([value('B03', '2020'), value('R03', '2016..2020')]).toEqual(['26', '1.1']);
    expect([value('B04', '2020'), value('R04', '2016..2020')]).toEqual(['95.4', '4.6']);
    expect([value('B05', '2020'), value('R05', '2016..2020')]).toEqual(['6', '4.9']);
    expect([value('B06', '2020'), value('R06', '2016..2020')]).toEqual(['35035', '6.8']);
    expect([value('B07', '2020'), value('R07', '2016..2020')]).toEqual(['16846', '8']);
    expect(value('G1301', '2016..2020')).toBe('6.3');
  });

  it('repeats the base column of the table', () => {
    for (const one of content.targets) {
      if (!/^C/.test(one.indicator) || !/^[\d.]+$/.test(one.base ?? '')) continue;
      expect(value(one.indicator, '2020'), one.indicator).toBe(one.base);
    }
  });
});

describe('labels', () => {
  const texts = [...readSeedTexts('yining-145')]
    .filter(([file]) => file.endsWith('.csv'))
    .flatMap(([file, text]) =>
      text.split('\n').flatMap((line) => line.split(',').map((cell) => [file, cell])),
    );

  it('are short: no sentence of the plan', () => {
    for (const [file, cell] of texts) {
      if (file === 'units.csv' || file === 'form-items.csv' || /^"?[\w;.-]*"?$/.test(cell!)) continue;
      expect(cell!.length, `${file}: ${cell}`).toBeLessThanOrEqual(60);
      expect(cell!.includes('。')).toBe(false);
    }
  });

  it('have no scan slip', () => {
    for (const [, cell] of texts) expect(cell).not.toMatch(/苏拉官|匹里青|吉里格朗|人力城管|单地区/);
  });

  const source = readPlanSource();
  it.skipIf(!source)('share no run of 30 characters with the source but names and titles', () => {
    const flat = source!.replace(/\s+/g, '');
    const named = new Set([
      ...content.outline.map((one) => one.title),
      ...content.projects.map((one) => one.name),
      ...content.indicators.map((one) => one.name),
    ]);
    for (const [file, cell] of texts) {
      const text = cell!.replaceAll('"', '');
      if (named.has(text) || text.length < 30) continue;
      expect(flat.includes(text.slice(0, 30)), `${file}: ${text}`).toBe(false);
    }
  });
});
