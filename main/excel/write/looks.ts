import type { OutFont, OutLook } from './sheet-model.ts';

/** The office's dress: 黑体 for titles and headers, 宋体 for figures and labels, 仿宋 for notes and running text. */
const heading: OutFont = { name: '黑体', size: 11 };
const body: OutFont = { name: '宋体', size: 11 };
const note: OutFont = { name: '仿宋', size: 11 };
const watermark: OutFont = { name: '黑体', size: 12, bold: true, color: 'A6A6A6' };

export const baseFont = body;

/** Fill behind a missing figure: readable in black-and-white print. */
const missingFill = 'EDEDED';
const headerFill = 'F2F5FA';
const totalFill = 'FAFBFD';

export const looks = {
  coverTitle: { font: { name: '黑体', size: 26 }, horizontal: 'center', wrap: true },
  coverLine: { font: { name: '仿宋', size: 16 }, horizontal: 'center' },
  coverLabel: { font: { name: '黑体', size: 12 }, horizontal: 'center', border: 'thin', fill: headerFill },
  coverText: { font: { name: '仿宋', size: 12 }, horizontal: 'left', border: 'thin', wrap: true, indent: 1 },
  coverLink: {
    font: { name: '仿宋', size: 12, color: '1F4E9E' },
    horizontal: 'left',
    border: 'thin',
    indent: 1,
  },
  title: { font: { name: '黑体', size: 18 }, horizontal: 'center' },
  subtitle: { font: { name: '仿宋', size: 12 }, horizontal: 'center', wrap: true },
  demo: { font: watermark, horizontal: 'center' },
  lineLeft: { font: body, horizontal: 'left' },
  lineRight: { font: body, horizontal: 'right' },
  header: { font: heading, horizontal: 'center', border: 'thin', wrap: true, fill: headerFill },
  label: { font: body, horizontal: 'left', border: 'thin', wrap: true },
  boldLabel: {
    font: { ...body, bold: true },
    horizontal: 'left',
    border: 'thin',
    wrap: true,
    fill: totalFill,
  },
  unit: { font: body, horizontal: 'center', border: 'thin', wrap: true },
  text: { font: body, horizontal: 'left', border: 'thin', wrap: true },
  center: { font: body, horizontal: 'center', border: 'thin', wrap: true },
  integer: { font: body, horizontal: 'center', border: 'thin', format: '0' },
  empty: { font: body, border: 'thin' },
  missing: { font: body, border: 'thin', fill: missingFill },
  missingTotal: { font: { ...body, bold: true }, border: 'thin', fill: missingFill },
  mark: { font: body, border: 'thin', horizontal: 'right' },
  suppressed: { font: body, border: 'thin', horizontal: 'right' },
  note: { font: note, horizontal: 'left', vertical: 'top', wrap: true },
  sign: { font: body, horizontal: 'left' },
  /** An open cell of an issued template. */
  input: { font: body, horizontal: 'right', border: 'thin', format: '#,##0.######', unlocked: true },
  inputText: { font: body, horizontal: 'left', border: 'thin', wrap: true, format: '@', unlocked: true },
  /** Locked in an issued template: not asked of this sender, or already known. */
  locked: { font: body, border: 'thin', fill: missingFill, wrap: true },
  footInput: { font: body, horizontal: 'left', format: '@', unlocked: true },
} as const satisfies Record<string, OutLook>;

export interface FigureLook {
  readonly decimals: number;
  readonly total?: boolean;
  readonly provisional?: boolean;
  /** Signs printed behind the number by its format: the cell stays a number. */
  readonly sign?: string;
  /** A sign that other cells of the column carry: its width is left free, so that digits stand below each other. */
  readonly room?: string;
}

const figureLooks = new Map<string, OutLook>();

/** The look of a figure: thousands separated, fixed decimals, a minus before negatives, italic when provisional. */
export function figureLook(figure: FigureLook): OutLook {
  const key = `${figure.decimals}|${figure.total ? 1 : 0}|${figure.provisional ? 1 : 0}|${figure.sign ?? ''}|${figure.room ?? ''}`;
  const known = figureLooks.get(key);
  if (known) return known;
  const digits = figure.decimals > 0 ? `#,##0.${'0'.repeat(figure.decimals)}` : '#,##0';
  const free = figure.room ? `_${figure.room}` : '';
  const sign = figure.sign ? `"${figure.sign}"` : free;
  const look: OutLook = {
    font: {
      ...body,
      ...(figure.total ? { bold: true as const } : {}),
      ...(figure.provisional ? { italic: true as const } : {}),
    },
    border: 'thin',
    horizontal: 'right',
    format: `${digits}${sign};-${digits}${sign}`,
    shrink: true,
    ...(figure.total ? { fill: totalFill } : {}),
  };
  figureLooks.set(key, look);
  return look;
}
