import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { faceAlternatives } from './typography.ts';

/* What the Word library leaves out: alternatives for typefaces that a machine lacks, and a fixed day in the properties. */

function fontEntry([name, alternatives]: readonly [string, string]): string {
  return `<w:font w:name="${name}"><w:altName w:val="${alternatives}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>`;
}

function addAlternatives(fontTable: string): string {
  const entries = Object.entries(faceAlternatives).map(fontEntry).join('');
  return fontTable.includes('</w:fonts>')
    ? fontTable.replace('</w:fonts>', `${entries}</w:fonts>`)
    : fontTable.replace(/\/>\s*$/, `>${entries}</w:fonts>`);
}

function dateProperties(core: string, madeAt: string): string {
  return core.replace(/(<dcterms:(created|modified)[^>]*>)[^<]*/g, `$1${madeAt.slice(0, 19)}Z`);
}

/** @param madeAt ISO time for the properties: the caller's clock, not the library's */
export function finishPackage(bytes: Uint8Array, madeAt: string): Uint8Array {
  const { '[Content_Types].xml': types, ...parts } = unzipSync(bytes);
  const change = (name: string, edit: (text: string) => string) => {
    const part = parts[name];
    if (part) parts[name] = strToU8(edit(strFromU8(part)));
  };
  change('word/fontTable.xml', addAlternatives);
  change('docProps/core.xml', (text) => dateProperties(text, madeAt));
  return zipSync(
    { '[Content_Types].xml': types ?? new Uint8Array(), ...parts },
    { level: 6, mtime: new Date('2020-01-01T00:00:00') },
  );
}
