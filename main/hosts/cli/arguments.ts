import { AppError } from '../../../shared/errors/app-error.ts';

/** A command line taken apart: words before and between the options, options with their values. */
export interface Arguments {
  readonly words: readonly string[];
  readonly options: ReadonlyMap<string, readonly string[]>;
  readonly json: boolean;
}

/** Options that stand alone; all others take at least one value. */
const flags = new Set([
  'json',
  'all',
  'accept-repairs',
  'set-aside-parked',
  'help',
  'version',
  'open',
  'remove',
]);
/** Options that take every word up to the next option. */
const lists = new Set(['id']);

/** Throws usage for an option without its value or for one nobody knows (`known`). */
export function parseArguments(argv: readonly string[]): Arguments {
  const words: string[] = [];
  const options = new Map<string, string[]>();
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at]!;
    if (!word.startsWith('--') || word === '--') {
      if (word !== '--') words.push(word);
      continue;
    }
    const [name = '', inline] = splitOnce(word.slice(2));
    const values = options.get(name) ?? [];
    options.set(name, values);
    if (flags.has(name)) continue;
    if (inline !== undefined) values.push(inline);
    else if (argv[at + 1] !== undefined && !argv[at + 1]!.startsWith('--')) values.push(argv[++at]!);
    else throw new AppError('usage', { reason: `--${name} 缺少内容` });
    while (lists.has(name) && argv[at + 1] !== undefined && !argv[at + 1]!.startsWith('--'))
      values.push(argv[++at]!);
  }
  return { words, options, json: options.has('json') };
}

function splitOnce(text: string): [string, string | undefined] {
  const at = text.indexOf('=');
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** Reads options by name and refuses leftovers. */
export class OptionReader {
  readonly #args: Arguments;
  readonly #used = new Set(['json']);

  constructor(args: Arguments) {
    this.#args = args;
  }

  flag(name: string): boolean {
    this.#used.add(name);
    return this.#args.options.has(name);
  }

  all(name: string): readonly string[] {
    this.#used.add(name);
    return this.#args.options.get(name) ?? [];
  }

  optional(name: string): string | undefined {
    const values = this.all(name);
    if (values.length > 1) throw new AppError('usage', { reason: `--${name} 只能写一次` });
    return values[0];
  }

  required(name: string): string {
    const value = this.optional(name);
    if (value === undefined) throw new AppError('usage', { reason: `缺少 --${name}` });
    return value;
  }

  numbers(name: string): number[] {
    return this.all(name).map((value) => {
      if (!/^\d{1,12}$/.test(value)) throw new AppError('usage', { reason: `--${name} 应为编号：${value}` });
      return Number(value);
    });
  }

  /** Call after all options were read. */
  refuseOthers(): void {
    for (const name of this.#args.options.keys())
      if (!this.#used.has(name)) throw new AppError('usage', { reason: `没有 --${name} 这个选项` });
  }
}

/** Options given and not undefined: optional inputs stay absent. */
export function given<Fields extends Record<string, unknown>>(
  fields: Fields,
): { [Key in keyof Fields]?: NonNullable<Fields[Key]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
