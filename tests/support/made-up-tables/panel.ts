import type { CellRange } from '../../../shared/domain/sheet.ts';

/** A table being drawn, with addresses of its own; `place` moves it to its spot on the sheet. */
export class Panel {
  readonly cells: { row: number; column: number; text: string; number?: true }[] = [];
  readonly merges: CellRange[] = [];
  /** The next row to draw; at the end the number of rows. */
  row = 0;

  put(row: number, column: number, text: string): void {
    if (text !== '') this.cells.push({ row, column, text });
  }

  putNumber(row: number, column: number, text: string, asText: boolean): void {
    this.cells.push(asText ? { row, column, text } : { row, column, text, number: true });
  }

  merge(top: number, left: number, bottom: number, right: number): void {
    if (bottom > top || right > left) this.merges.push({ top, left, bottom, right });
  }

  get right(): number {
    return Math.max(...this.cells.map(({ column }) => column));
  }
}
