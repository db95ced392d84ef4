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

/** The measure of a column: the leaf speaks first; 实际 or 完成数 says no more than its group (本年累计, 上年同期). */
export function pathMeasure(path: readonly string[]): ValueMeasure {
  let neutral: ValueMeasure = 'plain';
  for (let index = path.length - 1; index >= 0; index -= 1) {
    const measure = findMeasure(path[index]!);
    if (measure === 'current') neutral = 'current';
    else if (
      measure !== 'plain' &&
      (neutral === 'plain' || measure === 'cumulative' || measure === 'previous')
    )
      return measure;
  }
  return neutral;
}
