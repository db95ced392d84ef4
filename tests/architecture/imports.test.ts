import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

/**
 * docs/architecture: who may import whom. A folder or package that the table doesn't know fails, so a new room
 * must be given its place here first.
 */
const root = path.resolve(import.meta.dirname, '../..');

interface Room {
  /** Source folders, longest match wins. */
  readonly at: string;
  /** Rooms it may import. */
  readonly rooms: readonly string[];
  /** Packages it may import; `node:` stands for Node's own. */
  readonly packages: readonly string[];
}

const rooms: readonly Room[] = [
  { at: 'shared/domain', rooms: ['shared/domain', 'shared/text', 'shared/errors'], packages: ['zod'] },
  { at: 'shared/text', rooms: ['shared/domain', 'shared/text', 'shared/errors'], packages: ['decimal.js'] },
  { at: 'shared/errors', rooms: ['shared/domain', 'shared/text', 'shared/errors'], packages: [] },
  {
    at: 'shared/calc',
    rooms: ['shared/calc', 'shared/domain', 'shared/text', 'shared/errors'],
    packages: ['zod', 'decimal.js'],
  },
  {
    at: 'shared/contract',
    rooms: ['shared/contract', 'shared/calc', 'shared/domain', 'shared/text', 'shared/errors'],
    packages: ['zod'],
  },
  { at: 'main/db', rooms: ['main/db', 'shared'], packages: ['sql.js', 'node:', 'zod'] },
  {
    at: 'main/excel',
    rooms: ['main/excel', 'shared', 'renderer/words'],
    packages: ['xlsx', 'fflate', 'saxes', 'zod', 'node:'],
  },
  {
    at: 'main/reports',
    rooms: ['main/reports', 'shared', 'renderer/words'],
    packages: ['docx', 'fflate', 'saxes', 'zod', 'node:', 'echarts'],
  },
  {
    at: 'main/features',
    rooms: [
      'main/db',
      'main/excel',
      'main/reports',
      'main/rpc/handler.ts',
      'main/features/*.ts',
      'shared',
      'renderer/words',
    ],
    packages: ['node:'],
  },
  {
    at: 'main/rpc',
    rooms: ['main/rpc', 'main/db/handles.ts', 'main/db/plan-store.ts', 'shared'],
    packages: [],
  },
  {
    at: 'main/create-app.ts',
    rooms: [
      'main/features',
      'main/rpc',
      'main/db',
      'main/excel',
      'main/method-table.ts',
      'shared',
      'renderer/words',
    ],
    packages: ['node:'],
  },
  { at: 'main/method-table.ts', rooms: ['main/features'], packages: [] },
  {
    at: 'main/hosts',
    rooms: ['main/hosts/*.ts', 'main/create-app.ts', 'shared', 'renderer/words'],
    packages: ['node:', 'zod'],
  },
  {
    at: 'main/hosts/cli',
    rooms: [
      'main/hosts/cli',
      'main/hosts/web',
      'main/hosts/*.ts',
      'main/create-app.ts',
      'shared',
      'renderer/words',
      'main/reports/read-docx.ts',
    ],
    packages: ['node:'],
  },
  {
    at: 'main/hosts/web',
    rooms: ['main/hosts/web', 'main/hosts/*.ts', 'main/create-app.ts', 'shared', 'renderer/words'],
    packages: ['node:'],
  },
  {
    at: 'main/hosts/electron',
    rooms: ['main/hosts/electron', 'main/hosts/*.ts', 'main/create-app.ts', 'shared', 'renderer/words'],
    packages: ['node:', 'electron', 'electron-store', 'zod'],
  },
  { at: 'renderer/words', rooms: ['renderer/words', 'shared'], packages: [] },
  {
    at: 'renderer',
    rooms: ['renderer', 'shared'],
    packages: ['react', 'react-dom', 'antd', '@ant-design/icons', '@tanstack/react-virtual', 'echarts'],
  },
];

interface Import {
  readonly from: string;
  readonly line: number;
  readonly to: string;
}

function listSources(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

function listImports(file: string): Import[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const found: Import[] = [];
  for (const match of text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)|(?:^|\n)import\s+'([^']+)'/g,
  )) {
    const to = match[1] ?? match[2] ?? match[3]!;
    found.push({ from: file, to, line: text.slice(0, match.index).split('\n').length });
  }
  return found;
}

function roomOf(file: string): Room | undefined {
  return rooms
    .filter((room) => file === room.at || file.startsWith(`${room.at}/`))
    .sort((a, b) => b.at.length - a.at.length)[0];
}

function allowsRoom(room: Room, target: string): boolean {
  return room.rooms.some((allowed) => {
    if (allowed.endsWith('/*.ts')) return path.dirname(target) === allowed.slice(0, -5);
    return target === allowed || target.startsWith(`${allowed}/`);
  });
}

/** A feature may reach its own folder, never another feature's. */
function sameFeature(from: string, target: string): boolean {
  const feature = /^main\/features\/[^/]+\//.exec(from)?.[0];
  return feature !== undefined && target.startsWith(feature);
}

function complaint({ from, to, line }: Import): string | undefined {
  const room = roomOf(from);
  if (!room) return `${from}: no room for this folder in the table`;
  if (to.startsWith('.')) {
    const target = path.posix.join(path.dirname(from), to);
    if (/\.(css|json)$/.test(target) && from.startsWith('renderer/')) return undefined;
    return allowsRoom(room, target) || sameFeature(from, target)
      ? undefined
      : `${from}:${line} may not import ${target}`;
  }
  const name = to.startsWith('node:')
    ? 'node:'
    : to
        .split('/')
        .slice(0, to.startsWith('@') ? 2 : 1)
        .join('/');
  return room.packages.includes(name) ? undefined : `${from}:${line} may not import the package ${to}`;
}

describe('architecture', () => {
  const sources = ['shared', 'main', 'renderer'].flatMap(listSources);

  test('every import follows the table', () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.flatMap(listImports).map(complaint).filter(Boolean)).toEqual([]);
  });

  test('SQL stands in main/db only', () => {
    const sql = /\b(SELECT\s.+\sFROM|INSERT INTO|DELETE FROM|UPDATE\s+"?\w+"?\s+SET)\b/;
    const offenders = sources
      .filter((file) => !file.startsWith('main/db/') && sql.test(readFileSync(path.join(root, file), 'utf8')))
      .filter((file) => !file.endsWith('.test.ts'));
    expect(offenders).toEqual([]);
  });

  test('the table catches what it forbids', () => {
    expect(
      complaint({ from: 'shared/calc/check/evaluate.ts', to: '../../contract/index.ts', line: 1 }),
    ).toMatch(/may not import/);
    expect(complaint({ from: 'renderer/App.tsx', to: 'electron', line: 1 })).toMatch(/package/);
    expect(complaint({ from: 'main/features/returns/a.ts', to: '../consolidation/b.ts', line: 1 })).toMatch(
      /may not/,
    );
    expect(complaint({ from: 'main/unknown/a.ts', to: './b.ts', line: 1 })).toMatch(/no room/);
  });
});
