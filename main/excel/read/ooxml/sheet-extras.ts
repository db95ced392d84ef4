/** What hangs on a worksheet by relationships: pictures and charts are counted, comments and drawn texts collected. */
import type { SideText } from '../../../../shared/calc/personal-data/scan-workbook.ts';
import type { ZipPackage } from '../zip-package.ts';
import { type Relationship, readXmlPart } from './package-parts.ts';
import { readRichText } from './shared-strings.ts';
import { allText, XmlScanner } from './xml-scanner.ts';

export interface SheetExtras {
  readonly pictures: number;
  readonly texts: SideText[];
}

const anchors = new Set(['twoCellAnchor', 'oneCellAnchor', 'absoluteAnchor']);

/** Parts that are named but not there (common in real files) are passed over: they hold no figures. */
export function readSheetExtras(
  zip: ZipPackage,
  relationships: readonly Relationship[],
  sheet: string,
): SheetExtras {
  let pictures = 0;
  const texts: SideText[] = [];
  for (const { type, target, external } of relationships) {
    const xml = external || !/drawing$|omments?$/.test(type) ? undefined : readXmlPart(zip, target);
    if (xml === undefined) continue;
    if (type === 'drawing') {
      pictures += countAnchors(xml);
      texts.push({ place: 'drawing', sheet, text: allText(xml) });
    } else if (type === 'comments' || type === 'threadedComment') texts.push(...readComments(xml, sheet));
  }
  return { pictures, texts };
}

function countAnchors(xml: string): number {
  const scanner = new XmlScanner(xml);
  let count = 0;
  while (scanner.next()) if (!scanner.closing && anchors.has(scanner.name)) count += 1;
  return count;
}

function readComments(xml: string, sheet: string): SideText[] {
  const scanner = new XmlScanner(xml);
  const comments: SideText[] = [];
  let cell: string | undefined;
  while (scanner.next()) {
    if (scanner.closing) continue;
    if (scanner.name === 'comment' || scanner.name === 'threadedComment') cell = scanner.attribute('ref');
    if (scanner.name !== 'text') continue;
    const direct = scanner.readText();
    const text = direct.trim() === '' ? readRichText(scanner, 'text') : direct;
    comments.push({ place: 'comment', sheet, text, ...(cell === undefined ? {} : { cell }) });
  }
  return comments;
}
