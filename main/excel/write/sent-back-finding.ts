import { workbookWords } from '../../../renderer/words/workbook.ts';

/** One cell to be put right, with the sentence the sender reads. */
export interface SentBackFinding {
  readonly sheet: string;
  readonly cell: string;
  readonly sentence: string;
}

/** Findings of one cell, in the order given. */
export interface MarkedCell {
  readonly row: number;
  readonly column: number;
  readonly sentences: readonly string[];
}

/** What stands in the note at the cell. */
export function noteText(cell: MarkedCell): string {
  return workbookWords.sentBack.commentStart + cell.sentences.join('\n');
}

/** Findings by cell. Findings without a readable address only appear among the sentences. */
export function groupByCell(
  findings: readonly SentBackFinding[],
  place: (finding: SentBackFinding) => { row: number; column: number } | undefined,
): MarkedCell[] {
  const cells = new Map<string, { row: number; column: number; sentences: string[] }>();
  for (const finding of findings) {
    const at = place(finding);
    if (!at) continue;
    const key = `${at.row},${at.column}`;
    const cell = cells.get(key) ?? { ...at, sentences: [] };
    cells.set(key, cell);
    cell.sentences.push(finding.sentence);
  }
  return [...cells.values()];
}

/** `退回说明`, or with the first free number behind it. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  const used = new Set([...taken].map((each) => each.toLowerCase()));
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}${number}`;
    if (!used.has(candidate.toLowerCase())) return candidate;
  }
}
