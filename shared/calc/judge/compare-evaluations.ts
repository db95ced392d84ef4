import type { Evaluation, Judgement } from '../../domain/judgement.ts';
import { Decimal, type DecimalText, printDerived } from '../../text/decimal.ts';

/** What differs for one indicator or commitment between two evaluations (two days, or one day as known on two days). */
export interface JudgementChange {
  readonly indicator: string;
  /** appeared, vanished: only one of the two evaluations holds it. */
  readonly kind: 'appeared' | 'vanished' | 'changed';
  readonly verdict: readonly [before: string | null, after: string | null];
  readonly actual: readonly [DecimalText | null, DecimalText | null];
  readonly target: readonly [DecimalText | null, DecimalText | null];
  readonly dataDate: readonly [string | null, string | null];
  /** After minus before, where both have a completion. */
  readonly completionChange: DecimalText | null;
  /** The target was met before and isn't any more. */
  readonly lost: boolean;
}

function difference(before: Judgement | undefined, after: Judgement | undefined): DecimalText | null {
  if (!before?.completion || !after?.completion) return null;
  return printDerived(new Decimal(after.completion).minus(before.completion));
}

function isSame(before: Judgement, after: Judgement): boolean {
  return (['verdictCode', 'actual', 'target', 'base', 'completion', 'dataDate'] as const).every(
    (field) => before[field] === after[field],
  );
}

function changeOf(
  code: string,
  before: Judgement | undefined,
  after: Judgement | undefined,
): JudgementChange {
  return {
    indicator: code,
    kind: before ? (after ? 'changed' : 'vanished') : 'appeared',
    verdict: [before?.verdict ?? null, after?.verdict ?? null],
    actual: [before?.actual ?? null, after?.actual ?? null],
    target: [before?.target ?? null, after?.target ?? null],
    dataDate: [before?.dataDate ?? null, after?.dataDate ?? null],
    completionChange: difference(before, after),
    lost: before?.met === true && after?.met === false,
  };
}

/** Lists what changed from one evaluation to another, in the order of the later one; what is equal is left out. */
export function compareEvaluations(before: Evaluation, after: Evaluation): JudgementChange[] {
  const rows = (evaluation: Evaluation) =>
    new Map([...evaluation.indicators, ...evaluation.commitments].map((row) => [row.indicator, row]));
  const [old, now] = [rows(before), rows(after)];
  const codes = [...now.keys(), ...[...old.keys()].filter((code) => !now.has(code))];
  return codes
    .filter((code) => {
      const [a, b] = [old.get(code), now.get(code)];
      return !a || !b || !isSame(a, b);
    })
    .map((code) => changeOf(code, old.get(code), now.get(code)));
}
