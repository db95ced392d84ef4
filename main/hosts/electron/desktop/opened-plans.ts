import path from 'node:path';

/*
 * Paths that reach the program from outside: command line, a second start, the file manager. They may name a plan
 * file and nothing else; whether it is one is found out by opening it like any other.
 */

const longestPath = 4096;

/** The absolute path of a `.plan` file named by an argument; undefined for switches, addresses, devices, anything else. */
export function readPlanArgument(argument: string, folder: string): string | undefined {
  if (argument.length > longestPath || argument.startsWith('-')) return undefined;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters in a path are what is looked for.
  if (/[\u0000-\u001f]/.test(argument)) return undefined;
  if (/^[a-z][a-z0-9+.-]+:/i.test(argument) || /^[\\/]{2}[.?][\\/]/.test(argument)) return undefined;
  if (path.extname(argument).toLowerCase() !== '.plan') return undefined;
  return path.resolve(folder, argument);
}

export function readPlanArguments(argv: readonly string[], folder: string): string[] {
  return argv.map((argument) => readPlanArgument(argument, folder)).filter((found) => found !== undefined);
}

/** Holds plans back until the page asks, then passes them on as they come. */
export class OpenedPlans {
  #waiting: string[] = [];
  #deliver: ((path: string) => void) | undefined;

  add(paths: readonly string[]): void {
    for (const plan of paths) {
      if (this.#deliver) this.#deliver(plan);
      else if (!this.#waiting.includes(plan)) this.#waiting.push(plan);
    }
  }

  /** Everything held back; what comes later goes to `deliver`. */
  take(deliver: (path: string) => void): readonly string[] {
    const taken = this.#waiting;
    this.#waiting = [];
    this.#deliver = deliver;
    return taken;
  }
}
