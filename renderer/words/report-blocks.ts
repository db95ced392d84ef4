import type { IndicatorFact } from '../../shared/calc/report/indicator-facts.ts';
import { printShare } from '../../shared/calc/report/print-figure.ts';
import {
  countVerdicts,
  type ReportFacts,
  type VerdictCounts,
} from '../../shared/calc/report/report-facts.ts';
import { Decimal } from '../../shared/text/decimal.ts';
import { chapterWords, headingWords, outcomeWords, summaryWords } from './report.ts';
import { adjustmentText, environmentText } from './report-changes.ts';
import { projectsText } from './report-projects.ts';
import {
  causeWords,
  indicatorSentence,
  measureWords,
  needWords,
  reportDayWords,
  yearsLeftWords,
} from './report-sentences.ts';

/** The text blocks of a report as the figures make them; each may be rewritten by a person. */

export interface GeneratedBlock {
  readonly block: string;
  readonly title: string;
  /** Paragraphs, one a line. */
  readonly text: string;
  /** Figures the text rests on, by name: a written text is stale where one of them changed. */
  readonly figures: Readonly<Record<string, string>>;
}

export const names = (facts: readonly IndicatorFact[]) => facts.map((fact) => fact.indicator.name).join('、');

/** 基本符合预期13项、滞后4项 */
export function countWords(counts: VerdictCounts): string {
  return [...counts].map(([word, count]) => `${word}${count}项`).join('、');
}

function figuresOf(facts: readonly IndicatorFact[]): Record<string, string> {
  return Object.fromEntries(
    facts.map(({ indicator, judgement, verdict, cause, measure }) => [
      indicator.code,
      [
        judgement.actual,
        judgement.target,
        judgement.completion,
        judgement.dataDate,
        verdict,
        cause,
        measure,
      ].join('|'),
    ]),
  );
}

const lagging = (facts: readonly IndicatorFact[]) => facts.filter((fact) => fact.lags);
const undecided = (facts: readonly IndicatorFact[]) => facts.filter((fact) => fact.code === 'undecided');
const binding = (facts: readonly IndicatorFact[]) =>
  facts.filter(({ indicator }) => indicator.attribute === '约束性');

function byVerdict(facts: readonly IndicatorFact[]): string {
  return [...countVerdicts(facts, [])]
    .map(([word, count]) => `${word}${count}项（${names(facts.filter((fact) => fact.verdict === word))}）`)
    .join('，');
}

function lagWord(facts: ReportFacts): string {
  return (
    lagging(facts.main)[0]?.verdict ??
    lagging(facts.chapters.flatMap((one) => one.commitments))[0]?.verdict ??
    ''
  );
}

function overallText(facts: ReportFacts): string {
  const { main, counts, ended } = facts;
  const judged = main.filter((fact) => fact.code !== 'undecided');
  const good = judged.filter((fact) => !fact.lags).length;
  const share = judged.length === 0 ? '' : `，占${printShare(new Decimal(good).div(judged.length))}%`;
  const goodWords = ended ? '完成目标' : '达到或快于预期进度';
  const own = binding(main);
  const lines = [
    `截至${reportDayWords(facts.input.date)}，规划确定的${main.length}项主要指标中，${countWords(counts)}。` +
      `能够判定的${judged.length}项指标中，${goodWords}的有${good}项${share}。`,
  ];
  if (own.length > 0)
    lines[0] += `约束性指标${own.length}项中，${countWords(countVerdicts(own, [...counts.keys()]))}。`;
  const stale = main.filter((fact) => fact.judgement.stale).length;
  if (stale > 0) lines[0] += `其中${stale}项的规划期末数据尚未取得，按最近数据判定。`;
  return lines.join('\n');
}

/** The other two pillars in one paragraph: tasks and projects. */
function pillarsText(facts: ReportFacts): string {
  const tasks = facts.chapters.flatMap((one) => one.commitments);
  const { projects } = facts;
  const known = projects.filter(({ judgement }) => judgement.reason === null).length;
  return [
    tasks.length > 0 ? `规划正文量化目标${tasks.length}项中，${countWords(facts.commitmentCounts)}。` : '',
    projects.length > 0 ? `重点项目${projects.length}个，有进展记录的${known}个。` : '',
  ].join('');
}

