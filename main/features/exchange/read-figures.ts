import { convertMeasure } from '../../../shared/calc/measure-unit.ts';
import type { ExchangeBody, ExchangePackage } from '../../../shared/domain/exchange-package.ts';
import { type Finding, findingSeverities } from '../../../shared/domain/finding.ts';
import type { Indicator } from '../../../shared/domain/plan.ts';
import { Decimal, printDecimal } from '../../../shared/text/decimal.ts';
import { normaliseName } from '../../../shared/text/names.ts';

/*
 * The figures of a package as figures of a return: which of our indicators each is, in our unit of measure, with what a
 * person must know about it. Codes are the sender's own, so a name decides where both speak; what is nobody's is parked.
 */

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
  /** `values`: the figure and its unit of measure, for a person who says which indicator it is. */
  readonly parked: readonly {
    readonly cell: string;
    readonly raw: string;
    readonly why: 'no-match' | 'duplicate-row';
    readonly values: readonly { readonly cell: string; readonly raw: string }[];
  }[];
}

export interface PackageReader {
  /** The form's indicators. */
  readonly asked: readonly Indicator[];
  readonly sender: string;
  /** Labels of this sender as persons explained them, normalised. */
  readonly learned: ReadonlyMap<string, string>;
}

export function readPackageFigures({ body }: ExchangePackage, reader: PackageReader): ReadPackage {
  const matched = matchFigures(body.figures, reader);
  const taken = new Set<Indicator>();
  const figures: ReadPackage['figures'][number][] = [];
  const findings: Finding[] = [];
  const parked: ReadPackage['parked'][number][] = [];
  for (const [at, figure] of body.figures.entries()) {
    const indicator = matched[at];
    const cell = String(at + 1);
    if (indicator && !taken.has(indicator)) {
      taken.add(indicator);
      const read = readOne(figure, indicator, reader.sender, cell);
      figures.push(read.figure);
      findings.push(...read.findings);
      continue;
    }
    const why = indicator ? 'duplicate-row' : 'no-match';
    const values = [figure.value ?? '', figure.unit].map((raw) => ({ cell, raw }));
    parked.push({ cell, raw: figure.name, why, values });
    // Parked whatever the reason: what was taken already stands, this one waits for a person.
    findings.push({ code: 'no-match', severity: 'parked', sheet: '', cell, raw: figure.name });
  }
  return { figures, findings, parked };
}

/** By what a person said, by a name that agrees, and only then by the code alone, where nobody else has taken it. */
function matchFigures(
  figures: readonly PackageFigure[],
  { asked, learned }: PackageReader,
): (Indicator | undefined)[] {
  const byCode = new Map(asked.map((indicator) => [indicator.code, indicator]));
  const byName = indexByName(asked);
  const named = figures.map(({ indicator, name }) => {
    const own = byCode.get(indicator);
    const label = normaliseName(name);
    return byCode.get(learned.get(label) ?? '') ?? (own && isNamed(own, name) ? own : byName.get(label));
  });
  const taken = new Set(named);
  return named.map((one, at) => {
    const own = byCode.get(figures[at]!.indicator);
    return one ?? (own && !taken.has(own) ? own : undefined);
  });
}

/** Names and aliases that belong to one indicator only. */
function indexByName(asked: readonly Indicator[]): ReadonlyMap<string, Indicator> {
  const found = new Map<string, Indicator | undefined>();
  for (const indicator of asked)
    for (const name of new Set([indicator.name, ...indicator.aliases].map(normaliseName)))
      found.set(name, found.has(name) ? undefined : indicator);
  return new Map([...found].flatMap(([name, one]) => (one ? [[name, one] as const] : [])));
}

/** How many of the form's indicators the package speaks of. */
export function countMatched({ body }: ExchangePackage, reader: PackageReader): number {
  return new Set(matchFigures(body.figures, reader).filter((one) => one !== undefined)).size;
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
    ...(figure.withheld ? [about('withheld', {})] : []),
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
