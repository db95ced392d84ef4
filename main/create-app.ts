import { access, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { diagnosticsWords } from '../renderer/words/diagnostics.ts';
import { demoFolderName, sampleFolderName } from '../renderer/words/samples.ts';
import type { MethodCall, MethodInput, MethodName, MethodOutput } from '../shared/contract/index.ts';
import type { Envelope } from '../shared/contract/method.ts';
import { AppError } from '../shared/errors/app-error.ts';
import { loadEngine } from './db/open-database.ts';
import type { PlanFileOptions } from './db/plan-file/plan-file.ts';
import type { PlanStore } from './db/plan-store.ts';
import { createWorkbookReader, type WorkbookReader } from './excel/workbook-reader.ts';
import { extractOutlineOf } from './features/plan/outline-queries.ts';
import {
  checkPack,
  checkPlan,
  createPlanFromPack,
  describePlan,
  exportPack,
  openPlanFileFor,
  packPlanFile,
  unpackFile,
} from './features/plan/plan-files.ts';
import type { Services } from './features/services.ts';
import { describeWorkbench } from './features/workbench/diagnostics.ts';
import { getPlaces, type Installation, listFolder } from './features/workbench/places.ts';
import { usualSamplePeriod, writeSampleFiles } from './features/workbench/sample-files.ts';
import { featureHandlers } from './method-table.ts';
import { type AnyHandler, type CallOptions, createDispatcher } from './rpc/dispatch.ts';

/*
 * The composition root: one app for all hosts. It knows the open plans, the reader of workbooks and the method table,
 * and is used through `call` alone.
 */

export interface AppOptions {
  /** The built `out/main/reader-worker.js`. */
  readonly readerWorker: string;
  /** Where the packs lie that come with the program, and its version. */
  readonly installation?: Installation;
  readonly now?: () => Date;
  readonly checkOutputs?: boolean;
  /**
   * Milliseconds from the opening of a plan to the start of the workbooks' reader, where none was wanted before. Absent: at
   * once, for whoever opens a plan to take returns in.
   */
  readonly readerStartsAfter?: number;
  /** Unexpected errors, for the host's log; never holds figures. */
  readonly report?: (error: unknown, method: string) => void;
  readonly fileOptions?: Pick<PlanFileOptions, 'files' | 'processes' | 'keyDerivation'>;
}

/** For `readerStartsAfter`, where a person looks at the plan first: the reader's start would hold up the first screen. */
export const untilSeen = 2_000;

export interface App {
  call<Name extends MethodName>(
    method: Name,
    input: MethodCall<Name>,
    options?: CallOptions,
  ): Promise<Envelope<MethodOutput<Name>>>;
  close(): Promise<void>;
}

export function createApp(options: AppOptions): App {
  // Ready before a plan is opened; whoever opens one hears of a failure.
  loadEngine().catch(() => undefined);
  const now = options.now ?? (() => new Date());
  const plans = new OpenPlans(now);
  const reader = createWorkbookReader({ workerPath: options.readerWorker });
  const fileOptions = { ...options.fileOptions, now };
  const { readerStartsAfter } = options;
  const warmReader = () => {
    if (readerStartsAfter === undefined) reader.warm();
    else setTimeout(reader.warm, readerStartsAfter).unref();
  };
  const handlers = new Map<string, AnyHandler>([
    ...Object.entries(featureHandlers as unknown as Record<string, AnyHandler>),
    ...Object.entries(
      appHandlers(plans, warmReader, fileOptions, options.installation ?? { seedsFolder: '', version: '' }),
    ),
  ]);
  const dispatcher = createDispatcher<Services>({
    handlers,
    storeOf: (plan) => plans.get(plan),
    servicesOf: (store) => ({ store, reader }),
    now,
    checkOutputs: options.checkOutputs ?? false,
    report: options.report ?? (() => undefined),
  });
  return {
    call: (method, input, callOptions) => dispatcher.call(method, input, callOptions) as never,
    close: () => closeAll(plans, reader),
  };
}

async function closeAll(plans: OpenPlans, reader: WorkbookReader): Promise<void> {
  await plans.closeAll();
  await reader.close();
}

const idleLockMilliseconds = 15 * 60 * 1000;

/** Plans by the handle that screens and hosts use. One with a password locks itself when nobody used it for a while. */
class OpenPlans {
  readonly #stores = new Map<string, PlanStore>();
  readonly #lastUsed = new Map<string, number>();
  readonly #locked = new Map<string, string>();
  readonly #now: () => Date;
  readonly #watch = setInterval(() => this.#lockIdle(), 60_000);
  #count = 0;

  constructor(now: () => Date) {
    this.#now = now;
    this.#watch.unref();
  }

  add(store: PlanStore): string {
    const handle = `plan-${++this.#count}`;
    this.#stores.set(handle, store);
    this.#lastUsed.set(handle, this.#now().getTime());
    return handle;
  }

  /** Throws password-needed for a plan that locked itself, not-found for one that isn't open. */
  get(handle: string): PlanStore {
    this.#lockIdle();
    const path = this.#locked.get(handle);
    if (path !== undefined) throw new AppError('password-needed', { path, reason: 'idle' });
    const store = this.#stores.get(handle);
    if (!store) throw new AppError('not-found', { what: 'plan', plan: handle });
    this.#lastUsed.set(handle, this.#now().getTime());
    return store;
  }

  #lockIdle(): void {
    const limit = this.#now().getTime() - idleLockMilliseconds;
    for (const [handle, store] of this.#stores) {
      if (!store.file.encrypted || (this.#lastUsed.get(handle) ?? 0) > limit) continue;
      this.#stores.delete(handle);
      this.#locked.set(handle, store.path);
      void store.close();
    }
  }

  entries(): [string, PlanStore][] {
    return [...this.#stores];
  }

  async close(handle: string): Promise<void> {
    if (this.#locked.delete(handle)) return;
    const store = this.get(handle);
    this.#stores.delete(handle);
    await store.close();
  }

  async closeAll(): Promise<void> {
    clearInterval(this.#watch);
    for (const [handle, store] of this.entries()) {
      this.#stores.delete(handle);
      await store.close();
    }
  }
}

type AppHandlers = {
  [Name in MethodName]?: {
    readonly kind: 'app';
    run(input: MethodInput<Name>): Promise<MethodOutput<Name>>;
  };
};

/** Methods that work on files rather than inside one plan. */
function appHandlers(
  plans: OpenPlans,
  warmReader: () => void,
  fileOptions: Omit<PlanFileOptions, 'mode' | 'password'>,
  installation: Installation,
): Record<string, AnyHandler> {
  const opened = (store: PlanStore) => describePlan(plans.add(store), store);
  const handlers: AppHandlers = {
    'workbench/get-places': { kind: 'app', run: () => getPlaces(installation) },
    'workbench/list-folder': { kind: 'app', run: listFolder },
    'workbench/get-diagnostics': {
      kind: 'app',
      run: async ({ plan }) => ({
        name: diagnosticsWords.fileName,
        text: await describeWorkbench(
          installation,
          plan === undefined ? undefined : plans.get(plan),
          fileOptions,
        ),
      }),
    },
    'workbench/write-samples': {
      kind: 'app',
      run: async ({ pack, folder }) => ({ folder: await writeSampleFiles(pack, folder) }),
    },
    'workbench/open-demo': { kind: 'app', run: (input) => openDemo(plans, fileOptions, installation, input) },
    'plan/extract-outline': { kind: 'app', run: extractOutlineOf },
    'plans/check-pack': { kind: 'app', run: checkPack },
    'plans/create': {
      kind: 'app',
      run: async (input) => {
        const { store, recoveryKey } = await createPlanFromPack(input, fileOptions);
        return { ...opened(store), ...(recoveryKey === undefined ? {} : { recoveryKey }) };
      },
    },
    'plans/open': {
      kind: 'app',
      run: async (input) => {
        if (input.mode === 'write') warmReader();
        return opened(await openPlanFileFor(input, fileOptions));
      },
    },
    'plans/list-open': {
      kind: 'app',
      run: async () => ({ plans: plans.entries().map(([handle, store]) => describePlan(handle, store)) }),
    },
    'plans/close': {
      kind: 'app',
      run: async (input) => {
        await plans.close(input.plan);
        return {};
      },
    },
    'plans/check-file': { kind: 'app', run: (input) => checkPlan(input, fileOptions) },
    'plans/unpack-file': { kind: 'app', run: (input) => unpackFile(input, fileOptions) },
    'plans/export-pack': { kind: 'app', run: (input) => exportPack(plans.get(input.plan), input.folder) },
    'history/restore': {
      kind: 'app',
      run: async ({ plan, sequence, by, reason }) => {
        const at = fileOptions.now().toISOString();
        const summary = { sequence, ...(reason === undefined ? {} : { reason }) };
        await plans.get(plan).restore(sequence, { method: 'history/restore', by, at, summary });
        return { restored: sequence };
      },
    },
    'plans/set-password': {
      kind: 'app',
      run: async ({ plan, next }) => {
        const { recoveryKey } = await plans.get(plan).file.changePassword(next, plans.get(plan).exportImage);
        return recoveryKey === undefined ? {} : { recoveryKey };
      },
    },
    'plans/pack-file': { kind: 'app', run: (input) => packPlanFile(plans.get(input.plan), input.out) },
  };
  return handlers as Record<string, AnyHandler>;
}

/** The demo plan in one click: made the first time, opened after that; its sample returns lie beside it. */
async function openDemo(
  plans: OpenPlans,
  fileOptions: Omit<PlanFileOptions, 'mode' | 'password'>,
  installation: Installation,
  input: MethodInput<'workbench/open-demo'>,
): Promise<MethodOutput<'workbench/open-demo'>> {
  const places = await getPlaces(installation);
  const seed = places.seeds.find((one) => one.demo);
  if (!seed) throw new AppError('not-found', { what: 'demo' });
  const folder = path.join(input.folder ?? places.documents, demoFolderName);
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${demoFolderName}.plan`);
  const returnsFolder = path.join(folder, sampleFolderName);
  const by = input.by === undefined ? {} : { by: input.by };
  const exists = await access(file).then(
    () => true,
    () => false,
  );
  if (!exists) await writeSampleFiles(seed.folder, returnsFolder);
  const open = plans.entries().find(([, store]) => store.path === file);
  const store = exists
    ? (open?.[1] ??
      (await openPlanFileFor({ path: file, mode: 'write', whenDamaged: 'recover' }, fileOptions)))
    : (await createPlanFromPack({ path: file, pack: seed.folder, ...by }, fileOptions)).store;
  const period = await usualSamplePeriod(seed.folder);
  return {
    ...describePlan(open?.[0] ?? plans.add(store), store),
    returnsFolder,
    ...(period === undefined ? {} : { period }),
  };
}
