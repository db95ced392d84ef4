import { firstStep } from './0010-first.ts';

/** All steps, oldest first. A step that has shipped is frozen; numbers go up by ten. */
export const steps: readonly { readonly version: number; readonly sql: string }[] = [firstStep];

/** The version this program writes; a newer file is refused. */
export const newestVersion = steps.at(-1)!.version;
