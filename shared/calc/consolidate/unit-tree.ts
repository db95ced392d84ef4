import type { Unit } from '../../domain/plan.ts';

/* Who stands above whom (parent) and who came before whom (successor): a total must count neither twice nor too little. */

/** Units above, nearest first; a pack with a circle ends where it closes. */
export function ancestorsOf(unit: string, parents: ReadonlyMap<string, string | undefined>): string[] {
  const above: string[] = [];
  for (let next = parents.get(unit); next !== undefined; next = parents.get(next)) {
    if (next === unit || above.includes(next)) break;
    above.push(next);
  }
  return above;
}

/** For each sender with other senders above it: these, nearest first. */
export function sendersAbove(
  units: readonly Unit[],
  senders: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const parents = new Map(units.map((unit) => [unit.code, unit.parent]));
  const asked = new Set(senders);
  return new Map(
    senders.flatMap((sender) => {
      const above = ancestorsOf(sender, parents).filter((unit) => asked.has(unit));
      return above.length === 0 ? [] : [[sender, above] as const];
    }),
  );
}

/** Units whose successor the unit is: one after a renaming, several after a merger. */
export function predecessorsOf(units: readonly Unit[]): (code: string) => readonly Unit[] {
  const before = new Map<string, Unit[]>();
  for (const unit of units)
    if (unit.successor !== undefined && unit.successor !== unit.code)
      before.set(unit.successor, [...(before.get(unit.successor) ?? []), unit]);
  return (code) => before.get(code) ?? [];
}

/** Units between the root and the senders, each with the senders below it that no nearer one stands for. */
export function middleUnits(
  units: readonly Unit[],
  senders: readonly string[],
  root: string,
): ReadonlyMap<string, readonly string[]> {
  const parents = new Map(units.map((unit) => [unit.code, unit.parent]));
  const below = new Map<string, string[]>();
  for (const sender of senders)
    for (const above of ancestorsOf(sender, parents))
      if (above !== root) below.set(above, [...(below.get(above) ?? []), sender]);
  return new Map(units.flatMap(({ code }) => (below.has(code) ? [[code, below.get(code)!] as const] : [])));
}
