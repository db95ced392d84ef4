import { AppError } from '../../../shared/errors/app-error.ts';
import { parseAddress, printAddress } from '../../../shared/text/cell-address.ts';
import { replaceEntry, writeZip, type ZipEntry } from '../write/zip-archive.ts';
import { removeFromCalcChain } from './calc-chain.ts';
import { findDependents } from './dependents.ts';
import type { FillChange } from './fill-change.ts';
import { OpenedTemplate } from './opened-template.ts';
import { type CellEdit, patchSheet } from './patch-sheet.ts';
import { newValuesOf } from './plan-fill.ts';
import type { ScannedCell } from './scan-sheet.ts';
import { patchTableHeaders } from './table-headers.ts';
import {
  findEntry,
  readPart,
  readTemplate,
  relationsPart,
  type Template,
  type TemplateSheet,
  unsupported,
} from './template-package.ts';

/** New text for parts, by lower-case part name; null removes a part. */
type PartChanges = Map<string, string | null>;

/**
 * Writes the changes of a plan into the workbook. Only the sheets with changed cells or with results that depend on
 * them are rewritten, and in these only the cells; shared strings, styles, drawings, charts, macros, print settings
 * and every other part keep their stored bytes and their place.
 * Errors: those of `planFill`; `template-unsupported` with kind `array-formula`, `data-table` or `table-header`.
 */
export function applyFill(bytes: Uint8Array, changes: readonly FillChange[]): Uint8Array {
  if (changes.length === 0) return bytes;
  const opened = new OpenedTemplate(readTemplate(bytes));
  const edits = new Map<TemplateSheet, CellEdit[]>();
  const add = (sheet: TemplateSheet, edit: CellEdit) => edits.set(sheet, [...(edits.get(sheet) ?? []), edit]);
  const formulasGone: { sheet: TemplateSheet; cell: string }[] = [];
  const written = new Set<ScannedCell>();
  for (const change of changes) {
    const sheet = opened.sheetNamed(change.sheet);
    const at = parseAddress(change.cell);
    if (!at) throw new AppError('invalid-input', { cell: change.cell });
    const present = opened.cellAt(sheet, at.row, at.column);
    refuseInsideArrays(opened, sheet, at);
    if (present?.formula) formulasGone.push({ sheet, cell: printAddress(at.row, at.column) });
    if (present) written.add(present);
    add(sheet, { ...at, value: change.value });
  }
  for (const [sheet, edit] of freeSharedFormulas(opened, written)) add(sheet, edit);
  for (const { sheet, cell, dependent } of findDependents(opened, newValuesOf(opened, changes))) {
    if (dependent.value === null && cell.value === undefined) continue;
    add(sheet, { row: cell.row, column: cell.column, cached: dependent.value });
  }
  const parts: PartChanges = new Map();
  for (const [sheet, sheetEdits] of edits)
    parts.set(sheet.part.toLowerCase(), patchSheet(opened.scan(sheet), sheetEdits));
  for (const [part, xml] of patchTableHeaders(opened, changes)) parts.set(part.toLowerCase(), xml);
  patchCalcChain(opened.template, formulasGone, parts);
  return writeZip(applyParts(opened.template.entries, parts));
}

/** A cell inside a multi-cell array or a data table can't be changed alone: Excel itself refuses that. */
function refuseInsideArrays(
  opened: OpenedTemplate,
  sheet: TemplateSheet,
  at: { readonly row: number; readonly column: number },
): void {
  for (const cell of opened.scan(sheet).cells.values()) {
    const { formula } = cell;
    if (!formula || (formula.type !== 'array' && formula.type !== 'dataTable')) continue;
    const range = formula.ref ?? { top: cell.row, left: cell.column, bottom: cell.row, right: cell.column };
    const inside =
      at.row >= range.top && at.row <= range.bottom && at.column >= range.left && at.column <= range.right;
    const single = range.top === range.bottom && range.left === range.right && formula.type === 'array';
    if (!inside || single) continue;
    const kind = formula.type === 'array' ? 'array-formula' : 'data-table';
    throw unsupported(kind, { sheet: sheet.name, cell: printAddress(at.row, at.column) });
  }
}

/** Where the master of a shared formula is written over, each cell that shared it gets the formula as its own. */
function freeSharedFormulas(
  opened: OpenedTemplate,
  written: ReadonlySet<ScannedCell>,
): [TemplateSheet, CellEdit][] {
  return opened.template.sheets.flatMap((sheet) => {
    const cells = [...opened.scan(sheet).cells.values()];
    const masters = new Set(
      cells
        .filter((cell) => written.has(cell) && cell.formula?.type === 'shared' && cell.formula.text !== '')
        .map((cell) => cell.formula?.sharedIndex),
    );
    if (masters.size === 0) return [];
    return cells.flatMap((cell): [TemplateSheet, CellEdit][] => {
      const shares =
        cell.formula?.type === 'shared' && cell.formula.text === '' && masters.has(cell.formula.sharedIndex);
      const formula = shares && !written.has(cell) ? opened.formulaOf(sheet, cell) : undefined;
      return formula === undefined ? [] : [[sheet, { row: cell.row, column: cell.column, formula }]];
    });
  });
}

function patchCalcChain(
  template: Template,
  removed: readonly { readonly sheet: TemplateSheet; readonly cell: string }[],
  parts: PartChanges,
): void {
  const part = template.calcChainPart;
  if (removed.length === 0 || !part || !findEntry(template.entries, part)) return;
  const { xml, empty } = removeFromCalcChain(readPart(template.entries, part), removed);
  if (!empty) {
    parts.set(part.toLowerCase(), xml);
    return;
  }
  // An empty chain is invalid: the part goes, with its relation and content type.
  parts.set(part.toLowerCase(), null);
  const relations = relationsPart(template.workbookPart);
  const withoutRelation = readPart(template.entries, relations).replace(
    /<(?:\w+:)?Relationship\b[^>]*\/calcChain"[^>]*?\/>/,
    '',
  );
  parts.set(relations.toLowerCase(), withoutRelation);
  const types = '[Content_Types].xml';
  const withoutType = readPart(template.entries, types).replace(
    /<(?:\w+:)?Override\b[^>]*calcChain[^>]*?\/>/i,
    '',
  );
  parts.set(types.toLowerCase(), withoutType);
}

/** Entries in their old order; untouched ones are the same objects, so their bytes are copied as they are stored. */
export function applyParts(
  entries: readonly ZipEntry[],
  parts: ReadonlyMap<string, string | null>,
): ZipEntry[] {
  return entries.flatMap((entry) => {
    const name = entry.name.replaceAll('\\', '/').replace(/^\//, '').toLowerCase();
    const change = parts.get(name);
    if (change === undefined) return [entry];
    return change === null ? [] : [replaceEntry(entry, new TextEncoder().encode(change))];
  });
}
