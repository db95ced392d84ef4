/*
 * What this machine remembers for the person who sits at it. Never content of a plan. Plain values and types: the page
 * uses them, and a schema library in the page would ask for rights that its policy refuses.
 */

export const contrasts = ['system', 'more', 'normal'] as const;
export type Contrast = (typeof contrasts)[number];

export interface PageSettings {
  /** The name chosen at start: who works. */
  readonly person: string;
  /** Widths in CSS pixels by grid and column. */
  readonly columnWidths: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** The period last looked at, by the plan's id. */
  readonly periods: Readonly<Record<string, string>>;
  /** What was ticked in a menu, by the menu. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
  readonly navigationNarrow: boolean;
  readonly guideClosed: boolean;
  readonly contrast: Contrast;
}

export const defaultPageSettings: PageSettings = {
  person: '',
  columnWidths: {},
  periods: {},
  choices: {},
  navigationNarrow: false,
  guideClosed: false,
  contrast: 'system',
};
