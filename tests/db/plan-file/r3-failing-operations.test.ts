import { describe, expect, it } from 'vitest';
import { tryFailingOperations } from '../../support/faults/failing-operations.ts';

const journal = { journalBeyondBytes: 0 };
const clean = { lost: 0, unreadable: 0, unnamed: 0, contradicted: 0, problems: [] };

// Minutes on a machine that does other work as well.
describe('R3 the n-th file operation fails', { timeout: 300_000 }, () => {
  it.each([
    ['EIO', 'once', {}],
    ['EIO', 'for good', {}],
    ['ENOSPC', 'once', {}],
    ['ENOSPC', 'for good', {}],
    ['EACCES', 'once', {}],
    ['EMFILE', 'for good', {}],
    ['EIO', 'once', journal],
    ['EIO', 'for good', journal],
    ['ENOSPC', 'once', journal],
    ['ENOSPC', 'for good', journal],
  ] as const)(
    '%s %s %o: old or new content, named, and work goes on afterwards',
    async (code, persistence, extra) => {
      const result = await tryFailingOperations(code, persistence, extra);
      expect(result.runs).toBeGreaterThan(300);
      expect(result).toMatchObject(clean);
    },
  );
});
