import { registerRecord } from '../../shared/calc/judge/register-record.ts';
import type { ReadHandle } from '../db/handles.ts';
import { listProjectRecords, type StoredProjectRecord } from '../db/tables/judging.ts';
import { listAcceptedRecords } from '../db/tables/return-content.ts';

/** What is known of projects: typed by the office, and reported in accepted registers. */
export function listKnownProjectRecords(db: ReadHandle, project?: string): StoredProjectRecord[] {
  const reported = listAcceptedRecords(db).flatMap(
    ({ project: code, period, recorded, fields }, at): StoredProjectRecord[] => {
      if (project !== undefined && code !== project) return [];
      const values = Object.fromEntries(fields.map((field) => [field.column, field.value ?? field.raw]));
      const record = registerRecord({ project: code, period, recorded, fields: values });
      if (!record) return [];
      const { problem, progress } = values;
      return [
        { id: -1 - at, ...record, ...(problem ? { problem } : {}), ...(progress ? { note: progress } : {}) },
      ];
    },
  );
  return [...listProjectRecords(db, project), ...reported];
}
