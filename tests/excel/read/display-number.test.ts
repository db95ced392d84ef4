import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  displayNumber,
  printDouble,
  printWritten,
  readNumberFormat,
} from '../../../main/excel/read/display-number.ts';
import { excelSerial, parseIsoDate, printExcelDate } from '../../../main/excel/read/excel-date.ts';

const show = (value: number, code: string): string =>
  displayNumber(value, printDouble(value), readNumberFormat(code), false);

describe('numbers as displayed', () => {
  it.each([
    [1234.5, 'General', '1234.5'],
    [1234.5, '0.00', '1234.50'],
    [1234567.891, '#,##0.00', '1,234,567.89'],
    [-1234567.891, '#,##0.0', '-1,234,567.9'],
    [999.999, '#,##0.00', '1,000.00'],
    [1.005, '0.00', '1.01'],
    [2.675, '0.00', '2.68'],
    [0.1234, '0.00%', '12.34%'],
    [0.0201, '0.0%', '2.0%'],
    [1234.5, '0.00_ ', '1234.50'],
    [-5, '0.00_ ;[Red]\\-0.00\\ ', '-5.00'],
    [0, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', '-'],
    [1234.5, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', '1,234.50'],
    [12, '0"万元"', '12万元'],
    [7, '000', '007'],
    [0.1 + 0.2, 'General', '0.3'],
    [123456789012, 'General', '1.23457E+11'],
    [45107, 'yyyy/m/d', '2023/6/30'],
    [45107, 'm/d/yy', '2023/6/30'],
    [45107, 'yyyy"年"m"月"', '2023年6月'],
    [5, '['.repeat(60_000), '5'],
  ])('%d under %s is %s', (value, code, text) => {
    expect(show(value, code)).toBe(text);
  });

  it('a plain format never loses the number', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e12, max: 1e12 }),
        fc.integer({ min: 0, max: 4 }),
        (units, decimals) => {
          const value = units / 10 ** decimals;
          const code = decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`;
          expect(Number(show(value, code).replaceAll(',', ''))).toBeCloseTo(value, decimals);
        },
      ),
    );
  });

  it('stored doubles print as the shortest decimal, without exponent', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = printDouble(value);
        expect(text).toMatch(/^-?\d+(\.\d+)?$/);
        expect(Object.is(Number(text), value === 0 ? 0 : value)).toBe(true);
      }),
    );
  });

  it('knows percent and date formats', () => {
    expect(readNumberFormat('0.00%;[Red]-0.00%').percent).toBe(true);
    expect(readNumberFormat('0.0"%"').percent).toBe(false);
    expect(readNumberFormat('yyyy-mm-dd').date).toBe(true);
    expect(readNumberFormat('[h]:mm').date).toBe(false);
    expect(readNumberFormat('0.00').date).toBe(false);
  });
});

describe('dates', () => {
  it.each([
    [45107, false, '2023-06-30'],
    [45107.5, false, '2023-06-30T12:00:00'],
    [43645, true, '2023-06-30'],
    [0.25, false, '06:00:00'],
    [1, false, '1900-01-01'],
    [61, false, '1900-03-01'],
    [2958465, false, '9999-12-31'],
    [2958466, false, undefined],
    [-1, false, undefined],
  ])('%d (1904: %s) is %s', (serial, date1904, text) => {
    expect(printExcelDate(serial, date1904)).toBe(text);
  });

  it('ISO dates and serial numbers are the same days', () => {
    expect(parseIsoDate('2023-06-30T00:00:00.000Z')).toBe('2023-06-30');
    expect(parseIsoDate('30.6.2023')).toBeUndefined();
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 2_900_000 }), (serial) => {
        expect(excelSerial(printExcelDate(serial, false) ?? '', false)).toBe(serial);
      }),
    );
  });
});

describe('a number as it stands in the file', () => {
  const digits = fc.stringMatching(/^-?\d{1,16}(\.\d{0,17})?(e-?\d{1,2})?$/);

  it('is printed as the number it stands for, whatever way it is written', () => {
    const any = fc.oneof(digits, fc.double({ noNaN: true, noDefaultInfinity: true }).map(String));
    fc.assert(
      fc.property(any, (written) => {
        const value = Number(written);
        expect(printWritten(value, written)).toBe(printDouble(value));
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['0', '-0', '-0.0', '007', '1.50', '.5', '5.', '0.0000001', '-12.25', '123456789012345.7', ' 1'])(
    'of %j too',
    (written) => {
      expect(printWritten(Number(written), written)).toBe(printDouble(Number(written)));
    },
  );
});
