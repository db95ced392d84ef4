import path from 'node:path';
import { findingSentence } from '../../../renderer/words/findings.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { listFindings } from '../../db/tables/findings.ts';
import { findReturn, type ReturnRow, settleReturn } from '../../db/tables/returns.ts';
import { makeOutFolder, writeFileAtomically } from '../../excel/write/atomic-file.ts';
import { writeSentBack } from '../../excel/write/sent-back.ts';
import type { SentBackFinding } from '../../excel/write/sent-back-finding.ts';
import { commandHandler } from '../../rpc/handler.ts';
import { safeFileName } from '../safe-file-name.ts';
import type { Services } from '../services.ts';

/* 退回: the sender's own workbook, marked at the cells, one plain sentence each. */

export interface MarkedReturn {
  readonly row: ReturnRow;
  readonly name: string;
  readonly bytes?: Uint8Array;
  readonly path?: string;
}

const marked = new Set(['error', 'query', 'repair', 'parked']);

export const sendBack = commandHandler<'returns/send-back', Services, readonly MarkedReturn[]>(
  'returns/send-back',
  {
    async prepare(db, input, services, call) {
      const done: MarkedReturn[] = [];
      for (const id of input.ids) {
        const row = findReturn(db, id);
        if (!row) throw new AppError('not-found', { what: 'return', id });
        if (row.state !== 'staged')
          throw new AppError('conflict', { reason: 'not-staged', id, state: row.state });
        const findings = listFindings(db, id).filter(
          (finding) => marked.has(finding.severity) && finding.resolution === undefined,
        );
        const bytes = await mark(row, findings.map(toSentence), services, call.signal);
        const name = safeFileName(
          `退回_${path.basename(row.file ?? String(id)).replace(/\.[^.]+$/, '')}`,
          '.xlsx',
        );
        if (input.out === undefined) done.push({ row, name, bytes });
        else {
          const target = path.resolve(input.out, name);
          await makeOutFolder(input.out);
          await writeFileAtomically(target, bytes);
          done.push({ row, name, path: target });
        }
      }
      return done;
    },
    apply(db, prepared, input, call) {
      for (const { row } of prepared)
        settleReturn(db, row, 'sent-back', {
          at: call.now.toISOString(),
          by: input.by,
          reason: input.reason,
        });
      return {
        sentBack: prepared.map(({ row }) => row.id),
        files: prepared.map(({ row, name, bytes, path: file }) => ({
          id: row.id,
          name,
          ...(bytes === undefined ? {} : { bytes }),
          ...(file === undefined ? {} : { path: file }),
        })),
      };
    },
    summary: (output, { reason }) => ({ ids: output.sentBack, ...(reason === undefined ? {} : { reason }) }),
  },
);

function toSentence(finding: ReturnType<typeof listFindings>[number]): SentBackFinding {
  return { sheet: finding.sheet ?? '', cell: finding.cell ?? '', sentence: findingSentence(finding) };
}

async function mark(
  row: ReturnRow,
  findings: readonly SentBackFinding[],
  services: Services,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const original = row.hash === undefined ? undefined : await services.store.file.readReturn(row.hash);
  if (!original) throw new AppError('not-found', { what: 'original', id: row.id });
  const outcome = await services.reader.read(original, row.file ?? '', { signal });
  const sheets = outcome.ok ? outcome.workbook.sheets : undefined;
  return writeSentBack(original, findings, sheets).bytes;
}
