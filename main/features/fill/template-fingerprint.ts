import { createHash } from 'node:crypto';
import type { Sheet } from '../../../shared/domain/sheet.ts';
import { printAddress } from '../../../shared/text/cell-address.ts';

/**
 * One fingerprint for a template and its copies of other periods: what is written where, without numbers and without the
 * words and digits of a period, which change each time the department sends it.
 */
export function fingerprintOf(sheets: readonly Pick<Sheet, 'name' | 'cells'>[]): string {
  const lines = sheets.flatMap((sheet, at) => [
    `#${at}`,
    ...sheet.cells
      .filter((cell) => cell.kind === 'text' && cell.formula === undefined)
      .map((cell) => `${printAddress(cell.row, cell.column)} ${withoutPeriod(cell.text)}`)
      .filter((line) => !line.endsWith(' ')),
  ]);
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

function withoutPeriod(text: string): string {
  return text
    .normalize('NFKC')
    .replace(
      /[上下]半年|[一二三四]季度|[一二三四五六七八九十]+月份?|全年|年度?|季度?|月份?|[\d\s.\-—~至]/g,
      '',
    );
}
