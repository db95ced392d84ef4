import { consolidationWords as words } from '../../../renderer/words/consolidation.ts';
import { findingSentence } from '../../../renderer/words/findings.ts';
import { periodWords } from '../../../renderer/words/periods.ts';
import { balanceRounding } from '../../../shared/calc/consolidate/balance-rounding.ts';
import { ratioScale } from '../../../shared/calc/consolidate/consolidate.ts';
import { itemApplies } from '../../../shared/calc/consolidate/form-senders.ts';
import { baseFactor } from '../../../shared/calc/measure-unit.ts';
import type { FormItem, Indicator, PlanHeader, Unit } from '../../../shared/domain/plan.ts';
import { Decimal, printDerived } from '../../../shared/text/decimal.ts';
import type { ReadHandle } from '../../db/handles.ts';
import type { AcceptedFigure } from '../../db/tables/accepted-figures.ts';
import { getPlanHeader, listRecords } from '../../db/tables/pack-records.ts';
import { findPeriodState } from '../../db/tables/period-states.ts';
import { listFindings, listReturns } from '../../db/tables/returns.ts';
import type {
  BookDiscrepancy,
  BookFigure,
  BookFinding,
  BookIndicator,
  BookReturn,
  BookSource,
  ConsolidatedBook,
} from '../../excel/write/consolidated-book.ts';
import { cellKey, type FormConsolidation } from '../consolidate-form.ts';
import { previousFigures } from './consolidation-queries.ts';
import { listDiscrepancies } from './discrepancies.ts';

/* The consolidated workbook's content out of a consolidation: names, marks and origins, ready to be written. */

export function fillBook(db: ReadHandle, result: FormConsolidation, preparedOn: string): ConsolidatedBook {
  const header = getPlanHeader(db);
  const { form, period } = result;
  const units = new Map(listRecords(db, 'units').map((unit) => [unit.code, unit]));
  const nameOf = (code: string) => units.get(code)?.name ?? code;
  const lock = findPeriodState(db, form.code, period);
  const only = commonUnit(result);
  return {
    title: words.title(form.title, period),
    periodText: periodWords(period),
    ...(only === undefined ? {} : { unitLine: words.unitLine(only) }),
    root: { code: header.root, name: nameOf(header.root) },
    demo: header.settings.demo === true,
    form: {
      code: form.code,
      title: form.title,
      ...(form.docNumber === undefined ? {} : { docNumber: form.docNumber }),
      ...(form.issuer === undefined ? {} : { issuer: form.issuer }),
      ...(form.validUntil === undefined ? {} : { validUntil: form.validUntil }),
    },
    preparedOn: preparedOn.slice(0, 10),
    basisText: words.basis(preparedOn),
    ...(lock.state === 'locked' && lock.document !== undefined && lock.hash !== undefined
      ? { handover: { documentNumber: lock.document, hash: lock.hash } }
      : {}),
    units: result.units.map((unit) => ({
      code: unit.code,
      name: unit.name,
      counted: !result.shownOnly.has(unit.code),
      absent: result.notSent.includes(unit.code) || result.notAccepted.includes(unit.code),
    })),
    indicators: bookIndicators(db, result, nameOf).map((row, at) =>
      header.settings.balanceRounding === true
        ? balanced(
            row,
            new Set(result.totals[at]!.contributors),
            result.units.map((unit) => unit.code),
          )
        : row,
    ),
    discrepancies: bookDiscrepancies(db, result),
    returns: bookReturns(db, result),
    findings: bookFindings(db, result, nameOf),
    sources: bookSources(result, nameOf),
    notes: [],
    settings: {
      totalColumns: ['previous', 'growth'],
      unitColumns: [],
      ...suppression(header),
    },
  };
}

/** Fewer than so many contributors behind a figure: withheld on export (domain.md section 6). */
function suppression(header: PlanHeader): { suppressBelow?: number } {
  const below = header.settings.suppressBelow;
  return typeof below === 'number' && below > 0 ? { suppressBelow: below } : {};
}

function commonUnit({ items, indicators }: FormConsolidation): string | undefined {
  const units = new Set(items.map((item) => indicators.get(item.indicator)!.unit));
  return units.size === 1 ? [...units][0] : undefined;
}

