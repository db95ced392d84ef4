import { createContext, type ReactNode, useContext } from 'react';
import type { MethodCall, MethodOutput } from '../../shared/contract/index.ts';
import type { EnvelopeError, Progress } from '../../shared/contract/method.ts';
import type { OpenedPlan } from '../../shared/contract/plans.ts';
import type { PageChanges } from '../../shared/contract/settings.ts';
import { defaultPageSettings, type PageSettings } from '../../shared/domain/page-settings.ts';
import { CallFailure, type Client, failureOf } from '../api/client.ts';
import { indexPlan, type PlanIndex } from '../api/plan-content.ts';
import { defaultPeriod, samePeriod } from './periods.ts';
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

export interface OpenChoices {
  readonly password?: string;
  readonly mode?: 'read' | 'write';
  readonly takeOverLock?: boolean;
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
  /** What this machine remembers; read from the host when the page starts. */
  readonly settings: PageSettings;
  readonly opened: OpenedPlan | undefined;
  readonly plans: readonly OpenedPlan[];
  readonly content: PlanIndex | undefined;
  readonly period: string;
  readonly unit: string;
  /** Grows with every change, so that what is shown is read again. */
  readonly revision: number;
  readonly saving: 'saved' | 'saving' | 'unsaved';
  /** Folder of the sample returns, while the demo plan is open. */
  readonly demoReturns: string | undefined;
  /** Files being taken in, and what came of the last ones. */
  readonly intake: IntakeState;
  /** What the inspector shows; set by the screen for the current selection. */
  /** Path of an open plan that locked itself because nobody used it; a password opens it again. */
  readonly lockedPath: string | undefined;
  readonly inspector: { readonly title: string; readonly content: ReactNode } | undefined;
}

/** One workbench window: the client, what is open, and the ways to change it. */
export interface Session {
  readonly client: Client;
  readonly store: Store<SessionState>;
  /** Opens the way to the host and reads what it remembers. Rejects where it can't be reached. */
  start(): Promise<void>;
  /** Keeps settings for the next start; a host that can't keep them costs the memory of them, nothing else. */
  remember(changes: PageChanges): void;
  openPlan(plan: OpenedPlan): Promise<void>;
  /** Opens a plan file and shows it; one that is open already is shown as it is. Rejects with CallFailure. */
  openFile(path: string, how?: OpenChoices): Promise<void>;
  /** Puts an open plan away; what it held is saved. */
  closePlan(plan: OpenedPlan): Promise<void>;
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

export function createSession(given: Client): Session {
  const store = createStore<SessionState>({
    person: '',
    settings: defaultPageSettings,
    opened: undefined,
    plans: [],
    content: undefined,
    period: '',
    unit: '',
    revision: 0,
    saving: 'saved',
    demoReturns: undefined,
    intake: idleIntake,
    lockedPath: undefined,
    inspector: undefined,
  });

  /** A plan with a password locks itself; whichever call finds that out, the frame asks for the password. */
  const client: Client = {
    ...given,
    call: (method, input, options) =>
      given.call(method, input, options).catch((error: unknown) => {
        const { code, details } = failureOf(error);
        if (code === 'password-needed' && details.reason === 'idle')
          store.set({ lockedPath: String(details.path) });
        throw error;
      }),
  };

  const remember: Session['remember'] = (changes) => {
    store.set({ settings: { ...store.get().settings, ...changes } as PageSettings });
    client.transport.settings.change(changes).catch(() => undefined);
  };

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
    const plan = store.get().opened?.header.id;
    if (plan !== undefined) remember({ periods: { ...store.get().settings.periods, [plan]: period } });
    store.set({ period });
  };

  const session: Session = {
    client,
    store,
    remember,
    async start() {
      await client.transport.start();
      const settings = await client.transport.settings.read();
      store.set({ settings, person: settings.person });
    },
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
      const { period: proposed } = opened as { readonly period?: string };
      store.set({
        period:
          store.get().settings.periods[opened.header.id] ??
          newest ??
          proposed ??
          defaultPeriod(content, new Date()),
        unit: opened.header.root,
      });
    },
    async openFile(path, how = {}) {
      const lockedHandle = store.get().lockedPath === path ? store.get().opened?.plan : undefined;
      if (lockedHandle !== undefined) await client.call('plans/close', { plan: lockedHandle });
      const held = (await session.listPlans()).find((plan) => plan.path === path);
      const opened = held ?? (await client.call('plans/open', { path, ...how }));
      store.set({ lockedPath: undefined });
      await session.listPlans();
      await session.openPlan(opened);
    },
    async closePlan({ plan }) {
      await client.call('plans/close', { plan });
      if (store.get().opened?.plan === plan) store.set({ opened: undefined, content: undefined });
      await session.listPlans();
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
      remember({ person });
      store.set({ person });
    },
    inspect: (title, content) => store.set({ inspector: { title, content } }),
    closeInspector: () => store.set({ inspector: undefined }),
  };
  return session;
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
