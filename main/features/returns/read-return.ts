import { identifyReturn } from '../../../shared/calc/match/identify-return.ts';
import { mapReturn } from '../../../shared/calc/match/map-return.ts';
import { type MatchPlan, vocabularyOf } from '../../../shared/calc/match/plan-index.ts';
import { type IgnoredSheet, recogniseWorkbook } from '../../../shared/calc/recognise/recognise-workbook.ts';
import { type Finding, findingSeverities } from '../../../shared/domain/finding.ts';
import type { TableReading } from '../../../shared/domain/recognition.ts';
import type {
  Identification as Found,
  MappedReturn,
  ReadFigure,
} from '../../../shared/domain/return-reading.ts';
import type { Workbook } from '../../../shared/domain/sheet.ts';
import { findMark } from '../../../shared/text/number-text.ts';
import type { ReadHandle } from '../../db/handles.ts';
import { getPlanHeader, listRecords } from '../../db/tables/pack-records.ts';
import type { StoredContext, StoredParked, StoredRecord } from '../../db/tables/return-content.ts';
import type { StoredFigure } from '../../db/tables/return-figures.ts';
import { type Identification, listLearned } from '../../db/tables/returns.ts';
import type { ReadOutcome } from '../../excel/read/read-outcome.ts';
import { loadKnownFigures } from '../known-figures.ts';
import { screenReturn } from './screen-return.ts';

/* From a read workbook to an understood return: recognise, identify, map, check. Pure but for what the plan holds. */

/** What was understood of one file, ready to be stored. */
export interface ReadReturn {
  readonly refused: boolean;
  readonly format?: string;
  readonly identification: Identification;
  readonly figures: readonly StoredFigure[];
  readonly context: readonly StoredContext[];
  readonly parked: readonly StoredParked[];
  readonly records: readonly StoredRecord[];
  readonly findings: readonly Finding[];
}

export interface Choices {
  readonly form?: string | undefined;
  readonly period?: string | undefined;
  readonly unit?: string | undefined;
}

export interface ReturnReader {
  /** For the time until the first workbook is read: loads what figures are compared with. */
  prepare(): Promise<void>;
  /** `decided`: what a person said about this one workbook. */
  understand(outcome: ReadOutcome, fileName: string, decided?: Choices): ReadReturn;
  /** A file whose bytes could not be read at all. */
  unreadable(fileName: string, cause: string): ReadReturn;
}

const emptyReading = { refused: false, figures: [], context: [], parked: [], records: [], findings: [] };

/** Loads the plan's side once for a whole batch. */
export function createReturnReader(db: ReadHandle, choices: Choices): ReturnReader {
  const plan = loadMatchPlan(db);
  const names = vocabularyOf(plan);
  const checks = listRecords(db, 'checks');
  const learned = listLearned(db);
  const indicators = new Map(plan.indicators.map((indicator) => [indicator.code, indicator]));
  const held = loadKnownFigures(db, indicators);

  const identify = (
    tables: readonly TableReading[],
    workbook: Workbook | undefined,
    fileName: string,
    decided?: Choices,
  ) =>
    identifyReturn({
      tables,
      sheetNames: workbook?.sheets.map((sheet) => sheet.name) ?? [],
      fileName: fileName.split('/').at(-1) ?? fileName,
      plan,
      options: given(choices),
      ...(decided ? { decided: given(decided) } : {}),
      ...(workbook?.mark ? { mark: workbook.mark } : {}),
    });

  const refuse = (found: Found, findings: readonly Finding[], readable: boolean): ReadReturn => ({
    ...emptyReading,
    refused: true,
    identification: identificationOf({ ...found, unit: readable ? found.unit : null }),
    findings,
  });

  return {
    prepare: async () => held.load(),
    understand(outcome, fileName, decided) {
      if (!outcome.ok) {
        const remains = outcome.remains;
        return refuse(
          identify(remains ? recogniseWorkbook(remains, names).tables : [], remains, fileName, decided),
          outcome.findings,
          outcome.code === 'personal-data',
        );
      }
      const { workbook } = outcome;
      const { tables, ignored } = recogniseWorkbook(workbook, names);
      const found = identify(tables, workbook, fileName, decided);
      const notes = [...workbook.notes.map(noteFinding), ...ignored.flatMap(leftOutFinding)];
      const base = { ...emptyReading, format: workbook.format, identification: identificationOf(found) };
      const { form, sender, period } = found;
      if (!form || !sender || !period) return { ...base, findings: [...found.findings, ...notes] };
      const mapped = mapReturn({
        tables,
        plan,
        form: form.code,
        sender: sender.code,
        period: period.value,
        learned: learnedFor(learned, sender.code, 'indicator'),
        learnedUnits: learnedFor(learned, sender.code, 'unit'),
        ...(workbook.mark ? { mark: workbook.mark } : {}),
        hiddenSheets: new Set(
          workbook.sheets.filter((sheet) => sheet.visibility !== 'visible').map((sheet) => sheet.name),
        ),
      });
      const figures = mapped.figures.filter((figure) => figure.record === undefined);
      const screened = screenReturn(
        { plan, indicators, checks },
        {
          form: form.code,
          sender: sender.code,
          period: period.value,
          figures,
          context: mapped.context,
        },
        held.of,
      );
      return {
        ...base,
        figures: figures.map(storedFigure),
        context: mapped.context.map(storedContext),
        parked: mapped.parked,
        records: recordsOf(mapped),
        findings: [...found.findings, ...notes, ...withProposals(mapped), ...screened],
      };
    },
    unreadable: (fileName, cause) =>
      refuse(
        identify([], undefined, fileName),
        [{ code: 'damaged', severity: 'refused', details: { cause } }],
        false,
      ),
  };
}

