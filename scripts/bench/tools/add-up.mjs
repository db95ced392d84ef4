/** The number in a cell; text numbers are read, everything else counts nothing. */
export function numberIn(value) {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return 0;
  const number = Number(value.replaceAll(',', ''));
  return Number.isFinite(number) ? number : 0;
}

/** Finds the header by its text and adds up the column under it. Rows and cells may be sparse. */
export function addUp(rows, cellValue) {
  let column = -1;
  let sum = 0;
  for (const row of rows) {
    if (!row) continue;
    if (column >= 0) sum += numberIn(cellValue(row[column]));
    else column = row.findIndex((cell) => cellValue(cell) === '本期');
  }
  return sum;
}
