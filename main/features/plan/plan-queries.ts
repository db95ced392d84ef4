import type { PlanContent } from '../../../shared/domain/plan.ts';
import { currentRevision } from '../../db/change-log.ts';
import type { ReadHandle } from '../../db/handles.ts';
import { getPlanContent, getPlanStructure } from '../../db/tables/pack-records.ts';
import { queryHandler } from '../../rpc/handler.ts';
import { countBy, countContent } from '../counts.ts';
import type { Services } from '../services.ts';

/** `settings.demo` marks made-up figures: 演示数据 stands on every screen and export. */
export function isDemo(content: PlanContent): boolean {
  return content.header.settings.demo === true;
}

export const planQueries = {
  'plan/show': queryHandler<'plan/show', Services>('plan/show', (db: ReadHandle) => {
    const content = getPlanContent(db);
    return {
      header: content.header,
      counts: countContent(content),
      boxes: countBy(
        content.projects.filter((project) => project.box !== undefined),
        (project) => project.box,
      ),
      scopes: countBy(content.indicators, (indicator) => indicator.scope),
      revision: currentRevision(db),
      demo: isDemo(content),
    };
  }),
  'plan/get-content': queryHandler<'plan/get-content', Services>('plan/get-content', (db: ReadHandle) => {
    return getPlanStructure(db) as never;
  }),
};
