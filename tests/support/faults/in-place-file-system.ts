/** The planted fault: a file system whose rename writes over the target in place, as careless programs do. */

import { readWhole, withFile, writeFully } from '../../../main/db/plan-file/atomic-save.ts';
import { type FileSystemPort, nodeFileSystem } from '../../../main/db/plan-file/file-system-port.ts';

/** Small pieces: the moment in which the file is half written is long enough to be hit. */
const piece = 4 << 10;

async function overwrite(from: string, to: string): Promise<void> {
  const bytes = await readWhole(nodeFileSystem, from);
  const mode = (await nodeFileSystem.stat(to)) ? 'update' : 'create';
  await withFile(await nodeFileSystem.open(to, mode), async (file) => {
    await file.truncate(0);
    for (let at = 0; at < bytes.length; at += piece)
      await writeFully(file, bytes.subarray(at, at + piece), at);
  });
  await nodeFileSystem.remove(from);
}

export const inPlaceFileSystem: FileSystemPort = { ...nodeFileSystem, rename: overwrite };
