import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyFill } from '../../../main/excel/fill/apply-fill.ts';
import { computeFormula } from '../../../main/excel/fill/formula-value.ts';
import { OpenedTemplate } from '../../../main/excel/fill/opened-template.ts';
import { planFill } from '../../../main/excel/fill/plan-fill.ts';
import { readTemplate } from '../../../main/excel/fill/template-package.ts';
import { writeSentBack } from '../../../main/excel/write/sent-back.ts';
import { readZip } from '../../../main/excel/write/zip-archive.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { printAddress } from '../../../shared/text/cell-address.ts';
import { Decimal } from '../../../shared/text/decimal.ts';
import { readBack } from '../../support/read-back.ts';

/** Real and odd workbooks of other programs, where the shared folder is there: filling must lose nothing. */
const corpus = resolve(import.meta.dirname, '../../../../shared/corpus');
const present = existsSync(corpus);
if (!present) console.warn('the shared corpus is absent: foreign workbooks are not filled');

function listWorkbooks(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.xls[xm]$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function attempt<T>(run: () => T): T | AppError {
  try {
    return run();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

/** The first cell with a typed number, and one below everything. */
function pickTargets(bytes: Uint8Array) {
  const opened = new OpenedTemplate(readTemplate(bytes));
  for (const sheet of opened.template.sheets) {
    const cells = [...opened.scan(sheet).cells.values()];
    const number = cells.find(
      (cell) => !cell.formula && cell.value !== undefined && (cell.type ?? 'n') === 'n',
    );
    if (!number) continue;
    const last = cells.reduce((row, cell) => Math.max(row, cell.row), 0);
    return [
      { sheet: sheet.name, cell: printAddress(number.row, number.column), value: { number: '987654.25' } },
      {
        sheet: sheet.name,
        cell: printAddress(Math.min(last + 3, 1_048_575), 1),
        value: { text: '新增 <行>' },
      },
    ];
  }
  return undefined;
}

describe.skipIf(!present)('foreign workbooks', () => {
  const files = present ? listWorkbooks(corpus) : [];

  it('are filled without loss, or refused with a reason', { timeout: 600_000 }, () => {
    let filled = 0;
    for (const file of files) {
      const bytes = new Uint8Array(readFileSync(file));
      if (bytes.length > 3_000_000) continue;
      const targets = attempt(() => pickTargets(bytes));
      if (targets === undefined || targets instanceof AppError) continue;
      const plan = attempt(() => planFill(bytes, targets));
      const after = plan instanceof AppError ? plan : attempt(() => applyFill(bytes, plan.changes));
      if (plan instanceof AppError || after instanceof AppError) continue;
      const touched = new Set([...plan.changes, ...plan.dependents].map(({ sheet }) => sheet));
      const parts = readTemplate(bytes)
        .sheets.filter(({ name }) => touched.has(name))
        .map(({ part }) => part);
      const next = new Map(readZip(after).map((entry) => [entry.name, entry]));
      for (const entry of readZip(bytes)) {
        const same = Buffer.from(entry.stored).equals(Buffer.from(next.get(entry.name)?.stored ?? []));
        if (!same) expect(parts, file).toContain(entry.name.replaceAll('\\', '/').replace(/^\//, ''));
      }
      const opened = new OpenedTemplate(readTemplate(after));
      for (const change of plan.changes) {
        const sheet = opened.sheetNamed(change.sheet);
        const { row, column } = opened.resolveTarget(sheet, change.cell);
        const text = change.value && 'number' in change.value ? change.value.number : change.value?.text;
        expect(opened.textOf(opened.cellAt(sheet, row, column)), file).toBe(text);
      }
      filled += 1;
    }
    console.info(`${filled} of ${files.length} workbooks filled without loss`);
    expect(filled).toBeGreaterThan(20);
  });

  it('have formulas that compute here to what their own program cached', { timeout: 600_000 }, () => {
    let [computed, all] = [0, 0];
    const wrong: string[] = [];
    for (const file of files) {
      const bytes = new Uint8Array(readFileSync(file));
      if (bytes.length > 3_000_000) continue;
      const opened = attempt(() => new OpenedTemplate(readTemplate(bytes)));
      if (opened instanceof AppError) continue;
      for (const sheet of opened.template.sheets) {
        const scanned = attempt(() => opened.scan(sheet));
        if (scanned instanceof AppError) continue;
        for (const cell of scanned.cells.values()) {
          const formula = opened.formulaOf(sheet, cell);
          const cached = opened.valueOf(cell);
          if (!formula || cell.formula?.type === 'array' || !(cached instanceof Decimal)) continue;
          all += 1;
          const value = computeFormula(formula, (name, row, column) => {
            const target = name === undefined ? sheet : opened.findSheet(name);
            return target ? opened.valueOf(opened.cellAt(target, row, column)) : undefined;
          });
          if (!value) continue;
          computed += 1;
          if (value.minus(cached).abs().gt(Decimal.max(cached.abs(), 1).times('1e-9'))) {
            wrong.push(
              `${file} ${sheet.name}!${printAddress(cell.row, cell.column)} =${formula} ${value} ${cached}`,
            );
          }
        }
      }
    }
    console.info(`${computed} of ${all} cached results recomputed`);
    // One odd file carries a cached result that is wrong on purpose (SUM over empty cells = 1).
    expect(wrong.filter((line) => !line.includes('=SUM(C1:D1) 0 1'))).toEqual([]);
    expect(computed).toBeGreaterThan(100);
  });

  it('are sent back marked, every value kept', { timeout: 600_000 }, () => {
    let marked = 0;
    for (const file of files) {
      const bytes = new Uint8Array(readFileSync(file));
      if (bytes.length > 1_000_000) continue;
      const targets = attempt(() => pickTargets(bytes));
      if (targets === undefined || targets instanceof AppError) continue;
      const findings = targets.map(({ sheet, cell }) => ({ sheet, cell, sentence: '请核实。' }));
      const result = attempt(() => writeSentBack(bytes, findings));
      if (result instanceof AppError) throw new Error(`${file}: ${result.code}`);
      const [before, after] = [attempt(() => readBack(bytes)), readBack(result.bytes)];
      if (before instanceof AppError) continue;
      for (const sheet of before.SheetNames.slice(0, 3)) {
        for (const [address, cell] of Object.entries(before.Sheets[sheet]!)) {
          if (!address.startsWith('!'))
            expect(after.Sheets[sheet]![address]?.v, `${file} ${sheet}!${address}`).toEqual(cell.v);
        }
      }
      marked += 1;
    }
    console.info(`${marked} of ${files.length} workbooks marked`);
    expect(marked).toBeGreaterThan(20);
  });
});
