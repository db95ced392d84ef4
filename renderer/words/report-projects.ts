import type { TableColumn, TableRow } from '../../shared/calc/report/document.ts';
import { printShare } from '../../shared/calc/report/print-figure.ts';
import type { BoxFact, ProjectFact, ReportFacts } from '../../shared/calc/report/report-facts.ts';
import { Decimal, printDecimal, roundTo } from '../../shared/text/decimal.ts';
import { lightWords, projectStageWords } from './judgement.ts';

/** Projects in a report. No traffic lights in the running text for the congress: 正常、滞后、严重滞后. */

const lagWords = { green: '进展正常', yellow: '进度滞后', red: '进度严重滞后', none: '无法判定' } as const;

/** 万元 as the reader knows it: from one 亿元 on in 亿元 with two decimals. */
export function moneyWords(amount: string): string {
  const value = new Decimal(amount);
  return value.abs().gte(10_000)
    ? `${roundTo(value.div(10_000), 2).toFixed(2)}亿元`
    : `${printDecimal(roundTo(value, 2))}万元`;
}

function sum(boxes: readonly BoxFact[], pick: (box: BoxFact) => string | null): string | null {
  const known = boxes.flatMap((box) => pick(box) ?? []);
  return known.length === 0 ? null : known.reduce((total, one) => total.plus(one), new Decimal(0)).toFixed();
}

function lateLine({ project, judgement, lead, note }: ProjectFact): string {
  const parts = [
    judgement.stage ? projectStageWords[judgement.stage] : undefined,
    judgement.completion === null ? undefined : `完成计划投资的${printShare(judgement.completion)}%`,
    judgement.schedule === null ? undefined : `时间进度为${printShare(judgement.schedule)}%`,
    note?.problem ? `存在问题：${note.problem.replace(/。$/, '')}` : undefined,
    lead ? `牵头单位：${lead}` : undefined,
  ].filter((part) => part !== undefined);
  return `${project.name}${lagWords[judgement.light]}，${parts.join('，')}。`;
}

export function projectsText(facts: ReportFacts): string {
  const { projects, boxes } = facts;
  if (projects.length === 0) return '规划没有登记重点项目。';
  const of = (light: keyof typeof lagWords) => projects.filter(({ judgement }) => judgement.light === light);
  const batches = projects.filter(({ project }) => project.openBatch).length;
  const [investment, invested] = [sum(boxes, (box) => box.investment), sum(boxes, (box) => box.invested)];
  const boxed = projects.filter(({ project }) => project.box !== undefined).length;
  const counted = (['green', 'yellow', 'red', 'none'] as const)
    .flatMap((light) => (of(light).length > 0 ? [`${lagWords[light]}${of(light).length}个`] : []))
    .join('、');
  const first =
    `规划登记重点项目${projects.length}个，其中专栏项目${boxed}个` +
    `${batches > 0 ? `，未列出具体名单的“一批”项目${batches}个` : ''}。按进展看，${counted}。` +
    `${investment ? `已明确计划投资${moneyWords(investment)}。` : ''}${invested ? `累计完成投资${moneyWords(invested)}。` : ''}`;
  const late = [...of('red'), ...of('yellow')].map(lateLine);
  return [first, ...late, '分专栏情况见附表4。'].join('\n');
}

export const boxColumns: readonly TableColumn[] = [
  { title: '专栏', width: 20 },
  { title: '名称', width: 62 },
  { title: '项目数（个）', width: 18, align: 'center' },
  { title: '计划投资', width: 26, align: 'right' },
  { title: '完成投资', width: 26, align: 'right' },
  { title: lagWords.green, width: 18, align: 'center' },
  { title: lagWords.yellow, width: 18, align: 'center' },
  { title: lagWords.red, width: 18, align: 'center' },
  { title: lagWords.none, width: 18, align: 'center' },
];

export function boxRows(facts: ReportFacts): TableRow[] {
  const row = (boxes: readonly BoxFact[], number: string, name: string): TableRow => {
    const light = (which: keyof typeof lagWords) =>
      String(boxes.reduce((count, box) => count + (box.lights.get(which) ?? 0), 0));
    const money = (pick: (box: BoxFact) => string | null) => {
      const total = sum(boxes, pick);
      return total === null ? '—' : moneyWords(total);
    };
    const count = boxes.reduce((total, box) => total + box.projects.length, 0);
    return {
      cells: [
        number,
        name,
        String(count),
        money((box) => box.investment),
        money((box) => box.invested),
        ...(['green', 'yellow', 'red', 'none'] as const).map(light),
      ],
    };
  };
  return [
    row(facts.boxes, '合计', '全部项目'),
    ...facts.boxes.map((box) => row([box], box.box?.number ?? '—', box.box?.title ?? '正文项目')),
  ];
}

/** Projects that have a record: the register of those whose progress is known. */
export const projectColumns: readonly TableColumn[] = [
  { title: '序号', width: 10, align: 'center' },
  { title: '项目', width: 74 },
  { title: '所在专栏', width: 22, align: 'center' },
  { title: '阶段', width: 18, align: 'center' },
  { title: '计划投资', width: 24, align: 'right' },
  { title: '完成投资', width: 24, align: 'right' },
  { title: '完成比例', width: 18, align: 'center' },
  { title: '时间进度', width: 18, align: 'center' },
  { title: '进展', width: 20, align: 'center' },
  { title: '牵头单位', width: 28 },
];

export function projectRows(facts: ReportFacts): TableRow[] {
  const known = facts.projects.filter(({ judgement }) => judgement.reason === null);
  return known.map(({ project, judgement, lead }, at) => ({
    cells: [
      String(at + 1),
      project.name,
      project.box ?? '—',
      judgement.stage ? projectStageWords[judgement.stage] : '—',
      judgement.investment === null ? '—' : moneyWords(judgement.investment),
      judgement.invested === null ? '—' : moneyWords(judgement.invested),
      judgement.completion === null ? '—' : `${printShare(judgement.completion)}%`,
      judgement.schedule === null ? '—' : `${printShare(judgement.schedule)}%`,
      judgement.light === 'none' ? lightWords.none : lagWords[judgement.light],
      lead ?? '—',
    ],
  }));
}
