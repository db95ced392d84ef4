import { describe, expect, it } from 'vitest';
import { extractOutline } from '../../../shared/calc/outline/extract-outline.ts';
import { readPlanText } from '../../../shared/calc/outline/read-text.ts';
import { readPlanSource, readSeed } from '../../seeds/read-seed.ts';
import { type ExpectedOutline, measureCandidates, readExpected, readFixture } from './measure.ts';

/** The measure: nine of ten dated commitments, at most one false candidate per three true ones. */
function expectMeasure(outline: ReturnType<typeof extractOutline>, expected: ExpectedOutline): void {
  const measure = measureCandidates(outline, expected.commitments);
  const told = `missed: ${measure.missed.map((one) => one.name)}; wrong: ${measure.wrong.map((one) => one.text)}`;
  expect(measure.datedFound / measure.dated, told).toBeGreaterThanOrEqual(0.9);
  expect(measure.false * 3, told).toBeLessThanOrEqual(measure.candidates - measure.false);
}

// chenghu 一、（一） with contents; cangyuan 1, 1.1 with a tab table; jiuxi 篇, 章, 节; shuanghe 章, 一、 with hard line ends;
// lanping 章, 节 with an indicator table inside a box.
describe.each(['chenghu', 'cangyuan', 'jiuxi', 'shuanghe', 'lanping'])('the made-up plan %s', (name) => {
  const expected = readExpected(name);
  const outline = extractOutline(readPlanText(readFixture(`${name}.txt`)));

  it('gives every chapter and section', () => {
    const found = outline.chapters.map(({ number, title, sections }) => ({ number, title, sections }));
    const wanted = expected.chapters.map(({ number, title, sections }) => ({
      number,
      title,
      sections: sections.map((section, index) => ({ number: `${number}.${index + 1}`, title: section })),
    }));
    expect(found).toEqual(wanted);
  });

  it('gives every box with its projects', () => {
    const found = outline.chapters.map(({ boxes }) =>
      boxes.map(({ number, projects }) => ({ number, projects })),
    );
    expect(found).toEqual(expected.chapters.map(({ boxes }) => boxes));
  });

  it('gives the indicator table as printed', () => {
    const found = outline.indicators.map((one) => [
      one.no,
      one.name,
      one.unit,
      one.category,
      one.attribute,
      one.base,
      one.year,
      one.total,
    ]);
    expect(found).toEqual(expected.indicators);
  });

  it('offers the quantified targets', () => {
    expectMeasure(outline, expected);
  });

  it('names the year of each dated target', () => {
    for (const one of expected.commitments) {
      if (one.year === undefined) continue;
      const years = outline.candidates
        .filter((candidate) => candidate.where === one.where && candidate.year === one.year)
        .map((candidate) => `${candidate.name} ${candidate.text}`);
      expect(
        years.some((text) => text.includes(one.name)),
        `${one.where} ${one.name}`,
      ).toBe(true);
    }
  });
});

const source = readPlanSource();
if (!source) console.warn('skipped: the plan’s scanned text is not at hand (../shared/plan)');

