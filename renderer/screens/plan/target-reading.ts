import { parseTarget } from '../../../shared/calc/target/parse-target.ts';
import { printTarget } from '../../../shared/calc/target/print-target.ts';
import type { TargetColumn, TargetPart } from '../../../shared/domain/target.ts';
import type { Indicator } from '../../api/plan-content.ts';

export interface TargetReading {
  readonly parts: readonly TargetPart[];
  /** The canonical wording; '' where the text sets no target. */
  readonly shown: string;
  /** Some part stayed text: a person judges it. */
  readonly unread: boolean;
}

/** How the workbench understands a target text of the plan. */
export function readTarget(text: string, column: TargetColumn, indicator: Indicator): TargetReading {
  const { parts } = parseTarget(text, column, { unit: indicator.unit, indicator });
  const set = parts.filter((part) => part.op !== 'none');
  return {
    parts: set,
    shown: set.length === 0 ? '' : printTarget(set, column),
    unread: set.some((part) => part.op === 'text'),
  };
}
