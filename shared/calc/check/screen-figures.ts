import type { Finding } from '../../domain/finding.ts';
import type { Check, Indicator } from '../../domain/plan.ts';
import { Decimal, type DecimalText, printDecimal, printedDecimals, roundTo } from '../../text/decimal.ts';
import type { PeriodKey } from '../../text/period.ts';
import { evaluateCheck } from './evaluate.ts';
import { type Expression, type FigureReference, listFigures, parseExpression } from './expression.ts';
import { enoughHistory, farFromHistory } from './far-from-history.ts';
import { type PrintedFigure, surelyHolds } from './surely-holds.ts';

/**
 * Checks on the figures of one return that need more than the sheet: history, scale, the form's own rules.
 * Rules: cli.md "Rules for returns", pack.md "Check expressions".
 */

/** A figure or context value of a return, in the indicator's unit. */
export interface ScreenedFigure {
  readonly indicator: string;
  readonly unit: string;
  readonly column: string;
  readonly value: DecimalText | null;
  readonly sheet: string;
  readonly cell: string;
  readonly raw: string;
  /** Factor from the stated unit to the indicator's. */
  readonly factor?: string;
}

/** What the office already holds; all values in the indicator's unit. */
export interface KnownFigures {
  /** Accepted figure of this very period. */
  own(indicator: string, unit: string): DecimalText | undefined;
  /** Accepted figure of the same period one year earlier. */
  previousYear(indicator: string, unit: string): DecimalText | undefined;
  /** Accepted figure of the period before; for a ytd indicator missing in the first period of a year. */
  priorPeriod(indicator: string, unit: string): DecimalText | undefined;
  /** Accepted figure of this period, of another form or unit. */
  current(
    reference: Pick<FigureReference, 'indicator' | 'unit' | 'form'>,
    unit: string,
  ): DecimalText | undefined;
  /** Earlier accepted figures comparable with this one, oldest first; none where fewer than `least` are held. */
  history(indicator: string, unit: string, least: number): readonly DecimalText[];
}

export interface ScreeningInput {
  readonly form: string;
  readonly indicators: ReadonlyMap<string, Indicator>;
  /** All checks of the plan: the form's own run, and those of other forms that name a figure of this one. */
  readonly checks: readonly Check[];
  /** Items of the form that the workbook should have and has no place for; `present` is asked about them too. */
  readonly absent?: readonly { readonly indicator: string; readonly unit: string }[];
  /** Figures of the form's items and recognised context columns (上年同期) together. */
  readonly figures: readonly ScreenedFigure[];
  readonly known: KnownFigures;
}

/** All findings of the screening, figure by figure and then check by check. */
export function screenFigures(input: ScreeningInput): Finding[] {
  const cells = indexCells(input.figures);
  const findings: Finding[] = [];
  for (const figure of input.figures) {
    if (figure.value === null) continue;
    const found =
      figure.column === 'current'
        ? screenCurrent(input, figure, cells)
        : figure.column === 'previous'
          ? screenPrevious(input, figure)
          : undefined;
    if (found) findings.push(found);
  }
  return [...findings, ...runChecks(input, cells)];
}

type CellIndex = (indicator: string, unit: string, column: string) => ScreenedFigure | undefined;

/** By unit, column, indicator: made for every return, and putting three texts together costs more than three maps. */
function indexCells(figures: readonly ScreenedFigure[]): CellIndex {
  const units = new Map<string, Map<string, Map<string, ScreenedFigure>>>();
  for (const figure of figures) {
    const { indicator, unit, column } = figure;
    let columns = units.get(unit);
    if (!columns) units.set(unit, (columns = new Map()));
    let own = columns.get(column);
    if (!own) columns.set(column, (own = new Map()));
    if (!own.has(indicator)) own.set(indicator, figure);
  }
  return (indicator, unit, column) => units.get(unit)?.get(column)?.get(indicator);
}

