/**
 * A report as structure, before it is Word, a printed page or a workbook: sections of headings, paragraphs, tables and
 * charts. All texts are final; whoever draws them adds no word of its own.
 */

export interface TableColumn {
  readonly title: string;
  /** Width in millimetres at full page; drawn in proportion where the page is narrower. */
  readonly width: number;
  readonly align?: 'left' | 'center' | 'right';
  /** Neighbouring cells with the same text stand as one over their rows. */
  readonly merged?: true;
}

export interface TableRow {
  readonly cells: readonly string[];
}

export interface ChartSeries {
  readonly name: string;
  /** Decimal strings; null leaves a gap. One for each category. */
  readonly values: readonly (string | null)[];
  readonly look: 'actual' | 'plan' | 'projection';
}

export interface ReportChart {
  readonly shape: 'line' | 'bar';
  readonly title: string;
  /** The figures in words, for readers who can't see the picture. */
  readonly description: string;
  readonly categories: readonly string[];
  readonly series: readonly ChartSeries[];
  /** Decimals of the labels. */
  readonly decimals: number;
  /** Growth rates keep their one decimal: 9.0. */
  readonly fixedDecimals?: true;
}

export type ReportBlock =
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  /** `block` names the text block that a person may rewrite. */
  | { readonly kind: 'paragraph'; readonly text: string; readonly block?: string }
  | { readonly kind: 'point'; readonly lead: string; readonly text: string; readonly block?: string }
  | { readonly kind: 'note'; readonly text: string }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly columns: readonly TableColumn[];
      readonly rows: readonly TableRow[];
      readonly note?: string;
    }
  | { readonly kind: 'chart'; readonly chart: ReportChart };

export interface ReportSection {
  readonly orientation: 'portrait' | 'landscape';
  /** summary: one page, smaller type; body: the report's own type; annex: tables and cards. */
  readonly type: 'summary' | 'body' | 'annex';
  readonly blocks: readonly ReportBlock[];
}

export interface ReportDocument {
  readonly title: string;
  /** Who reports and as of which day, under the title. */
  readonly subtitle: string;
  readonly sections: readonly ReportSection[];
  /** Printed across every page; null for real figures. */
  readonly watermark: string | null;
}
