import path from 'node:path';
import { consolidationWords } from '../../../renderer/words/consolidation.ts';
import { writeFileAtomically } from '../../excel/write/atomic-file.ts';
import { writeConsolidatedWorkbook } from '../../excel/write/consolidated-workbook.ts';
import { queryHandler } from '../../rpc/handler.ts';
import { consolidateForm } from '../consolidate-form.ts';
import type { Services } from '../services.ts';
import { fillBook } from './fill-book.ts';

/** The workbook on disk (`out`), or as bytes for a browser to keep. */
export const exportConsolidation = queryHandler<'consolidation/export', Services>(
  'consolidation/export',
  async (db, input, _services, call) => {
    const result = consolidateForm(db, input.form, input.period, input.asOf);
    const bytes = await writeConsolidatedWorkbook(
      fillBook(db, result, { preparedOn: call.now.toISOString(), unitColumns: input.columns }),
    );
    const name = consolidationWords.fileName(result.form.title, input.period);
    if (input.out === undefined) return { name, bytes };
    const target = path.resolve(input.out);
    await writeFileAtomically(target, bytes);
    return { name, path: target };
  },
);
