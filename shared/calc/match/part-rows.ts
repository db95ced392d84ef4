import type { FormItem } from '../../domain/plan.ts';
import { readLabel } from '../../text/names.ts';
import type { RowMatch } from './match-rows.ts';

/* 其中：小麦 of the form's 粮食播种面积 under another row of the form is another wheat, whatever its name. */

/** Of each 其中 item of a form the one that it is part of: the last before it that is no 其中 itself. */
function wholesOf(items: readonly FormItem[]): ReadonlyMap<string, string> {
  const wholes = new Map<string, string>();
  let whole: string | undefined;
  for (const { label, indicator } of items) {
    if (!readLabel(label).ofWhich) whole = indicator;
    else if (whole !== undefined && !wholes.has(indicator)) wholes.set(indicator, whole);
  }
  return wholes;
}

/**
 * Takes a part back that stands under another item of the form than its own. Only where both are sure: the row above is an
 * item, the row has no code, and no person has said what it is (`confirmed`, by its text).
 * @param items in the form's order.
 */
export function withoutForeignParts(
  matches: readonly RowMatch[],
  items: readonly FormItem[],
  confirmed: (text: string) => boolean,
): RowMatch[] {
  const wholes = wholesOf(items);
  let above: RowMatch | undefined;
  /** The item above and what stood below it so far: a part may be written as 其中 of a 其中. */
  let family = new Set<string>();
  return matches.map((match): RowMatch => {
    const { row } = match;
    if (!row.ofWhich) [above, family] = [match, new Set()];
    if (match.kind !== 'match') return match;
    const whole = wholes.get(match.code);
    const foreign =
      row.ofWhich &&
      above?.kind === 'match' &&
      whole !== undefined &&
      !family.has(whole) &&
      !family.has(match.code);
    if (foreign && !row.code && !confirmed(row.raw)) return { kind: 'none', row };
    family.add(match.code);
    return match;
  });
}
