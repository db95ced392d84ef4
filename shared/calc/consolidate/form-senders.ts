import { type Form, type FormItem, type Unit, unitTypes } from '../../domain/plan.ts';
import { parsePeriod, periodEndDate } from '../../text/period.ts';
import { ancestorsOf } from './unit-tree.ts';

/** Is the unit valid at the period's end? (Mergers and renames: a successor reports from its own first day.) */
export function isValidIn(unit: Unit, period: string): boolean {
  const parsed = parsePeriod(period);
  if (!parsed) return true;
  const day = periodEndDate(parsed);
  return (unit.validFrom ?? '0000') <= day && day <= (unit.validTo ?? '9999');
}

/** Senders of the form who exist in the period: as listed, or all units of the named type, in administrative order. */
export function sendersOf(form: Form, units: readonly Unit[], period: string): Unit[] {
  const byCode = new Map(units.map((unit) => [unit.code, unit]));
  const types: readonly string[] = unitTypes;
  const [only] = form.senders;
  const listed =
    form.senders.length === 1 && only !== undefined && !byCode.has(only) && types.includes(only)
      ? inOrder(units.filter((unit) => unit.type === only))
      : form.senders.flatMap((code) => byCode.get(code) ?? []);
  return listed.filter((unit) => isValidIn(unit, period));
}

/** Units with an order first, by it; the others keep their place in the pack. */
export function inOrder(units: readonly Unit[]): Unit[] {
  return units
    .map((unit, at) => ({ unit, at }))
    .sort((a, b) => (a.unit.order ?? 1e9) - (b.unit.order ?? 1e9) || a.at - b.at)
    .map(({ unit }) => unit);
}

/** Does the item ask this unit? Empty = all. */
export function itemApplies(item: Pick<FormItem, 'appliesTo'>, unit: Unit): boolean {
  return (
    item.appliesTo.length === 0 || item.appliesTo.includes(unit.code) || item.appliesTo.includes(unit.type)
  );
}

/**
 * Units that are shown but not added: with overlap `show`, a sender that lies on the land of another sender
 * (its figures are already inside the other's, 在地), be it through a third unit; with `add` (管辖) none.
 * @param units all units of the plan, for land that isn't a sender's itself
 */
export function shownOnly(
  form: Form,
  senders: readonly Unit[],
  units: readonly Unit[] = senders,
): ReadonlySet<string> {
  if (form.overlap === 'add') return new Set();
  const codes = new Set(senders.map((unit) => unit.code));
  const land = new Map(units.map((unit) => [unit.code, unit.within]));
  return new Set(
    senders
      .filter((unit) => ancestorsOf(unit.code, land).some((host) => codes.has(host)))
      .map((unit) => unit.code),
  );
}
