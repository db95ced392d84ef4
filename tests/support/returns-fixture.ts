import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { MatchPlan } from '../../shared/calc/match/plan-index.ts';
import type { Form, FormItem, Indicator, Unit } from '../../shared/domain/plan.ts';

/** The made-up returns beside the repository; absent on machines that only have the project. */
export const sharedFolder = resolve(import.meta.dirname, '../../../shared');
export const returnsFolder = resolve(sharedFolder, 'returns');
export const hasReturns = existsSync(resolve(returnsFolder, 'answers.json'));
export const hasCorpus = existsSync(resolve(sharedFolder, 'corpus/INDEX.tsv'));

export function skipNote(what: string): string {
  return `${what} (skipped: the shared folder is not beside the project)`;
}

/** Plain CSV without quoted line breaks: enough for the test pack. */
function readCsv(file: string): Record<string, string>[] {
  const [head = '', ...lines] = readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/);
  const names = head.split(',');
  return lines.map((line) => {
    const fields = line.split(',');
    return Object.fromEntries(names.map((name, index) => [name, fields[index] ?? '']));
  });
}

function list(text: string | undefined): string[] {
  return (text ?? '').split(';').filter((part) => part !== '');
}

function optional<K extends string>(key: K, text: string | undefined): Partial<Record<K, string>> {
  return text ? ({ [key]: text } as Record<K, string>) : {};
}

export function readReturnsPlan(): MatchPlan {
  const pack = resolve(returnsFolder, 'pack');
  const units = readCsv(resolve(pack, 'units.csv')).map(
    (row): Unit => ({
      code: row.code!,
      name: row.name!,
      type: row.type as Unit['type'],
      aliases: list(row.aliases),
      ...optional('parent', row.parent),
    }),
  );
  const indicators = readCsv(resolve(pack, 'indicators.csv')).map(
    (row): Indicator => ({
      code: row.code!,
      name: row.name!,
      unit: row.unit!,
      direction: 'up',
      measure: row.measure as Indicator['measure'],
      reporting: row.reporting as Indicator['reporting'],
      recompute: false,
      consolidate: 'auto',
      scope: 'form',
      aliases: list(row.aliases),
      decimals: Number(row.decimals),
    }),
  );
  const forms = readCsv(resolve(pack, 'forms.csv')).map(
    (row): Form => ({
      code: row.code!,
      title: row.title!,
      shape: row.shape as Form['shape'],
      period: row.period as Form['period'],
      senders: list(row.senders),
      overlap: 'add',
    }),
  );
  const formItems = readCsv(resolve(pack, 'form-items.csv')).map(
    (row): FormItem => ({
      form: row.form!,
      order: Number(row.order),
      indicator: row.indicator!,
      label: row.label!,
      column: row.column!,
      appliesTo: [],
      required: row.required === 'yes',
      ...optional('unit', row.unit),
    }),
  );
  return { root: 'YN', units, indicators, forms, formItems };
}

export interface ExpectedFile {
  readonly file: string;
  readonly outcome: string;
  readonly unit: string | null;
  readonly period: string;
  readonly figures?: Readonly<Record<string, number | null>>;
  readonly mustFind: readonly {
    readonly code: string;
    readonly indicator?: string;
    readonly cell?: string;
  }[];
  readonly parked: readonly string[];
}

export function readAnswers(): ExpectedFile[] {
  const answers = JSON.parse(readFileSync(resolve(returnsFolder, 'answers.json'), 'utf8')) as {
    files: ExpectedFile[];
  };
  return answers.files;
}

export function returnFile(name: string): string {
  return resolve(returnsFolder, 'returns', basename(name));
}
