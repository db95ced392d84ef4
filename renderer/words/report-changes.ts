import type { TableColumn, TableRow } from '../../shared/calc/report/document.ts';
import type { ReportFacts } from '../../shared/calc/report/report-facts.ts';
import type { RevisionNote } from '../../shared/calc/report/report-input.ts';
import { Decimal } from '../../shared/text/decimal.ts';
import { dayWords, periodWords } from './periods.ts';
import { revisionFieldWords, revisionStateWords, revisionStepWords } from './report.ts';
import { figureWords } from './report-sentences.ts';

/** What changed since the plan was adopted: definitions, bases, numbers from above, targets and their procedure. */

function breakLines(facts: ReportFacts): string[] {
  return facts.main.flatMap(({ indicator, judgement }) =>
    judgement.card.breaks.map(
      (found) =>
        `${indicator.name}自${periodWords(found.period)}起统计口径变化：${found.note.replace(/。$/, '')}${found.bridged ? '，前期数据已按新口径重算' : '，前后数据不可直接比较'}。`,
    ),
  );
}

function baseLines(facts: ReportFacts): string[] {
  return facts.main.flatMap(({ indicator, judgement: { baseChoice } }) => {
    const { printed, revised, used } = baseChoice;
    if (printed === null || revised === null || new Decimal(printed).eq(revised)) return [];
    const chosen = used === 'revised' ? '修订后的基期值' : '规划文本的基期值';
    return [
      `${indicator.name}基期值规划文本为${figureWords(indicator, printed)}，最新核定为${figureWords(indicator, revised)}，本报告按${chosen}评价。`,
    ];
  });
}

function assignedLine(facts: ReportFacts): string[] {
  const late = facts.main.filter((fact) => fact.part?.part.op === 'assigned' && fact.assigned.length > 0);
  const missing = facts.main.filter(
    (fact) => fact.part?.part.op === 'assigned' && fact.assigned.length === 0,
  );
  const list = (which: typeof late) => which.map((fact) => fact.indicator.name).join('、');
  return [
    ...(late.length > 0
      ? [`规划印发后，上级下达了${late.length}项指标的具体数值：${list(late)}，按下达数评价。`]
      : []),
    ...(missing.length > 0 ? [`${missing.length}项指标的上级下达数尚未录入：${list(missing)}。`] : []),
  ];
}

export function environmentText(facts: ReportFacts): string {
  const lines = [...breakLines(facts), ...baseLines(facts), ...assignedLine(facts)];
  return lines.length > 0 ? lines.join('\n') : '规划实施以来，未登记影响评价的统计口径变化和基期修订。';
}

function stepWords({ steps }: RevisionNote): string {
  return steps
    .map((step) => {
      const what = revisionStepWords[step.step] ?? step.step;
      const document = step.document ? `，${step.document}` : '';
      return `${dayWords(step.date)}${step.body ?? ''}${what}${document}`;
    })
    .join('；');
}

function nextStep(note: RevisionNote, facts: ReportFacts): string {
  if (note.state === 'in-force') return `自${dayWords(note.inForceFrom ?? '')}起执行`;
  if (note.state === 'dropped') return '不再调整';
  const done = new Set(note.steps.map((step) => step.step));
  if (!done.has('argued')) return '下一步组织论证';
  if (!done.has('consulted')) return '下一步征求意见';
  if (!done.has('approved')) return `下一步由${facts.rootName}人民政府提请人民代表大会常务委员会批准`;
  return '待公布生效';
}

export function adjustmentText(facts: ReportFacts): string {
  const { revisions } = facts.input;
  const nameOf = (code: string) => facts.input.plan.indicators.find((one) => one.code === code)?.name ?? '';
  const lines = revisions.map((note) => {
    const procedure = note.steps.length > 0 ? `已履行程序：${stepWords(note)}；` : '';
    return `${nameOf(note.indicator)}${revisionFieldWords[note.field]}由“${note.before ?? '—'}”调整为“${note.after}”，${revisionStateWords[note.state]}。理由：${note.reason.replace(/。$/, '')}。${procedure}${nextStep(note, facts)}。`;
  });
  const hard = facts.main.filter((fact) => fact.judgement.trendCode === 'hard');
  const names = hard.map((fact) => fact.indicator.name).join('、');
  const legal = `目标调整须由${facts.rootName}人民政府提出方案，经论证和征求意见，报人民代表大会常务委员会批准后生效；批准前按原目标评价。`;
  return [
    ...(lines.length > 0 ? lines : ['评估期内没有提出目标调整方案。']),
    ...(hard.length > 0 && !facts.ended
      ? [`按目前进度难以完成的有${hard.length}项：${names}，建议先行研判，确需调整的依法定程序办理。`]
      : []),
    legal,
  ].join('\n');
}

export const targetColumns: readonly TableColumn[] = [
  { title: '序号', width: 10, align: 'center' },
  { title: '指标', width: 56 },
  { title: '内容', width: 26, align: 'center' },
  { title: '原定目标', width: 44 },
  { title: '调整后目标', width: 44 },
  { title: '状态', width: 24, align: 'center' },
  { title: '理由和依据', width: 62 },
];

/** Every main target with its original text, and beside it the text in force or proposed. */
export function targetRows(facts: ReportFacts): TableRow[] {
  const rows = facts.input.revisions.map((note) => ({
    note,
    name: facts.input.plan.indicators.find((one) => one.code === note.indicator)?.name ?? '',
  }));
  const changed = new Set(rows.map(({ note }) => note.indicator));
  const revised = rows.map(({ note, name }, at) => ({
    cells: [
      String(at + 1),
      name,
      revisionFieldWords[note.field],
      note.before ?? '—',
      note.after,
      revisionStateWords[note.state],
      [note.reason.replace(/。$/, ''), stepWords(note)].filter((text) => text !== '').join('；'),
    ],
  }));
  const same = facts.main
    .filter((fact) => !changed.has(fact.indicator.code))
    .map((fact, at) => ({
      cells: [
        String(rows.length + at + 1),
        fact.indicator.name,
        '全部内容',
        [fact.printed?.year, fact.printed?.total].filter((text) => text && !/^[-—]$/.test(text)).join('、') ||
          '—',
        '—',
        '未调整',
        '—',
      ],
    }));
  return [...revised, ...same];
}
