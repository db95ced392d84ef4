import { readFile } from 'node:fs/promises';
import { cpus, freemem, release, totalmem } from 'node:os';
import { diagnosticsWords as words } from '../../../renderer/words/diagnostics.ts';
import { packFiles } from '../../../shared/domain/pack.ts';
import { checkPlanFile } from '../../db/plan-file/check-plan-file.ts';
import type { PlanFileOptions } from '../../db/plan-file/plan-file.ts';
import type { PlanStore } from '../../db/plan-store.ts';
import { listRecords } from '../../db/tables/pack-records.ts';
import { listReturns } from '../../db/tables/returns.ts';
import { countBy } from '../counts.ts';
import type { Installation } from './places.ts';

/*
 * What a helper needs to know about this machine and plan, as one text that a person can read before handing it on:
 * versions, sizes, counts, states and places in our own code. No title, name, path, figure, label or message, so that
 * it may leave the office when the plan may not.
 */

const faultsTold = 200;

export async function describeWorkbench(
  installation: Installation,
  store: PlanStore | undefined,
  options: Pick<PlanFileOptions, 'files' | 'processes' | 'now'>,
): Promise<string> {
  const sections: [title: string, lines: readonly string[]][] = [
    [words.program, programLines(installation, options.now())],
    [words.machine, machineLines()],
    ...(store ? await planSections(store, options) : []),
    [words.faults, await faultLines(installation.logFile)],
  ];
  const body = sections.map(([title, lines]) =>
    [`【${title}】`, ...(lines.length ? lines : [words.none])].join('\n'),
  );
  return `${[words.title, words.promise, ...body].join('\n\n')}\n`;
}

function programLines({ version }: Installation, now: Date): string[] {
  const { node, electron, chrome } = process.versions;
  return [
    `${words.version}：${version}`,
    `${words.writtenAt}：${now.toISOString()}`,
    `Node ${node}${electron === undefined ? '' : `，Electron ${electron}，Chromium ${chrome}`}`,
    `${words.uptime}：${Math.round(process.uptime() / 60)}`,
  ];
}

function machineLines(): string[] {
  return [
    `${process.platform} ${release()} ${process.arch}`,
    `${words.cores}：${cpus().length}`,
    `${words.memory}：${megabytes(totalmem())}，${words.freeMemory}：${megabytes(freemem())}，${words.usedMemory}：${megabytes(process.memoryUsage().rss)}`,
    `${words.timeZone}：${Intl.DateTimeFormat().resolvedOptions().timeZone}`,
  ];
}

async function planSections(
  store: PlanStore,
  options: Pick<PlanFileOptions, 'files' | 'processes'>,
): Promise<[string, readonly string[]][]> {
  const { parts, sequence, encrypted } = await checkPlanFile(store.path, options);
  const records = packFiles.map(({ key }) => [key, listRecords(store.read, key).length] as const);
  return [
    [
      words.plan,
      [
        `${words.sequence}：${sequence ?? '—'}，${words.revision}：${store.revision()}`,
        `${words.encrypted}：${encrypted ? words.yes : words.no}，${words.readOnly}：${store.readOnly ? words.yes : words.no}`,
        `${words.notices}：${store.notices.map(({ code }) => code).join('、') || words.none}`,
      ],
    ],
    [words.parts, countLines(countBy(parts, ({ part, state }) => `${part} ${state}`))],
    [words.records, countLines(Object.fromEntries(records))],
    [
      words.returns,
      countLines(
        countBy(listReturns(store.read), ({ state, codes }) =>
          [state, codes.join(' ')].filter(Boolean).join(' '),
        ),
      ),
    ],
  ];
}

function countLines(counts: Readonly<Record<string, number>>): string[] {
  return Object.entries(counts).map(([name, count]) => `${name}：${count}`);
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}

/** Times and places in our own code; the messages stay here, for they may name files. */
async function faultLines(logFile: string | undefined): Promise<string[]> {
  if (logFile === undefined) return [];
  const text = await readFile(logFile, 'utf8').catch(() => '');
  return text
    .split('\n')
    .flatMap((line) => headOf(line) ?? frameOf(line) ?? [])
    .slice(-faultsTold);
}

function headOf(line: string): string | undefined {
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z [\w/ -]{1,64}$/.test(line) ? line : undefined;
}

function frameOf(line: string): string | undefined {
  const frame = /^\s+at (?:([\w.#<> ]{1,80}) \()?(?:.*[\\/])?([\w.-]+\.(?:js|mjs|ts|cjs):\d+:\d+)\)?$/.exec(
    line,
  );
  return frame ? `    ${[frame[1], frame[2]].filter(Boolean).join(' ')}` : undefined;
}
