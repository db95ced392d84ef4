import type { ReturnReport } from '../../../shared/contract/returns.ts';
import type { FindingView } from '../../../shared/contract/values.ts';
import type { CellMark } from '../../components/sheet-view/SheetView.tsx';
import { findingSentence } from '../../words/findings.ts';
import { severityLevels } from '../../words/screen-returns.ts';

/** A cell of a return as one text: `Sheet1!D5`. Sheet names may hold an exclamation mark; addresses never do. */
export function placeOf(at: {
  readonly sheet?: string | undefined;
  readonly cell?: string | undefined;
}): string | undefined {
  return at.sheet !== undefined && at.cell ? `${at.sheet}!${at.cell}` : undefined;
}

export function readPlace(place: string | undefined): { sheet: string; cell: string } | undefined {
  if (place === undefined) return undefined;
  const at = place.lastIndexOf('!');
  return at < 0 ? undefined : { sheet: place.slice(0, at), cell: place.slice(at + 1) };
}

/** Findings that still block, whatever their kind; notes never do. */
export function isOpen(finding: FindingView): boolean {
  return finding.severity !== 'note' && finding.resolution === undefined;
}

export function openCount(report: ReturnReport): { findings: number; parked: number } {
  return {
    findings: report.findings.filter((finding) => isOpen(finding) && finding.severity !== 'parked').length,
    parked: report.parked.filter((row) => !row.settled).length,
  };
}

const strength: Readonly<Record<CellMark, number>> = { figure: 0, info: 1, warning: 2, error: 3 };

/** What to mark on the original sheet: figures taken from it, and findings over them. */
export function marksOf(report: ReturnReport, sheet: string): Map<string, { mark: CellMark; hint: string }> {
  const marks = new Map<string, { mark: CellMark; hint: string }>();
  const put = (cell: string, mark: CellMark, hint: string) => {
    const before = marks.get(cell);
    if (!before || strength[mark] > strength[before.mark])
      marks.set(cell, { mark, hint: [hint, before?.hint].filter(Boolean).join('\n') });
    else marks.set(cell, { mark: before.mark, hint: `${before.hint}\n${hint}` });
  };
  for (const figure of report.figures)
    if (figure.sheet === sheet && figure.cell) put(figure.cell, 'figure', '');
  for (const finding of report.findings)
    if (finding.sheet === sheet && finding.cell)
      put(
        finding.cell,
        isOpen(finding) ? severityLevels[finding.severity] : 'info',
        findingSentence(finding),
      );
  return marks;
}
