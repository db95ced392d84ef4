import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/* Reads Electron's archive: a header of JSON, then the files one after another. */

interface Node {
  readonly files?: Readonly<Record<string, Node>>;
  readonly offset?: string;
  readonly size?: number;
}

export interface ArchivedFile {
  /** With `/`, without a leading one. */
  readonly name: string;
  readonly size: number;
  readonly content: () => Uint8Array;
}

export function readAsar(file: string): ArchivedFile[] {
  const bytes = readFileSync(file);
  const start = 8 + bytes.readUInt32LE(4);
  const header = JSON.parse(bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12))) as Node;
  const list = (node: Node, name: string): ArchivedFile[] => {
    if (node.files)
      return Object.entries(node.files).flatMap(([part, inner]) => list(inner, `${name}/${part}`));
    const at = start + Number(node.offset);
    const size = node.size ?? 0;
    return [{ name: name.slice(1), size, content: () => bytes.subarray(at, at + size) }];
  };
  return list(header, '');
}

export function extractAsar(files: readonly ArchivedFile[], folder: string): void {
  for (const { name, content } of files) {
    const target = path.join(folder, name);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content());
  }
}
