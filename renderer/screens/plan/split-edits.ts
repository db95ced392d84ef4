import { splitBasis, splitIndicator } from '../../../shared/calc/target/split-basis.ts';
import type { AnnualSplit } from '../../../shared/calc/target/split-target.ts';
import type { SplitTarget, TargetTexts } from '../../../shared/domain/plan.ts';
import { parseDecimal, printDecimal } from '../../../shared/text/decimal.ts';
import type { Indicator, PlanIndex } from '../../api/plan-content.ts';
import type { PackEdit } from './use-pack-edits.ts';

/** Stored milestones of a unit: indicator → year → text. The root's have no unit in the pack. */
export function splitsOfUnit(content: PlanIndex, unit: string): Map<string, Map<number, string>> {
  const found = new Map<string, Map<number, string>>();
  for (const split of content.splits)
    if (unitOf(split, content) === unit) {
      const years = found.get(split.indicator) ?? new Map<number, string>();
      found.set(split.indicator, years.set(split.year, split.target));
    }
  return found;
}

const unitOf = (split: SplitTarget, content: PlanIndex) => split.unit ?? content.header.root;

export function planYears(content: PlanIndex): number[] {
  const [first, last] = content.header.period;
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

/** Edits that make the years of an indicator what `wanted` says; an empty text takes a year away. */
export function splitEdits(
  content: PlanIndex,
  indicator: string,
  unit: string,
  wanted: ReadonlyMap<number, string>,
): PackEdit[] {
  return [...wanted].flatMap(([year, text]): PackEdit[] => {
    const stored = content.splits.find(
      (split) => split.indicator === indicator && split.year === year && unitOf(split, content) === unit,
    );
    const target = text.trim();
    const key = {
      indicator,
      unit: stored?.unit ?? (unit === content.header.root ? '' : unit),
      year: `${year}`,
    };
    if (!stored)
      return target === '' ? [] : [{ file: 'splits', op: 'add', key: {}, fields: { ...key, target } }];
    if (target === '') return [{ file: 'splits', op: 'remove', key, fields: {} }];
    return target === stored.target ? [] : [{ file: 'splits', op: 'set', key, fields: { target } }];
  });
}

/** The stored years held against the target; undefined where nothing can be divided or no year is set. */
export function checkStoredSplit(
  indicator: Indicator,
  texts: TargetTexts | undefined,
  years: readonly number[],
  stored: ReadonlyMap<number, string> | undefined,
): AnnualSplit | undefined {
  if (!texts || !stored || stored.size === 0) return undefined;
  const basis = splitBasis(indicator, texts);
  if (basis.kind === 'level' && basis.base === undefined) return undefined;
  const byHand = years.map((year) => plainNumber(stored.get(year)));
  return splitIndicator(indicator, texts, years, { shape: 'by-hand', byHand });
}

/** A milestone written as a condition (≥ 8) counts by its figure only where the whole text is a number. */
function plainNumber(text: string | undefined): string | null {
  const value = text === undefined ? undefined : parseDecimal(text);
  return value === undefined ? null : printDecimal(value);
}
