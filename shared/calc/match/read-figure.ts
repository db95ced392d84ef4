import { type Finding, type FindingCode, findingSeverities, type Severity } from '../../domain/finding.ts';
import type { Form, FormItem, Indicator } from '../../domain/plan.ts';
import type { ReadFigure } from '../../domain/return-reading.ts';
import type { Cell } from '../../domain/sheet.ts';
import {
  Decimal,
  type DecimalText,
  printDecimal,
  printDerived,
  printedDecimals,
  roundTo,
} from '../../text/decimal.ts';
import { type NumberReading, readCellNumber, type TextNumber } from '../../text/number-text.ts';
import { conversionFactor, convertMeasure, isMeasureUnit, normaliseMeasureUnit } from '../measure-unit.ts';

/** One cell to one figure: number, unit, factor, repair, and what a person must look at. */
export interface FigurePlace {
  readonly indicator: string;
  readonly unit: string;
  readonly period: string;
  readonly column: string;
  readonly sheet: string;
  readonly cell: string;
  readonly record?: number;
}

export interface FigureContext {
  readonly place: FigurePlace;
  readonly cell: Cell | undefined;
  /** What the sheet states where row and column cross. */
  readonly stated: string | undefined;
  /** The unit was taken over from a neighbour: it counts only where it fits the indicator. */
  readonly inherited: boolean;
  /** The table states units elsewhere, so that a missing one is a gap. */
  readonly tableStatesUnits: boolean;
  readonly indicator: Indicator | undefined;
  readonly item: FormItem | undefined;
  readonly form: Form;
  /** The item is required of this unit; blanks and marks of others are only notes. */
  readonly required: boolean;
  readonly applies: boolean;
}

export interface FigureResult {
  readonly figure: ReadFigure;
  readonly findings: readonly Finding[];
}

function makeFinding(
  code: FindingCode,
  context: FigureContext,
  details?: Finding['details'],
  severity: Severity = findingSeverities[code],
): Finding {
  const { place, cell } = context;
  return {
    code,
    severity,
    ...(place.indicator === '' ? {} : { indicator: place.indicator }),
    unit: place.unit,
    sheet: place.sheet,
    cell: place.cell,
    raw: cell?.text ?? '',
    ...(details ? { details } : {}),
  };
}

export function readFigure(context: FigureContext): FigureResult {
  const reading = readCellNumber(context.cell);
  if (reading.kind === 'number') return numberFigure(context, reading);
  const base = figureOf(context, null);
  if (!context.applies) return { figure: { ...base, notApplicable: true }, findings: [] };
  return { figure: { ...base, ...statedOf(context) }, findings: [gapFinding(context, reading)] };
}

/** The unit that a blank cell's figure would be in: a template is filled in its own unit of measure. */
function statedOf(context: FigureContext): Pick<ReadFigure, 'statedUnit' | 'factor'> {
  const unit = pickUnit(context);
  const factor = unit === undefined ? undefined : conversionFactor(unit, targetUnit(context));
  return unit === undefined || factor === undefined ? {} : { statedUnit: unit, factor: printDerived(factor) };
}

