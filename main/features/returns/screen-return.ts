import {
  type KnownFigures,
  type ScreenedFigure,
  screenFigures,
  screenOtherPeriods,
} from '../../../shared/calc/check/screen-figures.ts';
import { absentPairs, isOnePart } from '../../../shared/calc/match/absent-pairs.ts';
import { askedItems, type MatchPlan } from '../../../shared/calc/match/plan-index.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import type { Check, Indicator } from '../../../shared/domain/plan.ts';

/* The checks of one return, over figures that were just read or that stand in the plan with what persons decided. */

export interface ScreeningPlan {
  readonly plan: MatchPlan;
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly checks: readonly Check[];
}

export interface ReturnToScreen {
  readonly form: string;
  readonly sender: string;
  readonly period: string;
  readonly figures: readonly ScreenedFigure[];
  /** Values beside the form's items: 上年同期 and figures of other periods are compared with what is held. */
  readonly context: readonly (ScreenedFigure & { readonly period: string })[];
}

/** Figures of the form and the sheet's own 上年同期 together; the sheet's totals are no figures of a unit. */
export function screenReturn(
  { plan, indicators, checks }: ScreeningPlan,
  { form, sender, period, figures, context }: ReturnToScreen,
  knownFor: (period: string) => KnownFigures,
): Finding[] {
  const keyOf = (figure: ScreenedFigure) => `${figure.indicator}\u0000${figure.unit}`;
  const taken = new Set(figures.filter((figure) => figure.column === 'previous').map(keyOf));
  const beside = context.filter(
    (figure) => figure.column === 'previous' && (taken.size === 0 || !taken.has(keyOf(figure))),
  );
  const known = knownFor(period);
  const found = screenFigures({
    form,
    indicators,
    checks,
    figures: [...figures, ...beside],
    absent: absentOf(plan, form, sender, figures),
    known,
  });
  const others = context.filter((figure) => figure.period !== period);
  return others.length === 0 ? found : [...found, ...screenOtherPeriods(others, indicators, knownFor)];
}

/** Only a list says by itself what it should hold: one unit, the items that apply to it. */
function absentOf(plan: MatchPlan, code: string, sender: string, figures: readonly ScreenedFigure[]) {
  const form = plan.forms.find((one) => one.code === code);
  if (form?.shape !== 'list') return [];
  const items = askedItems(plan, form, sender);
  const absent = absentPairs(
    items,
    plan.units.find((unit) => unit.code === sender),
    figures,
  );
  return isOnePart(items, absent) ? [] : absent;
}
