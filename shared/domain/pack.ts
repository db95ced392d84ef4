import {
  attributes,
  commitmentKinds,
  directions,
  formShapes,
  measures,
  observationSeries,
  observationStatuses,
  type PlanContent,
  scopes,
  targetKinds,
  unitTypes,
} from './plan.ts';

/**
 * The pack contract (pack.md) as data: every CSV file with its columns, types and defaults.
 * The loader, the exporter and the tables of the plan database all read this one description.
 */

export type ColumnType =
  | 'text'
  | 'code'
  | 'list'
  | 'integer'
  | 'year'
  | 'decimal'
  | 'date'
  | 'yes-no'
  | 'period'
  | 'moment'
  | 'outline-number';

export interface PackColumn {
  /** Column heading in the CSV, property of the record, and column of the table: one name. */
  readonly name: string;
  readonly type: ColumnType;
  readonly required?: true;
  readonly choices?: readonly string[];
  /** What an empty field means; without one the property is absent (lists: empty, yes-no: false). */
  readonly fallback?: string;
  /** The field names a record of another file (or of this one). */
  readonly refersTo?: readonly PackKey[];
  /** Numbers only: the least that makes sense. */
  readonly least?: 0 | 'above-zero';
  /** An empty unit is the plan's own: the two spellings name one row. */
  readonly rootWhenEmpty?: true;
}

export type PackKey = Exclude<keyof PlanContent, 'header'>;

export interface PackFile {
  readonly key: PackKey;
  readonly file: string;
  readonly required?: true;
  /** Columns that together may occur once. */
  readonly unique: readonly string[];
  readonly columns: readonly PackColumn[];
}

const text = (name: string, more: Partial<PackColumn> = {}): PackColumn => ({ name, type: 'text', ...more });
const code = (name: string, more: Partial<PackColumn> = {}): PackColumn => ({ name, type: 'code', ...more });
const column = (name: string, type: ColumnType, more: Partial<PackColumn> = {}): PackColumn => ({
  name,
  type,
  ...more,
});
const must = { required: true } as const;

