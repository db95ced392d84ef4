import type {
  ReportBlock,
  ReportDocument,
  ReportSection,
  TableColumn,
  TableRow,
} from '../../shared/calc/report/document.ts';
import type { ReportFacts } from '../../shared/calc/report/report-facts.ts';
import type { ReportKind, WrittenText } from '../../shared/calc/report/report-input.ts';
import { headingOne, headingTwo, headingWords, reportKindWords, watermarkText } from './report.ts';
import { makeReportBlocks } from './report-blocks.ts';
import { targetColumns, targetRows } from './report-changes.ts';
import { completionChart, pathChart } from './report-charts.ts';
import { boxColumns, boxRows, projectColumns, projectRows } from './report-projects.ts';
import { reportDayWords } from './report-sentences.ts';
import { cardColumns, cardRows, mainColumns, mainRows, taskColumns, taskRows } from './report-tables.ts';

/** Puts a report together: the same structure becomes Word, a printed page or a workbook. */

/** Blocks of the body by kind, in their order; a nested list stands under one heading. */
const bodyBlocks: Readonly<Record<ReportKind, readonly (string | readonly [string, readonly string[]])[]>> = {
  annual: [
    'overall',
    ['main', ['main.binding', 'main.anticipatory', 'main.other']],
    'tasks',
    'projects',
    'environment',
    'problems',
    'adjustments',
    'measures',
    'opinions',
  ],
  midterm: [
    'overall',
    ['main', ['main.binding', 'main.anticipatory', 'main.other']],
    'tasks',
    'projects',
    'environment',
    'problems',
    'adjustments',
    'measures',
    'opinions',
  ],
  final: [
    'overall',
    ['main', ['main.binding', 'main.anticipatory', 'main.other']],
    'tasks',
    'projects',
    'environment',
    'problems',
    'adjustments',
    'measures',
    'carry-over',
    'opinions',
  ],
};

/** What a kind shows a person to edit. */
export function blocksOfKind(kind: ReportKind): ReadonlySet<string> {
  const summary = ['summary.overall', 'summary.binding', 'summary.problems', 'summary.proposals'];
  return new Set([
    ...summary,
    ...bodyBlocks[kind].flatMap((one) => (typeof one === 'string' ? [one] : one[1])),
  ]);
}

const paragraphs = (text: string, block: string): ReportBlock[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ kind: 'paragraph', text: line, block }));

type Texts = ReadonlyMap<string, { readonly title: string; readonly text: string }>;

function countTable(facts: ReportFacts): ReportBlock {
  const entries = [...facts.counts];
  const width = 156 / (entries.length + 2);
  const columns: TableColumn[] = [
    { title: '合计', width, align: 'center' },
    ...entries.map(([title]) => ({ title, width, align: 'center' as const })),
  ];
  const cells = [String(facts.main.length), ...entries.map(([, count]) => String(count))];
  return { kind: 'table', caption: '主要指标分类（项）', columns, rows: [{ cells }] };
}

function summarySection(facts: ReportFacts, texts: Texts): ReportSection {
  const points = (['overall', 'binding', 'problems', 'proposals'] as const).flatMap((key): ReportBlock[] => {
    const block = `summary.${key}`;
    const [first = '', ...rest] = (texts.get(block)?.text ?? '').split('\n');
    const listed = key === 'problems' || key === 'proposals';
    const lead: ReportBlock = {
      kind: 'point',
      lead: texts.get(block)?.title ?? '',
      text: listed ? '' : first,
      block,
    };
    return [
      lead,
      ...(key === 'overall' ? [countTable(facts)] : []),
      ...paragraphs((listed ? [first, ...rest] : rest).join('\n'), block),
    ];
  });
  return { orientation: 'portrait', type: 'summary', blocks: points };
}

function bodySection(facts: ReportFacts, texts: Texts): ReportSection {
  const blocks: ReportBlock[] = [];
  let at = 0;
  for (const entry of bodyBlocks[facts.input.kind]) {
    const [key, inner] = typeof entry === 'string' ? [entry, undefined] : entry;
    const title = key === 'main' ? headingWords.main : (texts.get(key)?.title ?? '');
    blocks.push({ kind: 'heading', level: 1, text: headingOne(at++, title) });
    if (!inner) blocks.push(...paragraphs(texts.get(key)?.text ?? '', key));
    const filled = (inner ?? []).filter((block) => (texts.get(block)?.text ?? '') !== '');
    filled.forEach((block, place) => {
      blocks.push({ kind: 'heading', level: 2, text: headingTwo(place, texts.get(block)?.title ?? '') });
      blocks.push(...paragraphs(texts.get(block)?.text ?? '', block));
    });
    if (key === 'main') blocks.push({ kind: 'note', text: '逐项数据、口径和来源见附表1。' });
  }
  return { orientation: 'portrait', type: 'body', blocks };
}

