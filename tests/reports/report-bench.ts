import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { createApp } from '../../main/create-app.ts';
import { readDocx } from '../../main/reports/read-docx.ts';
import type { MethodCall, MethodName, MethodOutput } from '../../shared/contract/index.ts';
import { projectRoot, readerWorker } from '../support/test-bench.ts';

/** The demo plan and its reports, over the real app. */

export const demoPack = path.join(projectRoot, 'seeds/yining-145-demo');

export const demoReports = [
  { kind: 'annual', date: '2022-12-31' },
  { kind: 'midterm', date: '2023-06-30' },
  { kind: 'annual', date: '2023-12-31' },
  { kind: 'final', date: '2025-12-31' },
] as const;
export type DemoReport = (typeof demoReports)[number];

export interface DemoBench {
  call<Name extends MethodName>(
    method: Name,
    input: Omit<MethodCall<Name>, 'plan'>,
  ): Promise<MethodOutput<Name>>;
  close(): Promise<void>;
}

/** A plan from the demo pack that several tests may share; whoever opens it closes it. */
export async function openDemo(): Promise<DemoBench> {
  const folder = mkdtempSync(path.join(tmpdir(), 'reports-'));
  const app = createApp({ readerWorker, now: () => new Date('2026-01-20T08:00:00Z'), checkOutputs: true });
  const opened = await app.call('plans/create', {
    path: path.join(folder, 'demo.plan'),
    pack: demoPack,
    by: '测试',
  });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const { plan } = opened.value;
  return {
    async call(method, input) {
      const envelope = await app.call(method, { plan, ...input } as never);
      if (!envelope.ok) throw new Error(`${method}: ${JSON.stringify(envelope.error)}`);
      return envelope.value as never;
    },
    async close() {
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function makeReport(bench: DemoBench, which: DemoReport): Promise<Uint8Array> {
  const { bytes } = await bench.call('reports/export', which);
  return bytes!;
}

/** Edits the text of a Word file as somebody at the keyboard would. */
export function editDocument(bytes: Uint8Array, edit: (xml: string) => string): Uint8Array {
  const parts = unzipSync(bytes);
  const before = strFromU8(parts['word/document.xml']!);
  const after = edit(before);
  if (after === before) throw new Error('the edit changed nothing');
  return zipSync({ ...parts, 'word/document.xml': strToU8(after) });
}

/** All text of paragraphs and cells, one a line. */
export function textOf(bytes: Uint8Array): string {
  return readDocx(bytes)
    .flatMap((block) => (block.kind === 'paragraph' ? [block.text] : block.rows.flat()))
    .join('\n');
}
