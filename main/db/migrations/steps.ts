import { firstStep } from './0010-first.ts';
import { contextsStep } from './0020-contexts.ts';
import { unitFiguresStep } from './0030-unit-figures.ts';

/** All steps, oldest first. A step that has shipped is frozen; numbers go up by ten. */
export const steps: readonly { readonly version: number; readonly sql: string }[] = [
  firstStep,
  contextsStep,
  unitFiguresStep,
];

/** The version this program writes; a newer file is refused. */
export const newestVersion = steps.at(-1)!.version;