/** The unit that the numbers of a finding are in, for its sentence. */
function measureOf(
  indicators: ReadonlyMap<string, Indicator>,
  { indicator }: ScreenedFigure,
): { readonly measure?: string } {
  const unit = indicators.get(indicator)?.unit;
  return unit ? { measure: unit } : {};
}

function at(figure: ScreenedFigure): Pick<Finding, 'indicator' | 'unit' | 'sheet' | 'cell' | 'raw'> {
  return {
    indicator: figure.indicator,
    unit: figure.unit,
    sheet: figure.sheet,
    cell: figure.cell,
    raw: figure.raw,
  };
}

/** Scale first; a figure that is off by a power of ten is not asked about as an outlier as well. */
function screenCurrent(input: ScreeningInput, figure: ScreenedFigure, cells: CellIndex): Finding | undefined {
  return screenScale(input, figure, cells) ?? screenHistory(input, figure);
}

/** accepted figure of last year, else of the prior period, else the sheet's own 上年同期 */
function referenceFor(input: ScreeningInput, figure: ScreenedFigure, cells: CellIndex) {
  const { indicator, unit } = figure;
  const last = input.known.previousYear(indicator, unit);
  if (last !== undefined) return { value: last, basis: 'previous-year' };
  const prior = input.known.priorPeriod(indicator, unit);
  if (prior !== undefined) return { value: prior, basis: 'prior-period' };
  const own = cells(indicator, unit, 'previous')?.value;
  return own === undefined || own === null ? undefined : { value: own, basis: 'sheet' };
}

const powerTolerance = 0.1;

/**
 * Clearly less than a power of ten apart. Nearly every figure is, and a logarithm of 40 digits costs more than all other
 * checks together; whatever comes near a limit is computed exactly. No figure is made of these binary numbers.
 */
function isNear(value: DecimalText, reference: DecimalText): boolean {
  const quotient = Number(value) / Number(reference);
  return quotient > 0.2 && quotient < 5;
}

/** |log10(value / reference)| within 0.1 of 2, 3, 4 … is an error, of 1 a query. */
function screenScale(input: ScreeningInput, figure: ScreenedFigure, cells: CellIndex): Finding | undefined {
  const reference = referenceFor(input, figure, cells);
  if (!reference || isNear(figure.value!, reference.value)) return undefined;
  const quotient = new Decimal(figure.value!).div(reference.value === '0' ? Number.NaN : reference.value);
  if (!quotient.isFinite() || !quotient.isPositive() || quotient.isZero()) return undefined;
  const exponent = Decimal.log10(quotient).toNumber();
  const power = Math.round(exponent);
  if (power === 0 || Math.abs(exponent - power) > powerTolerance) return undefined;
  const proposed = new Decimal(figure.value!).times(new Decimal(10).pow(-power));
  const severe = Math.abs(power) >= 2;
  return {
    ...at(figure),
    code: severe ? 'unit-scale' : 'outlier',
    severity: severe ? 'error' : 'query',
    details: {
      value: figure.value!,
      reference: reference.value,
      ...measureOf(input.indicators, figure),
      basis: reference.basis,
      power,
      proposed: printDecimal(proposed),
    },
  };
}

/** An outlier against the unit's own past, where enough of it is held. */
function screenHistory(input: ScreeningInput, figure: ScreenedFigure): Finding | undefined {
  const history = input.known.history(figure.indicator, figure.unit, enoughHistory);
  const far = farFromHistory(figure.value!, history);
  if (!far) return undefined;
  return {
    ...at(figure),
    code: 'outlier',
    severity: 'query',
    details: {
      value: figure.value!,
      reference: printDecimal(far.median),
      ...measureOf(input.indicators, figure),
      basis: 'history',
      score: far.score.toFixed(1),
    },
  };
}

/** The sheet's 上年同期 against the accepted figure. */
function screenPrevious(input: ScreeningInput, figure: ScreenedFigure): Finding | undefined {
  const known = input.known.previousYear(figure.indicator, figure.unit);
  if (known === undefined || !differs(figure, known, input.indicators)) return undefined;
  return {
    ...at(figure),
    code: 'previous-differs',
    severity: 'query',
    details: { value: figure.value!, known },
  };
}

