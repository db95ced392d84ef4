import { Decimal, type DecimalText, printDecimal, printDerived } from '../../text/decimal.ts';

export interface ChangeContribution {
  readonly unit: string;
  /** Now minus before. */
  readonly change: DecimalText;
  /** 拉动百分点: the unit's change as percentage points of the total's growth. */
  readonly points: DecimalText;
  /** 贡献率 in %: the unit's share of the total's change; null where the total did not change. */
  readonly share: DecimalText | null;
}

/**
 * What each unit contributed to the change of an added-up figure. Only units with both figures take part; the points add
 * up to the growth of their sum. Empty where the sum before is not positive.
 */
export function changeContributions(
  units: readonly {
    readonly unit: string;
    readonly now: DecimalText | null;
    readonly before: DecimalText | null;
  }[],
): ChangeContribution[] {
  const both = units.flatMap(({ unit, now, before }) =>
    now === null || before === null
      ? []
      : [{ unit, change: new Decimal(now).minus(before), before: new Decimal(before) }],
  );
  const before = both.reduce((sum, one) => sum.plus(one.before), new Decimal(0));
  const change = both.reduce((sum, one) => sum.plus(one.change), new Decimal(0));
  if (before.lte(0)) return [];
  return both.map((one) => ({
    unit: one.unit,
    change: printDecimal(one.change),
    points: printDerived(one.change.div(before).times(100)),
    share: change.isZero() ? null : printDerived(one.change.div(change).times(100)),
  }));
}
