/** One trial: start a process that works on a plan, kill it (signal 9) at a random moment, open what it left. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPlanFile, type PlanFileOptions } from '../../../main/db/plan-file/plan-file.ts';
import { seededRandom } from './seeded-random.ts';
import { openTrialDatabase, runStatements, tokenOf } from './trial-database.ts';

export interface KillTrial {
  readonly path: string;
  readonly seed: number;
  readonly round: number;
  readonly journal: boolean;
  readonly planted: boolean;
  readonly password?: string;
}

export interface KillResult {
  readonly seed: number;
  readonly round: number;
  readonly acknowledged: number;
  readonly outcome: 'kept' | 'lost' | 'unreadable' | 'not started';
  readonly details: string;
}

interface Said {
  readonly acknowledged: number;
  /** Tokens that may be found: the last acknowledged and what was tried after it. */
  readonly allowed: readonly string[];
  readonly originals: readonly string[];
}

export function readSayings(output: string, before: readonly string[]): Said {
  // The last line may be cut.
  const lines = output.split('\n').slice(0, -1);
  let allowed = [...before];
  let acknowledged = 0;
  const originals: string[] = [];
  for (const line of lines) {
    const [word, value = ''] = line.split(' ');
    if (word === 'try') allowed.push(value);
    if (word === 'original') originals.push(value);
    if (word !== 'ack') continue;
    acknowledged += 1;
    allowed = [value];
  }
  return { acknowledged, allowed, originals };
}

/**
 * Kills after so many lines (the first comes before the plan is created) and a moment of up to 30 ms: how much was
 * acknowledged before doesn't depend on how busy the machine is.
 */
async function runAndKill(child: ChildProcess, lines: number, delay: number): Promise<string> {
  let output = '';
  let timer: NodeJS.Timeout | undefined;
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.stdout?.setEncoding('utf8');
  child.stdout?.on('data', (text: string) => {
    output += text;
    if (output.split('\n').length > lines) timer ??= setTimeout(() => child.kill('SIGKILL'), delay);
  });
  await ended;
  clearTimeout(timer);
  return output;
}

async function judge(
  trial: KillTrial,
  said: Said,
): Promise<Pick<KillResult, 'outcome' | 'details'> & { token: string }> {
  const options: PlanFileOptions = {
    now: () => new Date(),
    mode: 'write',
    ...(trial.password === undefined ? {} : { password: trial.password }),
  };
  try {
    const plan = await openPlanFile(trial.path, options);
    const database = await openTrialDatabase(plan.image);
    for (const record of plan.journal) runStatements(database, record.statements);
    const token = tokenOf(database);
    const missing: string[] = [];
    for (const hash of said.originals) if (!(await plan.readReturn(hash))) missing.push(hash);
    const recovered = plan.notices.some((notice) => notice.code === 'recovered-from-generation');
    await plan.abandon();
    const right = said.allowed.includes(token) && missing.length === 0 && !recovered;
    const details = right
      ? ''
      : JSON.stringify({ token, allowed: said.allowed, missing, notices: plan.notices });
    return { outcome: right ? 'kept' : 'lost', details, token };
  } catch (error) {
    const nothingYet = said.acknowledged === 0 && trial.round === 0;
    return { outcome: nothingYet ? 'kept' : 'unreadable', details: String(error), token: '' };
  }
}

/** Two rounds on one plan: the second opens what the first left, as the next start of the program does. */
export async function runKillTrials(
  script: string,
  kind: Omit<KillTrial, 'path' | 'round'>,
  rounds = 2,
): Promise<KillResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kill-'));
  const random = seededRandom(kind.seed);
  const results: KillResult[] = [];
  let before: readonly string[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      const trial: KillTrial = { ...kind, path: join(folder, '规划.plan'), round };
      const child = spawn(process.execPath, [script, JSON.stringify(trial)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const said = readSayings(await runAndKill(child, 1 + random() * 40, random() * 30), before);
      const { outcome, details, token } = await judge(trial, said);
      const started = child.signalCode === 'SIGKILL';
      const found = started ? outcome : 'not started';
      results.push({ seed: kind.seed, round, acknowledged: said.acknowledged, outcome: found, details });
      if (outcome !== 'kept' || token === '') break;
      before = [token];
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
