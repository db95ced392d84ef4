import { builtInFormat, type NumberFormat, readNumberFormat } from '../display-number.ts';
import { XmlScanner } from './xml-scanner.ts';

/** What a reader wants to know of a cell's style. */
export interface CellStyle {
  readonly format: NumberFormat;
  readonly indent: number;
}

export const plainStyle: CellStyle = { format: readNumberFormat(undefined), indent: 0 };

/** Styles by the number that cells carry. */
export function readCellStyles(xml: string): CellStyle[] {
  const scanner = new XmlScanner(xml);
  const codes = new Map<number, string>();
  const styles: { format: NumberFormat; indent: number }[] = [];
  let inside = false;
  while (scanner.next()) {
    if (scanner.name === 'cellXfs') inside = !scanner.closing;
    else if (scanner.closing) continue;
    else if (scanner.name === 'numFmt')
      codes.set(Number(scanner.attribute('numFmtId')), scanner.attribute('formatCode') ?? 'General');
    else if (inside && scanner.name === 'xf') {
      const id = Number(scanner.attribute('numFmtId') ?? 0);
      styles.push({ format: readNumberFormat(codes.get(id) ?? builtInFormat(id)), indent: 0 });
    } else if (inside && scanner.name === 'alignment') {
      const style = styles.at(-1);
      if (style) style.indent = Math.min(Number(scanner.attribute('indent') ?? 0) || 0, 250);
    }
  }
  return styles;
}
