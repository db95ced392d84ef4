import type { ConsolidatedFigure, ConsolidationRule, UnitFigure } from '../../domain/consolidation.ts';
import type { Indicator } from '../../domain/plan.ts';
import { Decimal, type DecimalText, printDecimal, printDerived, sumDecimals } from '../../text/decimal.ts';
import { baseFactor, normaliseMeasureUnit } from '../measure-unit.ts';

/**
 * Units → parent, each indicator by its own rule (domain.md section 1, pack.md "Ratios").
 * Decimal arithmetic throughout; a blank is never a zero: it is named as missing.
 */

/** Which rule makes the indicator's total. Rates and averages are never added. */
export function ruleOf(indicator: Indicator): ConsolidationRule {
  if (indicator.consolidate === 'none') return 'none';
  if (indicator.numerator && indicator.denominator) return 'ratio';
  if (indicator.weight) return 'weighted';
  return indicator.measure === 'flow' || indicator.measure === 'stock' ? 'sum' : 'none';
}

/** Multiplier of a ratio: as named, else 100 for %, 1000 for ‰, 1000 or 10000 for 每千/每万, else 1 (pack.md). */
export function ratioScale(indicator: Indicator): Decimal {
  if (indicator.scale !== undefined) return new Decimal(indicator.scale);
  const unit = normaliseMeasureUnit(indicator.unit);
  if (unit === '%') return new Decimal(100);
  if (unit === '‰') return new Decimal(1000);
  const words = indicator.unit + indicator.name;
  if (/每\s*万/.test(words)) return new Decimal(10000);
  if (/每\s*千/.test(words)) return new Decimal(1000);
  return new Decimal(1);
}

export interface ConsolidationInput {
  readonly indicators: ReadonlyMap<string, Indicator>;
  /** Units whose figures make the total, in the order they are listed. */
  readonly senders: readonly string[];
  /** Figures of these units for one period; several indicators. */
  readonly figures: readonly UnitFigure[];
  /** Does the indicator's item apply to the unit? Numerators and weights follow the indicator asked for. */
  readonly applies: (indicator: string, unit: string) => boolean;
  /** Senders that stand above a sender (`sendersAbove`): these and those below are one figure, never two. */
  readonly above?: ReadonlyMap<string, readonly string[]>;
}

/** Figures by indicator and unit, built once for all indicators of a form. */
export type FigureTable = ReadonlyMap<string, ReadonlyMap<string, DecimalText>>;

export function tabulate(figures: readonly UnitFigure[]): FigureTable {
  const table = new Map<string, Map<string, DecimalText>>();
  for (const { indicator, unit, value } of figures) {
    if (value === null) continue;
    let row = table.get(indicator);
    if (!row) table.set(indicator, (row = new Map()));
    row.set(unit, value);
  }
  return table;
}

/** One consolidated figure. Unknown indicator: RangeError. */
export function consolidateIndicator(
  input: ConsolidationInput,
  code: string,
  table = tabulate(input.figures),
): ConsolidatedFigure {
  const indicator = input.indicators.get(code);
  if (!indicator) throw new RangeError(`no indicator ${code}`);
  const asked = input.senders.filter((unit) => input.applies(code, unit));
  const rule = ruleOf(indicator);
  const needed = neededParts(indicator, rule);
  const has = (unit: string) => needed.every((part) => table.get(part)?.has(unit));
  const counted = standForThemselves(input, asked, has);
  const contributors = counted.filter(has);
  const missing = counted.filter((unit) => !has(unit));
  const value = contributors.length === 0 ? undefined : total(input, indicator, rule, contributors, table);
  return {
    indicator: code,
    value: value === undefined ? null : rule === 'sum' ? printDecimal(value) : printDerived(value),
    rule,
    complete: missing.length === 0 && value !== undefined,
    missing,
    contributors,
  };
}

/** Not where a unit above gave the figure already, nor where the unit gave none and units below it are asked themselves. */
function standForThemselves(
  { above }: ConsolidationInput,
  asked: readonly string[],
  has: (unit: string) => boolean,
): readonly string[] {
  if (!above || above.size === 0) return asked;
  const among = new Set(asked);
  const parents = new Set(asked.flatMap((unit) => above.get(unit) ?? []));
  return asked.filter(
    (unit) =>
      !above.get(unit)?.some((one) => among.has(one) && has(one)) && (has(unit) || !parents.has(unit)),
  );
}

/** The indicators whose figures a unit must have to take part. */
export function neededParts(indicator: Indicator, rule: ConsolidationRule): readonly string[] {
  if (rule === 'ratio') return [indicator.numerator!, indicator.denominator!];
  if (rule === 'weighted') return [indicator.code, indicator.weight!];
  return [indicator.code];
}

function total(
  input: ConsolidationInput,
  indicator: Indicator,
  rule: ConsolidationRule,
  units: readonly string[],
  table: FigureTable,
): Decimal | undefined {
  const figure = (code: string, unit: string) => table.get(code)!.get(unit)!;
  const sumOf = (code: string) => sumDecimals(units.map((unit) => figure(code, unit)));
  const inBase = (code: string) => sumOf(code).times(baseFactor(input.indicators.get(code)?.unit ?? ''));
  if (rule === 'sum') return sumOf(indicator.code);
  if (rule === 'ratio') {
    const below = inBase(indicator.denominator!);
    return below.isZero() ? undefined : inBase(indicator.numerator!).div(below).times(ratioScale(indicator));
  }
  if (rule === 'weighted') {
    const weights = sumOf(indicator.weight!);
    const products = units.reduce(
      (sum, unit) =>
        sum.plus(new Decimal(figure(indicator.code, unit)).times(figure(indicator.weight!, unit))),
      new Decimal(0),
    );
    return weights.isZero() ? undefined : products.div(weights);
  }
  return undefined;
}
