import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { usageLines } from '../../../renderer/words/cli.ts';
import { errorSentence } from '../../../renderer/words/errors.ts';
import { packFaultLine } from '../../../renderer/words/pack.ts';
import type { PackFault } from '../../../shared/calc/pack/pack-fault.ts';
import { AppError, type ErrorCode } from '../../../shared/errors/app-error.ts';
import { createApp, untilSeen } from '../../create-app.ts';
import { compileSparingly } from '../engine-settings.ts';
import { openFaultLog } from '../fault-log.ts';
import { faultLogFile } from '../settings-file.ts';
import { type Arguments, OptionReader, parseArguments } from './arguments.ts';
import { askPassword } from './ask-password.ts';
import { type CommandEntry, commands } from './command-table.ts';

/*
 * planbench: every command is one call of the method that the screen uses. stdout carries the answer
 * (one JSON document with --json), stderr everything else.
 */

/** Errors by exit code: 2 wrong usage, 3 the plan can't be opened for this, 4 the write failed, nothing changed; else 1: a person is needed. */
const exitCodes: Partial<Record<ErrorCode, number>> = {
  usage: 2,
  'invalid-input': 2,
  'unknown-method': 2,
  'not-found': 2,
  'plan-missing': 3,
  'plan-locked': 3,
  'plan-damaged': 3,
  'plan-newer': 3,
  'plan-packed': 3,
  'plan-read-only': 3,
  'plan-journal-missing': 3,
  'wrong-password': 3,
  'password-needed': 3,
  'write-failed': 4,
  'target-busy': 4,
  'plan-exists': 4,
  'target-exists': 4,
  internal: 4,
  'second-name-needed': 2,
};

function findCommand(words: readonly string[]): CommandEntry | undefined {
  return commands[`${words[0]} ${words[1]}`] ?? commands[`${words[0]}`];
}

async function run(argv: readonly string[]): Promise<number> {
  let args: Arguments | undefined;
  try {
    args = parseArguments(argv);
    const help = args.options.has('help');
    if (help || (args.words.length === 0 && !args.json)) {
      await print(
        args.json ? `${JSON.stringify({ contract: 1, usage: usageLines })}\n` : `${usageLines.join('\n')}\n`,
      );
      return help ? 0 : 2;
    }
    const command = findCommand(args.words);
    if (!command) throw new AppError('usage', { reason: args.words.slice(0, 2).join(' ') || '缺少命令' });
    const options = new OptionReader(args, command);
    return await execute(command, args, options);
  } catch (error) {
    return printError(error, argv.includes('--json'));
  }
}

/** The package's own file lies two folders above the built command. */
function readVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}

async function execute(
  { run: command, shown }: CommandEntry,
  args: Arguments,
  options: OptionReader,
): Promise<number> {
  const log = openFaultLog(faultLogFile());
  const app = createApp({
    readerWorker: fileURLToPath(new URL('./reader-worker.js', import.meta.url)),
    ...(shown && { readerStartsAfter: untilSeen }),
    installation: {
      seedsFolder: fileURLToPath(new URL('../../seeds/', import.meta.url)),
      version: readVersion(),
      logFile: faultLogFile(),
    },
    report: (error, method) => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.stderr.write(`${text}\n`);
      log(text, method);
    },
  });
  try {
    const result = await command({
      app,
      args,
      options,
      say: (line) => process.stderr.write(`${line}\n`),
      askPassword,
    });
    const output = args.json ? JSON.stringify({ contract: 1, ...result.json }) : result.text.join('\n');
    await print(`${output}\n`);
    await result.until;
    return result.exit;
  } finally {
    await app.close();
  }
}

/** A pipe takes large answers in pieces; the process must not end before the last one. */
function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

async function printError(error: unknown, json: boolean): Promise<number> {
  const known = error instanceof AppError ? error : new AppError('internal', { cause: String(error) });
  const message = errorSentence(known);
  const faults = (known.code === 'pack-invalid' ? known.details.faults : []) as readonly PackFault[];
  if (json) {
    const details =
      faults.length > 0
        ? { ...known.details, faults: faults.map((fault) => ({ ...fault, message: packFaultLine(fault) })) }
        : known.details;
    await print(`${JSON.stringify({ contract: 1, error: { code: known.code, message, details } })}\n`);
  } else process.stderr.write(`${[message, ...faults.map(packFaultLine)].join('\n')}\n`);
  return exitCodes[known.code] ?? 1;
}

// A reader that stops early (`| head`) is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
compileSparingly();
process.exitCode = await run(process.argv.slice(2));
