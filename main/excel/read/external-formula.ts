/** `[2]Sheet!A1`, `'[book.xls]Sheet'!A1`; a structured reference of a table has no `!` behind its bracket. */
const otherWorkbook = /\[[^\][]{1,255}\][^\][!]{0,255}!/;
/** Functions that fetch from outside the file. */
const outsideSource = /\b(?:WEBSERVICE|RTD|DDE|CALL|REGISTER\.ID)\s{0,3}\(|\w{1,64}\|['\w]/i;

/** The value of such a formula is a cached copy of something that is not in this workbook. */
export function isExternalFormula(formula: string): boolean {
  if (
    !formula.includes('[') &&
    !formula.includes('|') &&
    !/[DELR]\s{0,3}\(/i.test(formula) &&
    !formula.includes('ID')
  )
    return false;
  const cut = formula.slice(0, 8192);
  return otherWorkbook.test(cut) || outsideSource.test(cut);
}
