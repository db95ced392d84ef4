import { readDay } from '../../components/field/DateField.tsx';

export interface ListItem {
  readonly name: string;
  /** YYYY-MM-DD. */
  readonly done?: string;
  readonly document?: string;
}

export interface ListReading {
  readonly items: readonly ListItem[];
  /** Number of the first line (from 1) whose second column is no day. */
  readonly wrong?: number;
}

/** Reads a list as typed or pasted: one member a line, columns (name, day, document) parted by tabs, `，` or `,`. */
export function readList(text: string): ListReading {
  const items: ListItem[] = [];
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    const cells = (line.includes('\t') ? line.split('\t') : line.split(/[,，]/)).map((cell) => cell.trim());
    const [name, day = '', document = ''] = cells;
    if (!name) continue;
    const done = day === '' ? undefined : readDay(day);
    if (day !== '' && !done) return { items, wrong: at + 1 };
    items.push({ name, ...(done && { done }), ...(document && { document }) });
  }
  return { items };
}