export const packFiles: readonly PackFile[] = [
  {
    key: 'units',
    file: 'units.csv',
    required: true,
    unique: ['code'],
    columns: [
      code('code', must),
      text('name', must),
      text('type', { choices: unitTypes, fallback: 'other' }),
      code('parent', { refersTo: ['units'] }),
      column('aliases', 'list'),
      column('validFrom', 'date'),
      column('validTo', 'date'),
      code('successor', { refersTo: ['units'] }),
      column('order', 'integer'),
      text('adminCode'),
      code('within', { refersTo: ['units'] }),
    ],
  },
  {
    key: 'outline',
    file: 'outline.csv',
    unique: ['number'],
    columns: [
      column('number', 'outline-number', must),
      text('kind', { ...must, choices: ['chapter', 'section', 'box'] }),
      text('title', must),
    ],
  },
  {
    key: 'indicators',
    file: 'indicators.csv',
    required: true,
    unique: ['code'],
    columns: [
      code('code', must),
      text('name', must),
      text('unit', { fallback: '' }),
      text('category'),
      text('attribute', { choices: attributes }),
      text('direction', { choices: directions, fallback: 'none' }),
      text('measure', { choices: measures, fallback: 'stock' }),
      text('reporting', { choices: ['period', 'ytd'], fallback: 'period' }),
      text('basis', { choices: ['annual', 'since-base'] }),
      text('trend', { choices: ['decline', 'growth'] }),
      text('priceBasis'),
      text('growthBasis'),
      column('recompute', 'yes-no'),
      code('numerator', { refersTo: ['indicators'] }),
      code('denominator', { refersTo: ['indicators'] }),
      column('scale', 'decimal', { least: 'above-zero' }),
      code('weight', { refersTo: ['indicators'] }),
      text('consolidate', { choices: ['auto', 'none'], fallback: 'auto' }),
      text('official', { choices: observationSeries }),
      text('scope', { choices: scopes, fallback: 'form' }),
      text('commitmentKind', { choices: commitmentKinds }),
      column('outline', 'outline-number', { refersTo: ['outline'] }),
      column('aliases', 'list'),
      column('decimals', 'integer'),
      text('definition'),
    ],
  },
  {
    key: 'targets',
    file: 'targets.csv',
    unique: ['indicator'],
    columns: [
      code('indicator', { ...must, refersTo: ['indicators'] }),
      text('kind', { choices: targetKinds }),
      text('base'),
      text('year'),
      text('total'),
      text('note'),
    ],
  },
  {
    key: 'assigned',
    file: 'assigned.csv',
    unique: ['indicator', 'year'],
    columns: [
      code('indicator', { ...must, refersTo: ['indicators'] }),
      column('year', 'year', must),
      text('value', must),
      text('document'),
      column('date', 'date'),
    ],
  },
  {
    key: 'splits',
    file: 'splits.csv',
    unique: ['indicator', 'unit', 'year'],
    columns: [
      code('indicator', { ...must, refersTo: ['indicators'] }),
      code('unit', { refersTo: ['units'], rootWhenEmpty: true }),
      column('year', 'year', must),
      text('target', must),
    ],
  },
  {
    key: 'assignments',
    file: 'assignments.csv',
    unique: ['subject'],
    columns: [
      code('subject', { ...must, refersTo: ['indicators', 'projects'] }),
      code('lead', { ...must, refersTo: ['units'] }),
      column('contributing', 'list', { refersTo: ['units'] }),
      column('proposed', 'yes-no'),
    ],
  },
  {
    key: 'projects',
    file: 'projects.csv',
    unique: ['code'],
    columns: [
      code('code', must),
      text('name', must),
      column('box', 'outline-number', { refersTo: ['outline'] }),
      column('outline', 'outline-number', { refersTo: ['outline'] }),
      text('category'),
      text('ownerLevel'),
      text('location'),
      column('investment', 'decimal'),
      column('startYear', 'year'),
      column('endYear', 'year'),
      column('openBatch', 'yes-no'),
    ],
  },
  {
    key: 'forms',
    file: 'forms.csv',
    unique: ['code'],
    columns: [
      code('code', must),
      text('title', must),
      text('shape', { ...must, choices: formShapes }),
      text('period', { ...must, choices: ['month', 'quarter', 'half', 'year'] }),
      column('due', 'integer', { least: 0 }),
      column('senders', 'list'),
      text('overlap', { choices: ['add', 'show'], fallback: 'add' }),
      text('docNumber'),
      text('issuer'),
      column('validUntil', 'date'),
      text('reportingUnit'),
      text('unit'),
    ],
  },
  {
    key: 'formItems',
    file: 'form-items.csv',
    unique: ['form', 'indicator', 'column', 'label'],
    columns: [
      code('form', { ...must, refersTo: ['forms'] }),
      column('order', 'integer'),
      code('indicator', { fallback: '', refersTo: ['indicators'] }),
      text('label', { fallback: '' }),
      text('unit'),
      text('column', { fallback: 'current' }),
      column('appliesTo', 'list'),
      column('required', 'yes-no'),
    ],
  },
  {
    key: 'checks',
    file: 'checks.csv',
    unique: ['form', 'expression'],
    columns: [
      code('form', { ...must, refersTo: ['forms'] }),
      text('severity', { choices: ['error', 'query'], fallback: 'query' }),
      text('expression', must),
      text('message', must),
    ],
  },
  {
    key: 'observations',
    file: 'observations.csv',
    unique: ['indicator', 'unit', 'period', 'status', 'series', 'recorded'],
    columns: [
      code('indicator', { ...must, refersTo: ['indicators'] }),
      code('unit', { refersTo: ['units'], rootWhenEmpty: true }),
      column('period', 'period', must),
      column('value', 'decimal'),
      text('status', { choices: observationStatuses, fallback: '最终' }),
      text('series', { choices: observationSeries, fallback: '核定' }),
      text('source'),
      column('recorded', 'moment'),
    ],
  },
];

/** The description of one file of the pack. */
export function packFile(key: PackKey): PackFile {
  const file = packFiles.find((candidate) => candidate.key === key);
  if (!file) throw new RangeError(`no pack file: ${key}`);
  return file;
}
