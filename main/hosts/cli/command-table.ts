import type { Command } from './cli-context.ts';
import { consolidate, listingExport, trace } from './commands/consolidation.ts';
import { demoWriteReturns } from './commands/demo.ts';
import { evaluate, observationsImport } from './commands/evaluation.ts';
import { exchangeExport, exchangeImport } from './commands/exchange.ts';
import { fill, formsIssue, periodLock, periodShow, periodUnlock, returnsEnter } from './commands/forms.ts';
import { outlineExtract } from './commands/outline.ts';
import {
  backupList,
  backupRestore,
  packCheck,
  planCheck,
  planExportPack,
  planNew,
  planPackFile,
  planSetPassword,
  planShow,
} from './commands/pack-and-plan.ts';
import { report, reportLint } from './commands/reports.ts';
import {
  returnsAccept,
  returnsResolve,
  returnsSendBack,
  returnsStage,
  returnsStatus,
  returnsWithdraw,
} from './commands/returns.ts';
import { schemasWrite } from './commands/schemas.ts';
import { serve } from './commands/serve.ts';
import { targetParse } from './commands/text-tools.ts';

/** Words of the command line → command. */
export const commands: Readonly<Record<string, Command>> = {
  'pack check': packCheck,
  'plan new': planNew,
  'plan show': planShow,
  'plan check': planCheck,
  'plan export-pack': planExportPack,
  'plan pack-file': planPackFile,
  'returns stage': returnsStage,
  'returns resolve': returnsResolve,
  'returns accept': returnsAccept,
  'returns withdraw': returnsWithdraw,
  'returns send-back': returnsSendBack,
  'backup list': backupList,
  'backup restore': backupRestore,
  'plan set-password': planSetPassword,
  'returns status': returnsStatus,
  consolidate,
  trace,
  'forms issue': formsIssue,
  'period lock': periodLock,
  'period unlock': periodUnlock,
  'period show': periodShow,
  'returns enter': returnsEnter,
  fill,
  'exchange export': exchangeExport,
  'exchange import': exchangeImport,
  'schemas write': schemasWrite,
  'listing export': listingExport,
  'target parse': targetParse,
  'demo write-returns': demoWriteReturns,
  'outline extract': outlineExtract,
  evaluate,
  report,
  'report lint': reportLint,
  'observations import': observationsImport,
  serve,
};
