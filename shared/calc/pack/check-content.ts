import { type PackColumn, type PackFile, type PackKey, packFiles } from '../../domain/pack.ts';
import { type PlanHeader, unitTypes } from '../../domain/plan.ts';
import { listFigures, parseExpression } from '../check/expression.ts';
import { isCondition } from '../check/is-condition.ts';
import { checkTargets } from './check-targets.ts';
import type { PackFault } from './pack-fault.ts';
import type { PlacedRecord } from './read-pack.ts';

/** The records of every file with their lines; a file that could not be read is absent, and nothing is said of codes in it. */
export type PlacedContent = ReadonlyMap<string, readonly PlacedRecord[]>;

/** Names that would reach an object's prototype wherever a record is keyed by code. */
const reserved = new Set(['__proto__', 'constructor', 'prototype']);

/** Rules between records: uniqueness, references, circles, dates, expressions, targets. Adds to `faults`. */
export function checkContent(header: PlanHeader, placed: PlacedContent, faults: PackFault[]): void {
  for (const file of packFiles) {
    const records = placed.get(file.key) ?? [];
    checkUnique(file, records, header.root, faults);
    for (const one of records)
      for (const column of file.columns) checkReference(file, column, one, placed, faults);
  }
  checkCodes(placed, faults);
  checkUnits(header, placed, faults);
  checkIndicators(placed, faults);
  checkYears(header, placed, faults);
  checkForms(placed, faults);
  checkItems(placed, faults);
  checkExpressions(placed, faults);
  checkTargets(header, placed, faults);
}

export function textOf(one: PlacedRecord, name: string): string | undefined {
  const value = one.record[name];
  return value === undefined || value === null || value === '' ? undefined : String(value);
}

function listOf(one: PlacedRecord, name: string): readonly string[] {
  return (one.record[name] as readonly string[] | undefined) ?? [];
}

function fileName(key: PackKey): string {
  return packFiles.find((file) => file.key === key)!.file;
}

/** Columns that together may occur once: the second row is the fault. */
export function checkUnique(
  file: PackFile,
  records: readonly PlacedRecord[],
  root: string,
  faults: PackFault[],
): void {
  const seen = firstLines();
  const ofRoot = new Set(file.columns.filter((one) => one.rootWhenEmpty).map((one) => one.name));
  for (const one of records) {
    const first = seen(
      file.unique.map((name) => one.record[name] ?? (ofRoot.has(name) ? root : null)),
      one.line,
    );
    if (first !== undefined)
      faults.push({
        code: 'duplicate',
        file: file.file,
        row: one.line,
        column: file.unique.join(' + '),
        got: file.unique.map((name) => textOf(one, name) ?? '').join(' '),
        expected: [String(first)],
      });
  }
}

/**
 * Remembers lines by the values of their key, in two halves: each is the same in many of a million rows, where a text for
 * every whole key would take more room than the rows themselves.
 */
function firstLines() {
  const seen = new Map<string, Map<string, number>>();
  const rests = new Map<string, string>();
  return (key: readonly unknown[], line: number): number | undefined => {
    const half = Math.ceil(key.length / 3);
    const start = JSON.stringify(key.slice(0, half));
    const text = JSON.stringify(key.slice(half));
    let rest = rests.get(text);
    if (rest === undefined) rests.set(text, (rest = text));
    let lines = seen.get(start);
    if (!lines) seen.set(start, (lines = new Map()));
    const first = lines.get(rest);
    if (first === undefined) lines.set(rest, line);
    return first;
  };
}

const keyColumn: Partial<Record<PackKey, string>> = {
  units: 'code',
  outline: 'number',
  indicators: 'code',
  projects: 'code',
  forms: 'code',
};

/** Codes of a file as a set, built once per file. */
const codeSets = new WeakMap<readonly PlacedRecord[], Set<string>>();
export function codesOf(placed: PlacedContent, key: PackKey): ReadonlySet<string> {
  const records = placed.get(key) ?? [];
  let set = codeSets.get(records);
  if (!set) {
    set = new Set(records.map((one) => textOf(one, keyColumn[key] ?? 'code') ?? ''));
    codeSets.set(records, set);
  }
  return set;
}

function isKnown(placed: PlacedContent, key: PackKey, code: string): boolean {
  return !placed.has(key) || codesOf(placed, key).has(code);
}

