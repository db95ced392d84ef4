/**
 * A written text rests on figures; it is stale when one of them has changed, is gone, or a new one came in since.
 * @param then figures of the block when the text was written @param now the same as they are
 */
export function isStale(
  then: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): boolean {
  const names = new Set([...Object.keys(then), ...Object.keys(now)]);
  return [...names].some((name) => then[name] !== now[name]);
}
