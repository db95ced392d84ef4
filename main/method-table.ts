import { consolidationQueries, getContributions } from './features/consolidation/consolidation-queries.ts';
import { explainDiscrepancy } from './features/consolidation/discrepancies.ts';
import { exportConsolidation } from './features/consolidation/export-consolidation.ts';
import { traceFigure } from './features/consolidation/trace-figure.ts';
import { evaluationHandlers } from './features/evaluation/evaluation-handlers.ts';
import { exchangeHandlers } from './features/exchange/exchange-handlers.ts';
import { fillHandlers } from './features/fill/fill-template.ts';
import { chaseHandlers } from './features/forms/chase-handlers.ts';
import { issueForms, listHeld } from './features/forms/issue-forms.ts';
import { readBlank } from './features/forms/read-blank.ts';
import { historyHandlers } from './features/history/history-handlers.ts';
import { exportListing } from './features/listings/listing-handlers.ts';
import { observationHandlers } from './features/observations/observation-handlers.ts';
import { periodHandlers } from './features/periods/period-handlers.ts';
import { proposeSplit } from './features/plan/outline-queries.ts';
import { editPlan, listAlignments, setSettings } from './features/plan/plan-edit.ts';
import { planQueries } from './features/plan/plan-queries.ts';
import { reportHandlers } from './features/reports/report-handlers.ts';
import { returnStatus } from './features/return-status.ts';
import { acceptReturns } from './features/returns/accept-returns.ts';
import { enterReturn } from './features/returns/enter-return.ts';
import { rereadReturn } from './features/returns/reread-return.ts';
import { resolveFindings } from './features/returns/resolve-findings.ts';
import { returnQueries } from './features/returns/return-queries.ts';
import { sendBack } from './features/returns/send-back.ts';
import { compareVersions, withdrawReturns } from './features/returns/settle-returns.ts';
import { stageReturns } from './features/returns/stage-returns.ts';
import { revisionHandlers } from './features/revision/revision-handlers.ts';

/** Which code answers which method; a method of the contract without a handler is a failing test. */
export const featureHandlers = {
  ...planQueries,
  ...returnQueries,
  ...consolidationQueries,
  ...historyHandlers,
  ...exchangeHandlers,
  ...evaluationHandlers,
  ...observationHandlers,
  ...revisionHandlers,
  ...reportHandlers,
  'plan/edit': editPlan,
  'plan/set-settings': setSettings,
  'plan/list-alignments': listAlignments,
  ...chaseHandlers,
  ...periodHandlers,
  ...fillHandlers,
  'forms/issue': issueForms,
  'forms/list-held': listHeld,
  'returns/enter': enterReturn,
  'returns/identify': rereadReturn,
  'forms/read-blank': readBlank,
  'plan/propose-split': proposeSplit,
  'returns/send-back': sendBack,
  'listings/export': exportListing,
  'returns/stage': stageReturns,
  'returns/resolve': resolveFindings,
  'returns/accept': acceptReturns,
  'returns/withdraw': withdrawReturns,
  'returns/status': returnStatus,
  'returns/differences': compareVersions,
  'consolidation/trace': traceFigure,
  'consolidation/get-contributions': getContributions,
  'consolidation/explain-discrepancy': explainDiscrepancy,
  'consolidation/export': exportConsolidation,
};