/** After rounding to the indicator's decimals and the stated unit's precision. */
function differs(
  figure: ScreenedFigure,
  known: DecimalText,
  indicators: ReadonlyMap<string, Indicator>,
): boolean {
  if (known === figure.value) return false;
  const decimals = indicators.get(figure.indicator)?.decimals;
  const precision = new Decimal(10).pow(-rawDecimals(figure.raw)).times(figure.factor ?? 1);
  const [said, held] = [new Decimal(figure.value!), new Decimal(known)];
  const rounded = (value: Decimal) => (decimals === undefined ? value : roundTo(value, decimals));
  return !rounded(said).eq(rounded(held)) && !said.minus(held).abs().lte(precision.div(2));
}

/**
 * Columns of other periods beside the return's own (1月, 2月 …) against what was accepted for them: a sender who restates
 * an earlier figure says so nowhere else.
 */
export function screenOtherPeriods(
  figures: readonly (ScreenedFigure & { readonly period: PeriodKey })[],
  indicators: ReadonlyMap<string, Indicator>,
  held: (period: PeriodKey) => KnownFigures,
): Finding[] {
  return figures.flatMap((figure): Finding[] => {
    if (figure.value === null || figure.column !== 'current') return [];
    const known = held(figure.period).own(figure.indicator, figure.unit);
    if (known === undefined || !differs(figure, known, indicators)) return [];
    const details = { value: figure.value, known, period: figure.period, ...measureOf(indicators, figure) };
    return [{ ...at(figure), code: 'previous-differs', severity: 'query', details }];
  });
}

function rawDecimals(raw: string): number {
  return printedDecimals(raw.normalize('NFKC').match(/\d[\d,]*\.?\d*/)?.[0] ?? '');
}

/** How many decimals the figure was printed with, in the indicator's unit; what the pack declares counts before the sheet. */
function decimalsOf(input: ScreeningInput, figure: ScreenedFigure): number {
  const declared = input.indicators.get(figure.indicator)?.decimals;
  const { factor, raw } = figure;
  const converted = factor !== undefined && factor !== '1' && !/[%％]/.test(raw);
  if (!converted) return declared ?? Math.max(rawDecimals(raw), printedDecimals(figure.value ?? ''));
  const printed = rawDecimals(raw) - Decimal.log10(new Decimal(factor).abs()).toNumber();
  return Math.min(declared ?? Number.POSITIVE_INFINITY, printed);
}

function runChecks(input: ScreeningInput, cells: CellIndex): Finding[] {
  const units = [...new Set(input.figures.map((figure) => figure.unit))];
  const findings: Finding[] = [];
  for (const check of input.checks) {
    const tree = treeOf(check);
    if (!tree || !concerns(input.form, check, tree)) continue;
    // A rule that names each of its units says the same whichever unit it is asked for.
    const runs = listFigures(tree).every((figure) => figure.unit !== undefined) ? units.slice(0, 1) : units;
    for (const unit of runs) {
      const finding = runCheck({ input, cells, check, tree, unit });
      if (finding) findings.push(finding);
    }
  }
  return findings;
}

const trees = new WeakMap<Check, Expression | null>();

/** The check as a tree, read once for all returns of a batch; undefined where it can't run on a single return. */
function treeOf(check: Check): Expression | undefined {
  let tree = trees.get(check);
  if (tree === undefined) {
    const parsed = parseExpression(check.expression);
    tree = parsed.ok && !isAfterConsolidation(parsed.tree) ? parsed.tree : null;
    trees.set(check, tree);
  }
  return tree ?? undefined;
}

/** A check that names the total runs when there is one. */
export function isAfterConsolidation(tree: Expression): boolean {
  return listFigures(tree).some((figure) => figure.unit === 'root');
}

/** A rule across forms holds whichever of the two comes last. */
function concerns(form: string, check: Check, tree: Expression): boolean {
  return check.form === form || listFigures(tree).some((figure) => figure.form === form);
}

