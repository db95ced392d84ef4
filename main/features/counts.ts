import { packFiles } from '../../shared/domain/pack.ts';
import type { PlanContent } from '../../shared/domain/plan.ts';

/** How many records each file of the pack holds, by pack key, plus the outline by kind. */
export function countContent(content: PlanContent): Record<string, number> {
  const counts = Object.fromEntries(packFiles.map(({ key }) => [key, content[key].length]));
  for (const [kind, name] of [
    ['chapter', 'chapters'],
    ['section', 'sections'],
    ['box', 'boxes'],
  ] as const)
    counts[name] = content.outline.filter((node) => node.kind === kind).length;
  return counts;
}

/** Number of records per value of one field; records without it count under `''`. */
export function countBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string | undefined,
): Record<string, number> {
  const counts: Record<string, number> = Object.create(null) as Record<string, number>;
  for (const item of items) {
    const value = keyOf(item) ?? '';
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return { ...counts };
}
