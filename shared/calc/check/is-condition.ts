import type { Expression, Operator } from './expression.ts';

const arithmetic: readonly Operator[] = ['+', '-', '*', '/'];
const logical: readonly Operator[] = ['and', 'or'];

/**
 * A check answers yes or no, so its expression is a comparison of numbers, `present`, or these joined by and, or, not.
 * `1 <= [A01] <= 5` is none: its left comparison gives no number, and read as one it would always hold.
 */
export function isCondition(tree: Expression): boolean {
  if (tree.type === 'not') return isCondition(tree.operand);
  if (tree.type === 'call') return tree.name === 'present' && isNumber(tree.args[0]!);
  if (tree.type !== 'binary' || arithmetic.includes(tree.operator)) return false;
  const side = logical.includes(tree.operator) ? isCondition : isNumber;
  return side(tree.left) && side(tree.right);
}

function isNumber(tree: Expression): boolean {
  switch (tree.type) {
    case 'number':
    case 'figure':
      return true;
    case 'negate':
      return isNumber(tree.operand);
    case 'not':
      return false;
    case 'binary':
      return arithmetic.includes(tree.operator) && isNumber(tree.left) && isNumber(tree.right);
    case 'call':
      return tree.args.every(isNumber);
  }
}