function checkReference(
  file: PackFile,
  column: PackColumn,
  one: PlacedRecord,
  placed: PlacedContent,
  faults: PackFault[],
): void {
  const targets = column.refersTo;
  if (!targets) return;
  const single = textOf(one, column.name);
  const named = column.type === 'list' ? listOf(one, column.name) : single === undefined ? [] : [single];
  for (const name of named)
    if (!targets.some((key) => isKnown(placed, key, name)))
      faults.push({
        code: 'unknown-reference',
        file: file.file,
        row: one.line,
        column: column.name,
        got: name,
        expected: targets.map(fileName),
      });
}

function checkCodes(placed: PlacedContent, faults: PackFault[]): void {
  for (const key of ['units', 'indicators', 'projects', 'forms'] as const)
    for (const one of placed.get(key) ?? [])
      for (const name of ['code', 'name'])
        if (reserved.has(textOf(one, name) ?? ''))
          faults.push({
            code: 'reserved-name',
            file: fileName(key),
            row: one.line,
            column: name,
            got: textOf(one, name)!,
          });
}

function checkUnits(header: PlanHeader, placed: PlacedContent, faults: PackFault[]): void {
  const units = placed.get('units') ?? [];
  const file = fileName('units');
  const root = units.find((one) => textOf(one, 'code') === header.root);
  if (units.length > 0 && !root)
    faults.push({ code: 'no-root', file: 'pack.json', column: 'root', got: header.root });
  for (const column of ['parent', 'successor', 'within']) checkCircle(units, column, file, faults);
  for (const one of units) {
    const [from, to] = [textOf(one, 'validFrom'), textOf(one, 'validTo')];
    if (from && to && to < from)
      faults.push({ code: 'date-order', file, row: one.line, column: 'validTo', got: to, expected: [from] });
  }
  checkNames(units, file, faults);
}

/** Two units of one name under one parent, valid at the same time, could never be told apart in a return. */
function checkNames(units: readonly PlacedRecord[], file: string, faults: PackFault[]): void {
  const holders = new Map<string, PlacedRecord>();
  for (const one of units) {
    const name = `${textOf(one, 'parent') ?? ''} ${textOf(one, 'name') ?? ''}`;
    const other = holders.get(name);
    if (other && overlapInTime(one, other))
      faults.push({
        code: 'duplicate-name',
        file,
        row: one.line,
        column: 'name',
        got: textOf(one, 'name') ?? '',
        expected: [String(other.line)],
      });
    else holders.set(name, one);
  }
}

function overlapInTime(a: PlacedRecord, b: PlacedRecord): boolean {
  const from = (one: PlacedRecord) => textOf(one, 'validFrom') ?? '0000';
  const to = (one: PlacedRecord) => textOf(one, 'validTo') ?? '9999';
  return from(a) <= to(b) && from(b) <= to(a);
}

function checkCircle(
  records: readonly PlacedRecord[],
  column: string,
  file: string,
  faults: PackFault[],
): void {
  const next = new Map(records.map((one) => [textOf(one, 'code') ?? '', textOf(one, column)]));
  for (const one of records) {
    const start = textOf(one, 'code') ?? '';
    const trail = [start];
    for (let at = next.get(start); at !== undefined; at = next.get(at)) {
      trail.push(at);
      if (at === start) {
        faults.push({ code: 'cycle', file, row: one.line, column, got: trail.join(' → ') });
        return;
      }
      if (trail.length > records.length) break;
    }
  }
}

function checkIndicators(placed: PlacedContent, faults: PackFault[]): void {
  const file = fileName('indicators');
  for (const one of placed.get('indicators') ?? []) {
    const report = (code: PackFault['code'], column: string, got?: string, expected?: readonly string[]) =>
      faults.push({
        code,
        file,
        row: one.line,
        column,
        ...(got ? { got } : {}),
        ...(expected ? { expected } : {}),
      });
    const [numerator, denominator] = [textOf(one, 'numerator'), textOf(one, 'denominator')];
    if (Boolean(numerator) !== Boolean(denominator))
      report('ratio-half', numerator ? 'denominator' : 'numerator');
    const decimals = one.record.decimals as number | undefined;
    if (decimals !== undefined && (decimals < 0 || decimals > 12))
      report('decimals-range', 'decimals', String(decimals));
  }
  for (const column of ['numerator', 'denominator', 'weight'])
    checkCircle(placed.get('indicators') ?? [], column, file, faults);
}

