import type { MethodOutput } from '../../shared/contract/index.ts';
import type {
  Form,
  FormItem,
  Indicator,
  OutlineNode,
  PlanContent,
  Project,
  Unit,
} from '../../shared/domain/plan.ts';

/** The plan's content with the look-ups that every screen needs. */
export interface PlanIndex extends Omit<PlanContent, 'observations'> {
  readonly unitByCode: ReadonlyMap<string, Unit>;
  readonly indicatorByCode: ReadonlyMap<string, Indicator>;
  readonly formByCode: ReadonlyMap<string, Form>;
  readonly itemsByForm: ReadonlyMap<string, readonly FormItem[]>;
}

/** `plan/get-content` hands over the records of shared/domain/plan.ts; its contract only says that they are records. */
export function indexPlan(content: MethodOutput<'plan/get-content'>): PlanIndex {
  const plan = content as unknown as Omit<PlanContent, 'observations'>;
  const byCode = <Item extends { readonly code: string }>(items: readonly Item[]) =>
    new Map(items.map((item) => [item.code, item]));
  return {
    ...plan,
    unitByCode: byCode(plan.units),
    indicatorByCode: byCode(plan.indicators),
    formByCode: byCode(plan.forms),
    itemsByForm: groupItems(plan.formItems),
  };
}

function groupItems(items: readonly FormItem[]): Map<string, FormItem[]> {
  const groups = new Map<string, FormItem[]>();
  for (const item of items) {
    const group = groups.get(item.form);
    if (group) group.push(item);
    else groups.set(item.form, [item]);
  }
  return groups;
}

export type { Form, FormItem, Indicator, OutlineNode, Project, Unit };
