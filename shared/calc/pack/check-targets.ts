import type { PlanHeader } from '../../domain/plan.ts';
import { parseTarget } from '../target/parse-target.ts';
import { type PlacedContent, textOf } from './check-content.ts';
import type { PackFault } from './pack-fault.ts';

/** Operators that contradict a direction: "at most" for an indicator that should rise, "at least" for one that should fall. */
const against: Record<string, readonly string[]> = { up: ['le', 'lt'], down: ['ge', 'gt'] };

/** A target whose operator contradicts the indicator's direction is refused; text that can't be read is no fault (a person judges it). */
export function checkTargets(_header: PlanHeader, placed: PlacedContent, faults: PackFault[]): void {
  const indicators = new Map(
    (placed.get('indicators') ?? []).map((one) => [textOf(one, 'code') ?? '', one.record]),
  );
  const places = [
    { key: 'targets', file: 'targets.csv', columns: ['year', 'total'] as const },
    { key: 'splits', file: 'splits.csv', columns: ['target'] as const },
    { key: 'assigned', file: 'assigned.csv', columns: ['value'] as const },
  ];
  for (const { key, file, columns } of places)
    for (const one of placed.get(key) ?? []) {
      const indicator = indicators.get(textOf(one, 'indicator') ?? '');
      const wrong = against[String(indicator?.direction)] ?? [];
      for (const column of columns) {
        const text = textOf(one, column);
        if (text === undefined) continue;
        const { parts } = parseTarget(text, column === 'total' ? 'total' : 'year', {
          unit: String(indicator?.unit ?? ''),
        });
        if (parts.some((part) => wrong.includes(part.op)))
          faults.push({
            code: 'against-direction',
            file,
            row: one.line,
            column,
            got: text,
            expected: [String(indicator?.direction)],
          });
      }
    }
}