function checkYears(header: PlanHeader, placed: PlacedContent, faults: PackFault[]): void {
  const [first, last] = header.period;
  for (const key of ['assigned', 'splits'] as const)
    for (const one of placed.get(key) ?? []) {
      const year = one.record.year as number | undefined;
      if (year !== undefined && (year < first || year > last))
        faults.push({
          code: 'year-outside-plan',
          file: fileName(key),
          row: one.line,
          column: 'year',
          got: String(year),
          expected: [`${first}–${last}`],
        });
    }
  for (const one of placed.get('projects') ?? []) {
    const [start, end] = [
      one.record.startYear as number | undefined,
      one.record.endYear as number | undefined,
    ];
    if (start !== undefined && end !== undefined && end < start)
      faults.push({
        code: 'year-order',
        file: fileName('projects'),
        row: one.line,
        column: 'endYear',
        got: `${start}–${end}`,
      });
  }
}

function checkForms(placed: PlacedContent, faults: PackFault[]): void {
  const isUnit = (code: string) => isKnown(placed, 'units', code);
  const types: readonly string[] = unitTypes;
  for (const one of placed.get('forms') ?? []) {
    const senders = listOf(one, 'senders');
    const byType = senders.filter(
      (sender) => types.includes(sender) && !codesOf(placed, 'units').has(sender),
    );
    const at = { file: fileName('forms'), row: one.line, column: 'senders' };
    if (byType.length > 0 && senders.length > 1)
      faults.push({ code: 'mixed-senders', ...at, got: senders.join(';') });
    for (const sender of senders)
      if (!isUnit(sender) && !byType.includes(sender))
        faults.push({ code: 'unknown-reference', ...at, got: sender, expected: ['units.csv', ...types] });
  }
  for (const one of placed.get('formItems') ?? [])
    for (const who of listOf(one, 'appliesTo'))
      if (!isUnit(who) && !types.includes(who))
        faults.push({
          code: 'applies-to-unknown',
          file: fileName('formItems'),
          row: one.line,
          column: 'appliesTo',
          got: who,
          expected: types,
        });
}

/** Items of list and matrix forms are cells: an indicator in one of the four columns. Registers name attributes freely. */
function checkItems(placed: PlacedContent, faults: PackFault[]): void {
  const shapes = new Map((placed.get('forms') ?? []).map((one) => [textOf(one, 'code'), one.record.shape]));
  for (const one of placed.get('formItems') ?? []) {
    const shape = shapes.get(textOf(one, 'form'));
    if (shape !== 'list' && shape !== 'matrix') continue;
    const at = { file: fileName('formItems'), row: one.line };
    const column = textOf(one, 'column') ?? '';
    if (!textOf(one, 'indicator')) faults.push({ code: 'empty', ...at, column: 'indicator' });
    if (!cellColumns.includes(column))
      faults.push({ code: 'not-a-choice', ...at, column: 'column', got: column, expected: cellColumns });
  }
}

const cellColumns: readonly string[] = ['current', 'previous', 'growth', 'note'];

function checkExpressions(placed: PlacedContent, faults: PackFault[]): void {
  for (const one of placed.get('checks') ?? []) {
    if (!textOf(one, 'expression')) continue;
    const at = { file: fileName('checks'), row: one.line, column: 'expression' };
    const parsed = parseExpression(textOf(one, 'expression') ?? '');
    if (!parsed.ok) {
      const { at: position, found, expected } = parsed.fault;
      faults.push({ code: 'bad-expression', ...at, got: found, expected: [expected, String(position + 1)] });
      continue;
    }
    if (!isCondition(parsed.tree))
      faults.push({ code: 'not-a-condition', ...at, got: textOf(one, 'expression')! });
    for (const figure of listFigures(parsed.tree)) {
      const report = (got: string, expected: string) =>
        faults.push({ code: 'unknown-reference', ...at, got, expected: [expected] });
      if (!isKnown(placed, 'indicators', figure.indicator)) report(figure.indicator, 'indicators.csv');
      if (figure.form && !isKnown(placed, 'forms', figure.form)) report(figure.form, 'forms.csv');
      if (figure.unit && figure.unit !== 'root' && !isKnown(placed, 'units', figure.unit))
        report(figure.unit, 'units.csv');
    }
  }
}
