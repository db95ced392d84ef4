import type { Check, Indicator } from '../../domain/plan.ts';
import { Decimal, type DecimalText, printedDecimals } from '../../text/decimal.ts';
import { type CheckedFigure, evaluateCheck } from './evaluate.ts';
import { type Expression, type FigureReference, listFigures, parseExpression } from './expression.ts';
import { isAfterConsolidation } from './screen-figures.ts';

/* Checks that name the total (`[A01#root]`): they run when a form has been brought together (pack.md). */

export interface TotalsToCheck {
  readonly form: string;
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly checks: readonly Check[];
  /** Units of the form, for rules that compare each of them with the total. */
  readonly units: readonly string[];
  /** A figure that counts, `root` for the total; of this form where `form` is its code. In the indicator's unit. */
  find(form: string, indicator: string, unit: string, when: FigureReference['when']): DecimalText | undefined;
}

export interface BrokenTotal {
  readonly severity: Check['severity'];
  readonly expression: string;
  readonly message: string;
  /** Set where the rule was asked of one unit against the total. */
  readonly unit?: string;
  readonly left?: DecimalText;
  readonly right?: DecimalText;
  readonly operator?: string;
}

/** Rules over totals that don't hold; what lacks a figure is skipped. */
export function checkTotal(totals: TotalsToCheck): BrokenTotal[] {
  return totals.checks.flatMap((check) => {
    const parsed = parseExpression(check.expression);
    if (check.form !== totals.form || !parsed.ok || !isAfterConsolidation(parsed.tree)) return [];
    const units = namesEveryUnit(parsed.tree) ? [undefined] : totals.units;
    return units.flatMap((unit) => runRule(totals, check, parsed.tree, unit) ?? []);
  });
}

function namesEveryUnit(tree: Expression): boolean {
  return listFigures(tree).every((figure) => figure.unit !== undefined);
}

function runRule(
  totals: TotalsToCheck,
  check: Check,
  tree: Expression,
  unit: string | undefined,
): BrokenTotal | undefined {
  const outcome = evaluateCheck(tree, (reference) => lookUp(totals, reference, unit));
  if (outcome.result !== 'broken') return undefined;
  const { left, right, operator } = outcome;
  return {
    severity: check.severity,
    expression: check.expression,
    message: check.message,
    ...(unit === undefined ? {} : { unit }),
    ...(left === undefined ? {} : { left, right: right!, operator: operator! }),
  };
}

function lookUp(
  totals: TotalsToCheck,
  { form, indicator, unit: named, when }: FigureReference,
  unit: string | undefined,
): CheckedFigure | undefined {
  const whose = named ?? unit;
  const value = whose === undefined ? undefined : totals.find(form ?? totals.form, indicator, whose, when);
  if (value === undefined) return undefined;
  const decimals = totals.indicators.get(indicator)?.decimals ?? printedDecimals(value);
  return { value: new Decimal(value), decimals };
}
