import type { BaseChoice, DefinitionBreak } from '../../domain/judgement.ts';
import type { AssignedTarget, Indicator, PlanHeader, SplitTarget, TargetTexts } from '../../domain/plan.ts';
import { type Decimal, parseDecimal, printDecimal } from '../../text/decimal.ts';
import { parseTarget } from '../target/parse-target.ts';
import { demandOfText } from './judge-annual-set.ts';
import { indexNames, normaliseName } from './judge-relative.ts';
import type { JudgementSettings } from './judgement-settings.ts';
import type { BaseReading, JudgeContext, NamedIndicator, SplitYear } from './measured.ts';
import type { FigureIndex } from './observation-index.ts';
import type { PlanCalendar } from './plan-calendar.ts';
import { trendOf } from './rate-series.ts';
import { inUnit } from './target-met.ts';
import { yearValue } from './yearly-values.ts';

export interface ContextSource {
  readonly header: Pick<PlanHeader, 'root' | 'baseYear' | 'period'>;
  readonly indicators: readonly Indicator[];
  readonly targets: readonly TargetTexts[];
  readonly assigned: readonly AssignedTarget[];
  readonly splits: readonly SplitTarget[];
  readonly breaks: readonly DefinitionBreak[];
  readonly figures: FigureIndex;
  readonly calendar: PlanCalendar;
  readonly settings: JudgementSettings;
}

function group<T extends { readonly indicator: string }>(
  rows: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const held = groups.get(row.indicator);
    if (held) held.push(row);
    else groups.set(row.indicator, [row]);
  }
  return groups;
}

/** The printed base, where it is a plain figure of one year: [9] of the five years before is none. */
function printedBase(indicator: Indicator, texts: TargetTexts | undefined): Decimal | undefined {
  if (texts?.base === undefined) return undefined;
  const { parts } = parseTarget(texts.base, 'base', { unit: indicator.unit, indicator });
  const [part] = parts;
  if (!part || (part.op !== 'eq' && part.op !== 'approx') || part.span !== 'year') return undefined;
  return inUnit(part.value, part.unit, indicator.unit);
}

/**
 * The plan's printed base stands until somebody decides otherwise: a census that rewrites the base year is shown beside
 * it, and `settings.bases` records the choice.
 */
function readBase(source: ContextSource, indicator: Indicator, texts: TargetTexts | undefined): BaseReading {
  const rate = indicator.measure === 'growth' || indicator.measure === 'index-change';
  const printed = printedBase(indicator, texts);
  const known = yearValue(indicator, source.figures.get(indicator.code) ?? [], source.header.baseYear);
  const wanted = source.settings.bases[indicator.code] ?? 'printed';
  const revised = known && (wanted === 'revised' || !printed) ? known : undefined;
  const value = revised?.value ?? printed;
  const choice: BaseChoice = {
    printed: printed ? printDecimal(printed) : null,
    revised: known ? printDecimal(known.value) : null,
    used: value ? (revised ? 'revised' : 'printed') : null,
  };
  if (!value || rate) return { choice, inputs: [] };
  return { choice, value, inputs: revised?.inputs ?? [] };
}

function readSplits(rows: readonly SplitTarget[], root: string, context: JudgeContext): SplitYear[] {
  const years = new Map<number, SplitYear>();
  const own = rows.filter((row) => row.unit === undefined || row.unit === root);
  for (const row of [...own].sort((a, b) => (a.target < b.target ? -1 : 1))) {
    const value = parseDecimal(row.target) ?? demandOfText(row.target, context)?.goal;
    if (value) years.set(row.year, { year: row.year, value });
  }
  return [...years.values()].sort((a, b) => a.year - b.year);
}

/** Of several numbers for one year the one with the latest document date counts; all stay in the plan. */
function latestAssigned(rows: readonly AssignedTarget[]): AssignedTarget[] {
  const years = new Map<number, AssignedTarget>();
  const key = (row: AssignedTarget) => `${row.date ?? ''} ${row.document ?? ''} ${row.value}`;
  for (const row of rows) {
    const held = years.get(row.year);
    if (!held || key(row) > key(held)) years.set(row.year, row);
  }
  return [...years.values()].sort((a, b) => a.year - b.year);
}

/**
 * A figure that tells a decline improves upwards (降低 x), also where the pack gives the direction of the quantity behind
 * it: otherwise every small decline would count as met.
 */
function asJudged(indicator: Indicator): Indicator {
  const declines = indicator.measure === 'index-change' && trendOf(indicator) === 'decline';
  return declines && indicator.direction !== 'up' ? { ...indicator, direction: 'up' } : indicator;
}

/** Builds the context of each indicator; every list of the plan is gone through once. */
export function contextMaker(
  source: ContextSource,
): (indicator: Indicator, texts: TargetTexts | undefined) => JudgeContext {
  const [assigned, splits, breaks] = [group(source.assigned), group(source.splits), group(source.breaks)];
  const names = indexNames(source.indicators);
  const findIndicator = (name: string): NamedIndicator | undefined => {
    const indicator = names.get(name) ?? names.get(normaliseName(name));
    return indicator && { indicator, figures: source.figures.get(indicator.code) ?? [] };
  };
  return (indicator, texts) => {
    const context: JudgeContext = {
      indicator: asJudged(indicator),
      figures: source.figures.get(indicator.code) ?? [],
      calendar: source.calendar,
      settings: source.settings,
      base: readBase(source, indicator, texts),
      splits: [],
      assigned: latestAssigned(assigned.get(indicator.code) ?? []),
      breaks: breaks.get(indicator.code) ?? [],
      findIndicator,
    };
    const rows = splits.get(indicator.code);
    return rows ? { ...context, splits: readSplits(rows, source.header.root, context) } : context;
  };
}
