import type { Finding } from '../../domain/finding.ts';
import { findingSeverities } from '../../domain/finding.ts';
import type { Form, FormItem, Indicator, Unit } from '../../domain/plan.ts';
import type { TableReading } from '../../domain/recognition.ts';
import type { MappedReturn, ReadFigure } from '../../domain/return-reading.ts';
import type { TemplateMark } from '../../domain/sheet.ts';
import { parsePeriod, periodEndDate } from '../../text/period.ts';
import { checkAnchors } from './check-anchors.ts';
import { type PeriodWanted, wantedPeriod } from './column-period.ts';
import { mapList } from './map-list.ts';
import { mapMatrix } from './map-matrix.ts';
import { mapRegister } from './map-register.ts';
import type { LearnedNames, NameIndex } from './match-name.ts';
import { askedItems, indexItems, indicatorsByCode, type MatchPlan, unitsByCode } from './plan-index.ts';
import { type PeriodPart, partByPeriod } from './sheet-periods.ts';

export interface MapInput {
  readonly tables: readonly TableReading[];
  readonly plan: MatchPlan;
  /** Form code. */
  readonly form: string;
  /** Unit code of the sender. */
  readonly sender: string;
  /** Period key in the form's own type. */
  readonly period: string;
  /** Labels and headers that a person confirmed for this sender: text → indicator code. */
  readonly learned?: LearnedNames;
  /** Unit names that a person confirmed: text → unit code. */
  readonly learnedUnits?: LearnedNames;
  readonly mark?: TemplateMark;
  /** Sheets that are hidden, for the note. */
  readonly hiddenSheets?: ReadonlySet<string>;
}

/** What the three shapes share. */
export interface MapContext {
  readonly input: MapInput;
  readonly form: Form;
  readonly items: readonly FormItem[];
  readonly index: NameIndex;
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly units: ReadonlyMap<string, Unit>;
  /** The unit that figures are about where the table names none: the sender, or the form's reporting unit in a matrix. */
  readonly subject: string;
  readonly period: PeriodWanted | undefined;
  /** Last day of the period, for the validity of units. */
  readonly day: string | undefined;
}

/**
 * Maps recognised tables onto a form: list, matrix or register. `figures` hold exactly the (item, column) pairs of the
 * form that the workbook has a row and a column for; what matches nothing is parked, never dropped.
 * @throws RangeError where the form is not in the plan.
 */
export function mapReturn(input: MapInput): MappedReturn {
  const form = input.plan.forms.find(({ code }) => code === input.form);
  if (!form) throw new RangeError(`no such form: ${input.form}`);
  const { own, others } = partByPeriod(input.tables, form.period, input.period);
  const context = contextOf({ ...input, tables: own }, form);
  const mapped = mapShape(context);
  const findings = [
    ...mapped.findings,
    ...others.flatMap((part) => [asideFinding(part), ...hiddenFindings({ ...input, ...part })]),
    ...hiddenFindings(context.input),
    ...checkAnchors(context, mapped),
  ];
  if (others.length === 0) return { ...mapped, findings };
  const beside = others.flatMap((part) => besideFigures(contextOf({ ...input, ...part }, form)));
  return { ...mapped, context: [...mapped.context, ...beside], findings };
}

function asideFinding({ sheet, stated }: PeriodPart): Finding {
  return {
    code: 'sheet-aside',
    severity: findingSeverities['sheet-aside'],
    sheet,
    raw: sheet,
    details: { stated },
  };
}

function contextOf(input: MapInput, form: Form): MapContext {
  const items = askedItems(input.plan, form, input.sender);
  const parsed = parsePeriod(input.period);
  return {
    input,
    form,
    items,
    index: indexItems(input.plan, items, input.learned),
    indicators: indicatorsByCode(input.plan),
    units: unitsByCode(input.plan),
    subject: form.shape === 'matrix' ? (form.reportingUnit ?? input.plan.root ?? input.sender) : input.sender,
    period: wantedPeriod(input.period),
    day: parsed && periodEndDate(parsed),
  };
}

function mapShape(context: MapContext): MappedReturn {
  if (context.form.shape === 'matrix') return mapMatrix(context);
  return context.form.shape === 'register' ? mapRegister(context) : mapList(context);
}

/** The sheet of another period is none of this return's figures; it is kept beside them and compared with what was accepted. */
function besideFigures(context: MapContext): ReadFigure[] {
  return mapShape(context).figures.filter(
    ({ record, column, value }) => record === undefined && column === 'current' && value !== null,
  );
}

/** Hidden rows, columns and sheets that hold cells of a table: read like the others, and said. */
function hiddenFindings(input: MapInput): Finding[] {
  const findings: Finding[] = [];
  for (const table of input.tables) {
    if (input.hiddenSheets?.has(table.sheet)) findings.push(hidden(table.sheet, undefined, 'sheet'));
    const row = table.rows.find((one) => one.hidden && one.cells.length > 0);
    if (row) findings.push(hidden(table.sheet, row.labelCell, 'row'));
    const column = table.columns.find((one) => one.hidden && one.role !== 'empty');
    if (column) findings.push(hidden(table.sheet, column.cell, 'column'));
  }
  return findings;
}

function hidden(sheet: string, cell: string | undefined, what: string): Finding {
  return {
    code: 'hidden-content',
    severity: findingSeverities['hidden-content'],
    sheet,
    ...(cell ? { cell } : {}),
    details: { what },
  };
}
