// One large sheet by another library: adds up every number of the file.
import { readFileSync } from 'node:fs';
import { numberIn } from './add-up.mjs';
import { answer } from './answer.mjs';

const readers = {
  sheetjs: async (bytes) => {
    const XLSX = await import('xlsx');
    const options = {
      dense: true,
      cellFormula: false,
      cellHTML: false,
      cellText: false,
      cellNF: false,
      nodim: true,
    };
    const book = XLSX.read(bytes, { ...options, type: 'buffer' });
    return { rows: book.Sheets[book.SheetNames[0]]['!data'], valueIn: (cell) => cell?.v };
  },
  hucre: async (bytes) => {
    const { read } = await import('hucre');
    return { rows: (await read(bytes)).sheets[0].rows, valueIn: (value) => value };
  },
  exceljs: async (bytes) => {
    const { default: ExcelJS } = await import('exceljs');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(bytes);
    const rows = [];
    book.worksheets[0].eachRow((row) => rows.push(row.values));
    return { rows, valueIn: (value) => value };
  },
};

const [file, library] = process.argv.slice(2);
const started = performance.now();
const { rows, valueIn } = await readers[library](readFileSync(file));
let sum = 0;
for (const row of rows) for (const cell of row ?? []) sum += numberIn(valueIn(cell));
answer({ files: 1, sum, phases: {}, work: performance.now() - started });
