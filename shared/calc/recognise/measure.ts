import type { ValueMeasure } from '../../domain/recognition.ts';
import { foldText } from '../../text/names.ts';
import { measurePatterns } from './words.ts';

/** What a header text says about time: 上年同期 → previous, ±% → growth …; `plain` where it says nothing. */
export function findMeasure(text: string): ValueMeasure {
  const fold = foldText(text).replace(/[()]?%[()]?$/, '%');
  if (fold === '') return 'plain';
  for (const [measure, pattern] of measurePatterns) if (pattern.test(fold)) return measure;
  return 'plain';
}

/** The measure of a column: the leaf speaks first, then its groups. */
export function pathMeasure(path: readonly string[]): ValueMeasure {
  for (let index = path.length - 1; index >= 0; index -= 1) {
    const measure = findMeasure(path[index]!);
    if (measure !== 'plain') return measure;
  }
  return 'plain';
}
