import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../main/db/open-database.ts';

describe('opening an image', () => {
  it('works inside the array it is given: a second copy of a large plan would be felt', async () => {
    const made = await openDatabase();
    made.exec(
      "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT); INSERT INTO notes VALUES (1, 'before')",
    );
    const image = made.export();
    made.close();
    const padded = new Uint8Array(image.length + 100);
    padded.set(image, 100);
    const opened = await openDatabase(padded.subarray(100));
    opened.exec("UPDATE notes SET text = 'behind' WHERE id = 1");
    expect(opened.exec('SELECT text FROM notes')[0]?.values).toEqual([['behind']]);
    expect(Buffer.from(padded).includes('behind')).toBe(true);
    // What does not fit into the array any more goes on elsewhere.
    opened.exec(`INSERT INTO notes VALUES (2, '${'long'.repeat(20_000)}')`);
    expect(opened.exec('SELECT length(text) FROM notes')[0]?.values).toEqual([[6], [80_000]]);
    expect(opened.exec('PRAGMA integrity_check')[0]?.values).toEqual([['ok']]);
    opened.close();
  });
});
