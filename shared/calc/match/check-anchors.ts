import { type Finding, type FindingCode, findingSeverities } from '../../domain/finding.ts';
import type { MappedReturn } from '../../domain/return-reading.ts';
import { parseAddress } from '../../text/cell-address.ts';
import type { MapContext } from './map-return.ts';

/**
 * An issued template that came back changed: each figure's place against the anchor that `forms issue` left. Content
 * decides where the figure is read; the difference is listed.
 */
export function checkAnchors({ input }: MapContext, mapped: MappedReturn): Finding[] {
  const mark = input.mark;
  if (!mark || mark.anchors.length === 0) return [];
  const anchors = new Map(
    mark.anchors.map((anchor) => [[anchor.indicator, anchor.unit, anchor.column].join('\u0000'), anchor]),
  );
  const findings: Finding[] = [];
  const shifts = new Set<string>();
  for (const figure of mapped.figures) {
    const anchor = anchors.get([figure.indicator, figure.unit, figure.column].join('\u0000'));
    if (!anchor || (anchor.cell === figure.cell && anchor.sheet === figure.sheet)) continue;
    const [from, to] = [parseAddress(anchor.cell), parseAddress(figure.cell)];
    const code: FindingCode = from && to && from.column === to.column ? 'row-inserted' : 'header-changed';
    const shift = `${code}:${(to?.row ?? 0) - (from?.row ?? 0)}:${(to?.column ?? 0) - (from?.column ?? 0)}:${anchor.sheet === figure.sheet}`;
    // One note for each kind of shift: the first cell that moved shows where rows were put in.
    if (shifts.has(shift)) continue;
    shifts.add(shift);
    findings.push({
      code,
      severity: findingSeverities[code],
      indicator: figure.indicator,
      sheet: figure.sheet,
      cell: figure.cell,
      raw: figure.raw,
      details: { was: `${anchor.sheet}!${anchor.cell}`, now: `${figure.sheet}!${figure.cell}` },
    });
  }
  return findings;
}
