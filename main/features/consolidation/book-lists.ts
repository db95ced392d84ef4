import { consolidationWords as words } from '../../../renderer/words/consolidation.ts';
import { findingSentence } from '../../../renderer/words/findings.ts';
import type { FormItem } from '../../../shared/domain/plan.ts';
import type { ReadHandle } from '../../db/handles.ts';
import type { AcceptedFigure } from '../../db/tables/accepted-figures.ts';
import { listFindings, listReturns } from '../../db/tables/returns.ts';
import type {
  BookDiscrepancy,
  BookFinding,
  BookReturn,
  BookSource,
} from '../../excel/write/consolidated-book.ts';
import { cellKey, type FormConsolidation } from '../consolidate-form.ts';
import { listDiscrepancies } from './discrepancies.ts';

/* The lists behind the main table: discrepancies, return status, findings, sources. */

export function bookDiscrepancies(db: ReadHandle, result: FormConsolidation): BookDiscrepancy[] {
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

export function bookReturns(db: ReadHandle, result: FormConsolidation): BookReturn[] {
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

export function bookFindings(
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

export function bookSources(result: FormConsolidation, nameOf: (code: string) => string): BookSource[] {
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