describe.skipIf(!source)('the scanned Yining plan', () => {
  const outline = extractOutline(readPlanText(source ?? ''));
  const seed = readSeed('yining-145');

  it('gives every chapter, section and box of the seed', () => {
    const found = outline.chapters.flatMap((chapter) => [
      [chapter.number, chapter.title],
      ...chapter.sections.map((section) => [section.number, section.title]),
    ]);
    const wanted = seed.outline
      .filter((node) => node.kind !== 'box')
      .map((node) => [node.number, node.title]);
    expect(found).toEqual(wanted);
    const boxes = outline.chapters.flatMap((chapter) => chapter.boxes.map((box) => [box.number, box.title]));
    expect(boxes).toEqual(
      seed.outline.filter((node) => node.kind === 'box').map((node) => [node.number, node.title]),
    );
  });

  it('gives the 20 indicators with their texts', () => {
    const main = seed.indicators.filter((one) => one.scope === 'main');
    expect(outline.indicators.map((one) => one.no)).toEqual(main.map((_, index) => index + 1));
    const texts = new Map(seed.targets.map((one) => [one.indicator, one]));
    for (const [index, one] of outline.indicators.entries()) {
      const indicator = main[index]!;
      const target = texts.get(indicator.code)!;
      expect([one.unit, one.attribute]).toEqual([indicator.unit, indicator.attribute]);
      expect([one.base, one.year, one.total]).toEqual([target.base, target.year, target.total ?? '']);
    }
  });

  it('finds the boxes’ projects but those of one batch line', () => {
    const slips = (name: string) => name.replace('苏拉官', '苏拉宫').replace('匹里青', '皮里青');
    const found = new Set(
      outline.chapters.flatMap((chapter) => chapter.boxes.flatMap((box) => box.projects.map(slips))),
    );
    const boxed = seed.projects.filter((one) => one.box);
    const missed = boxed.filter((one) => !found.has(one.name)).map((one) => one.box);
    // 13-1 names schools inside 一批…教学楼建设项目: the seed tells them apart, the text doesn't.
    expect(new Set(missed)).toEqual(new Set(['专栏13-1']));
    expect(missed.length).toBeLessThanOrEqual(6);
  });

  it('offers nine of ten dated commitments and few others', () => {
    expectMeasure(outline, readExpected('yining'));
  });

  it('offers nothing of what stays out', () => {
    const texts = outline.candidates.map((candidate) => candidate.text).join('\n');
    expect(texts).not.toMatch(/转移就业|国家通用语言|孤儿|五保|党的组织/);
    const sections = new Set(outline.candidates.map((candidate) => candidate.where));
    for (const where of ['11.1', '11.3', '14.2', '16.1', '1.1']) expect(sections.has(where)).toBe(false);
  });
});

describe('anything else', () => {
  it.each(['', '\n\n', '第一章', '| a |\n|---|', '专栏1', '。。。', '1 1.1 1.1.1', '一、一、一、'])(
    'gives no chapters and no error: %j',
    (text) => {
      const outline = extractOutline(readPlanText(text));
      expect(outline.indicators).toEqual([]);
      expect(outline.candidates).toEqual([]);
    },
  );

  it('survives chapters that begin anew a thousand times and a sentence without an end', () => {
    const again = '第一章 甲乙\n正文正文正文正文正文正文正文正文正文正文。\n第二章 丙丁\n'.repeat(5_000);
    expect(extractOutline(readPlanText(again)).chapters.length).toBeGreaterThanOrEqual(2);
    const endless = `第一章 甲乙\n${'到2025年覆盖率达到95%以上、普及率达到97%以上、'.repeat(20_000)}\n第二章 丙丁\n`;
    expect(extractOutline(readPlanText(endless)).candidates).toEqual([]);
  });

  it('reads a hundred thousand lines in a walk, not in a square', () => {
    const text = `第一章 甲乙\n第一节 丙丁\n${'到2025年，覆盖率达到95%以上\n'.repeat(100_000)}第二章 戊己\n第一节 庚辛\n`;
    const outline = extractOutline(readPlanText(text));
    expect(outline.chapters).toHaveLength(2);
    expect(outline.candidates.length).toBe(100_000);
  });
});

describe('ways of writing', () => {
  const outline = extractOutline(
    readPlanText(
      [
        '临江县国民经济和社会发展第十四个五年规划纲要',
        '第一章 总体要求',
        '第一节 主要目标',
        '到2025年实现以下目标：',
        '——经济发展。社会消费品零售总额达到150亿元。',
        '第二章 重点任务',
        '第一节 乡村振兴',
        '农村集中供水率由2020年的90%提高到2025年的95%。力争创建国家级现代农业产业园1个。',
        '专栏1 重点项目',
        '1．高标准农田建设项目：新建高标准农田10万亩。',
        '（2）产业园基础设施。新建标准厂房20万平方米。',
        '3．铁路项目：甲乙铁路、甲丙铁路。',
      ].join('\n'),
    ),
  );

  it('a project named before its description is named once', () => {
    expect(outline.chapters[1]!.boxes[0]!.projects).toEqual([
      '高标准农田建设项目',
      '产业园基础设施',
      '甲乙铁路',
      '甲丙铁路',
    ]);
  });

  it('a list takes the year of the sentence that opens it; 由…提高到… aims at its second figure', () => {
    expect(
      outline.candidates.map(({ where, name, year, target }) => [where, name, year, target]),
    ).toMatchObject([
      ['1.1', '社会消费品零售总额', 2025, { op: 'eq', value: '150' }],
      ['2.1', '农村集中供水率', 2025, { op: 'eq', value: '95' }],
      ['2.1', '国家级现代农业产业园', undefined, { op: 'eq', value: '1', aspirational: true }],
    ]);
  });
});
