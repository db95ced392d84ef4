/** What all parts of an open plan share. */
import type { FileSystemPort } from './file-system-port.ts';
import type { ProcessPort } from './lock.ts';
import type { NoticeList } from './notices.ts';
import type { PlanPaths } from './plan-paths.ts';

export interface PlanContext {
  readonly files: FileSystemPort;
  readonly paths: PlanPaths;
  readonly processes: ProcessPort;
  readonly now: () => Date;
  readonly notices: NoticeList;
}
