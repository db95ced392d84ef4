import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DemoBench, demoReports, editDocument, makeReport, openDemo } from '../reports/report-bench.ts';

/** The check of finished reports: our own pass, planted faults are found and named. */

let bench: DemoBench;
beforeAll(async () => {
  bench = await openDemo();
}, 60_000);
afterAll(() => bench.close());

const midterm = { kind: 'midterm', date: '2023-06-30' } as const;

async function complaintsOf(bytes: Uint8Array) {
  const { ok, complaints } = await bench.call('reports/lint', { bytes });
  expect(ok).toBe(complaints.length === 0);
  return complaints;
}

const rulesOf = (complaints: readonly { readonly rule: string }[]) =>
  new Set(complaints.map((one) => one.rule));

describe('own reports', () => {
  test.each(demoReports)(
    '$kind $date is clean',
    async (which) => {
      expect(await complaintsOf(await makeReport(bench, which))).toEqual([]);
    },
    60_000,
  );
});

/** One fault each, as they slip in while a report is edited by hand. */
const faults: readonly {
  readonly name: string;
  readonly rule: string;
  readonly edit: (xml: string) => string;
  readonly says?: RegExp;
}[] = [
  {
    name: 'a figure mistyped in a sentence',
    rule: 'unknown-number',
    edit: (xml) => xml.replace('2022年为65.1%', '2022年为65.7%'),
    says: /65\.7/,
  },
  {
    name: 'a share of completion mistyped',
    rule: 'unknown-number',
    edit: (xml) => xml.replace('完成规划增量的35.0%', '完成规划增量的53.0%'),
    says: /53\.0/,
  },
  {
    name: "another year's figure",
    rule: 'figure-of-year',
    edit: (xml) => xml.replace('2022年为10.7年', '2022年为10.5年'),
    says: /2022年.*10\.5/,
  },
  {
    name: "another year's figure in the main table",
    rule: 'figure-of-year',
    edit: (xml) => xml.replace('>64.2<', '>65.1<'),
  },
  {
    name: 'counts that no longer add up',
    rule: 'counts-do-not-add',
    edit: (xml) => xml.replace('基本符合预期12项', '基本符合预期13项'),
    says: /相加/,
  },
  {
    name: 'a count that is not the evaluation’s',
    rule: 'count-wrong',
    edit: (xml) => xml.replace('约束性指标滞后2项', '约束性指标滞后1项'),
    says: /滞后.*1项.*2项/,
  },
  {
    name: 'a number in the table of counts',
    rule: 'counts-do-not-add',
    edit: (xml) => xml.replace('>12<', '>11<'),
  },
  {
    name: 'a name taken out of a list with its number',
    rule: 'count-names',
    edit: (xml) => xml.replace('难以完成的有3项', '难以完成的有2项'),
  },
  {
    name: 'a list behind a count that lost a name',
    rule: 'count-names',
    edit: (xml) => xml.replaceAll('城市空气质量优良天数比率、森林覆盖率）', '城市空气质量优良天数比率）'),
  },
  {
    name: 'a figure rounded to another one of the plan',
    rule: 'figure-of-year',
    edit: (xml) => xml.replace('2022年为65.1%', '2022年为65.4%'),
  },
  {
    name: 'the amount of a box of projects',
    rule: 'unknown-number',
    edit: (xml) => xml.replace('>4.86亿元<', '>4.80亿元<'),
  },
  {
    name: 'a cause left out',
    rule: 'lagging-without-cause',
    edit: (xml) => xml.replaceAll('初步分析：基期以来年均提高0.23个百分点，规划要求年均提高1.31个百分点', ''),
    says: /森林覆盖率.*原因/,
  },
  {
    name: 'a measure left out',
    rule: 'lagging-without-measure',
    edit: (xml) =>
      xml
        .replaceAll('建议由林业和草原局牵头制定追赶措施，后3年年均需提高2.03个百分点', '')
        .replaceAll('措施：<', '<'),
    says: /森林覆盖率.*措施/,
  },
  {
    name: 'a unit left out',
    rule: 'lagging-without-unit',
    edit: (xml) => xml.replaceAll('林业和草原局', '有关方面').replaceAll('自然资源局', '有关方面'),
    says: /森林覆盖率.*责任单位/,
  },
  {
    name: 'a verdict without data',
    rule: 'verdict-without-data',
    edit: (xml) => xml.replace('评估日期前没有本级归口数据，无法判定', '基本符合预期'),
    says: /全员劳动生产率增长/,
  },
  {
    name: 'a better verdict than was reached',
    rule: 'verdict-differs',
    edit: (xml) => xml.replace('时间进度为40.0%，滞后。', '时间进度为40.0%，基本符合预期。'),
  },
  {
    name: 'a hold indicator achieved early',
    rule: 'hold-early',
    edit: (xml) => xml.replace('目标（高于95%）得到保持，基本符合预期', '目标（高于95%）得到保持，提前实现'),
    says: /基本养老保险参保率/,
  },
  {
    name: 'another definition',
    rule: 'definition-differs',
    edit: (xml) => xml.replace('扣除价格因素的实际增长', '按当年价计算的名义增长'),
    says: /居民人均可支配收入增长.*口径/,
  },
  {
    name: 'a falling verb with a minus sign',
    rule: 'negative-movement',
    edit: (xml) => xml.replace('2022年增长3.1%', '2022年下降-3.1%'),
  },
  {
    name: 'per cent for points',
    rule: 'percent-for-points',
    edit: (xml) => xml.replace('比基期提高1.75个百分点', '比基期提高1.75%'),
  },
  {
    name: 'growth with two decimals',
    rule: 'growth-decimals',
    edit: (xml) => xml.replace('2022年增长3.1%', '2022年增长3.10%'),
  },
  {
    name: 'the mark of a preliminary figure left out',
    rule: 'mark-missing',
    edit: (xml) => xml.replace('截至2023年6月底为95.9%（初步数）', '截至2023年6月底为95.9%'),
    says: /95\.9/,
  },
  {
    name: 'a word of the tool',
    rule: 'tool-word',
    edit: (xml) => xml.replace('逐项数据、口径和来源见附表1。', '逐项数据见Sheet1。'),
  },
  {
    name: 'a code of an indicator',
    rule: 'tool-word',
    edit: (xml) => xml.replace('逐项数据、口径和来源见附表1。', 'C03的数据见附表1。'),
    says: /C03/,
  },
  {
    name: 'a made-up number with no indicator beside it',
    rule: 'unknown-number',
    edit: (xml) => xml.replace('逐项数据、口径和来源见附表1。', '全市共完成投资4321.7亿元。'),
    says: /4321\.7/,
  },
];

