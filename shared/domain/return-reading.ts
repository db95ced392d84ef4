import type { DecimalText } from '../text/decimal.ts';
import type { NumberRepair } from '../text/number-text.ts';
import type { PeriodKey } from '../text/period.ts';
import type { Finding } from './finding.ts';

/** What a workbook says as a return: who, which form, which period, and its figures (cli.md, `returns stage`). */

export const identificationHows = ['fingerprint', 'content', 'file-name', 'option', 'person'] as const;
export type IdentificationHow = (typeof identificationHows)[number];

export interface Identified {
  readonly code: string;
  readonly how: IdentificationHow;
}

export interface IdentificationReason {
  readonly about: 'form' | 'sender' | 'period';
  readonly how: IdentificationHow;
  /** The text that decided. */
  readonly text: string;
  readonly sheet?: string;
  readonly cell?: string;
}

export interface NameCandidate {
  readonly code: string;
  readonly name: string;
  /** 0…1; orders suggestions, never decides. */
  readonly score: number;
}

export interface Identification {
  readonly form: Identified | null;
  readonly sender: Identified | null;
  /** The unit that the figures are about; null for a matrix. */
  readonly unit: Identified | null;
  readonly period: { readonly value: PeriodKey; readonly how: IdentificationHow } | null;
  readonly reasons: readonly IdentificationReason[];
  readonly formCandidates: readonly NameCandidate[];
  readonly senderCandidates: readonly NameCandidate[];
  readonly findings: readonly Finding[];
}

export interface ReadFigure {
  readonly indicator: string;
  readonly unit: string;
  readonly period: PeriodKey;
  /** current, previous, growth, note, or a register's attribute. */
  readonly column: string;
  /** In the indicator's unit; null = blank, mark or unreadable. */
  readonly value: DecimalText | null;
  readonly sheet: string;
  readonly cell: string;
  /** As displayed; empty for a blank cell. */
  readonly raw: string;
  readonly statedUnit?: string;
  readonly factor?: DecimalText;
  readonly repair?: NumberRepair;
  /** The text said 约, 左右 …. */
  readonly approximate?: true;
  /** The item doesn't apply to this unit: neither missing nor zero. */
  readonly notApplicable?: true;
  /** Register: position in `records`. */
  readonly record?: number;
}

export interface ParkedRow {
  readonly sheet: string;
  readonly cell: string;
  readonly raw: string;
  readonly why: 'no-match' | 'ambiguous-match' | 'duplicate-row';
  readonly values: readonly { readonly cell: string; readonly raw: string }[];
  readonly candidates: readonly NameCandidate[];
}

/** A required pair of the form that has no row or no column in the workbook. */
export interface AbsentPair {
  readonly indicator: string;
  readonly unit: string;
  readonly column: string;
}

/** One row of a register. */
export interface ReadRecord {
  readonly sheet: string;
  /** Counted from 0. */
  readonly row: number;
  readonly cell: string;
  readonly name: string;
  /** Code of the project it was matched to; absent = new. */
  readonly project?: string;
  readonly candidates: readonly NameCandidate[];
  /** Texts of the columns that hold no figures; the figures refer to the record. */
  readonly attributes: readonly { readonly column: string; readonly text: string; readonly cell: string }[];
}

export interface MappedReturn {
  readonly figures: readonly ReadFigure[];
  /** Recognised columns without a form item (上年同期, 增长, 备注) and the sheet's own totals. */
  readonly context: readonly ReadFigure[];
  readonly parked: readonly ParkedRow[];
  readonly absent: readonly AbsentPair[];
  readonly records: readonly ReadRecord[];
  readonly findings: readonly Finding[];
}
