import { readFile } from 'node:fs/promises';
import { lintPlaceWords, lintSentence } from '../../../renderer/words/report-lint.ts';
import { lintReport } from '../../../shared/calc/report/lint-report.ts';
import { readReportDay, readReportKind } from '../../../shared/calc/report/report-day.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { readDocx } from '../../reports/read-docx.ts';
import { queryHandler } from '../../rpc/handler.ts';
import type { Services } from '../services.ts';
import { gatherReport } from './gather-report.ts';

async function readBytes(input: {
  readonly path?: string | undefined;
  readonly bytes?: Uint8Array | undefined;
}): Promise<Uint8Array> {
  if (input.bytes) return input.bytes;
  const { path } = input;
  if (path === undefined) throw new AppError('invalid-input', { reason: 'file-missing' });
  return readFile(path).catch((error: unknown) => {
    throw new AppError('not-found', { what: 'file', path, cause: String(error) });
  });
}

/** Checks any .docx against the plan as of the day that the document names, else the day given, else today. */
export const lintReportFile = queryHandler<'reports/lint', Services>(
  'reports/lint',
  async (db, input, _services, call) => {
    const blocks = readDocx(await readBytes(input));
    const date = input.date ?? readReportDay(blocks) ?? call.now.toISOString().slice(0, 10);
    const findings = lintReport(blocks, gatherReport(db, { kind: readReportKind(blocks), date }));
    const complaints = findings.map((finding) => ({
      rule: finding.rule,
      text: lintSentence(finding),
      where: lintPlaceWords(finding.place),
      details: { ...finding.details },
    }));
    return { ok: complaints.length === 0, complaints };
  },
);
