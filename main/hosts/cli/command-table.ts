import type { Command } from './cli-context.ts';
import { consolidate, listingExport, trace } from './commands/consolidation.ts';
import { demoWriteReturns } from './commands/demo.ts';
import { evaluate, observationsImport } from './commands/evaluation.ts';
import { exchangeExport, exchangeImport } from './commands/exchange.ts';
import {
  fill,
  fillMap,
  formsIssue,
  periodLock,
  periodShow,
  periodUnlock,
  returnsEnter,
} from './commands/forms.ts';
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
  planUnpack,
} from './commands/pack-and-plan.ts';
import { report, reportLint } from './commands/reports.ts';
import {
  returnsAccept,
  returnsIdentify,
  returnsResolve,
  returnsSendBack,
  returnsStage,
  returnsStatus,
  returnsWithdraw,
} from './commands/returns.ts';
import { schemasWrite } from './commands/schemas.ts';
import { serve } from './commands/serve.ts';
import { targetParse } from './commands/text-tools.ts';

/** A command with what may stand on its line; anything else is wrong usage, said before a file is opened. */
export interface CommandEntry {
  readonly run: Command;
  /** Words of the line at most, the command's own included. */
  readonly words: number;
  readonly options: readonly string[];
  /** A person looks at the plan in a window. */
  readonly shown?: true;
}

const entry = (run: Command, words: number, options = ''): CommandEntry => ({
  run,
  words,
  options: ['json', ...options.split(' ').filter((name) => name !== '')],
});

/** Commands on a plan also take its password. */
const onPlan = (run: Command, words: number, options = ''): CommandEntry =>
  entry(run, words, `password-file ${options}`);

/** Words of the command line → command. */
export const commands: Readonly<Record<string, CommandEntry>> = {
  'pack check': entry(packCheck, 3),
  'plan new': onPlan(planNew, 3, 'pack by'),
  'plan show': onPlan(planShow, 3),
  'plan check': onPlan(planCheck, 3),
  'plan export-pack': onPlan(planExportPack, 4),
  'plan pack-file': onPlan(planPackFile, 3, 'out'),
  'plan unpack': entry(planUnpack, 4),
  'plan set-password': onPlan(planSetPassword, 3, 'new-password-file remove'),
  'returns stage': onPlan(returnsStage, Number.POSITIVE_INFINITY, 'form period unit by file-password-file'),
  'returns resolve': onPlan(returnsResolve, 3, 'id finding parked as indicator by reason value'),
  'returns identify': onPlan(returnsIdentify, 3, 'id form unit period by'),
  'returns accept': onPlan(
    returnsAccept,
    3,
    'all id form period by accept-repairs explain set-aside-parked reason',
  ),
  'returns withdraw': onPlan(returnsWithdraw, 3, 'id by reason'),
  'returns send-back': onPlan(returnsSendBack, 3, 'id by reason out'),
  'returns enter': onPlan(returnsEnter, 3, 'form period unit by evidence figure zero'),
  'returns status': onPlan(returnsStatus, 3, 'form period date'),
  'period lock': onPlan(periodLock, 3, 'form period by second reason document'),
  'period unlock': onPlan(periodUnlock, 3, 'form period by second reason document'),
  'period show': onPlan(periodShow, 3, 'form period'),
  consolidate: onPlan(consolidate, 2, 'form period as-of out columns'),
  trace: onPlan(trace, 2, 'indicator period unit form as-of'),
  'forms issue': onPlan(formsIssue, 3, 'form period out'),
  fill: onPlan(fill, 2, 'template out period form unit'),
  'fill map': onPlan(fillMap, 3, 'template cell by'),
  'exchange export': onPlan(exchangeExport, 3, 'form period out by'),
  'exchange import': onPlan(exchangeImport, 4, 'by form accept-anyway'),
  'schemas write': entry(schemasWrite, 2, 'out'),
  'listing export': onPlan(listingExport, 3, 'kind out form period date'),
  'target parse': entry(targetParse, 2, 'text column unit'),
  'demo write-returns': entry(demoWriteReturns, 3, 'out'),
  'outline extract': entry(outlineExtract, 3),
  evaluate: onPlan(evaluate, 2, 'date as-of'),
  report: onPlan(report, 2, 'kind date out as-of'),
  'report lint': onPlan(reportLint, 4, 'date'),
  'observations import': onPlan(observationsImport, 4, 'by'),
  'backup list': onPlan(backupList, 3),
  'backup restore': onPlan(backupRestore, 3, 'sequence by reason'),
  serve: { ...onPlan(serve, 2, 'port open'), shown: true },
};