/** @param namedAbove the binding ones stand by name just above, on the summary page */
function problemLines(facts: ReportFacts, namedAbove = false): string[] {
  const { main } = facts;
  const word = lagWord(facts);
  const lags = lagging(main);
  const [hard, soft] = [binding(lags), lags.filter((fact) => fact.indicator.attribute !== '约束性')];
  const open = undecided(main);
  const tasks = facts.chapters.flatMap((one) => one.commitments);
  const lateTasks = lagging(tasks);
  const chapters = facts.chapters.filter((one) => lagging(one.commitments).length > 0 && one.chapter);
  const stale = main.filter((fact) => fact.judgement.stale);
  const unrecorded = facts.projects.filter(({ judgement }) => judgement.reason === 'no-record').length;
  return [
    ...(hard.length > 0
      ? [`约束性指标${word}${hard.length}项${namedAbove ? '，名单见上' : `：${names(hard)}`}。`]
      : []),
    ...(soft.length > 0 ? [`其他指标${word}${soft.length}项：${names(soft)}。`] : []),
    ...(open.length > 0 ? [`无法判定${open.length}项，缺少可评价的数据或目标：${names(open)}。`] : []),
    ...(stale.length > 0
      ? [`规划期末数据尚未取得的有${stale.length}项，按最近数据判定，待数据核定后更新。`]
      : []),
    ...(lateTasks.length > 0
      ? [
          `正文量化目标${lateTasks[0]?.verdict}${lateTasks.length}项，涉及${chapters.map((one) => chapterWords(one.chapter!.number)).join('、')}。`,
        ]
      : []),
    ...(unrecorded > 0 ? [`重点项目中有${unrecorded}个没有进展记录，进度不清。`] : []),
  ];
}

const units = (facts: readonly IndicatorFact[]) =>
  [...new Set(facts.flatMap((fact) => (fact.lead === null ? [] : [fact.lead])))].join('、') || '各牵头单位';

function proposalLines(facts: ReportFacts): string[] {
  const { main, ended } = facts;
  const lags = lagging(main);
  const [hard, soft] = [binding(lags), lags.filter((fact) => fact.indicator.attribute !== '约束性')];
  const open = undecided(main);
  const lateTasks = lagging(facts.chapters.flatMap((one) => one.commitments));
  const act = ended ? '查明未完成原因，提出下一个规划期的接续安排' : '逐项制定追赶措施，按季度报送进展';
  const stale = main.filter((fact) => fact.judgement.stale);
  const unrecorded = facts.projects.some(({ judgement }) => judgement.reason === 'no-record');
  return [
    ...(hard.length > 0 ? [`${units(hard)}对${word(hard)}约束性指标${act}。`] : []),
    ...(soft.length > 0 ? [`${units(soft)}对${word(soft)}的其他指标${act}。`] : []),
    ...(open.length > 0 ? [`${units(open)}在下次评估前明确数据来源和口径，补齐数据。`] : []),
    ...(stale.length > 0 ? ['各牵头单位取得规划期末数据后及时报送，由综合部门复核判定结果。'] : []),
    ...(lateTasks.length > 0 ? [`${units(lateTasks)}加快推进${word(lateTasks)}的正文量化目标。`] : []),
    ...(unrecorded ? ['项目牵头单位按月报送重点项目阶段和完成投资。'] : []),
  ];
}

const word = (facts: readonly IndicatorFact[]) => facts[0]?.verdict ?? '';

function commitmentLine(one: ReportFacts['chapters'][number]): string {
  const place = one.chapter ? `${chapterWords(one.chapter.number)}“${one.chapter.title}”` : '未列章节';
  const late = lagging(one.commitments);
  const tail = late.length > 0 ? `；${late[0]?.verdict}的是${names(late)}` : '';
  return `${place}${one.commitments.length}项：${countWords(one.counts)}${tail}。`;
}

function measureLine(fact: IndicatorFact, ended: boolean): string {
  return `${fact.indicator.name}（牵头单位：${fact.lead ?? '未确定'}）。${causeWords(fact)}。${measureWords(fact, ended)}。`.replace(
    /。。/g,
    '。',
  );
}

function effortLine(fact: IndicatorFact): string[] {
  const need = needWords(fact);
  return need === undefined || fact.lags || fact.judgement.trendCode === null
    ? []
    : [`${fact.indicator.name}${yearsLeftWords(fact)}${need}`];
}

function measuresText(facts: ReportFacts): string {
  const lags = lagging(facts.main);
  const lines = lags.map((fact) => measureLine(fact, facts.ended));
  const rest = facts.ended ? [] : facts.main.flatMap(effortLine);
  if (rest.length > 0) lines.push(`其余指标保持推进力度：${rest.join('；')}。`);
  return lines.length > 0 ? lines.join('\n') : '各项主要指标均未落后于时间进度，继续按年度分解推进。';
}

