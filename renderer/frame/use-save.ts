import { App } from 'antd';
import type { MethodCall, MethodName, MethodOutput } from '../../shared/contract/index.ts';
import { failureOf } from '../api/client.ts';
import { showFailure } from './failure.tsx';
import { useSession } from './session.tsx';

/** Runs one command of a form: `told` on success, the reason in the corner on refusal. Undefined = not stored. */
export function useSave() {
  const session = useSession();
  const { message, notification } = App.useApp();
  return async <Name extends MethodName>(
    method: Name,
    input: MethodCall<Name>,
    told: string,
  ): Promise<MethodOutput<Name> | undefined> => {
    try {
      const output = await session.command(method, input);
      void message.success(told);
      return output;
    } catch (error) {
      showFailure(notification, failureOf(error));
      return undefined;
    }
  };
}
