import type { Envelope } from '../../../../shared/contract/method.ts';
import { chooseTarget, type DialogParts, withEnding } from './dialogs.ts';
import { writeChosenFile } from './save-file.ts';

/** The system's print dialog for the page as it prints; false when it was given up. */
export function print({ window }: DialogParts): Promise<boolean> {
  return new Promise((resolve) => window().webContents.print({}, resolve));
}

/** A4 by the page's own print rules; answers with the path, undefined when given up, or `write-failed`. */
export async function printToPdf(parts: DialogParts, name: string): Promise<Envelope<string | undefined>> {
  const target = await chooseTarget(parts, withEnding(name, '.pdf'));
  if (target === undefined) return { ok: true, value: undefined };
  const content = await parts.window().webContents.printToPDF({
    pageSize: 'A4',
    landscape: true,
    printBackground: true,
    preferCSSPageSize: true,
  });
  return writeChosenFile(target, content);
}
