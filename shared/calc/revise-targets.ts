import type { TargetTexts } from '../domain/plan.ts';

/** A revision that has come into force. */
export interface RevisionInForce {
  readonly indicator: string;
  readonly field: 'base' | 'year' | 'total' | 'kind';
  readonly after: string;
  readonly inForceFrom: string;
}

/**
 * The targets as they stood on a day: the plan's own texts with every revision that was in force by then, in the order
 * in which they came into force. The plan's texts themselves are never changed by a revision.
 */
export function targetsInForce(
  targets: readonly TargetTexts[],
  revisions: readonly RevisionInForce[],
  day: string,
): TargetTexts[] {
  const standing = revisions
    .filter((revision) => revision.inForceFrom <= day)
    .sort((a, b) => (a.inForceFrom < b.inForceFrom ? -1 : a.inForceFrom > b.inForceFrom ? 1 : 0));
  const byIndicator = new Map(targets.map((target) => [target.indicator, target]));
  for (const { indicator, field, after } of standing)
    byIndicator.set(indicator, {
      ...(byIndicator.get(indicator) ?? { indicator }),
      [field]: after,
    } as TargetTexts);
  return [...byIndicator.values()];
}
