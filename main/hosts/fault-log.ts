import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

const largest = 1024 * 1024;

/** A log of unexpected errors: time, place, stack; at most two files of 1 MB. Never throws. */
export function openFaultLog(file: string): (text: string, place: string) => void {
  return (text, place) => {
    try {
      mkdirSync(path.dirname(file), { recursive: true });
      const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
      if (size > largest) renameSync(file, `${file}.old`);
      appendFileSync(file, `${new Date().toISOString()} ${place}\n${text}\n`);
    } catch {
      // A log that can't be written must not stop the work it reports on.
    }
  };
}
