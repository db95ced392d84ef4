import { printColumn } from '../../../shared/text/cell-address.ts';

/**
 * Formulas of foreign workbooks, cut into tokens: enough to see what a formula refers to, to move a shared formula,
 * and to compute plain arithmetic. Formulas are never executed beyond that.
 */
export interface ReferenceCorner {
  /** Undefined in whole-column (`A:C`) or whole-row (`1:3`) references. */
  readonly row: number | undefined;
  readonly column: number | undefined;
  readonly rowFixed: boolean;
  readonly columnFixed: boolean;
}

export type FormulaToken =
  | { readonly kind: 'number' | 'text' | 'operator' | 'space' | 'error'; readonly text: string }
  /** A function name (followed by its bracket) or a defined name, a table reference, anything else with letters. */
  | { readonly kind: 'function' | 'name' | 'structured'; readonly text: string; readonly sheet?: string }
  | {
      readonly kind: 'reference';
      readonly text: string;
      /** As written before `!`, unquoted; undefined = the formula's own sheet. `[1]Sheet` is another workbook. */
      readonly sheet?: string;
      readonly from: ReferenceCorner;
      readonly to: ReferenceCorner;
    };

const sheetPattern = /^(?:'((?:[^']|'')+)'|((?:\[\d+\])?[\p{L}\p{N}_.\u00B7]+(?::[\p{L}\p{N}_.]+)?))!/u;
const areaPattern =
  /^(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})(?::(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7}))?(?![\p{L}\p{N}_.(!])/u;
const columnsPattern = /^(\$?)([A-Za-z]{1,3}):(\$?)([A-Za-z]{1,3})(?![\p{L}\p{N}_.(!$])/u;
const rowsPattern = /^(\$?)(\d{1,7}):(\$?)(\d{1,7})(?![\p{L}\p{N}_.(!])/u;
const numberPattern = /^(?:\d+\.?\d*|\.\d+)(?:[Ee][+-]?\d+)?/;
const namePattern = /^[\p{L}_\\][\p{L}\p{N}_.\\?]*/u;
const errorPattern = /^#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)/;
const operatorPattern = /^(?:<=|>=|<>|[-+*/^&=<>%(),;{}:@#])/;

function columnIndex(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function corner(columnFixed = '', letters?: string, rowFixed = '', digits?: string): ReferenceCorner {
  return {
    column: letters === undefined ? undefined : columnIndex(letters),
    row: digits === undefined ? undefined : Number(digits) - 1,
    columnFixed: columnFixed === '$',
    rowFixed: rowFixed === '$',
  };
}

function readReference(
  rest: string,
): { length: number; from: ReferenceCorner; to: ReferenceCorner } | undefined {
  const area = areaPattern.exec(rest);
  if (area) {
    const from = corner(area[1], area[2], area[3], area[4]);
    const to = area[6] === undefined ? from : corner(area[5], area[6], area[7], area[8]);
    return { length: area[0].length, from, to };
  }
  const columns = columnsPattern.exec(rest);
  if (columns) {
    return {
      length: columns[0].length,
      from: corner(columns[1], columns[2]),
      to: corner(columns[3], columns[4]),
    };
  }
  const rows = rowsPattern.exec(rest);
  if (!rows) return undefined;
  return {
    length: rows[0].length,
    from: corner('', undefined, rows[1], rows[2]),
    to: corner('', undefined, rows[3], rows[4]),
  };
}

/** `Table1[[#Totals],[金额]]`: the length of the bracketed part. */
function bracketLength(rest: string): number {
  let depth = 0;
  for (let at = 0; at < rest.length; at += 1) {
    if (rest[at] === "'") at += 1;
    else if (rest[at] === '[') depth += 1;
    else if (rest[at] === ']' && --depth === 0) return at + 1;
  }
  return rest.length;
}

function readToken(rest: string): FormulaToken {
  const first = rest[0]!;
  if (/\s/.test(first)) return { kind: 'space', text: /^\s+/.exec(rest)![0] };
  if (first === '"') return { kind: 'text', text: /^"(?:[^"]|"")*"?/.exec(rest)![0] };
  const error = errorPattern.exec(rest);
  if (error) return { kind: 'error', text: error[0] };
  const sheet = sheetPattern.exec(rest);
  if (sheet) {
    const name = (sheet[1]?.replaceAll("''", "'") ?? sheet[2])!;
    const after = rest.slice(sheet[0].length);
    const reference = readReference(after);
    if (reference) {
      const { length, from, to } = reference;
      return { kind: 'reference', text: rest.slice(0, sheet[0].length + length), sheet: name, from, to };
    }
    const word = namePattern.exec(after)?.[0] ?? errorPattern.exec(after)?.[0] ?? '';
    return { kind: 'name', text: sheet[0] + word, sheet: name };
  }
  const reference = readReference(rest);
  if (reference) {
    const { length, from, to } = reference;
    return { kind: 'reference', text: rest.slice(0, length), from, to };
  }
  const number = numberPattern.exec(rest);
  if (number) return { kind: 'number', text: number[0] };
  if (first === '[') return { kind: 'structured', text: rest.slice(0, bracketLength(rest)) };
  const name = namePattern.exec(rest)?.[0];
  if (name) {
    const after = rest[name.length];
    if (after === '[') {
      return {
        kind: 'structured',
        text: name + rest.slice(name.length, name.length + bracketLength(rest.slice(name.length))),
      };
    }
    return { kind: after === '(' ? 'function' : 'name', text: name };
  }
  return { kind: 'operator', text: operatorPattern.exec(rest)?.[0] ?? first };
}

/** Tokens of a formula; their texts joined give the formula back. */
export function tokenizeFormula(formula: string): FormulaToken[] {
  const tokens: FormulaToken[] = [];
  for (let at = 0; at < formula.length; ) {
    const token = readToken(formula.slice(at, at + 9000));
    tokens.push(token);
    at += Math.max(token.text.length, 1);
  }
  return tokens;
}

function moveCorner(from: ReferenceCorner, rows: number, columns: number): string | undefined {
  const row = from.row === undefined || from.rowFixed ? from.row : from.row + rows;
  const column = from.column === undefined || from.columnFixed ? from.column : from.column + columns;
  if ((row ?? 0) < 0 || (column ?? 0) < 0) return undefined;
  const letters = column === undefined ? '' : `${from.columnFixed ? '$' : ''}${printColumn(column)}`;
  const digits = row === undefined ? '' : `${from.rowFixed ? '$' : ''}${row + 1}`;
  return letters + digits;
}

/** The formula as a cell so many rows and columns away has it (shared formulas). */
export function moveFormula(formula: string, rows: number, columns: number): string {
  return tokenizeFormula(formula)
    .map((token) => {
      if (token.kind !== 'reference') return token.text;
      const [from, to] = [moveCorner(token.from, rows, columns), moveCorner(token.to, rows, columns)];
      const mark = token.text.lastIndexOf('!') + 1;
      if (from === undefined || to === undefined) return `${token.text.slice(0, mark)}#REF!`;
      return `${token.text.slice(0, mark)}${token.text.slice(mark).includes(':') ? `${from}:${to}` : from}`;
    })
    .join('');
}