export function loadMatchPlan(db: ReadHandle): MatchPlan {
  return {
    root: getPlanHeader(db).root,
    units: listRecords(db, 'units'),
    forms: listRecords(db, 'forms'),
    formItems: listRecords(db, 'formItems'),
    indicators: listRecords(db, 'indicators'),
    projects: listRecords(db, 'projects'),
  };
}

function given(choices: Choices): { form?: string; period?: string; unit?: string } {
  return Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined));
}

function identificationOf(found: Pick<Found, 'form' | 'sender' | 'unit' | 'period'>): Identification {
  const { form, sender, unit, period } = found;
  return {
    ...(form ? { form } : {}),
    ...(sender ? { sender } : {}),
    ...(unit ? { unit } : {}),
    ...(period ? { period } : {}),
  };
}

function noteFinding(note: Workbook['notes'][number]): Finding {
  return {
    code: note.code,
    severity: note.code === 'picture-only' ? 'query' : 'note',
    ...(note.sheet === undefined ? {} : { sheet: note.sheet }),
    ...(note.cell === undefined ? {} : { cell: note.cell }),
    ...(note.detail === undefined
      ? {}
      : { details: { [note.code === 'extension-differs' ? 'actual' : 'what']: note.detail } }),
  };
}

/** A table that was left out is said; a sheet without one is not. */
function leftOutFinding({ sheet, reason }: IgnoredSheet): Finding[] {
  if (reason !== 'instructions') return [];
  return [{ code: 'sheet-aside', severity: findingSeverities['sheet-aside'], sheet, raw: sheet }];
}

/** A repair proposes the number that was read out of the text. */
function withProposals(mapped: MappedReturn): Finding[] {
  return mapped.findings.map((finding) => {
    if (finding.severity !== 'repair' || finding.details?.proposed !== undefined) return finding;
    const figure = mapped.figures.find((one) => one.sheet === finding.sheet && one.cell === finding.cell);
    return figure?.value == null
      ? finding
      : { ...finding, details: { ...finding.details, proposed: figure.value } };
  });
}

function learnedFor(
  learned: readonly { sender: string; kind: string; label: string; code: string }[],
  sender: string,
  kind: string,
): ReadonlyMap<string, string> {
  return new Map(
    learned.filter((one) => one.sender === sender && one.kind === kind).map((one) => [one.label, one.code]),
  );
}

function storedFigure(figure: ReadFigure): StoredFigure {
  const mark = figure.value === null && figure.raw.trim() !== '' ? findMark(figure.raw) : undefined;
  const stored: { -readonly [Key in keyof StoredFigure]: StoredFigure[Key] } = {
    indicator: figure.indicator,
    unit: figure.unit,
    period: figure.period,
    column: figure.column,
    value: figure.value,
    sheet: figure.sheet,
    cell: figure.cell,
    raw: figure.raw,
  };
  if (figure.statedUnit !== undefined) stored.statedUnit = figure.statedUnit;
  if (figure.factor !== undefined) stored.factor = figure.factor;
  if (figure.repair !== undefined) stored.repair = figure.repair;
  if (figure.notApplicable) stored.mark = 'not-applicable';
  else if (mark !== undefined) stored.mark = mark;
  return stored;
}

function storedContext(figure: ReadFigure): StoredContext {
  const { indicator, unit, period, column, value, sheet, cell, raw } = figure;
  return { indicator, unit, period, column, value, sheet, cell, raw };
}

/** Records of a register with their attributes and the figures that stand in their row. */
function recordsOf(mapped: MappedReturn): StoredRecord[] {
  const figures = new Map<number, ReadFigure[]>();
  for (const figure of mapped.figures) {
    if (figure.record === undefined) continue;
    const own = figures.get(figure.record);
    if (own) own.push(figure);
    else figures.set(figure.record, [figure]);
  }
  return mapped.records.map((record, index) => ({
    name: record.name,
    sheet: record.sheet,
    row: record.row + 1,
    ...(record.project === undefined ? {} : { project: record.project }),
    fields: [
      ...record.attributes.map(({ column, text, cell }) => ({ column, value: text, cell, raw: text })),
      ...(figures.get(index) ?? []).map(({ column, value, cell, raw }) => ({ column, value, cell, raw })),
    ],
  }));
}
