import { formWords } from '../../../renderer/words/forms.ts';
import { changeLine } from '../../../renderer/words/history.ts';
import { listingWords as words } from '../../../renderer/words/listings.ts';
import { totalPlace } from '../../../shared/calc/consolidate/nested-sums.ts';
import type { Withheld } from '../../../shared/calc/consolidate/withhold.ts';
import type { MethodOutput } from '../../../shared/contract/index.ts';
import type { Evaluation } from '../../../shared/domain/judgement.ts';
import { Decimal, type DecimalText, printDecimal, roundTo } from '../../../shared/text/decimal.ts';
import type { ChangeEntry } from '../../db/change-log.ts';
import type { PlanStructure } from '../../db/tables/pack-records.ts';
import type { ListingColumn } from '../../excel/write/write-listing.ts';
import type { FormConsolidation } from '../consolidate-form.ts';

/** A table without its dress: the same rows serve workbook, CSV and JSON. */
export interface Listing {
  readonly columns: readonly ListingColumn[];
  readonly rows: readonly (readonly (string | null)[])[];
}

const text = (header: string): ListingColumn => ({ header, kind: 'text' });
const centred = (header: string): ListingColumn => ({ header, kind: 'centred' });
const figure = (header: string, decimals?: number): ListingColumn => ({
  header,
  kind: 'figure',
  ...(decimals === undefined ? {} : { decimals }),
});

function columnsOf(
  headers: readonly string[],
  figures: ReadonlySet<number>,
  wide: ReadonlySet<number>,
): ListingColumn[] {
  return headers.map((header, at) =>
    figures.has(at) ? figure(header) : wide.has(at) ? text(header) : centred(header),
  );
}

const percent = (share: DecimalText | null) =>
  share === null ? null : printDecimal(roundTo(new Decimal(share).times(100), 1));

function leadNames(content: PlanStructure): (subject: string) => string | null {
  const units = new Map(content.units.map((unit) => [unit.code, unit.name]));
  const leads = new Map(content.assignments.map((one) => [one.subject, units.get(one.lead) ?? one.lead]));
  return (subject) => leads.get(subject) ?? null;
}

export function projectListing(content: PlanStructure, evaluation: Evaluation): Listing {
  const judged = new Map(evaluation.projects.map((one) => [one.project, one]));
  const lead = leadNames(content);
  return {
    columns: columnsOf(words.projects, new Set([6, 11]), new Set([1, 3, 5, 9])),
    rows: content.projects.map((project) => {
      const known = judged.get(project.code);
      return [
        project.code,
        project.name,
        project.box ?? project.outline ?? null,
        project.category ?? null,
        project.ownerLevel ?? null,
        project.location ?? null,
        project.investment ?? null,
        project.startYear === undefined ? null : String(project.startYear),
        project.endYear === undefined ? null : String(project.endYear),
        lead(project.code),
        known?.stage ? formWords.stages[known.stage] : null,
        known?.invested ?? null,
        words.lights[known?.light ?? 'none'] || null,
      ];
    }),
  };
}

export function mainTableListing(content: PlanStructure, evaluation: Evaluation): Listing {
  const judged = new Map(evaluation.indicators.map((one) => [one.indicator, one]));
  const targets = new Map(content.targets.map((one) => [one.indicator, one]));
  const lead = leadNames(content);
  return {
    columns: columnsOf(words.mainTable, new Set([7, 9, 10]), new Set([1, 4, 5, 6, 12])),
    rows: content.indicators
      .filter((indicator) => indicator.scope === 'main')
      .map((indicator, at) => {
        const one = judged.get(indicator.code);
        const target = targets.get(indicator.code);
        return [
          String(at + 1),
          indicator.name,
          indicator.unit,
          indicator.attribute ?? null,
          target?.base ?? null,
          target?.year ?? null,
          target?.total ?? null,
          one?.actual ? printDecimal(roundTo(new Decimal(one.actual), indicator.decimals ?? 2)) : null,
          one?.dataDate ?? null,
          percent(one?.completion ?? null),
          percent(one?.schedule ?? null),
          one?.override?.verdict ?? one?.verdict ?? null,
          lead(indicator.code),
        ];
      }),
  };
}

export function chaseListing(status: MethodOutput<'returns/status'>): Listing {
  return {
    columns: columnsOf(words.chase, new Set([5]), new Set([0])),
    rows: status.senders.map((one) => [
      one.name,
      words.states[one.state] ?? one.state,
      one.due,
      one.extendedTo,
      one.overdue ? words.yes : null,
      String(one.reminders),
      one.paperOn,
    ]),
  };
}

/** One row per indicator with its total and every unit's figure; what is missing stays empty, what is withheld is a sign. */
export function consolidationListing(result: FormConsolidation, isWithheld: Withheld): Listing {
  const shown = (indicator: string, place: string, value: string | null) =>
    isWithheld(indicator, place) ? words.withheld : value;
  const units = new Map(result.units.map((unit) => [unit.code, unit.name]));
  const headers = [...words.consolidation, ...units.values()];
  const figures = new Set(
    headers.flatMap((_, at) => (at === 4 || at >= words.consolidation.length ? [at] : [])),
  );
  return {
    columns: columnsOf(headers, figures, new Set([1, 6])),
    rows: result.items.map((item, at) => {
      const indicator = result.indicators.get(item.indicator)!;
      const total = result.totals[at]!;
      return [
        item.indicator,
        item.label || indicator.name,
        indicator.unit,
        words.rules[total.rule],
        shown(item.indicator, totalPlace, total.value),
        total.complete ? words.yes : null,
        total.missing.map((code) => units.get(code) ?? code).join('、') || null,
        ...result.units.map(({ code }) =>
          shown(item.indicator, code, result.cells.get(item.indicator, code)?.value ?? null),
        ),
      ];
    }),
  };
}

/** The whole chain, oldest first, each with its hash: what an auditor asks for. */
export function historyListing(changes: readonly ChangeEntry[]): Listing {
  return {
    columns: columnsOf(words.history, new Set([4]), new Set([3, 6])),
    rows: [...changes]
      .reverse()
      .map((change) => [
        String(change.id),
        change.at,
        change.by ?? null,
        changeLine(change.method, change.summary),
        String(change.rows.reduce((sum, row) => sum + (row.op === 'insert' ? row.to - row.from + 1 : 1), 0)),
        change.undoneBy === undefined ? null : words.yes,
        change.hash,
      ]),
  };
}
