import { createContext, type ReactNode, useContext } from 'react';
import type { OpenedPlan } from '../../shared/contract/plans.ts';
import type { PageChanges } from '../../shared/contract/settings.ts';
import { defaultPageSettings, type PageSettings } from '../../shared/domain/page-settings.ts';
import { CallFailure, type Client, failureOf } from '../api/client.ts';
import { indexPlan, type PlanIndex } from '../api/plan-content.ts';
import { createAhead } from './ahead.ts';
import { createIntake, type Intake } from './intake.ts';
import { defaultPeriod, samePeriod } from './periods.ts';
import { createStore, type Store, useStore } from './store.ts';

export interface OpenChoices {
  readonly password?: string;
  readonly mode?: 'read' | 'write';
  readonly takeOverLock?: boolean;
}

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
  /** Path of an open plan that locked itself because nobody used it; a password opens it again. */
  readonly lockedPath: string | undefined;
  /** What the inspector shows; set by the screen for the current selection. */
  readonly inspector: { readonly title: string; readonly content: ReactNode } | undefined;
}

/** One workbench window: the client, what is open, and the ways to change it. */
export interface Session {
  readonly client: Client;
  readonly store: Store<SessionState>;
  /** Opens the way to the host, reads what it remembers and which plans are open. Rejects where it can't be reached. */
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
  /** Asks a query whose answer a screen will want when it is drawn; `query` then takes that answer up. */
  readonly askAhead: (...question: Parameters<Client['call']>) => void;
  readonly query: Client['call'];
  /** Runs a command, shows saving and saved, and has everything on screen read again. */
  command: Client['call'];
  /** Files being taken in as returns, and what came of the last ones, whichever screen is open. */
  readonly intake: Intake;
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

  const ahead = createAhead(client.call, () => store.get().revision);

  const remember: Session['remember'] = (changes) => {
    store.set({ settings: { ...store.get().settings, ...changes } as PageSettings });
    client.transport.settings.change(changes).catch(() => undefined);
  };

  const command: Client['call'] = async (method, input, options) => {
    store.set({ saving: 'saving' });
    try {
      const output = await client.call(method, input, options);
      // Counts of an earlier intake no longer hold once something was decided.
      intake.clear();
      store.set({ saving: 'saved', revision: store.get().revision + 1 });
      return output;
    } catch (error) {
      store.set({ saving: wasRefused(error) ? 'saved' : 'unsaved' });
      throw error;
    }
  };

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

  const intake = createIntake(client, store, followPeriod);

  const session: Session = {
    client,
    store,
    askAhead: ahead.ask,
    query: ahead.callOrTake,
    remember,
    async start() {
      await client.transport.start();
      const [settings] = await Promise.all([client.transport.settings.read(), session.listPlans()]);
      store.set({ settings, person: settings.person });
    },
    intake,
    saveFile,
    async openPlan(opened) {
      const [plan, { returns }] = await Promise.all([
        client.call('plan/get-content', { plan: opened.plan }),
        client.call('returns/list', { plan: opened.plan }),
      ]);
      const content = indexPlan(plan);
      const newest = returns.findLast(({ period }) => period !== null)?.period;
      store.set({
        opened,
        content,
        inspector: undefined,
        demoReturns: (opened as { readonly returnsFolder?: string }).returnsFolder,
        period:
          store.get().settings.periods[opened.header.id] ??
          newest ??
          (opened as { readonly period?: string }).period ??
          defaultPeriod(content, new Date()),
        unit: opened.header.root,
        revision: store.get().revision + 1,
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

/** A refusal left the plan as it was: what is saved is still saved. */
export function wasRefused(error: unknown): boolean {
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
