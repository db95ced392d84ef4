import { App } from 'antd';
import type { MethodCall } from '../../../shared/contract/index.ts';
import { failureOf } from '../../api/client.ts';
import type { PlanIndex } from '../../api/plan-content.ts';
import type { GridEdit } from '../../components/grid/model.ts';
import type { usePendingEdits } from '../../components/grid/use-pending-edits.ts';
import { showFailure } from '../../frame/failure.tsx';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { packFaultLine } from '../../words/pack.ts';
import { planWords as words } from '../../words/screen-plan.ts';

type PlanEdit = MethodCall<'plan/edit'>['edits'][number];

const targetColumns: ReadonlySet<string> = new Set(['base', 'year', 'total']);
const assignmentColumns: ReadonlySet<string> = new Set(['lead', 'contributing']);

/** Unit names as people type them → codes; an unknown name stays as typed, and the loader's fault names it. */
function codesOf(text: string, content: PlanIndex): string {
  const byName = new Map(
    content.units.flatMap((unit) => [unit.name, ...unit.aliases].map((name) => [name, unit.code])),
  );
  return text
    .split(/[、，,;；]/)
    .map((name) => name.trim())
    .filter(Boolean)
    .map((name) => byName.get(name) ?? name)
    .join(';');
}

/** A cell of the indicator table in the words of the pack: which file, which record, which field. */
export function planEditOf({ row, column, text }: GridEdit, content: PlanIndex): PlanEdit {
  if (targetColumns.has(column)) {
    const known = content.targets.some((target) => target.indicator === row);
    return {
      file: 'targets',
      op: known ? 'set' : 'add',
      key: { indicator: row },
      fields: { [column]: text },
    };
  }
  if (assignmentColumns.has(column)) {
    const known = content.assignments.some(({ subject }) => subject === row);
    const fields = { [column]: codesOf(text, content), proposed: 'no' };
    return { file: 'assignments', op: known ? 'set' : 'add', key: { subject: row }, fields };
  }
  return { file: 'indicators', op: 'set', key: { code: row }, fields: { [column]: text } };
}

/** Sends edits of the plan's own table; targets take a reason, because the printed text is the council's. */
export function usePlanEdit(reason: string | undefined) {
  const session = useSession();
  const { opened, content, state } = useOpenPlan();
  const { message, notification } = App.useApp();
  return async (
    changed: readonly GridEdit[],
    submit: ReturnType<typeof usePendingEdits>['submit'],
  ): Promise<void> => {
    if (reason === '' && changed.some(({ column }) => targetColumns.has(column))) {
      void message.warning(words.reasonNeeded);
      return;
    }
    try {
      await submit(changed, async () => {
        const { faults } = await session.command('plan/edit', {
          plan: opened.plan,
          edits: changed.map((edit) => planEditOf(edit, content)),
          by: state.person,
          ...(reason && { reason }),
        });
        if (faults.length > 0) throw new EditRefused(faults.map(packFaultLine).join('\n'));
        await session.readContent();
      });
    } catch (error) {
      if (error instanceof EditRefused)
        notification.error({ title: words.refused, description: error.message, duration: 0 });
      else showFailure(notification, failureOf(error));
    }
  };
}

/** The pack's rules refuse the edit; the message is the list of faults in words. */
class EditRefused extends Error {}
