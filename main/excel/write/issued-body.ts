import { workbookWords } from '../../../renderer/words/workbook.ts';
import type { CellRange, TemplateAnchor } from '../../../shared/domain/sheet.ts';
import { printAddress } from '../../../shared/text/cell-address.ts';
import type {
  IssuedMatrixColumn,
  IssuedRow,
  ListBody,
  ListColumn,
  MatrixBody,
  RegisterBody,
  RegisterColumn,
} from './issued-template.ts';
import { figureLook, looks } from './looks.ts';
import { mergeOf } from './sheet-frame.ts';
import type { OutCell, OutRow, OutValidation } from './sheet-model.ts';
import { countLines, rowHeight, textWidth } from './text-width.ts';

const words = workbookWords.issued;

/** The table of an issued template with the places of its input cells. */
export interface IssuedTable {
  readonly widths: readonly number[];
  readonly header: readonly OutRow[];
  readonly headerMerges: readonly CellRange[];
  readonly rows: readonly OutRow[];
  readonly anchors: readonly Omit<TemplateAnchor, 'sheet'>[];
  readonly validations: readonly OutValidation[];
  readonly labelColumns: number;
}

/** `top` is the sheet row of the first header row. */
export function issuedTable(body: ListBody | MatrixBody | RegisterBody, top: number): IssuedTable {
  if (body.shape === 'list') return listTable(body, top);
  return body.shape === 'matrix' ? matrixTable(body, top) : registerTable(body, top);
}

/** Wide enough for any figure of public statistics; what matters is that text is refused. */
const numberRule = { decimalFrom: '-1000000000000000', to: '1000000000000000' } as const;

function numberValidation(ranges: readonly CellRange[]): OutValidation[] {
  return ranges.length === 0
    ? []
    : [
        {
          ranges,
          rule: numberRule,
          promptTitle: words.numberTitle,
          prompt: words.numberPrompt,
          errorTitle: words.numberTitle,
          error: words.numberError,
        },
      ];
}

const inputLooks = new Map<number | undefined, OutCell['look']>();

/** Open for typing; shows at least the indicator's decimals and never cuts what was typed. */
function inputLook(decimals: number | undefined): OutCell['look'] {
  const known = inputLooks.get(decimals);
  if (known) return known;
  const digits = decimals ? `.${'0'.repeat(decimals)}${'#'.repeat(Math.max(0, 6 - decimals))}` : undefined;
  const look = { ...looks.input, format: digits ? `#,##0${digits}` : 'General' };
  inputLooks.set(decimals, look);
  return look;
}

function headerCell(text?: string): OutCell {
  return text === undefined ? { look: looks.header } : { look: looks.header, content: { text } };
}

function measureCell(
  column: ListColumn,
  decimals: number | undefined,
  previous: string | null | undefined,
): OutCell {
  if (column === 'note') return { look: looks.inputText };
  if (column !== 'previous') return { look: inputLook(column === 'current' ? decimals : undefined) };
  if (previous == null) return { look: looks.locked };
  const own = Math.min(decimals ?? previous.split('.')[1]?.length ?? 0, 6);
  return {
    look: { ...figureLook({ decimals: own }), fill: looks.locked.fill },
    content: { number: previous },
  };
}

function isNumberInput(column: ListColumn): boolean {
  return column === 'current' || column === 'growth';
}

function listTable(body: ListBody, top: number): IssuedTable {
  const anchors: Omit<TemplateAnchor, 'sheet'>[] = [];
  const numbers: CellRange[] = [];
  const rows = body.rows.map((row, at) => {
    const sheetRow = top + 1 + at;
    const cells = body.columns.map((column, offset): OutCell => {
      if (!row.applies) return { look: looks.locked };
      if (column !== 'previous') {
        anchors.push({
          cell: printAddress(sheetRow, 2 + offset),
          indicator: row.indicator,
          unit: body.unit,
          column,
        });
      }
      if (isNumberInput(column)) numbers.push(mergeOf(sheetRow, 2 + offset, 2 + offset));
      return measureCell(column, row.decimals, row.previous);
    });
    return {
      cells: [labelCell(row), { look: looks.unit, content: { text: row.unit } }, ...cells],
      height: rowHeight(countLines(row.label, 34)) + 4,
    };
  });
  return {
    widths: [34, 12, ...body.columns.map((column) => (column === 'note' ? 30 : 18))],
    header: [
      {
        cells: [words.indicator, words.unit, ...body.columns.map((column) => words.columns[column])].map(
          (text) => headerCell(text),
        ),
        height: 28,
      },
    ],
    headerMerges: [],
    rows,
    anchors,
    validations: numberValidation(joinDown(numbers)),
    labelColumns: 2,
  };
}

function labelCell(row: IssuedRow): OutCell {
  const look = row.indent > 0 ? { ...looks.label, indent: row.indent * 2 } : looks.label;
  return { look, content: { text: row.label } };
}

/** Cells below each other become one range: a validation lists ranges, not thousands of cells. */
function joinDown(cells: readonly CellRange[]): CellRange[] {
  const ranges: CellRange[] = [];
  const open = new Map<number, CellRange>();
  for (const cell of cells) {
    const range = open.get(cell.left);
    if (range && range.bottom + 1 === cell.top) open.set(cell.left, { ...range, bottom: cell.bottom });
    else {
      if (range) ranges.push(range);
      open.set(cell.left, cell);
    }
  }
  return [...ranges, ...open.values()];
}

