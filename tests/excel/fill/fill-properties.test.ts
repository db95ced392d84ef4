import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyFill } from '../../../main/excel/fill/apply-fill.ts';
import type { FillTarget } from '../../../main/excel/fill/fill-change.ts';
import { moveFormula, tokenizeFormula } from '../../../main/excel/fill/formula-tokens.ts';
import { OpenedTemplate } from '../../../main/excel/fill/opened-template.ts';
import { planFill } from '../../../main/excel/fill/plan-fill.ts';
import { readTemplate } from '../../../main/excel/fill/template-package.ts';
import { printAddress } from '../../../shared/text/cell-address.ts';
import { readBack } from '../../support/read-back.ts';
import { type RawOptions, rawTemplate } from './made-up-templates.ts';

const options: RawOptions[] = [{}, { prefix: 'x:' }, { implicit: true }, { strict: true }];
const templates = options.map((option) => rawTemplate(option));

const value = fc.oneof(
  fc.integer({ min: -1e9, max: 1e9 }).map((number) => ({ number: String(number / 100) })),
  fc.string({ unit: 'binary', maxLength: 12 }).map((text) => ({ text })),
  fc.constant(null),
);
const target: fc.Arbitrary<FillTarget> = fc
  .record({ row: fc.nat(40), column: fc.nat(12), value })
  .map(({ row, column, value }) => ({ sheet: '填报表', cell: printAddress(row, column), value }));
const targets = fc.uniqueArray(target, { maxLength: 12, selector: ({ cell }) => cell });

function textsOf(bytes: Uint8Array): Map<string, string | null> {
  const opened = new OpenedTemplate(readTemplate(bytes));
  return new Map(
    opened.template.sheets.flatMap((sheet) =>
      [...opened.scan(sheet).cells.values()].map((cell) => [
        `${sheet.name}!${printAddress(cell.row, cell.column)}`,
        opened.textOf(cell),
      ]),
    ),
  );
}

describe('filling any cells with anything', () => {
  it('writes the targets, changes no other cell but dependent results, and stays readable elsewhere', () => {
    fc.assert(
      fc.property(fc.constantFrom(...templates), targets, (bytes, wanted) => {
        // D3:D4 is merged: two targets there would be one cell.
        const plan = planFill(
          bytes,
          wanted.filter(({ cell }) => cell !== 'D4'),
          { formulas: 'replace' },
        );
        const after = applyFill(bytes, plan.changes);
        const [old, next] = [textsOf(bytes), textsOf(after)];
        const own = new Set(
          [...plan.changes, ...plan.dependents].map(({ sheet, cell }) => `${sheet}!${cell}`),
        );
        for (const [place, text] of old) if (!own.has(place)) expect(next.get(place)).toBe(text);
        for (const { sheet, cell, value } of plan.changes) {
          const text = next.get(`${sheet}!${cell}`) ?? null;
          if (value === null) expect(text).toBe(null);
          else if ('number' in value) expect(text).toBe(value.number);
          else expect(text).toBe(xmlText(value.text));
        }
        expect(readBack(after).SheetNames).toEqual(['填报表', '附表']);
      }),
      { numRuns: 150 },
    );
  });
});

/** What XML can carry of a text: no control characters, no lone surrogates, one kind of line end. */
function xmlText(text: string): string {
  return [...text.replace(/\r\n?/g, '\n')]
    .filter(
      (character) =>
        /[\t\n\x20-\uD7FF\uE000-\uFFFD]|[\u{10000}-\u{10FFFF}]/u.test(character) || isLone(character),
    )
    .map((character) => (isLone(character) ? '\uFFFD' : character))
    .join('');
}

function isLone(character: string): boolean {
  return character.length === 1 && character >= '\uD800' && character <= '\uDFFF';
}

describe('formula tokens', () => {
  it('join to the formula, whatever it is', () => {
    const piece = fc.constantFrom(
      'A1',
      '$B$2:C9',
      'SUM(',
      ')',
      '"文""本"',
      "'表 一'!A1",
      '表!B2',
      '[1]外!C3',
      '#REF!',
      '{1,2}',
      '1.5E3',
      'A:A',
      '3:5',
      '表1[[#All],[数额]]',
      '+',
      ' ',
      'TRUE',
      '投资额',
      '<>',
      '%',
      '!',
      "'",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 12 }), (pieces) => {
        const formula = pieces.join('');
        expect(
          tokenizeFormula(formula)
            .map(({ text }) => text)
            .join(''),
        ).toBe(formula);
      }),
    );
  });

  it('move relative references only', () => {
    expect(moveFormula('SUM(B3:$C$4)+\'表 一\'!D5*LOG10(10)&"B3"', 2, 1)).toBe(
      'SUM(C5:$C$4)+\'表 一\'!E7*LOG10(10)&"B3"',
    );
    expect(moveFormula('A1', -1, 0)).toBe('#REF!');
  });
});
