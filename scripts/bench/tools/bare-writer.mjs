// The cells of a workbook written anew with nothing but their values: no look, no formula, no link. Both writers begin with
// the cells in memory and end with the file on the disk.
import { readFileSync, writeFileSync } from 'node:fs';
import * as XLSX from 'xlsx';
import { answer } from './answer.mjs';

const [workbook, out, writer] = process.argv.slice(2);
const read = XLSX.read(readFileSync(workbook), { dense: true });
const sheets = read.SheetNames.map((name) => ({
  name,
  values: XLSX.utils.sheet_to_json(read.Sheets[name], { header: 1, defval: null }),
}));

/** Our writer, in an engine set as the app sets it; the other one finds the engine as anybody does. */
async function loadOwnWriter() {
  const { built } = await import('./start-app.mjs');
  return (await built('write-workbook')).writeLargeWorkbook;
}
const writeLargeWorkbook = writer === 'own' ? await loadOwnWriter() : undefined;

const look = { font: { name: '宋体', size: 11 } };
const cellOf = (value) => {
  if (value === null) return { look };
  return { look, content: typeof value === 'number' ? { number: String(value) } : { text: String(value) } };
};

const writers = {
  own: () =>
    writeLargeWorkbook({
      title: '',
      baseFont: look.font,
      sheets: sheets.map(({ name, values }) => ({
        name,
        widths: [],
        rows: values.map((row) => ({ cells: row.map(cellOf) })),
      })),
    }),
  sheetjs: () => {
    const book = XLSX.utils.book_new();
    for (const { name, values } of sheets)
      XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(values), name);
    return XLSX.write(book, { type: 'buffer', bookType: 'xlsx', compression: true, bookSST: true });
  },
};

const times = [];
for (let time = 0; time < 4; time += 1) {
  const started = performance.now();
  writeFileSync(out, await writers[writer]());
  times.push(performance.now() - started);
}
const cells = sheets.reduce((sum, { values }) => sum + values.reduce((all, row) => all + row.length, 0), 0);
const [cold, ...others] = times;
answer({ cold, warm: Math.min(...others), work: cold, cells });
