import { AppError } from '../../../shared/errors/app-error.ts';
import { parseAddress, printAddress } from '../../../shared/text/cell-address.ts';
import { type Decimal, parseDecimal } from '../../../shared/text/decimal.ts';
import { moveFormula } from './formula-tokens.ts';
import { cellKey, decodeEscapes, type ScannedCell, type ScannedSheet, scanSheet } from './scan-sheet.ts';
import { readSharedStrings, type SharedString } from './shared-strings.ts';
import {
  findEntry,
  forEachTag,
  readPart,
  type Template,
  type TemplateSheet,
  unsupported,
} from './template-package.ts';

/** A template with its sheets scanned on demand and its cell texts, formulas and number formats at hand. */
export class OpenedTemplate {
  readonly template: Template;
  private readonly scanned = new Map<string, ScannedSheet>();
  private readonly masters = new Map<string, Map<string, ScannedCell>>();
  private sharedStrings: readonly SharedString[] | undefined;
  private percentStyles: ReadonlySet<number> | undefined;

  constructor(template: Template) {
    this.template = template;
  }

  /** Errors: `template-unsupported` with kind `sheet-missing`. */
  sheetNamed(name: string): TemplateSheet {
    const sheet = this.findSheet(name);
    if (!sheet) throw unsupported('sheet-missing', { sheet: name });
    return sheet;
  }

  /** Sheet names are compared without case, as formulas do. */
  findSheet(name: string): TemplateSheet | undefined {
    const wanted = name.toLowerCase();
    return this.template.sheets.find((sheet) => sheet.name.toLowerCase() === wanted);
  }

  scan(sheet: TemplateSheet): ScannedSheet {
    const known = this.scanned.get(sheet.part);
    if (known) return known;
    const scanned = scanSheet(readPart(this.template.entries, sheet.part));
    this.scanned.set(sheet.part, scanned);
    return scanned;
  }

  sharedString(index: number): SharedString | undefined {
    const part = this.template.sharedStringsPart;
    this.sharedStrings ??=
      part && findEntry(this.template.entries, part)
        ? readSharedStrings(readPart(this.template.entries, part))
        : [];
    return this.sharedStrings[index];
  }

  /** What a cell holds, as text; null for an empty one. */
  textOf(cell: ScannedCell | undefined): string | null {
    if (!cell) return null;
    if (cell.type === 'inlineStr') return decodeEscapes(cell.inline ?? '');
    if (cell.value === undefined) return null;
    if (cell.type === 's') return this.sharedString(Number(cell.value))?.text ?? '';
    if (cell.type === 'str') return decodeEscapes(cell.value);
    if (cell.type === 'b') return cell.value === '1' ? 'TRUE' : 'FALSE';
    return cell.value;
  }

  /** The number in a cell, `'text'`, `'blank'`, or undefined for errors and what isn't readable. */
  valueOf(cell: ScannedCell | undefined): Decimal | 'text' | 'blank' | undefined {
    if (!cell || (cell.value === undefined && cell.inline === undefined)) return 'blank';
    if (cell.type === undefined || cell.type === 'n') return parseDecimal(cell.value ?? '');
    return cell.type === 'e' ? undefined : 'text';
  }

  /** The formula of a cell as it stands there; a cell of a shared formula gets the master's, moved. */
  formulaOf(sheet: TemplateSheet, cell: ScannedCell): string | undefined {
    const formula = cell.formula;
    if (!formula) return undefined;
    if (formula.type !== 'shared' || formula.text !== '') return formula.text;
    const master = this.sharedMasters(sheet).get(formula.sharedIndex ?? '');
    return master?.formula
      ? moveFormula(master.formula.text, cell.row - master.row, cell.column - master.column)
      : undefined;
  }

  private sharedMasters(sheet: TemplateSheet): Map<string, ScannedCell> {
    const known = this.masters.get(sheet.part);
    if (known) return known;
    const masters = new Map<string, ScannedCell>();
    for (const cell of this.scan(sheet).cells.values()) {
      const formula = cell.formula;
      if (formula?.type === 'shared' && formula.text !== '') masters.set(formula.sharedIndex ?? '', cell);
    }
    this.masters.set(sheet.part, masters);
    return masters;
  }

  /** Cells whose number format shows a percent sign. */
  isPercent(style: number): boolean {
    this.percentStyles ??= this.readPercentStyles();
    return this.percentStyles.has(style);
  }

  private readPercentStyles(): ReadonlySet<number> {
    const part = this.template.stylesPart;
    if (!part || !findEntry(this.template.entries, part)) return new Set();
    const percentFormats = new Set(['9', '10']);
    const styles = new Set<number>();
    let inCellXfs = false;
    let index = 0;
    forEachTag(readPart(this.template.entries, part), (name, attributes) => {
      if (name === 'numFmt' && showsPercent(attributes.formatCode ?? ''))
        percentFormats.add(attributes.numFmtId ?? '');
      if (name === 'cellXfs') inCellXfs = true;
      else if (name === 'cellStyles' || name === 'dxfs') inCellXfs = false;
      if (name === 'xf' && inCellXfs) {
        if (percentFormats.has(attributes.numFmtId ?? '')) styles.add(index);
        index += 1;
      }
    });
    return styles;
  }

  /**
   * Where a value for this address goes: the top-left cell of a merged block.
   * Errors: `invalid-input` for an address that is none.
   */
  resolveTarget(sheet: TemplateSheet, address: string): { row: number; column: number; cell: string } {
    const at = parseAddress(address);
    if (!at) throw new AppError('invalid-input', { cell: address });
    const merge = this.scan(sheet).merges.find(
      (range) =>
        at.row >= range.top && at.row <= range.bottom && at.column >= range.left && at.column <= range.right,
    );
    const place = merge ? { row: merge.top, column: merge.left } : at;
    return { ...place, cell: printAddress(place.row, place.column) };
  }

  cellAt(sheet: TemplateSheet, row: number, column: number): ScannedCell | undefined {
    return this.scan(sheet).cells.get(cellKey(row, column));
  }
}

/** A percent sign outside quotes and escapes. */
function showsPercent(format: string): boolean {
  return format.replace(/"[^"]*"|\\./g, '').includes('%');
}
