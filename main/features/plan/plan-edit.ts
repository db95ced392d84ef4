import { parseJudgementSettings } from '../../../shared/calc/judge/judgement-settings.ts';
import { findAlignments } from '../../../shared/calc/outline/alignment.ts';
import { readPack } from '../../../shared/calc/pack/read-pack.ts';
import { writePack } from '../../../shared/calc/pack/write-pack.ts';
import type { MethodInput, MethodOutput } from '../../../shared/contract/index.ts';
import { type PackKey, packFile } from '../../../shared/domain/pack.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { printCsv, readCsv } from '../../../shared/text/csv.ts';
import type { SqlValue, WriteHandle } from '../../db/handles.ts';
import {
  getPlanHeader,
  getPlanStructure,
  listRecords,
  listRows,
  type PlanStructure,
  packTable,
  toRow,
  writePlanHeader,
} from '../../db/tables/pack-records.ts';
import { commandHandler, queryHandler } from '../../rpc/handler.ts';
import type { Services } from '../services.ts';

/*
 * Grid edits arrive as the texts a CSV would hold. They are applied to the plan's own pack and read back by the pack
 * loader, so that an edit is checked by exactly the rules that a loaded pack is.
 */

type Edit = MethodInput<'plan/edit'>['edits'][number];

export const editPlan = commandHandler<'plan/edit', Services>('plan/edit', {
  apply(db, _prepared, input) {
    for (const edit of input.edits)
      if (edit.file === 'targets' && input.reason === undefined)
        throw new AppError('invalid-input', { reason: 'target-needs-reason' });
    const content = { ...getPlanStructure(db), observations: [] };
    const files = writePack(content);
    for (const [at, edit] of input.edits.entries()) applyEdit(files, edit, at);
    const reading = readPack({ files });
    if (!reading.ok) return { changed: 0, faults: reading.faults };
    const keys = [...new Set(input.edits.map((edit) => edit.file))];
    const changed = keys.reduce((sum, key) => sum + storeDifferences(db, key, reading.content), 0);
    return { changed, faults: [] };
  },
  summary: (output, input) => ({
    changed: output.changed,
    files: [...new Set(input.edits.map((edit) => edit.file))],
    keys: input.edits.slice(0, 20).map((edit) => Object.values(edit.key).join(' ')),
    ...(input.reason === undefined ? {} : { reason: input.reason }),
  }),
});

function applyEdit(files: Map<string, string>, edit: Edit, at: number): void {
  const file = packFile(edit.file);
  const head = file.columns.map((column) => column.name);
  const rows = [...readCsv(files.get(file.file) ?? printCsv([head]))].map((record) => [...record.fields]);
  for (const name of [...Object.keys(edit.fields), ...Object.keys(edit.key)])
    if (!head.includes(name))
      throw new AppError('invalid-input', { reason: 'unknown-column', column: name, edit: at + 1 });
  const position = (name: string) => head.indexOf(name);
  if (edit.op === 'add') rows.push(head.map((name) => edit.fields[name] ?? edit.key[name] ?? ''));
  else {
    const found = rows.findIndex(
      (row, index) =>
        index > 0 && Object.entries(edit.key).every(([name, value]) => (row[position(name)] ?? '') === value),
    );
    if (found < 0 || Object.keys(edit.key).length === 0)
      throw new AppError('not-found', { what: edit.file, key: edit.key, edit: at + 1 });
    if (edit.op === 'remove') rows.splice(found, 1);
    else for (const [name, value] of Object.entries(edit.fields)) rows[found]![position(name)] = value;
  }
  files.set(file.file, printCsv(rows));
}

/** Writes only what differs; rows keep their ids, so that a later undo touches nothing else. */
function storeDifferences(
  db: WriteHandle,
  key: Exclude<PackKey, 'observations'>,
  content: PlanStructure,
): number {
  const table = packTable(key);
  const file = packFile(key);
  const keyOf = (row: Readonly<Record<string, SqlValue>>) =>
    JSON.stringify(file.unique.map((name) => row[name] ?? null));
  const stored = new Map(listRows(db, key).map((row) => [keyOf(row), row]));
  let changed = 0;
  for (const record of content[key]) {
    const row = toRow(key, record as never);
    const before = stored.get(keyOf(row));
    stored.delete(keyOf(row));
    if (!before) db.insert(table, row);
    else if (Object.keys(row).some((name) => before[name] !== row[name]))
      db.update(table, Number(before.id), row);
    else continue;
    changed++;
  }
  for (const row of stored.values()) {
    db.remove(table, Number(row.id));
    changed++;
  }
  return changed;
}

export const setSettings = commandHandler<'plan/set-settings', Services>('plan/set-settings', {
  apply(db, _prepared, input) {
    const header = getPlanHeader(db);
    const settings = { ...header.settings, ...input.settings };
    // Throws for a setting of a wrong type, which would otherwise show at the next evaluation.
    parseJudgementSettings(settings);
    writePlanHeader(db, { ...header, settings });
    return {};
  },
  summary: (_output, input) => ({ settings: Object.keys(input.settings) }),
});

export const listAlignments = queryHandler<'plan/list-alignments', Services>(
  'plan/list-alignments',
  (db) => ({
    alignments: findAlignments(
      listRecords(db, 'indicators'),
      listRecords(db, 'targets'),
    ) as MethodOutput<'plan/list-alignments'>['alignments'],
  }),
);
