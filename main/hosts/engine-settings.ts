import { setFlagsFromString } from 'node:v8';

/*
 * Node 20's engine (V8 11) compiles a function anew, and faster, once it has often been called. In the few seconds of a
 * batch of returns that compiling takes as much processor time as the work itself, most of it for functions together with
 * all those that they call. What is called stays a call beyond 100 bytes of code, and a function has to have done nearly
 * four times as much as usual (250 kB of code instead of 66) to be compiled anew: a sixth less time for 300 returns, an
 * eighth less for 1,000 (docs/benchmarks.md). The database is WebAssembly, whose functions are compiled anew by themselves:
 * 60 MB of work instead of 1.8 for each, another twentieth.
 */
const settings = [
  '--max-inlined-bytecode-size-cumulative=100',
  '--interrupt-budget=250000',
  '--wasm-tiering-budget=60000000',
];

/**
 * To be called once, before the app is made; holds for all threads of the process. Results don't depend on it. Only for
 * the engine it was measured with: later ones, Electron's among them, compile in other steps. Changing settings of a running
 * engine is provided for by Node (`v8.setFlagsFromString`).
 */
export function compileSparingly(): void {
  if (!process.versions.v8.startsWith('11.')) return;
  for (const setting of settings) setFlagsFromString(setting);
}
