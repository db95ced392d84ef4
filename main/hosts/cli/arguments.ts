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

/** Throws usage for an option without its value. */
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
    else if (isValue(argv[at + 1])) values.push(argv[++at]!);
    else throw new AppError('usage', { reason: `--${name} 缺少内容` });
    while (lists.has(name) && isValue(argv[at + 1])) values.push(argv[++at]!);
  }
  return { words, options, json: options.has('json') };
}

/** `--` by itself can be a value: a dash is what plans print where no target stands. */
function isValue(word: string | undefined): word is string {
  return word !== undefined && (word === '--' || !word.startsWith('--'));
}

function splitOnce(text: string): [string, string | undefined] {
  const at = text.indexOf('=');
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** Reads the options of one command by name; any other option or a word too many is wrong usage. */
export class OptionReader {
  readonly #args: Arguments;
  readonly #known: ReadonlySet<string>;

  constructor(args: Arguments, { words, options }: { words: number; options: readonly string[] }) {
    this.#args = args;
    this.#known = new Set(options);
    for (const name of args.options.keys())
      if (!this.#known.has(name)) throw new AppError('usage', { reason: `没有 --${name} 这个选项` });
    const extra = args.words[words];
    if (extra !== undefined) throw new AppError('usage', { reason: `多出“${extra}”` });
  }

  flag(name: string): boolean {
    return this.#read(name) !== undefined;
  }

  all(name: string): readonly string[] {
    return this.#read(name) ?? [];
  }

  /** An option that the command table doesn't name is a slip of ours: it could never be given. */
  #read(name: string): readonly string[] | undefined {
    if (!this.#known.has(name)) throw new RangeError(`undeclared option: ${name}`);
    return this.#args.options.get(name);
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
}

/** Options given and not undefined: optional inputs stay absent. */
export function given<Fields extends Record<string, unknown>>(
  fields: Fields,
): { [Key in keyof Fields]?: NonNullable<Fields[Key]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
