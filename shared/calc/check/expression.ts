/**
 * The language of checks (pack.md): figures in brackets, arithmetic, comparisons, and/or/not, a few functions.
 * This file turns text into a tree; positions count characters from 0 so that a message can point at the spot.
 */

export interface FigureReference {
  readonly type: 'figure';
  readonly at: number;
  /** Absent: the form the check belongs to. */
  readonly form?: string;
  readonly indicator: string;
  /** `#BHQ`, `#root`; absent: the unit the check runs for. */
  readonly unit?: string;
  readonly when?: 'previous' | 'prior-period';
}

export type Operator = '+' | '-' | '*' | '/' | '=' | '<>' | '<' | '<=' | '>' | '>=' | 'and' | 'or';
export const functionNames = ['abs', 'sum', 'min', 'max', 'round', 'present'] as const;
export type FunctionName = (typeof functionNames)[number];

export type Expression =
  | { readonly type: 'number'; readonly at: number; readonly value: string }
  | FigureReference
  | { readonly type: 'negate' | 'not'; readonly at: number; readonly operand: Expression }
  | {
      readonly type: 'binary';
      readonly at: number;
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly type: 'call';
      readonly at: number;
      readonly name: FunctionName;
      readonly args: readonly Expression[];
    };

/** What is wrong and where; `expected` names what would have fitted. */
export interface ExpressionFault {
  readonly at: number;
  readonly found: string;
  readonly expected: 'value' | 'operator' | 'closing' | 'function' | 'figure' | 'end' | 'arguments';
}

interface Token {
  readonly kind: 'number' | 'figure' | 'word' | 'symbol' | 'end' | 'unknown';
  readonly text: string;
  readonly at: number;
}

const tokenPattern =
  /\s+|(\d+(?:\.\d+)?)|(\[[^[\]]*\])|([A-Za-z]+)|(<=|>=|<>|!=|==|＜＝|＞＝|＜＞|！＝|＝＝|[-−–－+＋*＊/／(),=＝<＜>＞≤≥≠×÷（），])/gy;
/** Signs as a Chinese keyboard types them, and pack.md's own minus sign. */
const sameSymbol: Record<string, string> = {
  '−': '-',
  '–': '-',
  '－': '-',
  '＋': '+',
  '＊': '*',
  '／': '/',
  '＝': '=',
  '＝＝': '=',
  '＜': '<',
  '＞': '>',
  '＜＝': '<=',
  '＞＝': '>=',
  '＜＞': '<>',
  '！＝': '<>',
  '≤': '<=',
  '≥': '>=',
  '≠': '<>',
  '!=': '<>',
  '==': '=',
  '×': '*',
  '÷': '/',
  '（': '(',
  '）': ')',
  '，': ',',
};

function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    tokenPattern.lastIndex = at;
    const match = tokenPattern.exec(text);
    if (!match) {
      tokens.push({ kind: 'unknown', text: text[at]!, at });
      return [...tokens, { kind: 'end', text: '', at: text.length }];
    }
    const [all, number, figure, word, symbol] = match;
    if (number) tokens.push({ kind: 'number', text: number, at });
    else if (figure) tokens.push({ kind: 'figure', text: figure, at });
    else if (word) tokens.push({ kind: 'word', text: word.toLowerCase(), at });
    else if (symbol) tokens.push({ kind: 'symbol', text: sameSymbol[symbol] ?? symbol, at });
    at += all.length;
  }
  return [...tokens, { kind: 'end', text: '', at: text.length }];
}

class Fault extends Error {
  readonly fault: ExpressionFault;
  constructor(fault: ExpressionFault) {
    super('expression');
    this.fault = fault;
  }
}

