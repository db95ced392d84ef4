import type { TemplateSheet } from './template-package.ts';

/**
 * The order of calculation names every formula cell; one that no longer holds a formula must leave it, or Excel
 * offers to repair the file. Entries without `i` belong to the sheet of the entry before them.
 */
export function removeFromCalcChain(
  xml: string,
  removed: readonly { readonly sheet: TemplateSheet; readonly cell: string }[],
): { xml: string; empty: boolean } {
  const gone = new Set(removed.map(({ sheet, cell }) => `${sheet.sheetId}!${cell}`));
  let sheet = '';
  let printedSheet = '';
  let left = 0;
  const patched = xml.replace(
    /<((?:\w+:)?c)\b([^>]*?)\/>/g,
    (element: string, name: string, attributes: string) => {
      sheet = /\si="([^"]*)"/.exec(attributes)?.[1] ?? sheet;
      const cell = /\sr="([^"]*)"/.exec(attributes)?.[1] ?? '';
      if (gone.has(`${sheet}!${cell}`)) return '';
      left += 1;
      const own = /\si="/.test(attributes);
      const result = own || printedSheet === sheet ? element : `<${name}${attributes} i="${sheet}"/>`;
      printedSheet = sheet;
      return result;
    },
  );
  return { xml: patched, empty: left === 0 };
}
