import { evaluatePlan } from '../../../shared/calc/judge/evaluate-plan.ts';
import type { ReportDocument } from '../../../shared/calc/report/document.ts';
import { makeReportFacts, type ReportFacts } from '../../../shared/calc/report/report-facts.ts';
import type { ReportInput } from '../../../shared/calc/report/report-input.ts';
import type { TextBlock } from '../../../shared/domain/outline.ts';
import type { Indicator, PlanContent } from '../../../shared/domain/plan.ts';

/** Reports of made-up plans, without a file in between. */

export function indicatorOf(more: Partial<Indicator> & { code: string; name: string }): Indicator {
  return {
    unit: '%',
    direction: 'up',
    measure: 'ratio',
    reporting: 'period',
    recompute: false,
    consolidate: 'none',
    scope: 'main',
    attribute: '预期性',
    aliases: [],
    ...more,
  };
}

export function planOf(more: Partial<PlanContent>): PlanContent {
  return {
    header: { id: 'p', title: '某市规划纲要', period: [2021, 2025], baseYear: 2020, root: 'R', settings: {} },
    units: [
      { code: 'R', name: '某市', type: 'city', aliases: [] },
      { code: 'D', name: '发展局', type: 'department', aliases: [] },
    ],
    outline: [],
    indicators: [],
    targets: [],
    assigned: [],
    splits: [],
    assignments: (more.indicators ?? []).map(({ code }) => ({
      subject: code,
      lead: 'D',
      contributing: [],
      proposed: false,
    })),
    projects: [],
    forms: [],
    formItems: [],
    checks: [],
    observations: [],
    ...more,
  };
}

export function factsOf(plan: PlanContent, date: string, more: Partial<ReportInput> = {}): ReportFacts {
  return makeReportFacts({
    kind: 'midterm',
    date,
    plan,
    printedTargets: plan.targets,
    evaluation: evaluatePlan({ plan, date }),
    causes: [],
    revisions: [],
    opinions: [],
    projectNotes: [],
    chainHead: '0'.repeat(64),
    ...more,
  });
}

/** The report as a reader of the Word file would take it apart. */
export function blocksOf(report: ReportDocument): TextBlock[] {
  const texts = [report.title, report.subtitle].map((text) => ({
    kind: 'paragraph' as const,
    text,
    line: 0,
  }));
  const rest = report.sections.flatMap((section) =>
    section.blocks.flatMap((block): TextBlock[] => {
      if (block.kind === 'chart') return [];
      if (block.kind === 'table') {
        const width = block.columns.length;
        const fill = (cells: readonly string[]) => [
          ...cells,
          ...Array<string>(width - cells.length).fill(''),
        ];
        const rows = [
          block.columns.map((column) => column.title),
          ...block.rows.map((row) => fill(row.cells)),
        ];
        const around = [block.caption, block.note ?? ''].filter((text) => text !== '');
        return [
          ...around.map((text) => ({ kind: 'paragraph' as const, text, line: 0 })),
          { kind: 'table', rows, line: 0 },
        ];
      }
      const text = block.kind === 'point' ? `${block.lead}：${block.text}` : block.text;
      return [{ kind: 'paragraph', text, line: 0 }];
    }),
  );
  return [...texts, ...rest];
}
