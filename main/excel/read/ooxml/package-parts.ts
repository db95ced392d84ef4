/** Parts of a workbook by their relationships (Open Packaging Conventions), strict and transitional alike. */
import type { ZipPackage } from '../zip-package.ts';
import { XmlScanner } from './xml-scanner.ts';
import { decodeXml } from './xml-text.ts';

export interface Relationship {
  readonly id: string;
  /** Last word of the type: `worksheet`, `sharedStrings`, `comments` … the same in strict and transitional files. */
  readonly type: string;
  /** Part name, or the address itself where the target lies outside the package. */
  readonly target: string;
  readonly external: boolean;
}

/** Undefined where the package has no such part. Throws AppError `damaged`. */
export function readXmlPart(zip: ZipPackage, name: string): string | undefined {
  const bytes = zip.bytes(name);
  if (!bytes) return undefined;
  let text = texts.get(bytes);
  if (text === undefined) texts.set(bytes, (text = decodeXml(bytes)));
  return text;
}

/** Parts that came before are the same bytes, not only equal ones (`openZipPackage`). */
const texts = new WeakMap<Uint8Array, string>();

/** Relationships of a part; of the package itself where the name is empty. */
export function readRelationships(zip: ZipPackage, part: string): Relationship[] {
  const slash = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, slash);
  const xml = readXmlPart(zip, `${folder}_rels/${part.slice(slash)}.rels`);
  if (!xml) return [];
  const found: Relationship[] = [];
  const scanner = new XmlScanner(xml);
  while (scanner.next()) {
    if (scanner.name !== 'Relationship' || scanner.closing) continue;
    const target = scanner.attribute('Target') ?? '';
    const external = scanner.attribute('TargetMode') === 'External';
    found.push({
      id: scanner.attribute('Id') ?? '',
      type: (scanner.attribute('Type') ?? '').split('/').at(-1) ?? '',
      target: external ? target : resolve(folder, target),
      external,
    });
  }
  return found;
}

/** `../drawings/x.xml` from `xl/worksheets/` → `xl/drawings/x.xml`. */
function resolve(folder: string, target: string): string {
  const path = target.replaceAll('\\', '/');
  const segments = path.startsWith('/') ? [] : folder.split('/').slice(0, -1);
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  return segments.join('/');
}
