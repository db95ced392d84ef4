/** The hidden mark of an issued template (`forms issue` writes it): a very-hidden sheet with JSON in its first cell. */
import type { TemplateMark, Workbook } from '../../../shared/domain/sheet.ts';

export const markSheetName = '_planbench';

/** More anchors than any form has cells. */
const mostAnchors = 20_000;

/** The workbook without the mark's sheet; a mark that is no mark of ours is dropped without a word. */
export function takeMark(workbook: Workbook): Workbook {
  const sheet = workbook.sheets.find(({ name }) => name === markSheetName);
  if (!sheet) return workbook;
  const sheets = workbook.sheets.filter((other) => other !== sheet);
  // A mark longer than a cell can hold goes on in the cells below.
  const text = sheet.cells.flatMap(({ column, value }) => (column === 0 ? [value] : [])).join('');
  const mark = readMark(parseJson(text));
  return mark ? { ...workbook, sheets, mark } : { ...workbook, sheets };
}

const anchorTexts = ['sheet', 'cell', 'indicator', 'unit', 'column'] as const;
const markTexts = ['plan', 'form', 'formVersion', 'sender', 'period'] as const;

/** Checked by hand: a schema library would be most of what the reader's thread loads before its first file. */
function readMark(value: unknown): TemplateMark | undefined {
  const texts = readTexts(value, markTexts);
  const list = (value as { anchors?: unknown } | undefined)?.anchors;
  if (!texts || !Array.isArray(list) || list.length > mostAnchors) return undefined;
  const anchors = list.map((anchor) => readTexts(anchor, anchorTexts));
  return anchors.every((anchor) => anchor !== undefined) ? { ...texts, anchors } : undefined;
}

/** These properties and no others, each a text; undefined where one is none. */
function readTexts<Name extends string>(
  value: unknown,
  names: readonly Name[],
): Record<Name, string> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const texts: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const text: unknown = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
    if (typeof text !== 'string') return undefined;
    texts[name] = text;
  }
  return texts as Record<Name, string>;
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
