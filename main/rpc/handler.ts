import type { Contract, MethodInput, MethodName, MethodOutput } from '../../shared/contract/index.ts';
import type { Progress } from '../../shared/contract/method.ts';
import type { ReadHandle, WriteHandle } from '../db/handles.ts';

/*
 * What a feature hands to the dispatcher. A query reads; a command prepares (may wait, writes nothing)
 * and then applies (writes only, never waits) inside the one transaction that the dispatcher opens.
 */

/** A running call as its handler sees it. */
export interface Call {
  /** Who works: the name chosen at start or given with the command. */
  readonly by: string | undefined;
  readonly now: Date;
  readonly signal: AbortSignal;
  progress(step: Omit<Progress, 'job'>): void;
}

type Names<Kind extends 'query' | 'command'> = {
  [Name in MethodName]: Contract[Name]['kind'] extends Kind ? Name : never;
}[MethodName];
export type QueryName = Names<'query'>;
export type CommandName = Names<'command'>;

export interface QueryHandler<Name extends QueryName, Services> {
  readonly kind: 'query';
  run(
    db: ReadHandle,
    input: MethodInput<Name>,
    services: Services,
    call: Call,
  ): MethodOutput<Name> | Promise<MethodOutput<Name>>;
}

export interface CommandHandler<Name extends CommandName, Services, Prepared> {
  readonly kind: 'command';
  prepare(
    db: ReadHandle,
    input: MethodInput<Name>,
    services: Services,
    call: Call,
  ): Promise<Prepared> | Prepared;
  apply(db: WriteHandle, prepared: Prepared, input: MethodInput<Name>, call: Call): MethodOutput<Name>;
  /** What the history row says about it: plain values, printed by `renderer/words/history.ts`. */
  summary(output: MethodOutput<Name>, input: MethodInput<Name>): Readonly<Record<string, unknown>>;
  /** The change this command takes back (undo, redo). */
  undoOf?(prepared: Prepared): number;
}

export function queryHandler<Name extends QueryName, Services>(
  _name: Name,
  run: QueryHandler<Name, Services>['run'],
): QueryHandler<Name, Services> {
  return { kind: 'query', run };
}

/** A command that needs nothing prepared leaves `prepare` out. */
export function commandHandler<Name extends CommandName, Services, Prepared = undefined>(
  _name: Name,
  parts: Omit<CommandHandler<Name, Services, Prepared>, 'kind' | 'prepare'> &
    Partial<Pick<CommandHandler<Name, Services, Prepared>, 'prepare'>>,
): CommandHandler<Name, Services, Prepared> {
  return { kind: 'command', prepare: () => undefined as Prepared, ...parts };
}