function annexTable(
  title: string,
  columns: readonly TableColumn[],
  rows: readonly TableRow[],
  note?: string,
): ReportSection {
  return {
    orientation: 'landscape',
    type: 'annex',
    blocks: [
      { kind: 'heading', level: 1, text: title },
      { kind: 'table', caption: '', columns, rows, ...(note === undefined ? {} : { note }) },
    ],
  };
}

function mainNote(facts: ReportFacts): string {
  const after = facts.ended
    ? '规划期已满，按是否达到目标判定：完成、超额完成、未完成。'
    : '序时要求按各指标数据截止时间占规划期的比例计算。';
  return `注：［ ］内为五年累计数；“完成增量”为基期以来的变化占规划变化的比例，“现值为目标”为最新数占目标值的比例。${after}“以上”“以内”包含本数；“力争”目标只列示，不计入未完成。`;
}

function projectSection(facts: ReportFacts): ReportSection[] {
  if (facts.projects.length === 0) return [];
  const rows = projectRows(facts);
  const section = annexTable(
    headingWords.annexProjects,
    boxColumns,
    boxRows(facts),
    '注：“无法判定”为没有进展记录或未列出具体名单的项目。',
  );
  if (rows.length === 0) return [section];
  return [
    {
      ...section,
      blocks: [
        ...section.blocks,
        { kind: 'note', text: '有进展记录的项目：' },
        { kind: 'table', caption: '', columns: projectColumns, rows },
      ],
    },
  ];
}

function chartSection(facts: ReportFacts): ReportSection[] {
  const charts = [completionChart(facts), ...facts.main.map((fact) => pathChart(fact, facts))].filter(
    (chart) => chart !== undefined,
  );
  if (charts.length === 0) return [];
  return [
    {
      orientation: 'portrait',
      type: 'annex',
      blocks: [
        { kind: 'heading', level: 1, text: headingWords.annexCharts },
        {
          kind: 'note',
          text: '注：完成进度低于零的按零绘制；年均增速类和保持类指标没有完成进度，不在图中。',
        },
        ...charts.map((chart) => ({ kind: 'chart' as const, chart })),
      ],
    },
  ];
}

function recordLines(facts: ReportFacts): ReportBlock[] {
  const { input } = facts;
  return [
    { kind: 'heading', level: 1, text: headingWords.annexRecord },
    {
      kind: 'note',
      text: `评价日期：${reportDayWords(input.date)}${input.evaluation.asOf ? `，数据按${reportDayWords(input.evaluation.asOf)}已掌握的情况采用` : ''}。`,
    },
    { kind: 'note', text: `历史记录校验码：${input.chainHead}` },
    { kind: 'note', text: '校验码与工作台历史记录首行一致时，表明本报告所用数据与存档一致。' },
  ];
}

/** @param written texts that persons put in the place of generated ones */
export function makeReportDocument(facts: ReportFacts, written: readonly WrittenText[]): ReportDocument {
  const { input } = facts;
  const own = new Map(written.map((one) => [one.block, one.text]));
  const texts: Texts = new Map(
    makeReportBlocks(facts).map(({ block, title, text }) => [block, { title, text: own.get(block) ?? text }]),
  );
  return {
    title: `${input.plan.header.title}${reportKindWords[input.kind]}`,
    subtitle: `（截至${reportDayWords(input.date)}${facts.demo ? `，${watermarkText}` : ''}）`,
    watermark: facts.demo ? watermarkText : null,
    sections: [
      summarySection(facts, texts),
      bodySection(facts, texts),
      annexTable(headingWords.annexMain, mainColumns(facts), mainRows(facts), mainNote(facts)),
      annexTable(headingWords.annexTargets, targetColumns, targetRows(facts)),
      ...(facts.chapters.length > 0
        ? [annexTable(headingWords.annexTasks, taskColumns(facts.ended), taskRows(facts))]
        : []),
      ...projectSection(facts),
      ...chartSection(facts),
      (() => {
        const section = annexTable(headingWords.annexCards, cardColumns, cardRows(facts));
        return { ...section, blocks: [...section.blocks, ...recordLines(facts)] };
      })(),
    ],
  };
}
