import type { Judgement, ProjectJudgement, ProjectLight, VerdictCode } from '../../domain/judgement.ts';
import type { OutlineNode, Project } from '../../domain/plan.ts';
import { Decimal, type DecimalText } from '../../text/decimal.ts';
import { parseJudgementSettings } from '../judge/judgement-settings.ts';
import { type FactSetting, type IndicatorFact, makeIndicatorFact, makeSetting } from './indicator-facts.ts';
import type { ProjectNote, ReportInput } from './report-input.ts';

/** Counts by the verdict's word, in the order of the scale; they add up to the number counted. */
export type VerdictCounts = ReadonlyMap<string, number>;

export interface ChapterFact {
  readonly chapter: OutlineNode | undefined;
  readonly commitments: readonly IndicatorFact[];
  readonly counts: VerdictCounts;
}

export interface ProjectFact {
  readonly project: Project;
  readonly judgement: ProjectJudgement;
  readonly note: ProjectNote | undefined;
  readonly lead: string | null;
}

export interface BoxFact {
  readonly box: OutlineNode | undefined;
  readonly projects: readonly ProjectFact[];
  readonly lights: ReadonlyMap<ProjectLight, number>;
  /** 万元; null where no project names one. */
  readonly investment: DecimalText | null;
  readonly invested: DecimalText | null;
}

export interface ReportFacts {
  readonly input: ReportInput;
  readonly rootName: string;
  /** The plan's period is over: final words. */
  readonly ended: boolean;
  readonly demo: boolean;
  /** Years with a column in the main table: the plan's years up to the day. */
  readonly years: readonly number[];
  readonly main: readonly IndicatorFact[];
  readonly counts: VerdictCounts;
  readonly chapters: readonly ChapterFact[];
  readonly commitmentCounts: VerdictCounts;
  readonly projects: readonly ProjectFact[];
  readonly boxes: readonly BoxFact[];
}

const scale: readonly VerdictCode[] = [
  'early',
  'ahead',
  'on-schedule',
  'exceeded',
  'completed',
  'behind',
  'failed',
  'undecided',
];

/** Verdict words in the order of the scale; words of persons follow. Zero counts are left out. */
export function countVerdicts(facts: readonly IndicatorFact[], words: readonly string[]): VerdictCounts {
  const counts = new Map<string, number>();
  for (const word of [...words, ...facts.map((fact) => fact.verdict)]) {
    const count = facts.filter((fact) => fact.verdict === word).length;
    if (count > 0) counts.set(word, count);
  }
  return counts;
}

const chapterOf = (number: string | undefined) => /^\d+/.exec(number ?? '')?.[0];

function listChapters(
  commitments: readonly IndicatorFact[],
  { input }: FactSetting,
  words: readonly string[],
): ChapterFact[] {
  const numbers = [...new Set(commitments.map((fact) => chapterOf(fact.indicator.outline)))];
  return numbers
    .sort((a, b) => Number(a ?? 1e6) - Number(b ?? 1e6))
    .map((number) => {
      const own = commitments.filter((fact) => chapterOf(fact.indicator.outline) === number);
      return {
        chapter: input.plan.outline.find((node) => node.kind === 'chapter' && node.number === number),
        commitments: own,
        counts: countVerdicts(own, words),
      };
    });
}

function listProjects({ input, unitNames }: FactSetting): ProjectFact[] {
  const judgements = new Map(input.evaluation.projects.map((one) => [one.project, one]));
  return input.plan.projects.flatMap((project) => {
    const judgement = judgements.get(project.code);
    if (!judgement) return [];
    const notes = input.projectNotes.filter(
      (note) => note.project === project.code && note.date <= input.date,
    );
    const lead = input.plan.assignments.find((one) => one.subject === project.code)?.lead;
    return [
      {
        project,
        judgement,
        note: notes.at(-1),
        lead: lead === undefined ? null : (unitNames.get(lead) ?? lead),
      },
    ];
  });
}

function sumOf(values: readonly (DecimalText | null | undefined)[]): DecimalText | null {
  const known = values.filter((value) => value !== null && value !== undefined);
  if (known.length === 0) return null;
  return known.reduce((sum, value) => sum.plus(value), new Decimal(0)).toFixed();
}

function listBoxes(projects: readonly ProjectFact[], { input }: FactSetting): BoxFact[] {
  const numbers = [...new Set(projects.map(({ project }) => project.box))];
  const sorted = numbers.sort((a, b) => Number(a === undefined) - Number(b === undefined));
  return sorted.map((number) => {
    const own = projects.filter(({ project }) => project.box === number);
    const lights = new Map<ProjectLight, number>();
    for (const { judgement } of own) lights.set(judgement.light, (lights.get(judgement.light) ?? 0) + 1);
    return {
      box: input.plan.outline.find((node) => node.kind === 'box' && node.number === number),
      projects: own,
      lights,
      investment: sumOf(own.map(({ project }) => project.investment)),
      invested: sumOf(own.map(({ judgement }) => judgement.invested)),
    };
  });
}

/**
 * What a report has to say, as data: every count and every figure in one place, so that text, tables, charts and the
 * check of a finished report use the same.
 */
export function makeReportFacts(input: ReportInput): ReportFacts {
  const setting = makeSetting(input);
  const { header, units } = input.plan;
  const { verdicts } = parseJudgementSettings(header.settings);
  const words = scale.map((code) => verdicts[code]);
  const inTable = new Set(input.plan.indicators.flatMap((one) => (one.scope === 'main' ? [one.code] : [])));
  const { indicators, commitments: promised } = input.evaluation;
  const fact = (one: Judgement, at: number) => makeIndicatorFact(one, at + 1, setting);
  const main = indicators.filter((one) => inTable.has(one.indicator)).map(fact);
  // A form's item with a target of its own is judged with the commitments.
  const others = indicators.filter((one) => !inTable.has(one.indicator));
  const commitments = [...promised, ...others].map(fact);
  const projects = listProjects(setting);
  const lastYear = Math.min(header.period[1], Math.floor((setting.calendar.now + 1) / 12) - 1);
  const years: number[] = [];
  for (let year = header.period[0]; year <= lastYear; year++) years.push(year);
  return {
    input,
    rootName: units.find((unit) => unit.code === header.root)?.name ?? header.title,
    ended: setting.calendar.ended,
    demo: header.settings.demo === true,
    years,
    main,
    counts: countVerdicts(main, words),
    chapters: listChapters(commitments, setting, words),
    commitmentCounts: countVerdicts(commitments, words),
    projects,
    boxes: listBoxes(projects, setting),
  };
}
