/** Place of the grand total beside the codes of units. */
export const totalPlace = '';

/** A total or subtotal and the places it adds up: codes of units. */
export interface PlaceSum {
  readonly whole: string;
  readonly parts: readonly string[];
}

/**
 * Sums over reporters as sums over what stands directly below: a total over A, V1, V2 beside a subtotal S over V1, V2
 * becomes A + S, and S becomes V1 + V2. What can be had by subtracting, and what must add up on paper, is this.
 * Of two wholes over the same reporters the later one contains the earlier.
 */
export function nestSums(sums: readonly PlaceSum[]): PlaceSum[] {
  const bySize = sums
    .map((sum, order) => ({ ...sum, order }))
    .sort((a, b) => a.parts.length - b.parts.length || a.order - b.order);
  return bySize.map(({ whole, parts }, at) => {
    const open = new Set(parts);
    const below: string[] = [];
    for (const inner of bySize.slice(0, at).reverse()) {
      if (inner.parts.length === 0 || !inner.parts.every((part) => open.has(part))) continue;
      for (const part of inner.parts) open.delete(part);
      below.push(inner.whole);
    }
    return { whole, parts: [...below, ...parts.filter((part) => open.has(part))] };
  });
}
