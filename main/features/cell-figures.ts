import { figureOverPeriod, type TimedFigure } from '../../shared/calc/consolidate/over-time.ts';
import { predecessorsOf } from '../../shared/calc/consolidate/unit-tree.ts';
import type { Form, Indicator, Unit } from '../../shared/domain/plan.ts';
import { Decimal, printDecimal } from '../../shared/text/decimal.ts';
import { parsePeriod, periodEndDate } from '../../shared/text/period.ts';
import type { AcceptedFigure } from '../db/tables/accepted-figures.ts';

/* What counts for one cell of a form and period, out of all accepted figures about it. */

/** A unit's figure for the period with the accepted figures it was made of. */
export interface CellFigure {
  readonly indicator: string;
  readonly unit: string;
  readonly value: string | null;
  readonly from: readonly AcceptedFigure[];
  readonly missingParts: readonly string[];
  /** The whole was reported and so were all its parts, which add up to this instead: the whole counts. */
  readonly partsDiffer?: string;
}

/** Values by indicator and unit: two short keys are found several times faster than one put together each time. */
export class ByCell<Value> {
  private readonly rows = new Map<string, Map<string, Value>>();

  get(indicator: string, unit: string): Value | undefined {
    return this.rows.get(indicator)?.get(unit);
  }

  set(indicator: string, unit: string, value: Value): void {
    const row = this.rows.get(indicator);
    if (row) row.set(unit, value);
    else this.rows.set(indicator, new Map([[unit, value]]));
  }

  /** Those of an indicator together. */
  *values(): Generator<Value> {
    for (const row of this.rows.values()) yield* row.values();
  }
}

export interface CellQuestion {
  readonly form: Form;
  readonly period: string;
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly units: readonly Unit[];
  /** Indicators the form itself asks for; the others are parts that their rules need. */
  readonly asked: ReadonlySet<string>;
}

/** @param figures newest accepted first */
export function figuresByCell(
  figures: readonly AcceptedFigure[],
  question: CellQuestion,
): ByCell<CellFigure> {
  const groups = groupByCell(figures, question);
  const predecessors = predecessorsOf(question.units);
  const timed = (indicator: Indicator, unit: string, seen: readonly string[]): Timed[] => {
    const own = (groups.get(indicator.code, unit) ?? []).map(timedOf);
    const before = seen.includes(unit) || indicator.measure !== 'flow' ? [] : predecessors(unit);
    if (before.length === 0) return own;
    return [...own, ...addUp(before, own, (code) => timed(indicator, code, [...seen, unit]))];
  };
  const cells = new ByCell<CellFigure>();
  for (const { indicator: code, unit } of wantedCells(groups, question)) {
    const reported = asReported(groups.get(code, unit), question.period);
    if (reported && predecessors(unit).length === 0) {
      cells.set(code, unit, reported);
      continue;
    }
    const indicator = question.indicators.get(code)!;
    const all = timed(indicator, unit, []);
    const numbers = all.filter((one) => one.value !== null);
    const over = figureOverPeriod(indicator, numbers.length > 0 ? numbers : all, question.period);
    if (over.from.length === 0) continue;
    cells.set(code, unit, {
      indicator: code,
      unit,
      value: over.value,
      from: over.from.flatMap(({ origins }) => origins),
      missingParts: over.missing,
      ...(over.partsDiffer === undefined ? {} : { partsDiffer: over.partsDiffer }),
    });
  }
  return cells;
}

/** Most cells: one number, for the very period. */
function asReported(group: readonly AcceptedFigure[] | undefined, asked: string): CellFigure | undefined {
  if (group?.length !== 1) return undefined;
  const { indicator, unit, period, value } = group[0]!;
  return period === asked && value !== null
    ? { indicator, unit, value, from: group, missingParts: noParts }
    : undefined;
}

const noParts: readonly string[] = [];

interface Timed extends TimedFigure {
  readonly origins: readonly AcceptedFigure[];
}

function timedOf(figure: AcceptedFigure): Timed {
  return { period: figure.period, value: figure.value, origins: [figure] };
}

/**
 * Per cell the figures that may count, one number per period. One figure, one owner (domain.md section 1): what the form
 * asks of a unit is answered by that unit, or by the form's own senders where these report about others; somebody else's
 * figure for the cell is compared with, never added up. Parts that the form doesn't ask for may come from anywhere.
 */
function groupByCell(
  figures: readonly AcceptedFigure[],
  { form, asked }: CellQuestion,
): ByCell<AcceptedFigure[]> {
  const owns = ({ unit, origin }: AcceptedFigure) =>
    form.shape === 'matrix' ? form.senders.includes(origin.sender) : origin.sender === unit;
  const ofForm: AcceptedFigure[] = [];
  const ofOwner: AcceptedFigure[] = [];
  const parts: AcceptedFigure[] = [];
  for (const figure of figures) {
    if (figure.origin.form === form.code) ofForm.push(figure);
    else if (owns(figure)) ofOwner.push(figure);
    else if (!asked.has(figure.indicator)) parts.push(figure);
  }
  const groups = new ByCell<AcceptedFigure[]>();
  for (const ranked of [ofForm, ofOwner, parts])
    for (const figure of ranked) {
      const group = groups.get(figure.indicator, figure.unit);
      if (!group) groups.set(figure.indicator, figure.unit, [figure]);
      else if (!group.some((one) => one.period === figure.period && one.value !== null)) group.push(figure);
    }
  return groups;
}

/** Cells with figures of their own, and those of a successor that has only what came before it. */
function* wantedCells(
  groups: ByCell<AcceptedFigure[]>,
  { units }: CellQuestion,
): Generator<{ indicator: string; unit: string }> {
  const successor = new Map(
    units.flatMap((unit) => (unit.successor === undefined ? [] : [[unit.code, unit.successor] as const])),
  );
  const heirs = new ByCell<true>();
  for (const group of groups.values()) {
    const { indicator, unit } = group[0]!;
    yield { indicator, unit };
    for (let heir = successor.get(unit); heir !== undefined; heir = successor.get(heir)) {
      if (groups.get(indicator, heir) || heirs.get(indicator, heir)) break;
      heirs.set(indicator, heir, true);
      yield { indicator, unit: heir };
    }
  }
}

/**
 * The months before a merger or renaming: what all predecessors reported for a period that ended in their time, where the
 * successor has no figure itself. One predecessor without a figure leaves a gap, which is named.
 */
function addUp(
  before: readonly Unit[],
  own: readonly Timed[],
  timedOfUnit: (code: string) => Timed[],
): Timed[] {
  const held = new Set(own.flatMap((one) => (one.value === null ? [] : [one.period])));
  const lists = before.map((unit) =>
    timedOfUnit(unit.code).filter((one) => one.value !== null && endsInTimeOf(unit, one.period)),
  );
  const periods = [...new Set(lists.flatMap((list) => list.map((one) => one.period)))];
  return periods.flatMap((period): Timed[] => {
    const parts = lists.flatMap((list) => list.find((one) => one.period === period) ?? []);
    if (held.has(period) || parts.length < before.length) return [];
    const value = parts.reduce((sum, part) => sum.plus(part.value!), new Decimal(0));
    return [{ period, value: printDecimal(value), origins: parts.flatMap(({ origins }) => origins) }];
  });
}

function endsInTimeOf(unit: Unit, period: string): boolean {
  const parsed = parsePeriod(period);
  return parsed !== undefined && periodEndDate(parsed) <= (unit.validTo ?? '9999');
}