function opinionsText(facts: ReportFacts): string {
  const { opinions } = facts.input;
  if (opinions.length === 0) return '本次报告尚未登记意见和建议。';
  const of = (outcome: keyof typeof outcomeWords) => opinions.filter((one) => one.outcome === outcome).length;
  const total = `共收到意见和建议${opinions.length}条，采纳${of('adopted')}条，部分采纳${of('partly')}条，未采纳${of('not')}条，正在办理${of('received')}条。`;
  const lines = opinions.map(
    (one) =>
      `${one.source}：${one.text.replace(/。$/, '')}。办理结果：${outcomeWords[one.outcome]}${one.reply ? `，${one.reply.replace(/。$/, '')}` : ''}。`,
  );
  return [total, ...lines].join('\n');
}

function carryOverText(facts: ReportFacts): string {
  const late = lagging(facts.main);
  const open = undecided(facts.main);
  return [
    late.length > 0
      ? `未完成的${late.length}项指标（${names(late)}）建议作为下一个规划期的接续指标，基期值按本规划期末核定数确定。`
      : '各项可判定的指标均已完成，下一个规划期可据此确定基期值。',
    ...(open.length > 0
      ? [`无法判定的${open.length}项指标（${names(open)}）建议先明确数据来源和口径，再决定是否保留。`]
      : []),
  ].join('\n');
}

const numbered = (lines: readonly string[]) => lines.map((line, at) => `${at + 1}．${line}`).join('\n');

function tasksText(facts: ReportFacts): string {
  const all = facts.chapters.flatMap((one) => one.commitments);
  if (all.length === 0) return '规划正文没有登记量化目标。';
  return [
    `规划正文登记量化目标${all.length}项，${countWords(facts.commitmentCounts)}。按章节看：`,
    ...facts.chapters.map(commitmentLine),
    '逐项情况见附表3。',
  ].join('\n');
}

/** All blocks of a report in their order; which of them a kind prints is decided by `report-document.ts`. */
export function makeReportBlocks(facts: ReportFacts): GeneratedBlock[] {
  const { main } = facts;
  const tasks = facts.chapters.flatMap((one) => one.commitments);
  const own = binding(main);
  const all = figuresOf(main);
  const everything = { ...all, ...figuresOf(tasks) };
  const projects = Object.fromEntries(
    facts.projects.map(({ project, judgement }) => [
      project.code,
      [judgement.light, judgement.stage, judgement.invested, judgement.investment].join('|'),
    ]),
  );
  const none = '没有需要列出的突出问题。';
  const problems = problemLines(facts);
  const proposals = proposalLines(facts);
  const group = (
    block: string,
    title: string,
    text: string,
    figures: Record<string, string>,
  ): GeneratedBlock => ({
    block,
    title,
    text,
    figures,
  });
  const attribute = (block: string, title: string, list: readonly IndicatorFact[]) =>
    group(block, title, numbered(list.map(indicatorSentence)), figuresOf(list));
  return [
    group('summary.overall', summaryWords.overall, overallText(facts), all),
    group(
      'summary.binding',
      summaryWords.binding,
      own.length > 0 ? `${byVerdict(own)}。` : '规划没有约束性指标。',
      figuresOf(own),
    ),
    group(
      'summary.problems',
      summaryWords.problems(Math.min(3, problems.length)),
      numbered(problemLines(facts, true).slice(0, 3)) || none,
      everything,
    ),
    group(
      'summary.proposals',
      summaryWords.proposals(Math.min(3, proposals.length)),
      numbered(proposals.slice(0, 3)) || '继续按年度分解推进。',
      everything,
    ),
    group(
      'overall',
      headingWords.overall,
      [overallText(facts), pillarsText(facts)].filter((text) => text !== '').join('\n'),
      {
        ...everything,
        ...projects,
      },
    ),
    attribute('main.binding', headingWords.binding, own),
    attribute(
      'main.anticipatory',
      headingWords.anticipatory,
      main.filter(({ indicator }) => indicator.attribute === '预期性'),
    ),
    attribute(
      'main.other',
      headingWords.noAttribute,
      main.filter(({ indicator }) => indicator.attribute === undefined),
    ),
    group('tasks', headingWords.tasks, tasksText(facts), figuresOf(tasks)),
    group('projects', headingWords.projects, projectsText(facts), projects),
    group('environment', headingWords.environment, environmentText(facts), all),
    group('problems', headingWords.problems, numbered(problems) || none, { ...everything, ...projects }),
    group('adjustments', headingWords.adjustments, adjustmentText(facts), {
      ...all,
      revisions: JSON.stringify(facts.input.revisions),
    }),
    group('measures', headingWords.measures, measuresText(facts), all),
    group('carry-over', headingWords.carryOver, carryOverText(facts), all),
    group('opinions', headingWords.opinions, opinionsText(facts), {
      opinions: JSON.stringify(facts.input.opinions),
    }),
  ];
}