describe('planted faults', () => {
  let bytes: Uint8Array;
  beforeAll(async () => {
    bytes = await makeReport(bench, midterm);
  }, 60_000);

  test.each(faults)(
    '$name',
    async ({ rule, edit, says }) => {
      const complaints = await complaintsOf(editDocument(bytes, edit));
      expect(rulesOf(complaints)).toContain(rule);
      if (says) expect(complaints.find((one) => one.rule === rule && says.test(one.text))).toBeDefined();
    },
    60_000,
  );
});

describe('a report written by hand', () => {
  const cell = (text: string) => new TableCell({ children: [new Paragraph(text)] });
  const row = (...cells: string[]) => new TableRow({ children: cells.map(cell) });

  async function write(paragraphs: readonly string[], rows: readonly (readonly string[])[]) {
    const document = new Document({
      sections: [
        {
          children: [
            ...paragraphs.map((text) => new Paragraph(text)),
            new Table({ rows: rows.map((cells) => row(...cells)) }),
          ],
        },
      ],
    });
    return new Uint8Array(await Packer.toBuffer(document));
  }

  test('takes its day from the text, finds what is wrong and leaves the rest alone', async () => {
    const bytes = await write(
      [
        '某市规划中期评估报告（演示数据）',
        '截至2022年12月底，20项主要指标中，基本符合预期12项、滞后4项、无法判定4项。',
        '常住人口城镇化率2022年为65.1%，比2020年提高1.75个百分点，基本符合预期。',
        '地区生产总值增长滞后，主要是服务业恢复较慢，下一步由统计局会同有关部门加快推进项目建设。',
        '人均预期寿命2022年为74.6岁，滞后，主要是基层卫生力量不足，由卫生健康委员会加强慢病管理。',
        '城市空气质量优良天数比率2022年为81.6%，滞后，受沙尘影响较大，生态环境局将加大治理力度。',
      ],
      [
        ['指标', '2022年', '是否达到预期进度', '原因', '措施', '牵头单位'],
        ['森林覆盖率', '13.9', '滞后', '造林地块落实慢', '加快造林', ''],
        ['城镇调查失业率', '5.5', '基本符合预期', '', '', '人力资源和社会保障局'],
      ],
    );
    const complaints = await complaintsOf(bytes);
    expect(rulesOf(complaints)).toEqual(new Set(['lagging-without-unit', 'verdict-without-data']));
  }, 60_000);

  test('a file that is no Word document is refused by name', async () => {
    const bytes = new TextEncoder().encode('text');
    await expect(bench.call('reports/lint', { bytes })).rejects.toThrow('wrong-type');
  }, 60_000);
});
