import { App } from 'antd';
import type { MethodCall } from '../../../shared/contract/index.ts';
import { failureOf } from '../../api/client.ts';
import { showFailure } from '../../frame/failure.tsx';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { packFaultLine } from '../../words/pack.ts';
import { splitWords } from '../../words/screen-plan-entry.ts';

export type PackEdit = MethodCall<'plan/edit'>['edits'][number];

/** Stores edits of the pack whole or not at all; true when they are in. What the pack refuses is told line by line. */
export function usePackEdits(): (edits: readonly PackEdit[], reason?: string) => Promise<boolean> {
  const session = useSession();
  const { opened, state } = useOpenPlan();
  const { notification } = App.useApp();
  return async (edits, reason) => {
    try {
      const { faults } = await session.command('plan/edit', {
        plan: opened.plan,
        edits: [...edits],
        by: state.person,
        ...(reason && { reason }),
      });
      if (faults.length > 0) {
        const description = faults.slice(0, 20).map(packFaultLine).join('\n');
        notification.error({ title: splitWords.refused, description, duration: 0 });
        return false;
      }
      await session.readContent();
      return true;
    } catch (error) {
      showFailure(notification, failureOf(error));
      return false;
    }
  };
}
