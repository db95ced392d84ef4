import type { ReadingNote } from '../../../shared/domain/sheet.ts';

/** Extensions that promise a content; WPS writes `.et` as either of the two Excel formats. */
const extensions: Readonly<Record<string, readonly string[]>> = {
  xlsx: ['xlsx', 'et'],
  xlsm: ['xlsm'],
  xlsb: ['xlsb'],
  xls: ['xls', 'xlt', 'et', 'ett'],
  ods: ['ods'],
  csv: ['csv', 'txt'],
  tsv: ['tsv', 'txt', 'csv'],
  html: ['html', 'htm'],
  'spreadsheet-xml': ['xml'],
};

/** A note where the name promises something else than the content holds. */
export function extensionNote(format: string, fileName: string): ReadingNote[] {
  const extension = /\.([^.\\/]{1,8})$/.exec(fileName)?.[1]?.toLowerCase();
  if (extension === undefined || extensions[format]?.includes(extension) !== false) return [];
  return [{ code: 'extension-differs', detail: format }];
}