const figurePattern = /^\[\s*(?:([^\s.@#[\]]+)\.)?([^\s.@#[\]]+)((?:\s*[@#][^\s@#[\]]+)*)\s*\]$/;

function parseFigure(token: Token): FigureReference {
  const match = figurePattern.exec(token.text);
  const suffixes = (match?.[3] ?? '').match(/[@#][^\s@#]+/g) ?? [];
  const when = suffixes.find((suffix) => suffix.startsWith('@'))?.slice(1);
  const unit = suffixes.find((suffix) => suffix.startsWith('#'))?.slice(1);
  if (
    !match?.[2] ||
    (when !== undefined && when !== 'previous' && when !== 'prior-period') ||
    suffixes.length > 2
  )
    throw new Fault({ at: token.at, found: token.text, expected: 'figure' });
  return {
    type: 'figure',
    at: token.at,
    indicator: match[2],
    ...(match[1] ? { form: match[1] } : {}),
    ...(unit ? { unit } : {}),
    ...(when ? { when: when as 'previous' | 'prior-period' } : {}),
  };
}

/** Binding strength, weakest first. `not` binds between `and` and the comparisons. */
const levels: readonly (readonly string[])[] = [
  ['or'],
  ['and'],
  ['=', '<>', '<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/'],
];

/** Deeper nesting than any rule needs would exhaust the stack. */
const deepest = 100;

class Parser {
  #at = 0;
  #depth = 0;
  readonly #tokens: readonly Token[];
  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get #token(): Token {
    return this.#tokens[this.#at]!;
  }

  parse(): Expression {
    const tree = this.#binary(0);
    if (this.#token.kind !== 'end') this.#fail('operator');
    return tree;
  }

  #is(symbol: string): boolean {
    return this.#token.kind === 'symbol' && this.#token.text === symbol;
  }

  #fail(expected: ExpressionFault['expected']): never {
    throw new Fault({ at: this.#token.at, found: this.#token.text, expected });
  }

  #take(): Token {
    const token = this.#token;
    this.#at++;
    return token;
  }

  /** A whole expression inside brackets or an argument. */
  #inner(): Expression {
    if (++this.#depth > deepest) this.#fail('end');
    const inner = this.#binary(0);
    this.#depth -= 1;
    return inner;
  }

  #binary(level: number): Expression {
    const operators = levels[level];
    if (!operators) return this.#unary();
    if (level === 2 && this.#token.kind === 'word' && this.#token.text === 'not') {
      const { at } = this.#take();
      return { type: 'not', at, operand: this.#binary(level) };
    }
    let left = this.#binary(level + 1);
    while (this.#token.kind !== 'number' && operators.includes(this.#token.text)) {
      const { text, at } = this.#take();
      left = { type: 'binary', at, operator: text as Operator, left, right: this.#binary(level + 1) };
    }
    return left;
  }

  #unary(): Expression {
    if (this.#token.kind === 'symbol' && (this.#token.text === '-' || this.#token.text === '+')) {
      const { at, text } = this.#take();
      const operand = this.#unary();
      return text === '-' ? { type: 'negate', at, operand } : operand;
    }
    return this.#primary();
  }

  #primary(): Expression {
    const token = this.#token;
    if (token.kind === 'number') {
      this.#take();
      return { type: 'number', at: token.at, value: token.text };
    }
    if (token.kind === 'figure') return parseFigure(this.#take());
    if (token.kind === 'word') return this.#call();
    if (token.text !== '(' || token.kind !== 'symbol') this.#fail('value');
    this.#take();
    const inner = this.#inner();
    this.#close();
    return inner;
  }

  #close(): void {
    if (!this.#is(')')) this.#fail('closing');
    this.#take();
  }

  #call(): Expression {
    const token = this.#token;
    const name = functionNames.find((candidate) => candidate === token.text);
    if (!name) this.#fail('function');
    this.#take();
    if (!this.#is('(')) this.#fail('arguments');
    this.#take();
    const args = [this.#inner()];
    while (this.#is(',')) {
      this.#take();
      args.push(this.#inner());
    }
    this.#close();
    const [least, most] = argumentCounts[name];
    if (args.length < least || args.length > most)
      throw new Fault({ at: token.at, found: token.text, expected: 'arguments' });
    return { type: 'call', at: token.at, name, args };
  }
}

const argumentCounts: Record<FunctionName, readonly [number, number]> = {
  abs: [1, 1],
  present: [1, 1],
  round: [1, 2],
  sum: [1, 1000],
  min: [1, 1000],
  max: [1, 1000],
};

/** Reads an expression; a fault names the position and what was expected there. */
export function parseExpression(
  text: string,
):
  | { readonly ok: true; readonly tree: Expression }
  | { readonly ok: false; readonly fault: ExpressionFault } {
  try {
    return { ok: true, tree: new Parser(tokenise(text)).parse() };
  } catch (error) {
    if (error instanceof Fault) return { ok: false, fault: error.fault };
    throw error;
  }
}

const figuresOf = new WeakMap<Expression, readonly FigureReference[]>();

/** Every figure an expression names, in order of appearance; gathered once for all returns that a check runs on. */
export function listFigures(tree: Expression): readonly FigureReference[] {
  let figures = figuresOf.get(tree);
  if (!figures) figuresOf.set(tree, (figures = gatherFigures(tree)));
  return figures;
}

function gatherFigures(tree: Expression): FigureReference[] {
  switch (tree.type) {
    case 'number':
      return [];
    case 'figure':
      return [tree];
    case 'negate':
    case 'not':
      return gatherFigures(tree.operand);
    case 'binary':
      return [...gatherFigures(tree.left), ...gatherFigures(tree.right)];
    case 'call':
      return tree.args.flatMap(gatherFigures);
  }
}
