import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { type App, createApp } from '../../main/create-app.ts';
import type { MethodCall, MethodName, MethodOutput } from '../../shared/contract/index.ts';

export const projectRoot = path.resolve(import.meta.dirname, '../..');
export const smallPack = path.join(projectRoot, 'tests/fixtures/pack-small');
export const readerWorker = path.join(projectRoot, 'out/main/reader-worker.js');

/** A folder of its own, gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'workbench-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface TestBench {
  readonly app: App;
  readonly folder: string;
  readonly planPath: string;
  readonly plan: string;
  /** Calls and unwraps; an error envelope fails the test with its code and details. */
  call<Name extends MethodName>(
    method: Name,
    input: Omit<MethodCall<Name>, 'plan'> & { plan?: string },
  ): Promise<MethodOutput<Name>>;
}

export function startApp(now: () => Date = () => new Date('2023-07-08T08:00:00Z')): App {
  const app = createApp({ readerWorker, now, checkOutputs: true });
  onTestFinished(() => app.close());
  return app;
}

/** A fresh plan from a pack folder, over the real app: real database, real files, real reader. */
export async function startBench(pack = smallPack, now?: () => Date): Promise<TestBench> {
  const app = startApp(now);
  const folder = temporaryFolder();
  const planPath = path.join(folder, 'test.plan');
  const opened = await app.call('plans/create', { path: planPath, pack, by: '测试' });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const { plan } = opened.value;
  return {
    app,
    folder,
    planPath,
    plan,
    async call(method, input) {
      const envelope = await app.call(method, { plan, ...input } as never);
      if (!envelope.ok) throw new Error(`${method}: ${JSON.stringify(envelope.error)}`);
      return envelope.value as never;
    },
  };
}
