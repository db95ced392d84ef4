import { readFile } from 'node:fs/promises';
import { planNoticeSentence } from '../../../renderer/words/plan-notices.ts';
import type { MethodCall, MethodName, MethodOutput } from '../../../shared/contract/index.ts';
import type { OpenedPlan } from '../../../shared/contract/plans.ts';
import { AppError, type ErrorCode } from '../../../shared/errors/app-error.ts';
import type { App } from '../../create-app.ts';
import type { Arguments, OptionReader } from './arguments.ts';

/** What a command answers: one JSON document, lines for people, and whether something needs a person. */
export interface CommandResult {
  readonly json: Readonly<Record<string, unknown>>;
  readonly text: readonly string[];
  /** 0 done, 1 done but something needs a person. */
  readonly exit: 0 | 1;
  /** A command that goes on after its answer was printed ends with this. */
  readonly until?: Promise<void>;
}

export interface CommandContext {
  readonly app: App;
  readonly args: Arguments;
  readonly options: OptionReader;
  /** Progress and notices for people. */
  readonly say: (line: string) => void;
  readonly askPassword: () => Promise<string | undefined>;
}

export type Command = (context: CommandContext) => Promise<CommandResult>;

/** Calls a method; an error envelope becomes the AppError it was. */
export async function call<Name extends MethodName>(
  { app, say }: CommandContext,
  method: Name,
  input: MethodCall<Name>,
): Promise<MethodOutput<Name>> {
  const envelope = await app.call(method, input, {
    onProgress: ({ done, total, detail }) => say(`${done}/${total} ${detail ?? ''}`),
  });
  if (envelope.ok) return envelope.value;
  throw new AppError(envelope.error.code as ErrorCode, envelope.error.details);
}

/** The word at a place of the command line, or a usage error that names it. */
export function requireWord({ args }: CommandContext, at: number, name: string): string {
  const word = args.words[at];
  if (word === undefined) throw new AppError('usage', { reason: `缺少 ${name}` });
  return word;
}

export async function readPasswordFile(path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new AppError('not-found', { what: 'password-file', path, cause: String(error) });
  });
  return text.replace(/\r?\n$/, '');
}

/** A packed plan in place of a plan: it is whole, and the answer says how to open it. */
export function throwPacked(error: unknown, path: string): void {
  if (error instanceof AppError && error.code === 'wrong-type' && error.details.found === 'packed-plan')
    throw new AppError('plan-packed', { path });
}

/**
 * Opens the plan named on the command line, asking for a password only when the file wants one. A script must not go on
 * with an earlier state unnoticed, so a damaged file is refused except where backups are at issue.
 */
export async function openNamedPlan(
  context: CommandContext,
  mode: 'read' | 'write',
  at = 2,
  whenDamaged: 'refuse' | 'recover' = 'refuse',
): Promise<OpenedPlan> {
  const path = requireWord(context, at, 'PLAN');
  const fromFile = await readPasswordFile(context.options.optional('password-file'));
  const open = (password: string | undefined) =>
    call(context, 'plans/open', { path, mode, whenDamaged, ...(password === undefined ? {} : { password }) });
  try {
    return announce(context, await open(fromFile));
  } catch (error) {
    throwPacked(error, path);
    if (!(error instanceof AppError) || error.code !== 'password-needed' || fromFile !== undefined)
      throw error;
    const typed = await context.askPassword();
    if (typed === undefined) throw error;
    return announce(context, await open(typed));
  }
}

function announce(context: CommandContext, opened: OpenedPlan): OpenedPlan {
  for (const notice of opened.notices) context.say(planNoticeSentence(notice));
  return opened;
}
