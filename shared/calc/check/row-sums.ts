import type { Check } from '../../domain/plan.ts';
import { type Expression, parseExpression } from './expression.ts';

/** A row that is the sum of others, whatever the unit. */
export interface RowSum {
  readonly whole: string;
  readonly parts: readonly string[];
}

/** What the form's own checks say about rows that add up: `[A01] = [A02] + [A03]`, from either side; nothing else. */
export function listRowSums(checks: readonly Check[], form: string): RowSum[] {
  return checks.flatMap((check) => {
    const parsed = check.form === form ? parseExpression(check.expression) : undefined;
    if (!parsed?.ok || parsed.tree.type !== 'binary' || parsed.tree.operator !== '=') return [];
    const sides = [addedFigures(parsed.tree.left), addedFigures(parsed.tree.right)];
    const [parts, whole] = sides[0]?.length === 1 ? [sides[1], sides[0]] : [sides[0], sides[1]];
    return whole?.length === 1 && parts && parts.length > 1 ? [{ whole: whole[0]!, parts }] : [];
  });
}

/** Codes of the figures of this form, period and unit that an expression adds; undefined where it does anything else. */
function addedFigures(tree: Expression): string[] | undefined {
  if (tree.type === 'figure')
    return tree.form === undefined && tree.unit === undefined && tree.when === undefined
      ? [tree.indicator]
      : undefined;
  if (tree.type === 'call' && tree.name === 'sum') return joined(tree.args);
  return tree.type === 'binary' && tree.operator === '+' ? joined([tree.left, tree.right]) : undefined;
}

function joined(trees: readonly Expression[]): string[] | undefined {
  const codes = trees.map(addedFigures);
  return codes.every((one) => one !== undefined) ? codes.flat() : undefined;
}
