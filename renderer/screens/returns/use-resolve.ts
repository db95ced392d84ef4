import { App } from 'antd';
import type { MethodCall } from '../../../shared/contract/index.ts';
import { failureOf } from '../../api/client.ts';
import { showFailure } from '../../frame/failure.tsx';
import { useSession } from '../../frame/session.tsx';
import { returnsWords as words } from '../../words/screen-returns.ts';

export type DecisionCall = MethodCall<'returns/resolve'>['decisions'][number];

/** Sends decisions with one reason; without a reason it asks for one and sends nothing. */
export function useResolve() {
  const session = useSession();
  const { message, notification } = App.useApp();
  return async (decisions: DecisionCall[], reason: string): Promise<boolean> => {
    const { opened, person } = session.store.get();
    if (!opened || decisions.length === 0) return false;
    if (reason.trim() === '') {
      void message.warning(words.reasonNeeded);
      return false;
    }
    try {
      const { resolved } = await session.command('returns/resolve', {
        plan: opened.plan,
        decisions,
        by: person,
        reason: reason.trim(),
      });
      void message.success(words.resolved(resolved));
      return true;
    } catch (error) {
      showFailure(notification, failureOf(error));
      return false;
    }
  };
}
