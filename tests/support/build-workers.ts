import { buildMain } from '../../scripts/build.mjs';

/** Worker threads run built JavaScript, so the node entries are built once before the suite. */
export async function setup(): Promise<void> {
  await buildMain();
}
