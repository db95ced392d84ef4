import { parseAddress } from '../../../shared/text/cell-address.ts';
import type { FillChange, FillDependent, FillNote } from './fill-change.ts';
import { tokenizeFormula } from './formula-tokens.ts';
import type { OpenedTemplate } from './opened-template.ts';
import { readPart } from './template-package.ts';

/**
 * Parts that keep an old picture of the figures: charts and pivot tables carry copies that only an office suite
 * redraws, a signature no longer fits. They stay untouched; the preview names them.
 */
export function listFillNotes(
  opened: OpenedTemplate,
  changes: readonly FillChange[],
  dependents: readonly FillDependent[],
): FillNote[] {
  const touched = [...changes, ...dependents];
  if (touched.length === 0) return [];
  const parts = opened.template.entries.map((entry) => entry.name);
  const charts = parts.filter(
    (part) => /(^|\/)charts\/chart[^/]*\.xml$/i.test(part) && chartShows(opened, part, touched),
  );
  const sheets = new Set(touched.map(({ sheet }) => sheet));
  const protectedParts = opened.template.sheets
    .filter(({ name }) => sheets.has(name))
    .filter((sheet) => /<(?:\w+:)?sheetProtection\b/.test(opened.scan(sheet).text))
    .map(({ part }) => part);
  return [
    ...charts.map((part): FillNote => ({ code: 'chart-cache', part })),
    ...parts
      .filter((part) => /pivotCacheDefinition[^/]*\.xml$/i.test(part))
      .map((part): FillNote => ({ code: 'pivot-cache', part })),
    ...parts
      .filter((part) => /^_xmlsignatures\//i.test(part) && part.endsWith('.xml'))
      .map((part): FillNote => ({ code: 'signature', part })),
    ...protectedParts.map((part): FillNote => ({ code: 'protected', part })),
  ];
}

function chartShows(
  opened: OpenedTemplate,
  part: string,
  touched: readonly { readonly sheet: string; readonly cell: string }[],
): boolean {
  const xml = readPart(opened.template.entries, part);
  return [...xml.matchAll(/<(?:\w+:)?f>([^<]*)<\//g)].some(([, formula = '']) =>
    tokenizeFormula(formula.replaceAll('&apos;', "'").replaceAll('&amp;', '&')).some((token) => {
      if (token.kind !== 'reference') return token.kind === 'name' || token.kind === 'structured';
      const { from, to, sheet } = token;
      return touched.some((cell) => {
        if (sheet?.toLowerCase() !== cell.sheet.toLowerCase()) return false;
        const at = parseAddress(cell.cell);
        return (
          at !== undefined &&
          at.row >= (from.row ?? 0) &&
          at.row <= (to.row ?? at.row) &&
          at.column >= (from.column ?? 0) &&
          at.column <= (to.column ?? at.column)
        );
      });
    }),
  );
}
