import type { TextBlock } from '../../domain/outline.ts';
import type { ReportKind } from './report-input.ts';

/** Which day and which kind of report a finished document is, by its own words. */

const head = (blocks: readonly TextBlock[]) =>
  blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : block.rows.flat())).slice(0, 400);

function lastDay(year: number, month: number): string {
  const day = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return `${year}-${String(month).padStart(2, '0')}-${day}`;
}

/** 截至2023年6月底 → 2023-06-30, 截至2023年6月15日 → 2023-06-15, 截至2023年底 → 2023-12-31; the first one counts. */
export function readReportDay(blocks: readonly TextBlock[]): string | undefined {
  for (const text of head(blocks)) {
    const match = /截[至止到]\s*(\d{4})\s*年(?:\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?)?/.exec(text);
    if (!match) continue;
    const [year, month] = [Number(match[1]), Number(match[2] ?? 12)];
    if (month < 1 || month > 12) continue;
    const day = match[3];
    const last = lastDay(year, month);
    return day === undefined || Number(day) > Number(last.slice(8))
      ? last
      : `${last.slice(0, 8)}${day.padStart(2, '0')}`;
  }
  return undefined;
}

export function readReportKind(blocks: readonly TextBlock[]): ReportKind {
  const text = head(blocks).join('\n');
  const at = (pattern: RegExp) => {
    const found = text.search(pattern);
    return found < 0 ? Number.POSITIVE_INFINITY : found;
  };
  const [final, midterm, annual] = [
    at(/总结评估|终期评估|期末评估/),
    at(/中期评估/),
    at(/年度监测|年度评估/),
  ];
  if (midterm < Math.min(final, annual)) return 'midterm';
  return final < annual ? 'final' : 'annual';
}
