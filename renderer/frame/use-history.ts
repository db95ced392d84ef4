import { App } from 'antd';
import { failureOf } from '../api/client.ts';
import { frameWords } from '../words/frame.ts';
import { showFailure } from './failure.tsx';
import { useSession } from './session.tsx';

/** Undo and redo of the whole workbench: one history across screens. */
export function useHistory() {
  const session = useSession();
  const { message, notification } = App.useApp();
  const turn = async (method: 'history/undo' | 'history/redo', said: string) => {
    const { opened, person } = session.store.get();
    if (!opened) return;
    try {
      await session.command(method, { plan: opened.plan, ...(person && { by: person }) });
      await session.readContent();
      void message.success(said);
    } catch (error) {
      const failure = failureOf(error);
      if (failure.code === 'not-found') void message.info(frameWords.nothingTo[method]);
      else showFailure(notification, failure);
    }
  };
  return {
    undo: () => void turn('history/undo', frameWords.undone),
    redo: () => void turn('history/redo', frameWords.redone),
  };
}
