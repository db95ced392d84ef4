import { convertMeasure } from '../../../shared/calc/measure-unit.ts';
import type { ExchangeBody, ExchangePackage } from '../../../shared/domain/exchange-package.ts';
import { type Finding, findingSeverities } from '../../../shared/domain/finding.ts';
import type { Indicator } from '../../../shared/domain/plan.ts';
import { Decimal, printDecimal } from '../../../shared/text/decimal.ts';
import { normaliseName } from '../../../shared/text/names.ts';

/* The figures of a package as figures of a return: in our unit of measure, with what a person must know about each. */

type PackageFigure = ExchangeBody['figures'][number];

export interface ReadPackage {
  readonly figures: readonly {
    readonly indicator: string;
    readonly value: string | null;
    readonly cell: string;
    readonly raw: string;
    readonly statedUnit: string;
    readonly factor: string;
  }[];
  readonly findings: readonly Finding[];
}

/** @param asked the form's indicators; others in the package are left out */
export function readPackageFigures(
  { body }: ExchangePackage,
  asked: readonly Indicator[],
  sender: string,
): ReadPackage {
  const byCode = new Map(asked.map((indicator) => [indicator.code, indicator]));
  const found = body.figures.flatMap((figure) => {
    const indicator = byCode.get(figure.indicator);
    return indicator === undefined ? [] : [{ figure, indicator }];
  });
  const read = found.map(({ figure, indicator }, at) => readOne(figure, indicator, sender, String(at + 1)));
  return { figures: read.map((one) => one.figure), findings: read.flatMap((one) => one.findings) };
}

function readOne(figure: PackageFigure, indicator: Indicator, unit: string, cell: string) {
  const value = figure.value === null ? null : convert(figure.value, figure.unit, indicator.unit);
  const raw = figure.value ?? '';
  const about = (code: Finding['code'], details: NonNullable<Finding['details']>): Finding => ({
    code,
    severity: findingSeverities[code],
    indicator: indicator.code,
    unit,
    sheet: '',
    cell,
    raw: code === 'ambiguous-match' ? figure.name : raw,
    details,
  });
  const findings = [
    ...(value === undefined
      ? [about('unit-dimension', { stated: figure.unit, wanted: indicator.unit })]
      : []),
    ...(isNamed(indicator, figure.name) ? [] : [about('ambiguous-match', { candidates: indicator.name })]),
    ...(figure.complete || figure.value === null
      ? []
      : [about('incomplete-total', { missing: figure.missing.join('、') })]),
  ];
  return {
    figure: {
      indicator: indicator.code,
      value: value ?? null,
      cell,
      raw,
      statedUnit: figure.unit,
      factor: convert('1', figure.unit, indicator.unit) ?? '1',
    },
    findings,
  };
}

/** Undefined where the units don't measure the same thing. */
function convert(value: string, from: string, to: string): string | undefined {
  const converted = convertMeasure(new Decimal(value), from, to);
  return converted && printDecimal(converted);
}

function isNamed({ name, aliases }: Indicator, given: string): boolean {
  const wanted = normaliseName(given);
  return [name, ...aliases].some((one) => normaliseName(one) === wanted);
}
