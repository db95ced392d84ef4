import { Decimal, type DecimalText, printDecimal, printDerived } from '../../text/decimal.ts';

export interface Discrepancy {
  /** Consolidated minus the department's own figure (与部门数之差). */
  readonly difference: DecimalText;
  /** In % of the department's figure; null where that is zero. */
  readonly percent: DecimalText | null;
  readonly withinTolerance: boolean;
}

/** Compares a total with the department's own figure; `tolerance` is a share of the department's figure (0.005 = 0.5 %). */
export function compareWithDepartment(
  consolidated: DecimalText,
  department: DecimalText,
  tolerance: DecimalText = '0.005',
): Discrepancy {
  const difference = new Decimal(consolidated).minus(department);
  const share = new Decimal(department).isZero() ? undefined : difference.div(department);
  return {
    difference: printDecimal(difference),
    percent: share === undefined ? null : printDerived(share.times(100)),
    withinTolerance: share === undefined ? difference.isZero() : share.abs().lte(tolerance),
  };
}
