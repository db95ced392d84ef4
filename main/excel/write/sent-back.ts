import type { Sheet } from '../../../shared/domain/sheet.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { OpenedTemplate } from '../fill/opened-template.ts';
import { readTemplate } from '../fill/template-package.ts';
import { copyMarked } from './sent-back-copy.ts';
import type { SentBackFinding } from './sent-back-finding.ts';
import { patchMarked } from './sent-back-patch.ts';

export interface SentBackWorkbook {
  readonly bytes: Uint8Array;
  /** True: the original is no .xlsx, so its values were copied into a new workbook that says so. */
  readonly copied: boolean;
}

/**
 * The sender's own workbook to send back: cells in question coloured and commented, a sheet of plain sentences added,
 * everything else untouched. An original that is no .xlsx can't be marked without loss: `sheets`, as the reader gave
 * them, are copied into a new workbook instead.
 * Errors: `damaged`, `encrypted`; `template-unsupported` where it is no .xlsx and no `sheets` are given.
 */
export function writeSentBack(
  original: Uint8Array,
  findings: readonly SentBackFinding[],
  sheets?: readonly Sheet[],
): SentBackWorkbook {
  try {
    const opened = new OpenedTemplate(readTemplate(original));
    return { bytes: patchMarked(opened, findings), copied: false };
  } catch (error) {
    const foreign = error instanceof AppError && error.code === 'template-unsupported';
    if (!foreign || !sheets) throw error;
    return { bytes: copyMarked(sheets, findings), copied: true };
  }
}
