import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from './test-bench.ts';

const run = promisify(execFile);

export interface CommandAnswer {
  readonly exit: number;
  /** The one JSON document of `--json`; reading fails where stdout holds anything else. */
  readonly json: Record<string, unknown>;
  readonly stderr: string;
}

/** Runs the built command line as an outsider would: a process of its own, `--json`, nothing shared. */
export async function planbench(...args: string[]): Promise<CommandAnswer> {
  const { stdout, stderr, code } = await run(
    process.execPath,
    [path.join(projectRoot, 'out/main/cli.js'), ...args, '--json'],
    { maxBuffer: 1 << 28 },
  ).then(
    (done) => ({ ...done, code: 0 }),
    (error: { stdout: string; stderr: string; code: number }) => error,
  );
  if (!stdout.startsWith('{"contract":1')) throw new Error(`no document: ${stdout.slice(0, 200)} ${stderr}`);
  return { exit: code, json: JSON.parse(stdout) as Record<string, unknown>, stderr };
}
