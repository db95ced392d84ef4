import type { OutFont, OutLook } from './sheet-model.ts';
import { escapeXml } from './xml-text.ts';

/** Collects the looks of a workbook and prints `xl/styles.xml`. Index 0 of each list is what readers expect there. */
export class StyleRegister {
  private readonly byLook = new Map<OutLook, number>();
  private readonly byKey = new Map<string, number>();
  private readonly fonts: string[];
  private readonly fills = [
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
  ];
  private readonly borders = ['<border><left/><right/><top/><bottom/><diagonal/></border>'];
  private readonly formats: string[] = [];
  private readonly xfs = ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'];

  constructor(baseFont: OutFont) {
    this.fonts = [printFont(baseFont)];
  }

  /** The `s` attribute for a look. Looks are kept by identity first: the writers share them. */
  indexOf(look: OutLook): number {
    const known = this.byLook.get(look);
    if (known !== undefined) return known;
    const key = JSON.stringify(look);
    const index = this.byKey.get(key) ?? this.xfs.push(this.printXf(look)) - 1;
    this.byKey.set(key, index);
    this.byLook.set(look, index);
    return index;
  }

  private printXf(look: OutLook): string {
    const font = place(this.fonts, printFont(look.font));
    const fill = look.fill ? place(this.fills, printFill(look.fill)) : 0;
    const border = look.border ? place(this.borders, printBorder(look.border)) : 0;
    const format = look.format === undefined ? 0 : this.formatId(look.format);
    const alignment = printAlignment(look);
    const protection = look.unlocked ? '<protection locked="0"/>' : '';
    const flags = `${format ? ' applyNumberFormat="1"' : ''} applyFont="1"${fill ? ' applyFill="1"' : ''}${
      border ? ' applyBorder="1"' : ''
    }${alignment ? ' applyAlignment="1"' : ''}${protection ? ' applyProtection="1"' : ''}`;
    return `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0"${flags}>${alignment}${protection}</xf>`;
  }

  private formatId(code: string): number {
    if (code === '@') return 49;
    if (code === 'General') return 0;
    // Own formats start at 164; the numbers below are built in.
    return 164 + place(this.formats, code);
  }

  /** The whole part. */
  print(): string {
    const formats = this.formats.map(
      (code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${escapeXml(code)}"/>`,
    );
    return [
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
      '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
      formats.length > 0 ? list('numFmts', formats) : '',
      list('fonts', this.fonts),
      list('fills', this.fills),
      list('borders', this.borders),
      '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
      list('cellXfs', this.xfs),
      '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
      '<dxfs count="0"/><tableStyles count="0"/></styleSheet>',
    ].join('');
  }
}

function place(items: string[], item: string): number {
  const at = items.indexOf(item);
  return at >= 0 ? at : items.push(item) - 1;
}

function list(element: string, items: readonly string[]): string {
  return `<${element} count="${items.length}">${items.join('')}</${element}>`;
}

/** `<font>` in the order the schema asks for. Charset 134 is GB2312: a missing font is then replaced by a Chinese one. */
function printFont(font: OutFont): string {
  return `<font>${font.bold ? '<b/>' : ''}${font.italic ? '<i/>' : ''}<sz val="${font.size}"/><color ${
    font.color ? `rgb="FF${font.color}"` : 'auto="1"'
  }/><name val="${escapeXml(font.name)}"/><family val="3"/><charset val="134"/></font>`;
}

function printFill(color: string): string {
  return `<fill><patternFill patternType="solid"><fgColor rgb="FF${color}"/><bgColor indexed="64"/></patternFill></fill>`;
}

function printBorder(kind: 'thin' | 'bottom'): string {
  const side = (name: string) => `<${name} style="thin"><color rgb="FF595959"/></${name}>`;
  return kind === 'thin'
    ? `<border>${['left', 'right', 'top', 'bottom'].map(side).join('')}<diagonal/></border>`
    : `<border><left/><right/><top/>${side('bottom')}<diagonal/></border>`;
}

function printAlignment(look: OutLook): string {
  const parts = [
    look.horizontal ? ` horizontal="${look.horizontal}"` : '',
    ` vertical="${look.vertical ?? 'center'}"`,
    look.wrap ? ' wrapText="1"' : '',
    look.indent ? ` indent="${look.indent}"` : '',
    look.shrink ? ' shrinkToFit="1"' : '',
  ];
  return `<alignment${parts.join('')}/>`;
}
