import { createContext, type ReactNode, useContext } from 'react';
import type { MethodCall, MethodOutput } from '../../shared/contract/index.ts';
import type { EnvelopeError, Progress } from '../../shared/contract/method.ts';
import type { OpenedPlan } from '../../shared/contract/plans.ts';
import { CallFailure, type Client, failureOf } from '../api/client.ts';
import { indexPlan, type PlanIndex } from '../api/plan-content.ts';
import { defaultPeriod, samePeriod } from './periods.ts';
import { readRemembered, remember } from './remembered.ts';
import { createStore, type Store, useStore } from './store.ts';

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

const idleIntake: IntakeState = {
  progress: undefined,
  cancel: undefined,
  result: undefined,
  failure: undefined,
};

export interface SessionState {
  /** Who works; every change carries the name. */
  readonly person: string;
  readonly opened: OpenedPlan | undefined;
  readonly plans: readonly OpenedPlan[];
  readonly content: PlanIndex | undefined;
  readonly period: string;
  readonly unit: string;
  /** Grows with every change, so that what is shown is read again. */
  readonly revision: number;
  readonly saving: 'saved' | 'saving' | 'unsaved';
  /** What the inspector shows; set by the screen for the current selection. */
  /** Folder of the sample returns, while the demo plan is open. */
  readonly demoReturns: string | undefined;
  /** Files being taken in, and what came of the last ones. */
  readonly intake: IntakeState;
  readonly inspector: { readonly title: string; readonly content: ReactNode } | undefined;
}

/** One workbench window: the client, what is open, and the ways to change it. */
export interface Session {
  readonly client: Client;
  readonly store: Store<SessionState>;
  openPlan(plan: OpenedPlan): Promise<void>;
  /** Reads the plan's content again after it was edited. */
  readContent(): Promise<void>;
  listPlans(): Promise<readonly OpenedPlan[]>;
  /** Runs a command, shows saving and saved, and has everything on screen read again. */
  command: Client['call'];
  /** Takes files in as returns; progress and result are on the state, whichever screen is open. */
  takeIn(
    files: readonly File[],
    choices?: { readonly form?: string; readonly period?: string },
  ): Promise<void>;
  /** The same for files that the desktop program chose by their paths. */
  takePaths(paths: readonly string[]): Promise<void>;
  clearIntake(): void;
  /** Saves a file of an answer (`path` when the host wrote it already); the place where it lies, undefined when given up. */
  saveFile(file: {
    readonly name: string;
    readonly path?: string | undefined;
    readonly bytes?: Uint8Array | undefined;
  }): Promise<string | undefined>;
  setPeriod(period: string): void;
  setUnit(unit: string): void;
  setPerson(name: string): void;
  inspect(title: string, content: ReactNode): void;
  closeInspector(): void;
}

