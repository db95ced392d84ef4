/** Limits of architecture.md's table. Beyond them a file is refused; the rest of its batch goes on. */
export interface ReadLimits {
  readonly fileBytes: number;
  readonly unpackedBytes: number;
  readonly parts: number;
  /** Unpacked to packed; asked only of parts above `ratioFromBytes`, as small parts of blanks pack well. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
  /** Cells with a value; giant dimensions and formatted empty cells don't count. */
  readonly cells: number;
  /** Of all cells together: a few shared texts repeated often enough fill any memory. */
  readonly characters: number;
  readonly rows: number;
  readonly columns: number;
  readonly sheets: number;
  readonly milliseconds: number;
  readonly heapMegabytes: number;
}

const megabyte = 1024 * 1024;

export const defaultLimits: ReadLimits = {
  fileBytes: 20 * megabyte,
  unpackedBytes: 200 * megabyte,
  parts: 500,
  ratio: 200,
  ratioFromBytes: megabyte,
  cells: 2_000_000,
  characters: 40_000_000,
  rows: 120_000,
  columns: 1024,
  sheets: 400,
  milliseconds: 10_000,
  heapMegabytes: 512,
};

/** Characters a cell can hold in any of the formats: longer text is cut before any pattern sees it. */
export const longestCellText = 32_767;
