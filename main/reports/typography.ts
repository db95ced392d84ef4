import type { IFontAttributesProperties, IStylesOptions } from 'docx';

/*
 * Typography of official documents (公文): names of typefaces, sizes, margins. Faces are named, never embedded; where one
 * is missing, the alternatives of `faceAlternatives` stand in (written to the font table, which Word, WPS and LibreOffice read).
 * All four scripts get the same face: otherwise Word sets the quotation marks of Chinese text in a Western face.
 */

function face(name: string): IFontAttributesProperties {
  return { ascii: name, hAnsi: name, eastAsia: name, cs: name };
}

export const faceNames = {
  title: '方正小标宋_GBK',
  heading: '黑体',
  subheading: '楷体_GB2312',
  body: '仿宋_GB2312',
  table: '宋体',
} as const;

export const faces = {
  title: face(faceNames.title),
  heading: face(faceNames.heading),
  subheading: face(faceNames.subheading),
  body: face(faceNames.body),
  table: face(faceNames.table),
} as const;

export const faceAlternatives: Readonly<Record<string, string>> = {
  [faceNames.title]: '方正小标宋简体;小标宋;宋体;SimSun',
  [faceNames.heading]: 'SimHei;思源黑体',
  [faceNames.subheading]: '楷体;KaiTi;STKaiti',
  [faceNames.body]: '仿宋;FangSong;STFangsong',
  [faceNames.table]: 'SimSun;思源宋体',
};

/** Half-points: 二号, 三号, 四号, 小五, 六号. */
export const sizes = {
  title: 44,
  body: 32,
  summary: 24,
  caption: 24,
  footer: 28,
  note: 21,
  table: 18,
  dense: 15,
} as const;

/** Line pitch in twentieths of a point. */
export const pitches = { title: 700, body: 580, summary: 420, note: 360 } as const;

const twipsPerMillimetre = 1440 / 25.4;
export const twips = (millimetres: number) => Math.round(millimetres * twipsPerMillimetre);

/** GB/T 9704 for upright pages; wide pages give the table more room. */
export const pages = {
  portrait: { width: 210, height: 297, top: 37, bottom: 35, left: 28, right: 26 },
  landscape: { width: 297, height: 210, top: 22, bottom: 24, left: 13, right: 13 },
} as const;

export function usableWidth(orientation: keyof typeof pages): number {
  const page = pages[orientation];
  return page.width - page.left - page.right;
}

export const styles: IStylesOptions = {
  default: {
    document: {
      run: { font: faces.body, size: sizes.body, language: { value: 'en-US', eastAsia: 'zh-CN' } },
    },
    heading1: {
      run: { font: faces.heading, size: sizes.body, bold: false, color: '000000' },
      paragraph: {
        spacing: { before: 0, after: 0, line: pitches.body, lineRule: 'exact' },
        indent: { firstLine: sizes.body * 20 },
        keepNext: true,
        outlineLevel: 0,
      },
    },
    heading2: {
      run: { font: faces.subheading, size: sizes.body, bold: false, color: '000000' },
      paragraph: {
        spacing: { before: 0, after: 0, line: pitches.body, lineRule: 'exact' },
        indent: { firstLine: sizes.body * 20 },
        keepNext: true,
        outlineLevel: 1,
      },
    },
  },
};
