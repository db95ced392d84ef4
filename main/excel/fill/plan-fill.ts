import { AppError } from '../../../shared/errors/app-error.ts';
import { parseAddress } from '../../../shared/text/cell-address.ts';
import { Decimal, parseDecimal, printDecimal } from '../../../shared/text/decimal.ts';
import { findDependents, type NewValues } from './dependents.ts';
import type { FillChange, FillKept, FillPlan, FillTarget, FillValue } from './fill-change.ts';
import { listFillNotes } from './fill-notes.ts';
import { OpenedTemplate } from './opened-template.ts';
import { cellKey } from './scan-sheet.ts';
import { readTemplate } from './template-package.ts';

export interface FillOptions {
  /** A target that holds a formula: `keep` lets the template compute it, `replace` writes over it. Default `keep`. */
  readonly formulas?: 'keep' | 'replace';
}

/**
 * What filling would change, cell by cell with old and new content, nothing written yet. `applyFill` writes exactly
 * the `changes` of this plan.
 * Errors: those of `readTemplate`; `invalid-input` (no address, no decimal, one cell given two values);
 * `template-unsupported` where a target lies in an array formula or data table.
 */
export function planFill(
  bytes: Uint8Array,
  targets: readonly FillTarget[],
  options: FillOptions = {},
): FillPlan {
  const opened = new OpenedTemplate(readTemplate(bytes));
  const kept: FillKept[] = [];
  const changes = new Map<string, FillChange>();
  for (const target of targets) {
    const change = planTarget(opened, target);
    const { sheet, cell } = change;
    if (change.old.formula !== undefined && options.formulas !== 'replace') {
      kept.push({ sheet, cell, reason: 'formula' });
      continue;
    }
    if (isSame(change)) {
      kept.push({ sheet, cell, reason: 'same' });
      continue;
    }
    const key = `${sheet}!${cell}`;
    const other = changes.get(key);
    if (other && JSON.stringify(other.value) !== JSON.stringify(change.value)) {
      throw new AppError('invalid-input', { reason: 'two-values', sheet, cell });
    }
    changes.set(key, change);
  }
  const list = [...changes.values()];
  const dependents = findDependents(opened, newValuesOf(opened, list)).map(({ dependent }) => dependent);
  return { changes: list, dependents, kept, notes: listFillNotes(opened, list, dependents) };
}

function planTarget(opened: OpenedTemplate, target: FillTarget): FillChange {
  const sheet = opened.sheetNamed(target.sheet);
  const { row, column, cell } = opened.resolveTarget(sheet, target.cell);
  const present = opened.cellAt(sheet, row, column);
  const formula = present ? opened.formulaOf(sheet, present) : undefined;
  return {
    sheet: sheet.name,
    cell,
    value: adjustPercent(
      checkValue(target),
      target.percent === true && opened.isPercent(present?.style ?? 0),
    ),
    old: { text: opened.textOf(present), ...(formula === undefined ? {} : { formula }) },
  };
}

function checkValue(target: FillTarget): FillValue {
  const value = target.value;
  if (value !== null && 'number' in value && !parseDecimal(value.number)) {
    throw new AppError('invalid-input', { reason: 'no-decimal', sheet: target.sheet, cell: target.cell });
  }
  return value;
}

function adjustPercent(value: FillValue, percent: boolean): FillValue {
  return percent && value !== null && 'number' in value
    ? { number: printDecimal(new Decimal(value.number).div(100)) }
    : value;
}

function isSame(change: FillChange): boolean {
  const { value, old } = change;
  if (old.formula !== undefined) return false;
  if (value === null) return old.text === null;
  if ('text' in value) return old.text === value.text;
  const before = old.text === null ? undefined : parseDecimal(old.text);
  return before?.eq(value.number) === true && old.text === value.number;
}

/** New contents by sheet part and cell, as the formulas that depend on them will see them. */
export function newValuesOf(opened: OpenedTemplate, changes: readonly FillChange[]): NewValues {
  const values = new Map<string, Map<string, Decimal | 'text' | 'blank'>>();
  for (const { sheet, cell, value } of changes) {
    const { part } = opened.sheetNamed(sheet);
    const at = parseAddress(cell);
    if (!at) throw new AppError('invalid-input', { cell });
    const cells = values.get(part) ?? new Map<string, Decimal | 'text' | 'blank'>();
    values.set(part, cells);
    cells.set(
      cellKey(at.row, at.column),
      value === null ? 'blank' : 'number' in value ? new Decimal(value.number) : 'text',
    );
  }
  return values;
}
