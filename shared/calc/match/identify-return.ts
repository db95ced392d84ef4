import { type Finding, findingSeverities } from '../../domain/finding.ts';
import type { Form, Unit } from '../../domain/plan.ts';
import type { TableReading } from '../../domain/recognition.ts';
import type {
  Identification,
  IdentificationReason,
  Identified,
  NameCandidate,
} from '../../domain/return-reading.ts';
import type { TemplateMark } from '../../domain/sheet.ts';
import { parsePeriod, periodEndDate } from '../../text/period.ts';
import { identifyForm } from './identify-form.ts';
import { identifyPeriod } from './identify-period.ts';
import { identifySender } from './identify-sender.ts';
import type { LearnedNames } from './match-name.ts';
import { isValidOn, type MatchPlan, sendersOf } from './plan-index.ts';

export interface IdentifyInput {
  readonly tables: readonly TableReading[];
  readonly sheetNames: readonly string[];
  /** Without folders. */
  readonly fileName: string;
  readonly plan: MatchPlan;
  /** What the command line or the screen said for the whole batch: used where nothing else speaks. */
  readonly options?: { readonly form?: string; readonly period?: string; readonly unit?: string };
  /** What a person decided for this workbook: stands above everything. */
  readonly decided?: { readonly form?: string; readonly period?: string; readonly unit?: string };
  readonly mark?: TemplateMark;
  readonly learnedUnits?: LearnedNames;
}

/** One source's answer. */
export interface Claim {
  readonly value: string;
  readonly reason: IdentificationReason;
}

/** The first claim wins; later ones that say otherwise are contradictions. Order: the caller's. */
export function settle(claims: readonly (Claim | undefined)[]): { winner?: Claim; against: Claim[] } {
  const given = claims.filter((claim) => claim !== undefined);
  const winner = given[0];
  if (!winner) return { against: [] };
  return { winner, against: given.filter((claim) => claim.value !== winner.value) };
}

/**
 * Who, which form, which period: fingerprint of an issued template → the sheet's own texts → the file name → the options
 * of the call. The sheet beats the file name; a contradiction becomes a finding (domain.md section 5).
 */
export function identifyReturn(input: IdentifyInput): Identification {
  const formAnswer = identifyForm(input);
  const form = input.plan.forms.find(({ code }) => code === formAnswer.form?.code);
  const periodAnswer = identifyPeriod(input, form);
  const day = endOf(periodAnswer.period?.value);
  const senderAnswer = identifySender(input, form, day);
  const sender = senderAnswer.sender;
  return {
    form: formAnswer.form,
    sender,
    unit: form?.shape === 'matrix' ? null : sender,
    period: periodAnswer.period,
    reasons: [...formAnswer.reasons, ...senderAnswer.reasons, ...periodAnswer.reasons],
    formCandidates: formAnswer.candidates,
    senderCandidates: senderAnswer.candidates,
    findings: [
      ...formAnswer.findings,
      ...senderAnswer.findings,
      ...checkSender(input.plan, form, sender, day),
      ...periodAnswer.findings,
    ],
  };
}

function endOf(period: string | undefined): string | undefined {
  const parsed = period === undefined ? undefined : parsePeriod(period);
  return parsed && periodEndDate(parsed);
}

/** A known unit that the form doesn't ask (or that no longer exists then) is as good as unknown. */
function checkSender(
  plan: MatchPlan,
  form: Form | undefined,
  sender: Identified | null,
  day: string | undefined,
): Finding[] {
  if (!form || !sender) return [];
  const senders: readonly Unit[] = sendersOf(plan, form);
  const unit = senders.find(({ code }) => code === sender.code);
  if (unit && isValidOn(unit, day)) return [];
  return [
    identificationFinding('sender-unknown', {
      unit: sender.code,
      reason: unit ? 'not-valid' : 'not-a-sender',
    }),
  ];
}

export function identificationFinding(
  code: 'sender-conflict' | 'period-conflict' | 'sender-unknown' | 'form-unknown' | 'period-unknown',
  details: Readonly<Record<string, string | number | readonly string[]>>,
  at?: { readonly sheet?: string | undefined; readonly cell?: string | undefined; readonly raw?: string },
): Finding {
  return {
    code,
    severity: findingSeverities[code],
    ...(at?.sheet ? { sheet: at.sheet } : {}),
    ...(at?.cell ? { cell: at.cell } : {}),
    ...(at?.raw ? { raw: at.raw } : {}),
    details,
  };
}

export interface Answer {
  readonly reasons: readonly IdentificationReason[];
  readonly candidates: readonly NameCandidate[];
  readonly findings: readonly Finding[];
}
