import type { PlanStore } from '../db/plan-store.ts';
import type { WorkbookReader } from '../excel/workbook-reader.ts';

/** What features are given besides a handle: the open plan's store and the machines that touch files. */
export interface Services {
  readonly store: PlanStore;
  readonly reader: WorkbookReader;
}