/** Does the check compare with figures of another form or of a named unit, which may be accepted later than this return? */
export function looksBeyondReturn(check: Check, form: string): boolean {
  const tree = treeOf(check);
  if (!tree || !concerns(form, check, tree)) return false;
  return (
    check.form !== form || listFigures(tree).some(({ form: other, unit }) => (other ?? form) !== form || unit)
  );
}

interface CheckRun {
  readonly input: ScreeningInput;
  readonly cells: CellIndex;
  readonly check: Check;
  readonly tree: Expression;
  /** The unit that references without `#` are about. */
  readonly unit: string;
}

function runCheck(run: CheckRun): Finding | undefined {
  const { input, check, tree } = run;
  // First, as nearly every check holds.
  if (surelyHolds(tree, (reference) => lookUp(run, reference))) return undefined;
  const outcome = evaluateCheck(tree, (reference) => {
    const figure = lookUp(run, reference);
    return figure && { value: new Decimal(figure.value), decimals: figure.decimals };
  });
  if (outcome.result !== 'broken') return undefined;
  const own = listFigures(tree)
    .filter((figure) => isOwn(run, figure))
    // The finding stands at the unit that is asked about, not at the one it is compared with.
    .sort((a, b) => Number(a.unit !== undefined) - Number(b.unit !== undefined))
    .flatMap((figure) => ownCell(run, figure) ?? []);
  const place = own[0] ? at(own[0]) : placeOfAbsent(run);
  if (!place) return undefined;
  return {
    ...place,
    code: check.severity === 'error' ? 'check-error' : 'check-query',
    severity: check.severity,
    details: {
      expression: check.expression,
      message: check.message,
      ...(check.form === input.form ? {} : { form: check.form }),
      ...(outcome.left === undefined
        ? {}
        : { left: outcome.left, right: outcome.right!, operator: outcome.operator! }),
      cells: [...new Set(own.map((figure) => figure.cell))],
    },
  };
}

/** Does the reference mean a figure of this return's form, in this period? */
function isOwn({ input, check }: CheckRun, { form, when }: FigureReference): boolean {
  return (form ?? check.form) === input.form && when === undefined;
}

function ownCell({ cells, unit }: CheckRun, reference: FigureReference): ScreenedFigure | undefined {
  return cells(reference.indicator, reference.unit ?? unit, 'current');
}

/** The workbook holds none of the figures: only a rule that asks whether they are there has something to say. */
function placeOfAbsent(run: CheckRun): Pick<Finding, 'indicator' | 'unit' | 'sheet'> | undefined {
  const asked = listFigures(run.tree).filter((figure) => isOwn(run, figure));
  const absent = run.input.absent?.find(({ indicator, unit }) =>
    asked.some((figure) => figure.indicator === indicator && (figure.unit ?? run.unit) === unit),
  );
  const sheet = run.input.figures[0]?.sheet;
  return absent && { indicator: absent.indicator, unit: absent.unit, ...(sheet ? { sheet } : {}) };
}

function lookUp(run: CheckRun, reference: FigureReference): PrintedFigure | undefined {
  const { input, cells, check, unit } = run;
  const { indicator } = reference;
  const whose = reference.unit ?? unit;
  const held = (value: DecimalText | undefined) =>
    value === undefined
      ? undefined
      : { value, decimals: input.indicators.get(indicator)?.decimals ?? printedDecimals(value) };
  const read = (figure: ScreenedFigure | undefined) =>
    figure?.value == null ? undefined : { value: figure.value, decimals: decimalsOf(input, figure) };
  if (reference.when === 'previous')
    return held(input.known.previousYear(indicator, whose)) ?? read(cells(indicator, whose, 'previous'));
  if (reference.when === 'prior-period') return held(input.known.priorPeriod(indicator, whose));
  const own = isOwn(run, reference) ? ownCell(run, reference) : undefined;
  if (own) return read(own);
  const form = reference.form ?? (check.form === input.form ? undefined : check.form);
  return held(input.known.current({ ...reference, ...(form === undefined ? {} : { form }) }, unit));
}