export function createSession(client: Client): Session {
  const store = createStore<SessionState>({
    person: readRemembered('person', ''),
    opened: undefined,
    plans: [],
    content: undefined,
    period: '',
    unit: '',
    revision: 0,
    saving: 'saved',
    demoReturns: undefined,
    intake: idleIntake,
    inspector: undefined,
  });
  const keyOf = (what: string) => `${what}:${store.get().opened?.header.id ?? ''}`;

  const command: Client['call'] = async (method, input, options) => {
    store.set({ saving: 'saving' });
    try {
      const output = await client.call(method, input, options);
      // Counts of an earlier intake no longer hold once something was decided.
      store.set({ saving: 'saved', intake: idleIntake, revision: store.get().revision + 1 });
      return output;
    } catch (error) {
      store.set({ saving: wasRefused(error) ? 'saved' : 'unsaved' });
      throw error;
    }
  };

  const stage = async (
    count: number,
    send: () => Promise<readonly unknown[]>,
    choices: IntakeChoices,
  ): Promise<void> => {
    const { opened, person } = store.get();
    if (!opened || count === 0) return;
    const onProgress = (progress: Progress) => store.set({ intake: { ...store.get().intake, progress } });
    store.set({ saving: 'saving', intake: { ...idleIntake, progress: firstProgress(count) } });
    try {
      const sent = (await send()) as MethodCall<'returns/stage'>['files'];
      const input = { plan: opened.plan, files: sent, ...choices, ...(person && { by: person }) };
      const job = client.run('returns/stage', input, onProgress);
      store.set({ intake: { ...store.get().intake, cancel: job.cancel } });
      const result = await job.done;
      store.set({ saving: 'saved', intake: { ...idleIntake, result }, revision: store.get().revision + 1 });
      followPeriod(
        result.files.flatMap((file) => (file.outcome === 'staged' && file.period ? [file.period.value] : [])),
      );
    } catch (error) {
      store.set({
        saving: wasRefused(error) ? 'saved' : 'unsaved',
        intake: { ...idleIntake, failure: failureOf(error) },
      });
    }
  };

  const takeIn: Session['takeIn'] = (files, choices = {}) =>
    stage(files.length, () => client.transport.sendFiles(files), choices);

  const saveFile: Session['saveFile'] = async (file) => {
    if (!file.bytes) return file.path ?? file.name;
    const saved = await client.transport.saveFile(file.name, file.bytes);
    if (!saved.ok) throw new CallFailure(saved.error);
    return saved.value;
  };

  /** Most of what came in is of another period: show that one, or the person would look for it in vain. */
  const followPeriod = (periods: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const period of periods) counts.set(period, (counts.get(period) ?? 0) + 1);
    const [usual] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
    if (usual !== undefined && !samePeriod(usual, store.get().period)) setPeriod(usual);
  };

  const setPeriod = (period: string) => {
    remember(keyOf('period'), period);
    store.set({ period });
  };

  return {
    client,
    store,
    takeIn,
    takePaths: (paths) => stage(paths.length, async () => paths.map((path) => ({ path })), {}),
    saveFile,
    clearIntake: () => store.set({ intake: idleIntake }),
    async openPlan(opened) {
      const content = indexPlan(await client.call('plan/get-content', { plan: opened.plan }));
      store.set({
        opened,
        content,
        inspector: undefined,
        demoReturns: (opened as { readonly returnsFolder?: string }).returnsFolder,
        revision: store.get().revision + 1,
      });
      const { returns } = await client.call('returns/list', { plan: opened.plan });
      const newest = returns.findLast(({ period }) => period !== null)?.period;
      store.set({
        period: readRemembered(keyOf('period'), newest ?? defaultPeriod(content, new Date())),
        unit: opened.header.root,
      });
      remember('recent', rememberPlan(opened));
    },
    async readContent() {
      const { opened } = store.get();
      if (opened)
        store.set({ content: indexPlan(await client.call('plan/get-content', { plan: opened.plan })) });
    },
    async listPlans() {
      const { plans } = await client.call('plans/list-open', {});
      store.set({ plans });
      return plans;
    },
    command,
    setPeriod,
    setUnit: (unit) => store.set({ unit }),
    setPerson(person) {
      remember('person', person);
      store.set({ person });
    },
    inspect: (title, content) => store.set({ inspector: { title, content } }),
    closeInspector: () => store.set({ inspector: undefined }),
  };
}

function firstProgress(total: number): Progress {
  return { job: '', stage: 'sending', done: 0, total };
}

/** A refusal left the plan as it was: what is saved is still saved. */
function wasRefused(error: unknown): boolean {
  return (
    error instanceof CallFailure && !['write-failed', 'internal', 'unreachable'].includes(error.failure.code)
  );
}

export interface RecentPlan {
  readonly path: string;
  readonly title: string;
}

const recentKept = 8;

function rememberPlan(opened: OpenedPlan): RecentPlan[] {
  const earlier = readRemembered<RecentPlan[]>('recent', []).filter(({ path }) => path !== opened.path);
  return [{ path: opened.path, title: opened.header.title }, ...earlier].slice(0, recentKept);
}

const SessionContext = createContext<Session | undefined>(undefined);
export const SessionProvider = SessionContext.Provider;

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('no session above this component');
  return session;
}

export function useSessionState(): SessionState {
  return useStore(useSession().store);
}

/** The open plan, for screens that exist only with one. */
export function useOpenPlan(): {
  readonly opened: OpenedPlan;
  readonly content: PlanIndex;
  readonly state: SessionState;
} {
  const state = useSessionState();
  if (!state.opened || !state.content) throw new Error('no plan is open');
  return { opened: state.opened, content: state.content, state };
}
