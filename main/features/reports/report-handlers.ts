import path from 'node:path';
import { producerWords, reportFileName } from '../../../renderer/words/report.ts';
import { makeReportBlocks } from '../../../renderer/words/report-blocks.ts';
import { blocksOfKind, makeReportDocument } from '../../../renderer/words/report-document.ts';
import { reportDayWords } from '../../../renderer/words/report-sentences.ts';
import type { WrittenText } from '../../../shared/calc/report/report-input.ts';
import { isStale } from '../../../shared/calc/report/stale-text.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { ReadHandle } from '../../db/handles.ts';
import { listOpinions, listReportTexts, writeOpinion, writeReportText } from '../../db/tables/reports.ts';
import { writeFileAtomically } from '../../excel/write/atomic-file.ts';
import { commandHandler, queryHandler } from '../../rpc/handler.ts';
import type { Services } from '../services.ts';
import { gatherReport } from './gather-report.ts';
import { lintReportFile } from './lint-handler.ts';
import { writeReportBook } from './report-book.ts';

/* Reports: text blocks made from figures and rewritten by persons, the Word file, opinions on a draft. */

type Place = Parameters<typeof gatherReport>[1];

function listBlocks(db: ReadHandle, place: Place) {
  const own = blocksOfKind(place.kind);
  return makeReportBlocks(gatherReport(db, place)).filter(({ block, text }) => own.has(block) && text !== '');
}

function describeBlock(
  generated: ReturnType<typeof makeReportBlocks>[number],
  written: readonly WrittenText[],
) {
  const { block, title, text, figures } = generated;
  const own = written.find((one) => one.block === block);
  return {
    block,
    title,
    generated: text,
    written: own?.text ?? null,
    stale: own !== undefined && isStale(own.figures, figures),
  };
}

function makeDocument(db: ReadHandle, place: Place) {
  const facts = gatherReport(db, place);
  const report = makeReportDocument(facts, listReportTexts(db, place.kind, place.date));
  return { report, title: facts.input.plan.header.title };
}

/** Word is loaded when the first report is written: its library would cost every start a tenth of a second. */
async function writeWord(...parts: Parameters<typeof import('../../reports/write-report.ts').writeReport>) {
  const { writeReport } = await import('../../reports/write-report.ts');
  return writeReport(...parts);
}

export const reportHandlers = {
  'reports/lint': lintReportFile,
  'reports/get-texts': queryHandler<'reports/get-texts', Services>('reports/get-texts', (db, input) => {
    const written = listReportTexts(db, input.kind, input.date);
    return { blocks: listBlocks(db, input).map((one) => describeBlock(one, written)) };
  }),
  'reports/write-text': commandHandler<'reports/write-text', Services>('reports/write-text', {
    apply(db, _prepared, { kind, date, block, text, by }, call) {
      const generated = listBlocks(db, { kind, date }).find((one) => one.block === block);
      if (!generated) throw new AppError('not-found', { what: 'text-block', block });
      const written = text === null ? null : { text, figures: generated.figures };
      writeReportText(db, { kind, date, block }, written, by, call.now.toISOString());
      return { block };
    },
    summary: (_output, { kind, date, block, text }) => ({ kind, date, block, written: text !== null }),
  }),
  'reports/get-document': queryHandler<'reports/get-document', Services>(
    'reports/get-document',
    (db, input) => makeDocument(db, input).report,
  ),
  'reports/export': queryHandler<'reports/export', Services>(
    'reports/export',
    async (db, input, _services, call) => {
      const { report, title } = makeDocument(db, input);
      const format = input.format ?? (input.out?.toLowerCase().endsWith('.xlsx') ? 'xlsx' : 'docx');
      const origin = { producer: producerWords, madeAt: call.now.toISOString() };
      const bytes = format === 'xlsx' ? writeReportBook(report) : await writeWord(report, origin);
      const name = reportFileName(title, input.kind, reportDayWords(input.date), format);
      if (input.out === undefined) return { name, bytes };
      const target = path.resolve(input.out);
      await writeFileAtomically(target, bytes);
      return { name, path: target };
    },
  ),
  'reports/list-opinions': queryHandler<'reports/list-opinions', Services>(
    'reports/list-opinions',
    (db, { kind, date }) => ({ opinions: listOpinions(db, kind, date) }),
  ),
  'reports/record-opinion': commandHandler<'reports/record-opinion', Services>('reports/record-opinion', {
    apply(db, _prepared, { kind, date, id, source, text, outcome, reply }) {
      const written = writeOpinion(db, { kind, date }, { id, source, text, outcome, reply: reply ?? null });
      if (written === undefined) throw new AppError('not-found', { what: 'opinion', id });
      return { id: written };
    },
    summary: (output, { kind, date, source, outcome }) => ({ id: output.id, kind, date, source, outcome }),
  }),
};
