import { describe, expect, it } from 'vitest';
import { evaluatePlan } from '../../../shared/calc/judge/evaluate-plan.ts';
import type { CommitmentRecord, ProjectRecord } from '../../../shared/domain/judgement.ts';
import type { CommitmentKind, Project } from '../../../shared/domain/plan.ts';
import { indicatorOf, inputOf, judgeFirst } from './make-plan.ts';

function judgeCommitment(
  kind: CommitmentKind,
  records: readonly CommitmentRecord[],
  more: {
    readonly date?: string;
    readonly year?: string;
    readonly unit?: string;
    readonly asOf?: string;
  } = {},
) {
  return judgeFirst(
    {
      date: more.date ?? '2023-06-30',
      indicators: [indicatorOf({ scope: 'commitment', commitmentKind: kind, unit: more.unit ?? '' })],
      targets: [{ indicator: 'X', ...(more.year && { year: more.year }) }],
    },
    { commitmentRecords: records, ...(more.asOf && { asOf: more.asOf }) },
  );
}

describe('commitments', () => {
  const milestone = { kind: 'milestone', indicator: 'X', due: '2023-12-31' } as const;
  it.each([
    [
      'reached in time with a document',
      { achieved: '2023-05-01', document: '批复〔2023〕5号' },
      '2023-06-30',
      '提前实现',
      null,
    ],
    ['reached without a document', { achieved: '2023-05-01' }, '2023-06-30', '无法判定', 'no-document'],
    ['not due yet', {}, '2023-06-30', '无法判定', 'not-due'],
    ['overdue', {}, '2024-02-01', '滞后', null],
    ['reached too late', { achieved: '2024-01-15', document: '批复' }, '2024-02-01', '滞后', null],
    [
      'reached too late, seen at the end',
      { achieved: '2024-01-15', document: '批复' },
      '2025-12-31',
      '完成',
      null,
    ],
    ['never reached, at the end', {}, '2025-12-31', '未完成', null],
  ] as const)('milestone: %s', (_why, more, date, verdict, reason) => {
    const judged = judgeCommitment('milestone', [{ ...milestone, ...more }], { date });
    expect(judged).toMatchObject({ method: 'milestone', verdict, reason });
  });

  it('standard: the share that keeps it, never the number inside it', () => {
    const at = (executed: string) =>
      judgeCommitment(
        'standard',
        [{ kind: 'standard', indicator: 'X', date: '2023-06-01', executed, applicable: '40' }],
        {
          year: '65%节能标准',
        },
      );
    expect(at('40')).toMatchObject({ verdict: '基本符合预期', actual: '100', target: '100' });
    expect(at('38')).toMatchObject({ verdict: '滞后', light: 'yellow' });
  });

  it('list-count: members done over the number asked for', () => {
    const items = [
      { name: '甲', done: '2021-05-01' },
      { name: '乙', done: '2023-05-01' },
      { name: '丙', done: '2023-09-01' },
      { name: '丁' },
    ];
    const judged = judgeCommitment('list-count', [{ kind: 'list-count', indicator: 'X', items }], {
      year: '5个',
      unit: '个',
    });
    expect(judged).toMatchObject({ actual: '2', completion: '0.4', verdict: '滞后', light: 'yellow' });
  });

  it('task: the stage against its own time', () => {
    const task = {
      kind: 'task',
      indicator: 'X',
      date: '2023-06-01',
      plannedStart: '2023-01-01',
      plannedEnd: '2023-12-31',
    } as const;
    const at = (stage: 'not-started' | 'under-way' | 'done') => judgeCommitment('task', [{ ...task, stage }]);
    expect(at('done').verdict).toBe('提前实现');
    expect(at('under-way')).toMatchObject({ verdict: '基本符合预期', light: 'none' });
    expect(at('not-started')).toMatchObject({ verdict: '滞后', light: 'red' });
  });

  it('takes the latest record known on the day, and says where there is none', () => {
    const task = { kind: 'task', indicator: 'X', date: '2022-12-31' } as const;
    const records: CommitmentRecord[] = [
      { ...task, stage: 'prepared', recorded: '2023-01-05' },
      { ...task, date: '2023-05-31', stage: 'done', recorded: '2023-06-05' },
    ];
    expect(judgeCommitment('task', records).verdict).toBe('提前实现');
    expect(judgeCommitment('task', records, { asOf: '2023-02-01' }).reasonDetails).toEqual({
      stage: 'prepared',
    });
    expect(judgeCommitment('task', [])).toMatchObject({ verdict: '无法判定', reason: 'no-record' });
  });
});

describe('projects', () => {
  const project: Project = {
    code: 'P',
    name: '样例项目',
    investment: '1000',
    startYear: 2022,
    endYear: 2025,
    openBatch: false,
  };
  const judge = (record: Partial<ProjectRecord> | undefined, date: string, more: Partial<Project> = {}) => {
    const input = inputOf({ date });
    const [judged] = evaluatePlan({
      ...input,
      plan: { ...input.plan, projects: [{ ...project, ...more }] },
      projectRecords: record ? [{ project: 'P', date, ...record }] : [],
    }).projects;
    return judged!;
  };
  const building = { stage: 'building', plannedStart: '2022-01-01', plannedEnd: '2023-12-31' } as const;

  it.each([
    ['500', 'green'],
    ['401', 'green'],
    ['400', 'yellow'],
    ['200', 'yellow'],
    ['199', 'red'],
  ])('at half time with %s of 1000 it is %s', (invested, light) => {
    // 365 of 730 days are over.
    expect(judge({ ...building, invested }, '2022-12-31')).toMatchObject({ schedule: '0.5', light });
  });

  it.each([
    ['2022-03-15', 'green', null],
    ['2022-04-14', 'green', null],
    ['2022-04-15', 'yellow', 1],
    ['2022-06-14', 'yellow', 2],
    ['2022-06-15', 'red', 3],
  ])('not started on %s after a start planned for 15 March: %s', (date, light, monthsLate) => {
    expect(judge({ stage: 'not-started', plannedStart: '2022-03-15' }, date)).toMatchObject({
      light,
      monthsLate,
    });
  });

  it('waits to the end of a start year before it calls a start late', () => {
    expect(judge({ stage: 'preparing' }, '2022-12-31').light).toBe('green');
    expect(judge({ stage: 'preparing' }, '2023-01-31').light).toBe('yellow');
  });

  it('is green when done, has no light without a record or as an open batch', () => {
    expect(judge({ stage: 'completed', invested: '900' }, '2025-12-31').light).toBe('green');
    expect(judge(undefined, '2023-06-30')).toMatchObject({ light: 'none', reason: 'no-record' });
    expect(judge(building, '2023-06-30', { openBatch: true })).toMatchObject({
      light: 'none',
      reason: 'open-batch',
    });
  });

  it('takes its thresholds from the settings', () => {
    const input = inputOf({ date: '2022-12-31', settings: { projects: { yellow: 0.05 } } });
    const [judged] = evaluatePlan({
      ...input,
      plan: { ...input.plan, projects: [project] },
      projectRecords: [{ project: 'P', date: '2022-12-31', ...building, invested: '450' }],
    }).projects;
    expect(judged?.light).toBe('yellow');
  });
});
