import type { DecimalText } from '../../../shared/text/decimal.ts';

/**
 * A blank form for one sender and period, as plain data. Anchors of the input cells are added by the writer, which
 * alone knows where they stand.
 */
export interface IssuedTemplate {
  /** The invisible mark, without its anchors. */
  readonly mark: {
    readonly plan: string;
    readonly form: string;
    readonly formVersion: string;
    readonly sender: string;
    readonly period: string;
  };
  readonly title: string;
  readonly senderName: string;
  /** `2023年二季度`. */
  readonly periodText: string;
  readonly docNumber?: string;
  readonly issuer?: string;
  readonly validUntil?: string;
  /** `计量单位：万元`, where one holds for the whole form. */
  readonly unitLine?: string;
  readonly demo: boolean;
  readonly body: ListBody | MatrixBody | RegisterBody;
}

/** Rows are indicators, columns measures. */
export interface ListBody {
  readonly shape: 'list';
  /** Unit the figures are about: usually the sender. */
  readonly unit: string;
  readonly columns: readonly ListColumn[];
  readonly rows: readonly IssuedRow[];
}

export type ListColumn = 'current' | 'previous' | 'growth' | 'note';

export interface IssuedRow {
  readonly indicator: string;
  readonly label: string;
  readonly unit: string;
  readonly indent: number;
  readonly decimals?: number;
  /** False: the item doesn't exist for this sender; its cells are locked and empty. */
  readonly applies: boolean;
  /** Last year's accepted figure, printed and locked. */
  readonly previous?: DecimalText | null;
}

/** Rows are units, columns indicators (with their measures). */
export interface MatrixBody {
  readonly shape: 'matrix';
  readonly units: readonly { readonly code: string; readonly name: string }[];
  readonly columns: readonly IssuedMatrixColumn[];
}

export interface IssuedMatrixColumn {
  readonly indicator: string;
  readonly label: string;
  readonly unit: string;
  readonly column: ListColumn;
  readonly decimals?: number;
  /** Codes of units to which the item doesn't apply. */
  readonly notFor?: readonly string[];
  /** Last year's figure by unit code, for `column: 'previous'`. */
  readonly previous?: Readonly<Record<string, DecimalText>>;
}

/** Rows are records (projects), columns attributes. */
export interface RegisterBody {
  readonly shape: 'register';
  readonly unit: string;
  readonly columns: readonly RegisterColumn[];
  /** Records the office already holds; more can be added below. */
  readonly records: readonly IssuedRecord[];
  readonly blankRows: number;
}

export interface RegisterColumn {
  readonly attribute: string;
  readonly label: string;
  readonly unit?: string;
  readonly kind: 'text' | 'number' | 'choice';
  readonly choices?: readonly string[];
  readonly width?: number;
  /** Filled in by the office and not to be changed in records it already holds. */
  readonly locked?: boolean;
}

export interface IssuedRecord {
  readonly code: string;
  readonly values: Readonly<Record<string, string>>;
}