function bookIndicators(
  db: ReadHandle,
  result: FormConsolidation,
  nameOf: (code: string) => string,
): BookIndicator[] {
  const previous = previousFigures(db, result);
  return result.items.map((item, at) => {
    const indicator = result.indicators.get(item.indicator)!;
    const total = result.totals[at]!;
    const before = totalBefore(indicator, total.contributors, (unit) =>
      previous.previousYear(item.indicator, unit),
    );
    return {
      code: item.indicator,
      label: item.label || indicator.name,
      unit: indicator.unit,
      indent: /^(其中|#)/.test(item.label.trim()) ? 1 : 0,
      ...(indicator.decimals === undefined ? {} : { decimals: indicator.decimals }),
      rule: total.rule === 'last' ? 'sum' : total.rule,
      ...(total.rule === 'ratio' ? { ratio: ratioOf(result, indicator) } : {}),
      total:
        total.rule === 'none'
          ? null
          : {
              value: total.value,
              complete: total.complete,
              missing: total.missing.map(nameOf),
              contributors: total.contributors.length,
              previous: before,
              growth: growthOf(indicator, total.value, before),
            },
      figures: result.units.map((unit) => bookFigure(result, item, unit)),
    };
  });
}

/** 舍位平衡 where the plan asks for it: printed parts add up to the printed total, moved digits are marked. */
function balanced(
  row: BookIndicator,
  contributors: ReadonlySet<string>,
  units: readonly string[],
): BookIndicator {
  if (row.rule !== 'sum' || row.decimals === undefined || !row.total?.value) return row;
  const places = row.figures.flatMap((figure, at) =>
    contributors.has(units[at]!) && figure.value !== null ? [at] : [],
  );
  const column = balanceRounding(
    places.map((at) => row.figures[at]!.value!),
    row.decimals,
  );
  const figures = [...row.figures];
  places.forEach((at, place) => {
    const { value, adjusted } = column.parts[place]!;
    figures[at] = { ...figures[at]!, value, ...(adjusted ? { adjusted: true as const } : {}) };
  });
  return { ...row, figures, total: { ...row.total, value: column.total } };
}

/** Last year's total over the same units; none where one of them has no figure for last year, or where nothing is added. */
function totalBefore(
  indicator: Indicator,
  contributors: readonly string[],
  previous: (unit: string) => string | undefined,
): string | null {
  if (indicator.measure !== 'flow' && indicator.measure !== 'stock') return null;
  const values = contributors.map(previous);
  if (values.length === 0 || values.includes(undefined)) return null;
  return printDerived(values.reduce((sum, value) => sum.plus(value!), new Decimal(0)));
}

/** Growth is computed only where the indicator allows it: constant-price figures keep the typed rate (domain.md section 1). */
function growthOf(indicator: Indicator, value: string | null, before: string | null): string | null {
  const plainCount = indicator.priceBasis === undefined && indicator.growthBasis === undefined;
  if (!(indicator.recompute || (indicator.measure === 'stock' && plainCount))) return null;
  if (value === null || before === null || new Decimal(before).lte(0)) return null;
  return printDerived(new Decimal(value).div(before).minus(1).times(100));
}

function ratioOf({ indicators }: FormConsolidation, indicator: Indicator) {
  const [above, below] = [indicators.get(indicator.numerator!)!, indicators.get(indicator.denominator!)!];
  const scale = ratioScale(indicator).times(baseFactor(above.unit)).div(baseFactor(below.unit));
  return { numerator: above.code, denominator: below.code, scale: printDerived(scale) };
}

function bookFigure(result: FormConsolidation, item: FormItem, unit: Unit): BookFigure {
  if (!itemApplies(item, unit)) return { value: null, state: 'not-applicable' };
  const cell = result.cells.get(cellKey(item.indicator, unit.code));
  if (!cell) {
    const absent = result.notSent.includes(unit.code) || result.notAccepted.includes(unit.code);
    return { value: null, state: absent ? 'not-sent' : 'blank' };
  }
  if (cell.value !== null) return { value: cell.value, state: 'value' };
  const [origin] = cell.from;
  if (origin?.mark === 'not-applicable') return { value: null, state: 'not-applicable' };
  return origin && origin.raw.trim() !== ''
    ? { value: null, state: 'mark', mark: origin.raw.trim() }
    : { value: null, state: 'blank' };
}

function bookDiscrepancies(db: ReadHandle, result: FormConsolidation): BookDiscrepancy[] {
  return listDiscrepancies(db, result).map((one) => {
    const indicator = result.indicators.get(one.indicator)!;
    const consolidated = result.totals.find((total) => total.indicator === one.indicator)?.value ?? null;
    return {
      indicator: one.indicator,
      label: indicator.name,
      unit: indicator.unit,
      ...(indicator.decimals === undefined ? {} : { decimals: indicator.decimals }),
      consolidated,
      department: one.department,
      departmentValue: one.departmentValue,
      difference: one.difference,
      percent: one.percent,
      withinTolerance: one.withinTolerance,
      ...(one.explanation === undefined ? {} : { explanation: one.explanation }),
    };
  });
}

function bookReturns(db: ReadHandle, result: FormConsolidation): BookReturn[] {
  const rows = listReturns(db, { form: result.form.code, period: result.period });
  return result.senders.map((unit) => {
    const own = rows.filter((row) => row.sender === unit.code);
    const accepted = own.find((row) => row.state === 'accepted');
    const newest = accepted ?? own.at(-1);
    const status = newest === undefined ? 'not-sent' : newest.state;
    return {
      unit: unit.name,
      status: words.states[status] ?? status,
      ...(newest === undefined ? {} : { received: newest.stagedAt.slice(0, 10) }),
      ...(newest?.file === undefined ? {} : { file: newest.file, version: newest.version }),
    };
  });
}

function bookFindings(
  db: ReadHandle,
  result: FormConsolidation,
  nameOf: (code: string) => string,
): BookFinding[] {
  return listReturns(db, { form: result.form.code, period: result.period })
    .filter((row) => row.state === 'accepted' || row.state === 'staged')
    .flatMap((row) =>
      listFindings(db, row.id)
        .filter((finding) => finding.severity !== 'note')
        .map((finding): BookFinding => {
          const { sheet, cell, raw, reason, resolution, resolvedBy, resolvedAt } = finding;
          const optional = { sheet, cell, raw, by: resolvedBy, on: resolvedAt?.slice(0, 10), file: row.file };
          return {
            unit: row.sender === undefined ? '' : nameOf(row.sender),
            ...(finding.unit === undefined ? {} : { unitCode: finding.unit }),
            ...(finding.indicator === undefined
              ? {}
              : {
                  indicator: finding.indicator,
                  label: result.indicators.get(finding.indicator)?.name ?? finding.indicator,
                }),
            kind: words.checkKinds[finding.severity] ?? finding.severity,
            sentence: findingSentence(finding),
            ...(resolution === undefined ? {} : { decision: words.decisions[resolution] ?? resolution }),
            ...(reason === undefined ? {} : { explanation: words.officeVerified(reason) }),
            ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
          };
        }),
    );
}

function bookSources(result: FormConsolidation, nameOf: (code: string) => string): BookSource[] {
  return result.items.flatMap((item) =>
    result.units.flatMap((unit) =>
      (result.cells.get(cellKey(item.indicator, unit.code))?.from ?? []).map((figure) =>
        bookSource(result, item, figure, nameOf),
      ),
    ),
  );
}

function bookSource(
  result: FormConsolidation,
  item: FormItem,
  figure: AcceptedFigure,
  nameOf: (code: string) => string,
): BookSource {
  const indicator = result.indicators.get(item.indicator)!;
  const { version, file, sheet, cell, raw, statedUnit, factor, repair, acceptedBy, acceptedAt } = figure;
  const source: { -readonly [Key in keyof BookSource]: BookSource[Key] } = {
    indicator: item.indicator,
    label: item.label || indicator.name,
    unitCode: figure.unit,
    unit: nameOf(figure.unit),
    value: figure.value,
    measure: indicator.unit,
    kind: figure.evidence === undefined ? words.sourceKinds.return : words.sourceKinds.entered,
    version,
    file,
    sheet,
    cell,
    raw,
  };
  if (statedUnit !== undefined) source.statedUnit = statedUnit;
  if (factor !== undefined) source.factor = factor;
  if (repair !== undefined) source.repair = repair;
  if (acceptedBy !== undefined) source.acceptedBy = acceptedBy;
  if (acceptedAt !== undefined) source.acceptedOn = acceptedAt.slice(0, 10);
  return source;
}