function gapFinding(context: FigureContext, reading: Exclude<NumberReading, TextNumber>): Finding {
  if (reading.kind === 'formula-error') return makeFinding('formula-error', context);
  if (reading.kind === 'not-a-number') return makeFinding('not-a-number', context);
  const details = reading.kind === 'mark' ? { mark: reading.mark, meaning: reading.meaning } : undefined;
  // 不适用 is an answer, not a gap (domain.md section 1).
  const answered = reading.kind === 'mark' && reading.meaning === 'not-applicable';
  const severity = context.required && !answered ? findingSeverities[reading.kind] : 'note';
  return makeFinding(reading.kind, context, details, severity);
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

interface StatedUnit {
  /** A written scale (万, 亿) that is no part of the unit. */
  readonly times?: Decimal;
  readonly unit: string | undefined;
  readonly missing: boolean;
}

/** 单位：万元、人、元 stands for all of them: the form's own or the indicator's is meant, else one of its dimension. */
function pickUnit(context: FigureContext): string | undefined {
  const { stated } = context;
  const target = targetUnit(context);
  if (stated !== undefined && context.inherited && conversionFactor(stated, target) === undefined)
    return undefined;
  if (stated === undefined || !/[、,，;；]/.test(stated)) return stated;
  const listed = stated.split(/[、,，;；]/);
  const own = [context.item?.unit, target].find(
    (unit) => unit && listed.some((one) => isSameUnit(one, unit)),
  );
  return own ?? listed.find((one) => conversionFactor(one, target) !== undefined) ?? stated;
}

/** `2000万` in a column of 万元 is 2000 万元, in a column of 元 2000 万元 too: the scale belongs to the unit. */
function stateUnit(context: FigureContext, reading: TextNumber): StatedUnit {
  const fallback = context.item?.unit ?? context.form.unit;
  const picked = pickUnit(context);
  const stated = picked ?? fallback;
  const missing = picked === undefined && (context.tableStatesUnits || fallback === undefined);
  const { suffix } = reading;
  if (suffix === undefined) return { unit: stated, missing };
  if (!/^[十百千万亿]{1,2}$/.test(suffix)) return { unit: suffix, missing: false };
  const plain = normaliseMeasureUnit(stated ?? context.indicator?.unit ?? '');
  if (plain.startsWith(suffix)) return { unit: plain, missing };
  const bare = plain.replace(/^[十百千万亿]+/, '');
  if (isMeasureUnit(suffix + bare)) return { unit: suffix + bare, missing };
  return { times: conversionFactor(`${suffix}元`, '元') ?? new Decimal(1), unit: stated, missing };
}

function targetUnit(context: FigureContext): string {
  if (context.place.column === 'growth') return '%';
  return context.indicator?.unit ?? context.item?.unit ?? context.form.unit ?? '';
}

/** Field by field: a batch makes hundreds of thousands of these, and spreading an object is several times slower. */
function figureOf({ place, cell }: FigureContext, value: DecimalText | null): Writable<ReadFigure> {
  const figure: Writable<ReadFigure> = {
    indicator: place.indicator,
    unit: place.unit,
    period: place.period,
    column: place.column,
    value,
    sheet: place.sheet,
    cell: place.cell,
    raw: cell?.text ?? '',
  };
  if (place.record !== undefined) figure.record = place.record;
  return figure;
}

function numberFigure(context: FigureContext, reading: TextNumber): FigureResult {
  const findings: Finding[] = [];
  const target = targetUnit(context);
  const isShare = target === '%' || target === '％';
  const percent = reading.percent && isShare;
  const stated = stateUnit(context, reading);
  const unit = percent ? target : stated.unit;
  if (reading.repair) findings.push(makeFinding(reading.repair, context, { value: reading.value }));
  if (
    stated.missing &&
    target !== '' &&
    context.place.column !== 'growth' &&
    reading.suffix === undefined &&
    !percent
  )
    findings.push(makeFinding('unit-missing', context, { assumed: stated.unit ?? target }));
  const from = unit ?? target;
  const written = percent ? new Decimal(100) : stated.times;
  const converted =
    !written && isSameUnit(from, target)
      ? { value: reading.value, factor: '1' }
      : convert(reading.value, written, from, target, context.indicator?.decimals);
  if (!converted.factor)
    findings.push(makeFinding('unit-dimension', context, { stated: from, wanted: target }));
  const figure = figureOf(context, converted.value);
  if (from !== '') figure.statedUnit = from;
  if (converted.factor) figure.factor = converted.factor;
  if (reading.repair) figure.repair = reading.repair;
  if (reading.approximate) figure.approximate = true;
  return { figure, findings };
}

/**
 * The figure in the indicator's unit. A printed 268.133333 公顷 stands for 4022 亩: where rounding to the indicator's
 * decimals stays within half of the printed number's last digit, the rounded figure is what was meant.
 */
function convert(
  printed: DecimalText,
  written: Decimal | undefined,
  from: string,
  target: string,
  decimals: number | undefined,
): { value: DecimalText; factor?: DecimalText } {
  const value = written ? written.times(printed) : new Decimal(printed);
  if (isSameUnit(from, target)) return { value: printDecimal(value), factor: '1' };
  const factor = conversionFactor(from, target);
  const exact = convertMeasure(value, from, target);
  if (!factor || !exact) return { value: printDecimal(value) };
  const converted = decimals === undefined ? exact : roundAsMeant(exact, decimals, printed, factor);
  return { value: printDecimal(converted), factor: printDerived(factor) };
}

function roundAsMeant(exact: Decimal, decimals: number, printed: DecimalText, factor: Decimal): Decimal {
  const rounded = roundTo(exact, decimals);
  const half = new Decimal(10).pow(-printedDecimals(printed)).div(2).times(factor);
  return rounded.minus(exact).abs().lte(half) ? rounded : exact;
}

/** Without a wanted unit any will do. */
function isSameUnit(from: string, target: string): boolean {
  return target === '' || from === target || normaliseMeasureUnit(from) === normaliseMeasureUnit(target);
}