function matrixTable(body: MatrixBody, top: number): IssuedTable {
  const measures = body.columns.some((column) => column.column !== 'current');
  const headerRows = measures ? 3 : 2;
  const anchors: Omit<TemplateAnchor, 'sheet'>[] = [];
  const numbers: CellRange[] = [];
  const rows = body.units.map((unit, at) => {
    const sheetRow = top + headerRows + at;
    const cells = body.columns.map((column, offset): OutCell => {
      if (column.notFor?.includes(unit.code)) return { look: looks.locked };
      if (column.column !== 'previous') {
        const cell = printAddress(sheetRow, 1 + offset);
        anchors.push({ cell, indicator: column.indicator, unit: unit.code, column: column.column });
      }
      if (isNumberInput(column.column)) numbers.push(mergeOf(sheetRow, 1 + offset, 1 + offset));
      return measureCell(column.column, column.decimals, column.previous?.[unit.code]);
    });
    return { cells: [{ look: looks.label, content: { text: unit.name } }, ...cells], height: 22 };
  });
  return {
    widths: [24, ...body.columns.map((column) => (column.column === 'note' ? 24 : 15))],
    ...matrixHeader(body.columns, top, measures),
    rows,
    anchors,
    validations: numberValidation(joinDown(numbers)),
    labelColumns: 1,
  };
}

/** Label over the columns of the same indicator, then the unit, then the measure where there are several. */
function matrixHeader(
  columns: readonly IssuedMatrixColumn[],
  top: number,
  measures: boolean,
): { header: OutRow[]; headerMerges: CellRange[] } {
  const depth = measures ? 3 : 2;
  const rows = Array.from({ length: depth }, () =>
    Array.from({ length: columns.length + 1 }, () => headerCell()),
  );
  rows[0]![0] = headerCell(words.unitColumn);
  const merges = [mergeOf(top, 0, 0, top + depth - 1)];
  for (let at = 0; at < columns.length; ) {
    const first = columns[at]!;
    let last = at;
    while (columns[last + 1]?.indicator === first.indicator) last += 1;
    rows[0]![at + 1] = headerCell(first.label);
    rows[1]![at + 1] = headerCell(first.unit);
    if (last > at) merges.push(mergeOf(top, at + 1, last + 1), mergeOf(top + 1, at + 1, last + 1));
    for (let each = at; measures && each <= last; each += 1) {
      rows[2]![each + 1] = headerCell(words.columns[columns[each]!.column]);
    }
    at = last + 1;
  }
  const labelLines = Math.max(1, ...columns.map((column) => countLines(column.label, 15)));
  return {
    header: rows.map((cells, row) => ({ cells, height: row === 0 ? rowHeight(labelLines) + 6 : 22 })),
    headerMerges: merges,
  };
}

function registerTable(body: RegisterBody, top: number): IssuedTable {
  const anchors: Omit<TemplateAnchor, 'sheet'>[] = [];
  const total = body.records.length + body.blankRows;
  const rows = Array.from({ length: total }, (_, at): OutRow => {
    const record = body.records[at];
    const cells = body.columns.map((column, offset) => {
      const locked = record !== undefined && column.locked === true;
      if (!locked) {
        const cell = printAddress(top + 1 + at, 1 + offset);
        anchors.push({ cell, indicator: record?.code ?? '', unit: body.unit, column: column.attribute });
      }
      return registerCell(column, record?.values[column.attribute], locked);
    });
    const number: OutCell = { look: looks.integer, content: { number: String(at + 1) } };
    const longest = Math.max(
      1,
      ...body.columns.map((column) =>
        countLines(record?.values[column.attribute] ?? '', columnWidth(column)),
      ),
    );
    return { cells: [number, ...cells], height: rowHeight(longest) + 2 };
  });
  const rangeOf = (offset: number): CellRange[] =>
    total > 0 ? [mergeOf(top + 1, 1 + offset, 1 + offset, top + total)] : [];
  const numeric = body.columns.flatMap((column, offset) => (column.kind === 'number' ? rangeOf(offset) : []));
  const choices = body.columns.flatMap((column, offset): OutValidation[] =>
    column.kind === 'choice' && fitsList(column.choices)
      ? [{ ranges: rangeOf(offset), rule: { list: column.choices }, error: words.choiceError }]
      : [],
  );
  const labels = body.columns.map((column) =>
    column.unit ? `${column.label}（${column.unit}）` : column.label,
  );
  return {
    widths: [6, ...body.columns.map(columnWidth)],
    header: [
      {
        cells: [words.number, ...labels].map((text) => headerCell(text)),
        height:
          rowHeight(Math.max(...labels.map((text, at) => countLines(text, columnWidth(body.columns[at]!))))) +
          8,
      },
    ],
    headerMerges: [],
    rows,
    anchors,
    validations: [...numberValidation(numeric), ...choices.filter(({ ranges }) => ranges.length > 0)],
    labelColumns: Math.min(2, body.columns.length),
  };
}

function columnWidth(column: RegisterColumn): number {
  const unit = column.unit ? textWidth(column.unit) + 4 : 0;
  return column.width ?? Math.max(12, Math.min(24, textWidth(column.label) + unit + 3));
}

/** A list written into a validation may have 255 characters and no comma inside a choice. */
function fitsList(choices: readonly string[] | undefined): choices is readonly string[] {
  return (
    choices !== undefined &&
    choices.length > 0 &&
    choices.join(',').length <= 255 &&
    choices.every((choice) => !choice.includes(','))
  );
}

function registerCell(column: RegisterColumn, value: string | undefined, locked: boolean): OutCell {
  const number = column.kind === 'number' && value !== undefined && /^-?\d+(\.\d+)?$/.test(value);
  const look = locked
    ? { ...looks.locked, horizontal: column.kind === 'number' ? ('right' as const) : ('left' as const) }
    : column.kind === 'number'
      ? inputLook(undefined)
      : looks.inputText;
  if (value === undefined || value === '') return { look };
  return { look, content: number ? { number: value } : { text: value } };
}
