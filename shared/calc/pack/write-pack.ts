import { type PackColumn, type PackFile, packFiles } from '../../domain/pack.ts';
import type { PlanContent, PlanHeader } from '../../domain/plan.ts';
import { printCsv } from '../../text/csv.ts';

/** The pack of a plan's content: file name → text. Empty optional files are left out; loading it gives the same content. */
export function writePack(content: PlanContent): Map<string, string> {
  const files = new Map<string, string>([['pack.json', printHeader(content.header)]]);
  for (const file of packFiles) {
    const records = content[file.key] as unknown as readonly Record<string, unknown>[];
    if (records.length > 0 || file.required) files.set(file.file, printFile(file, records));
  }
  return files;
}

function printHeader(header: PlanHeader): string {
  const { id, title, period, baseYear, outlookYear, root, settings } = header;
  const body = {
    format: 'planbench-pack',
    version: 1,
    id,
    title,
    period,
    baseYear,
    outlookYear,
    root,
    settings,
  };
  return `${JSON.stringify(body, null, 2)}\n`;
}

function printFile(file: PackFile, records: readonly Record<string, unknown>[]): string {
  const head = file.columns.map((column) => column.name);
  return printCsv([
    head,
    ...records.map((record) => file.columns.map((column) => printField(column, record[column.name]))),
  ]);
}

function printField(column: PackColumn, value: unknown): string {
  if (column.type === 'list') return (value as readonly string[] | undefined)?.join(';') ?? '';
  if (column.type === 'yes-no') return value ? 'yes' : 'no';
  return value === undefined || value === null ? '' : String(value);
}
