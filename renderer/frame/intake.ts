import type { MethodCall, MethodOutput } from '../../shared/contract/index.ts';
import type { EnvelopeError, Progress } from '../../shared/contract/method.ts';
import { type Client, failureOf } from '../api/client.ts';
import { type SessionState, wasRefused } from './session.tsx';
import { createStore, type Store } from './store.ts';

export interface IntakeState {
  readonly progress: Progress | undefined;
  readonly cancel: (() => void) | undefined;
  readonly result: MethodOutput<'returns/stage'> | undefined;
  readonly failure: EnvelopeError | undefined;
}

export interface IntakeChoices {
  readonly form?: string;
  readonly period?: string;
}

export interface Intake {
  /** A store of its own: it changes many times a second, and only the drop zone shows it. */
  readonly store: Store<IntakeState>;
  takeFiles(files: readonly File[], choices?: IntakeChoices): Promise<void>;
  /** The same for files that the desktop program chose by their paths. */
  takePaths(paths: readonly string[]): Promise<void>;
  clear(): void;
}

const idle: IntakeState = { progress: undefined, cancel: undefined, result: undefined, failure: undefined };
const betweenProgress = 100;

/** `onPeriods` is told the periods of what came in, one entry for each file. */
export function createIntake(
  client: Client,
  session: Store<SessionState>,
  onPeriods: (periods: readonly string[]) => void,
): Intake {
  const store = createStore(idle);
  const stage = async (
    count: number,
    send: () => Promise<readonly unknown[]>,
    choices: IntakeChoices,
  ): Promise<void> => {
    const { opened, person } = session.get();
    if (!opened || count === 0) return;
    const progress = latestOnly<Progress>(betweenProgress, (latest) => store.set({ progress: latest }));
    session.set({ saving: 'saving' });
    store.set({ ...idle, progress: { job: '', stage: 'sending', done: 0, total: count } });
    try {
      await nextTask();
      const files = (await send()) as MethodCall<'returns/stage'>['files'];
      // Figures are shown file by file, when a person opens one: thousands of them need not come along.
      const input = { plan: opened.plan, files, brief: true, ...choices, ...(person && { by: person }) };
      const job = client.run('returns/stage', input, progress.push);
      store.set({ cancel: job.cancel });
      const result = await job.done;
      progress.stop();
      store.set({ ...idle, result });
      await nextTask();
      session.set({ saving: 'saved', revision: session.get().revision + 1 });
      onPeriods(
        result.files.flatMap((file) => (file.outcome === 'staged' && file.period ? [file.period.value] : [])),
      );
    } catch (error) {
      progress.stop();
      store.set({ ...idle, failure: failureOf(error) });
      session.set({ saving: wasRefused(error) ? 'saved' : 'unsaved' });
    }
  };
  return {
    store,
    takeFiles: (files, choices = {}) => stage(files.length, () => client.transport.sendFiles(files), choices),
    takePaths: (paths) => stage(paths.length, async () => paths.map((path) => ({ path })), {}),
    clear: () => store.set(idle),
  };
}

/** What was just said is drawn at the end of this task; what follows it does not lengthen the wait for a key or a click. */
const nextTask = () => new Promise<void>((done) => setTimeout(done));

/** Hands on the newest of many values, at most once in so many milliseconds. */
function latestOnly<Value>(milliseconds: number, use: (value: Value) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest: Value;
  return {
    push(value: Value) {
      latest = value;
      timer ??= setTimeout(() => {
        timer = undefined;
        use(latest);
      }, milliseconds);
    },
    stop() {
      clearTimeout(timer);
    },
  };
}
