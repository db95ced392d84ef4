import type { Evaluation, ProjectRecord } from '../../domain/judgement.ts';
import type { PlanContent, TargetTexts } from '../../domain/plan.ts';

/** What a report is made from: all of it as known on one day, nothing looked up later. */

export const reportKinds = ['annual', 'midterm', 'final'] as const;
export type ReportKind = (typeof reportKinds)[number];

export interface CauseNote {
  readonly indicator: string;
  readonly cause: string | null;
  readonly measure: string | null;
}

export interface RevisionNote {
  readonly indicator: string;
  readonly field: 'base' | 'year' | 'total' | 'kind';
  readonly before: string | null;
  readonly after: string;
  readonly reason: string;
  readonly state: 'proposed' | 'in-force' | 'dropped';
  readonly inForceFrom: string | null;
  readonly steps: readonly {
    readonly step: string;
    readonly body: string | null;
    readonly date: string;
    readonly document: string | null;
  }[];
}

export interface OpinionNote {
  readonly source: string;
  readonly text: string;
  readonly outcome: 'received' | 'adopted' | 'partly' | 'not';
  readonly reply: string | null;
}

export interface ProjectNote extends ProjectRecord {
  readonly problem?: string;
}

/** What a person wrote instead of a generated block. */
export interface WrittenText {
  readonly block: string;
  readonly text: string;
  /** Figures of the block when it was written, by name. */
  readonly figures: Readonly<Record<string, string>>;
}

export interface ReportInput {
  readonly kind: ReportKind;
  readonly date: string;
  /** Targets as in force on the day, figures of every origin. */
  readonly plan: PlanContent;
  /** Targets as the plan prints them. */
  readonly printedTargets: readonly TargetTexts[];
  readonly evaluation: Evaluation;
  readonly causes: readonly CauseNote[];
  readonly revisions: readonly RevisionNote[];
  readonly opinions: readonly OpinionNote[];
  readonly projectNotes: readonly ProjectNote[];
  /** Head of the history chain. */
  readonly chainHead: string;
}
