import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { FillChange } from '../../excel/fill/fill-change.ts';
import type { FiguresOfPeriod } from '../figures-at.ts';

/* What both kinds of template have in common: what is asked, and the cells that will change. */

export interface FillRequest {
  readonly template: { readonly path: string } | { readonly name: string; readonly bytes: Uint8Array };
  readonly period: string;
  readonly form?: string | undefined;
  readonly unit?: string | undefined;
}

/** A cell that gets a figure, or that would get one if the office had it. */
export interface PlannedCell {
  readonly sheet: string;
  readonly cell: string;
  readonly indicator: string | null;
  readonly unit: string | null;
  readonly column: string;
  readonly remembered?: true;
  /** not-held: no figure; incomplete: a total without these units; unknown: no such indicator or unit. */
  readonly why: 'not-held' | 'incomplete' | 'unknown' | null;
  readonly missing: readonly string[];
}

export interface Planned {
  readonly kind: 'placeholders' | 'blank-form';
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly changes: readonly FillChange[];
  readonly cells: readonly PlannedCell[];
}

export function whyOf(found: ReturnType<FiguresOfPeriod['find']>): PlannedCell['why'] {
  if (found === undefined) return 'unknown';
  if (found.value === null) return 'not-held';
  return found.missing.length > 0 ? 'incomplete' : null;
}

export async function loadTemplate(
  template: FillRequest['template'],
): Promise<{ name: string; bytes: Uint8Array }> {
  if ('bytes' in template) return template;
  const bytes = await readFile(template.path).catch((error: unknown) => {
    throw new AppError('not-found', { what: 'file', path: template.path, cause: String(error) });
  });
  return { name: path.basename(template.path), bytes };
}
