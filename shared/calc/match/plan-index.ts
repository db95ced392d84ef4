import type { Form, FormItem, Indicator, Project, Unit } from '../../domain/plan.ts';
import { normaliseName } from '../../text/names.ts';
import {
  indexNames,
  indexUnitNames,
  type LearnedNames,
  type NameEntry,
  type NameIndex,
  withLearned,
} from './match-name.ts';

/** The parts of a plan that matching looks at. */
export interface MatchPlan {
  /** Code of the unit whose plan it is. */
  readonly root?: string;
  readonly units: readonly Unit[];
  readonly forms: readonly Form[];
  readonly formItems: readonly FormItem[];
  readonly indicators: readonly Indicator[];
  readonly projects?: readonly Project[];
}

const caches = new WeakMap<MatchPlan, Map<string, unknown>>();

/** One batch matches hundreds of returns against one plan object: what follows from the plan alone is made once. */
function once<T>(plan: MatchPlan, key: string, make: () => T): T {
  let cache = caches.get(plan);
  if (!cache) caches.set(plan, (cache = new Map()));
  if (!cache.has(key)) cache.set(key, make());
  return cache.get(key) as T;
}

/** The items of a form in its order. */
export function itemsOf(plan: MatchPlan, form: string): readonly FormItem[] {
  return once(plan, `items ${form}`, () =>
    plan.formItems.filter((item) => item.form === form).sort((a, b) => a.order - b.order),
  );
}

/**
 * The items that a form asks of a sender. In a matrix `appliesTo` may name senders (the department that fills the column)
 * instead of the units in the rows: such an item is asked of that sender alone, for every row.
 */
export function askedItems(plan: MatchPlan, form: Form, sender: string): readonly FormItem[] {
  const items = itemsOf(plan, form.code);
  if (form.shape !== 'matrix') return items;
  return once(plan, `asked ${form.code} ${sender}`, () => {
    const senders = new Set(form.senders);
    return items.flatMap((item) => {
      if (!item.appliesTo.some((code) => senders.has(code))) return [item];
      return item.appliesTo.includes(sender) ? [{ ...item, appliesTo: [] }] : [];
    });
  });
}

/** One entry per indicator (or attribute) of the form: labels and name, aliases. */
export function itemEntries(plan: MatchPlan, items: readonly FormItem[]): NameEntry[] {
  const indicators = indicatorsByCode(plan);
  const byCode = new Map<string, { code: string; names: string[]; aliases: string[] }>();
  for (const item of items) {
    const indicator = indicators.get(item.indicator);
    // Attributes of a register stand for no indicator: their column names them.
    const code = item.indicator === '' ? item.column : item.indicator;
    const entry = byCode.get(code) ?? { code, names: [], aliases: [] };
    byCode.set(code, entry);
    if (item.label !== '' && !entry.names.includes(item.label)) entry.names.push(item.label);
    if (indicator && !entry.aliases.includes(indicator.name))
      entry.aliases.push(indicator.name, ...indicator.aliases);
  }
  return [...byCode.values()];
}

const itemsOfIndicators = new WeakMap<readonly FormItem[], ReadonlyMap<string, readonly FormItem[]>>();

/** The items of each indicator (current, previous …); made once for each list that `itemsOf` or `askedItems` gave. */
export function itemsByIndicator(items: readonly FormItem[]): ReadonlyMap<string, readonly FormItem[]> {
  const known = itemsOfIndicators.get(items);
  if (known) return known;
  const found = new Map<string, FormItem[]>();
  for (const item of items) {
    const own = found.get(item.indicator);
    if (own) own.push(item);
    else found.set(item.indicator, [item]);
  }
  itemsOfIndicators.set(items, found);
  return found;
}

const itemIndexes = new WeakMap<readonly FormItem[], NameIndex>();

/** The names of items; made once for each list that `itemsOf` or `askedItems` gave. */
export function indexItems(plan: MatchPlan, items: readonly FormItem[], learned?: LearnedNames): NameIndex {
  let index = itemIndexes.get(items);
  if (!index) itemIndexes.set(items, (index = indexNames(itemEntries(plan, items))));
  return withLearned(index, learned);
}

/** A unit that was valid on the day (`YYYY-MM-DD`); every unit where no day is given. */
export function isValidOn(unit: Unit, day: string | undefined): boolean {
  if (day === undefined) return true;
  return (
    (unit.validFrom === undefined || unit.validFrom <= day) &&
    (unit.validTo === undefined || day <= unit.validTo)
  );
}

const unitIndexes = new WeakMap<readonly Unit[], NameIndex>();

/** The names of units; made once for each list that the plan, `unitsOn` or `sendersOf` gave. */
export function indexUnits(plan: MatchPlan, units: readonly Unit[], learned?: LearnedNames): NameIndex {
  let index = unitIndexes.get(units);
  if (!index) {
    const parentCodes = new Set(plan.units.map((unit) => unit.parent));
    const parents = plan.units.filter((unit) => parentCodes.has(unit.code)).map((unit) => unit.name);
    const entries = units.map(({ code, name, aliases }) => ({ code, names: [name], aliases }));
    unitIndexes.set(units, (index = indexUnitNames(entries, parents)));
  }
  return withLearned(index, learned);
}

/** Units that exist on the day; all of them where none does, or no day is known. */
export function unitsOn(plan: MatchPlan, day: string | undefined): readonly Unit[] {
  return once(plan, `on ${day}`, () => {
    const alive = plan.units.filter((unit) => isValidOn(unit, day));
    // The same list where none is left out: its names are indexed already.
    return alive.length > 0 && alive.length < plan.units.length ? alive : plan.units;
  });
}

/** Units of the plan by code. */
export function unitsByCode(plan: MatchPlan): ReadonlyMap<string, Unit> {
  return once(plan, 'units', () => new Map(plan.units.map((unit) => [unit.code, unit])));
}

/** Indicators of the plan by code. */
export function indicatorsByCode(plan: MatchPlan): ReadonlyMap<string, Indicator> {
  return once(
    plan,
    'indicators',
    () => new Map(plan.indicators.map((indicator) => [indicator.code, indicator])),
  );
}

/** Units that a form asks: named by code, or all of one type. */
export function sendersOf(plan: MatchPlan, form: Form | undefined): readonly Unit[] {
  return once(plan, `senders ${form?.code}`, () => {
    if (!form || form.senders.length === 0) return plan.units.filter((unit) => unit.code !== plan.root);
    const wanted = new Set<string>(form.senders);
    return plan.units.filter((unit) => wanted.has(unit.code) || wanted.has(unit.type));
  });
}

/** Does the item apply to the unit (by code or type; empty = all)? */
export function appliesTo(item: FormItem, unit: Unit | undefined): boolean {
  if (item.appliesTo.length === 0 || !unit) return true;
  return item.appliesTo.includes(unit.code) || item.appliesTo.includes(unit.type);
}

/** Normalised names of all indicators, items and units: the vocabulary that decides between two readings of a header. */
export function vocabularyOf(plan: MatchPlan): ReadonlySet<string> {
  const names = new Set<string>();
  for (const item of plan.formItems) names.add(normaliseName(item.label));
  for (const { name, aliases } of [...plan.indicators, ...plan.units])
    for (const text of [name, ...aliases]) names.add(normaliseName(text));
  names.delete('');
  return names;
}
