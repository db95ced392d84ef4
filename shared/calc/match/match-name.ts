import type { NameCandidate } from '../../domain/return-reading.ts';
import { foldText, normaliseName, normaliseUnitName, similarity, unitStem } from '../../text/names.ts';
import { remember } from '../../text/remember.ts';

/**
 * Names to codes: code → exact → normalised → alias → learned → (units only) the bare stem when it is unique. What is
 * left gets scored candidates and no match: 石门镇 is not 石门坎乡, 大坪乡 is not 小坪乡.
 */
export const matchHows = ['code', 'exact', 'normalised', 'alias', 'learned', 'stem'] as const;
export type MatchHow = (typeof matchHows)[number];

export type NameMatch =
  | { readonly kind: 'match'; readonly code: string; readonly how: MatchHow }
  | { readonly kind: 'ambiguous'; readonly codes: readonly string[]; readonly how: MatchHow }
  | { readonly kind: 'none' };

export interface NameEntry {
  readonly code: string;
  readonly names: readonly string[];
  readonly aliases: readonly string[];
}

/** Texts that a person confirmed for a sender: text as written → code. */
export type LearnedNames = ReadonlyMap<string, string>;

type Layer = Map<string, string[]>;

interface Names {
  readonly entries: readonly NameEntry[];
  readonly layers: readonly (readonly [MatchHow, Layer])[];
  readonly normalise: (text: string) => string;
  readonly stems: Layer | undefined;
}

export interface NameIndex extends Names {
  /** `matchName`, remembered: the 300 returns of a form hold the same names. */
  readonly match: (text: string) => NameMatch;
}

function remembering(names: Names): NameIndex {
  return { ...names, match: remember((text: string) => matchAnew(names, text)) };
}

function add(layer: Layer, key: string, code: string): void {
  if (key === '') return;
  const codes = layer.get(key);
  if (!codes) layer.set(key, [code]);
  else if (!codes.includes(code)) codes.push(code);
}

function makeIndex(entries: readonly NameEntry[], normalise: (text: string) => string): Omit<Names, 'stems'> {
  const byCode: Layer = new Map();
  const exact: Layer = new Map();
  const normalised: Layer = new Map();
  const alias: Layer = new Map();
  for (const { code, names, aliases } of entries) {
    add(byCode, foldText(code).toUpperCase(), code);
    for (const name of names) {
      add(exact, name.trim(), code);
      add(normalised, normalise(name), code);
    }
    for (const name of aliases) add(alias, normalise(name), code);
  }
  return {
    entries,
    normalise,
    layers: [
      ['code', byCode],
      ['exact', exact],
      ['normalised', normalised],
      ['alias', alias],
    ],
  };
}

/** The index with what a person confirmed for one sender; the index itself stays as it is and can serve all senders. */
export function withLearned(index: NameIndex, learned: LearnedNames | undefined): NameIndex {
  if (!learned || learned.size === 0) return index;
  const codes = new Set(index.entries.map(({ code }) => code));
  const confirmed: Layer = new Map();
  for (const [text, code] of learned) if (codes.has(code)) add(confirmed, index.normalise(text), code);
  return remembering({ ...index, layers: [...index.layers, ['learned', confirmed]] });
}

/** A person confirmed this text for the sender of the index. */
export function isLearned({ layers, normalise }: NameIndex, text: string): boolean {
  return layers.some(([how, layer]) => how === 'learned' && layer.has(normalise(text)));
}

/** For indicators and attributes. */
export function indexNames(entries: readonly NameEntry[], learned?: LearnedNames): NameIndex {
  return withLearned(remembering({ ...makeIndex(entries, normaliseName), stems: undefined }), learned);
}

/** For reporting units; `parents` are names that may stand in front (伊宁市巴彦岱镇). */
export function indexUnitNames(
  entries: readonly NameEntry[],
  parents: readonly string[] = [],
  learned?: LearnedNames,
): NameIndex {
  const normalise = remember((text: string) => normaliseUnitName(text, parents));
  const stems: Layer = new Map();
  for (const { code, names, aliases } of entries)
    for (const name of [...names, ...aliases]) {
      const stem = unitStem(normalise(name));
      if (stem) add(stems, stem, code);
    }
  return withLearned(remembering({ ...makeIndex(entries, normalise), stems }), learned);
}

const suggestions = 3;
const leastScore = 0.3;

/** Suggestions for a text that matches nothing, best first; none for a paragraph. */
export function listCandidates(index: NameIndex, text: string): NameCandidate[] {
  if (text.length > 40) return [];
  const key = index.normalise(text);
  const scored = index.entries.map(({ code, names, aliases }) => {
    let score = 0;
    for (const name of [...names, ...aliases])
      score = Math.max(score, similarity(key, index.normalise(name)));
    return { code, name: names[0] ?? code, score: Math.round(score * 1000) / 1000 };
  });
  return scored
    .filter(({ score }) => score >= leastScore)
    .sort((a, b) => b.score - a.score)
    .slice(0, suggestions);
}

function lookUp(index: Names, text: string): NameMatch | undefined {
  const normalised = index.normalise(text);
  const keys: Record<MatchHow, string> = {
    code: foldText(text).toUpperCase(),
    exact: text.trim(),
    normalised,
    alias: normalised,
    learned: normalised,
    stem: normalised,
  };
  for (const [how, layer] of index.layers) {
    const codes = layer.get(keys[how]);
    if (codes?.length === 1) return { kind: 'match', code: codes[0]!, how };
    if (codes) return { kind: 'ambiguous', codes, how };
  }
  return undefined;
}

/** The one code that the text names outright, without looking for suggestions. */
export function findExact(index: NameIndex, text: string): string | undefined {
  const found = matchName(index, text);
  return found.kind === 'match' && found.how !== 'stem' ? found.code : undefined;
}

/** Matches a text. A stem (南岸 for 南岸新区) counts only where exactly one unit has it and the text is nothing but it. */
export function matchName(index: NameIndex, text: string): NameMatch {
  return index.match(text);
}

function matchAnew(index: Names, text: string): NameMatch {
  const found = lookUp(index, text);
  if (found) return found;
  const stems = index.stems?.get(index.normalise(text));
  if (stems?.length === 1) return { kind: 'match', code: stems[0]!, how: 'stem' };
  return { kind: 'none' };
}
