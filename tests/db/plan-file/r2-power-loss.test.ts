import { describe, expect, it } from 'vitest';
import { tryPowerLoss } from '../../support/faults/power-loss.ts';

const journal = { journalBeyondBytes: 0 };

// Minutes on a machine that does other work as well.
describe('R2 power loss after any file operation', { timeout: 300_000 }, () => {
  it.each([
    ['whole saves', {}, {}],
    ['journal', {}, journal],
    ['a medium without links', { noLinks: true }, journal],
    ['password', {}, { ...journal, password: '口令', keyDerivation: { logN: 10, r: 8, p: 1 } }],
  ])(
    '%s: no state loses what was acknowledged',
    async (_, faults, extra) => {
      const result = await tryPowerLoss(faults, extra);
      expect(result.states).toBeGreaterThan(100);
      expect(result).toMatchObject({ lost: 0, unreadable: 0, alarms: 0 });
    },
    300_000,
  );

  it.each([
    ['fsync of files', { ignoreFileSync: true }, {}],
    ['fsync of files, journal', { ignoreFileSync: true }, journal],
    ['fsync of folders', { ignoreFolderSync: true }, {}],
    ['fsync of folders, journal', { ignoreFolderSync: true }, journal],
  ])(
    'without %s the same search finds losses',
    async (_, faults, extra) => {
      const result = await tryPowerLoss(faults, extra, 1);
      expect(result.lost + result.unreadable).toBeGreaterThan(0);
    },
    300_000,
  );
});
