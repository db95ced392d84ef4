import { printAddress } from '../../../shared/text/cell-address.ts';
import { escapeCellText } from '../write/xml-text.ts';
import type { FillTarget, FillValue } from './fill-change.ts';
import { OpenedTemplate } from './opened-template.ts';
import type { ScannedCell } from './scan-sheet.ts';
import { readTemplate, type TemplateSheet } from './template-package.ts';

/**
 * Placeholders in cells: `{{A01}}` the root's figure, `{{A01@PJ}}` a unit's, `{{A01@previous}}` the same period last
 * year, `{{A01:growth}}` a column, `{{A01@PJ:growth}}` both, `{{period}}`, `{{unit}}`. Blanks inside and full-width
 * signs, as a Chinese keyboard types them, are read too.
 */
export type Placeholder =
  | { readonly kind: 'period' | 'unit'; readonly raw: string }
  | {
      readonly kind: 'figure';
      readonly raw: string;
      readonly indicator: string;
      /** Unit code; absent = the root. */
      readonly unit?: string;
      readonly column: string;
    };

export interface PlaceholderCell {
  readonly sheet: string;
  readonly cell: string;
  readonly text: string;
  /** The placeholder is all the cell holds, so that a figure can stand there as a number. */
  readonly whole: boolean;
  readonly placeholders: readonly Placeholder[];
}

/** What stands for a placeholder: a figure with its printed form, or a text. undefined = unknown, left as it is. */
export interface PlaceholderValue {
  readonly number?: string;
  readonly text: string;
  /** The figure is in %. */
  readonly percent?: true;
}

const pattern = /[{｛]{2}\s*([^{}｛｝\n]{1,120}?)\s*[}｝]{2}/g;

function parsePlaceholder(raw: string, inner: string): Placeholder | undefined {
  const body = inner
    .replaceAll('＠', '@')
    .replaceAll('：', ':')
    .replace(/\s*([@:])\s*/g, '$1');
  const word = body.toLowerCase();
  if (word === 'period' || word === 'unit') return { kind: word, raw };
  const match = /^([^@:]+)(?:@([^@:]+))?(?::([^@:]+))?$/.exec(body);
  if (!match?.[1]) return undefined;
  const [, indicator, place, column] = match;
  if (place?.toLowerCase() === 'previous' && column === undefined) {
    return { kind: 'figure', raw, indicator, column: 'previous' };
  }
  return {
    kind: 'figure',
    raw,
    indicator,
    column: column?.toLowerCase() ?? 'current',
    ...(place === undefined ? {} : { unit: place }),
  };
}

/** Placeholders of one text in order. */
export function parsePlaceholders(text: string): Placeholder[] {
  return [...text.matchAll(pattern)].flatMap((match) => parsePlaceholder(match[0], match[1] ?? '') ?? []);
}

/** Every cell with placeholders, sheet by sheet. Errors: those of `readTemplate`. */
export function findPlaceholders(bytes: Uint8Array): PlaceholderCell[] {
  return listPlaceholderCells(new OpenedTemplate(readTemplate(bytes))).map(({ found }) => found);
}

function listPlaceholderCells(
  opened: OpenedTemplate,
): { sheet: TemplateSheet; cell: ScannedCell; found: PlaceholderCell }[] {
  return opened.template.sheets.flatMap((sheet) =>
    [...opened.scan(sheet).cells.values()].flatMap((cell) => {
      if (cell.formula || (cell.type !== 's' && cell.type !== 'inlineStr' && cell.type !== 'str')) return [];
      const text = opened.textOf(cell) ?? '';
      const placeholders = parsePlaceholders(text);
      if (placeholders.length === 0) return [];
      const whole = placeholders.length === 1 && placeholders[0]!.raw === text.trim();
      const address = printAddress(cell.row, cell.column);
      return [{ sheet, cell, found: { sheet: sheet.name, cell: address, text, whole, placeholders } }];
    }),
  );
}

/**
 * Targets for `planFill` from the placeholders of a template. `resolve` gives each placeholder's value; a cell whose
 * placeholders are all unknown is left and listed. A whole-cell figure without a value (missing) empties its cell.
 */
export function fillPlaceholders(
  bytes: Uint8Array,
  resolve: (placeholder: Placeholder) => PlaceholderValue | null | undefined,
): { targets: FillTarget[]; unknown: PlaceholderCell[] } {
  const opened = new OpenedTemplate(readTemplate(bytes));
  const targets: FillTarget[] = [];
  const unknown: PlaceholderCell[] = [];
  for (const { sheet, cell, found } of listPlaceholderCells(opened)) {
    const values = new Map(found.placeholders.map((placeholder) => [placeholder.raw, resolve(placeholder)]));
    if ([...values.values()].some((value) => value === undefined)) unknown.push(found);
    const known = [...values].filter(
      (entry): entry is [string, PlaceholderValue | null] => entry[1] !== undefined,
    );
    if (known.length === 0) continue;
    const value = found.whole ? wholeValue(known[0]![1]) : textValue(opened, sheet, cell, found.text, known);
    const percent = found.whole && known[0]![1]?.percent ? ({ percent: true } as const) : {};
    targets.push({ sheet: sheet.name, cell: found.cell, value, ...percent });
  }
  return { targets, unknown };
}

function wholeValue(value: PlaceholderValue | null): FillValue {
  if (value === null) return null;
  return value.number === undefined ? { text: value.text } : { number: value.number };
}

function replaceAllOf(
  text: string,
  values: readonly [string, PlaceholderValue | null][],
  print: (text: string) => string,
) {
  return values.reduce(
    (result, [raw, value]) => result.replaceAll(print(raw), () => print(value?.text ?? '')),
    text,
  );
}

/** Inside a longer text, with its formatted runs where each placeholder lies within one run. */
function textValue(
  opened: OpenedTemplate,
  sheet: TemplateSheet,
  cell: ScannedCell,
  text: string,
  values: readonly [string, PlaceholderValue | null][],
): FillValue {
  const plain = replaceAllOf(text, values, (part) => part);
  const shared = cell.type === 's' ? opened.sharedString(Number(cell.value)) : undefined;
  const samePrefix = shared?.prefix === opened.scan(sheet).prefix;
  if (!shared?.rich || !samePrefix || !values.every(([raw]) => shared.xml.includes(escapeCellText(raw)))) {
    return { text: plain };
  }
  return { text: plain, rich: replaceAllOf(shared.xml, values, escapeCellText) };
}
