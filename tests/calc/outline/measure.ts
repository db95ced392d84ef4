import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ExtractedOutline, TargetCandidate } from '../../../shared/domain/outline.ts';

export interface ExpectedCommitment {
  readonly where: string;
  readonly name: string;
  /** The figure, or 全覆盖, 翻一番. */
  readonly value: string;
  readonly year?: number;
  readonly dated: boolean;
}

export interface ExpectedChapter {
  readonly number: string;
  readonly title: string;
  readonly sections: readonly string[];
  readonly boxes: readonly { readonly number: string; readonly projects: readonly string[] }[];
}

export interface ExpectedOutline {
  readonly chapters: readonly ExpectedChapter[];
  readonly indicators: readonly (readonly (string | number)[])[];
  readonly commitments: readonly ExpectedCommitment[];
}

const fixtures = fileURLToPath(new URL('../../fixtures/outline/', import.meta.url));

export const readFixture = (name: string): string => readFileSync(fixtures + name, 'utf8');

export const readExpected = (name: string): ExpectedOutline =>
  JSON.parse(readFixture(`${name}.expected.json`)) as ExpectedOutline;

const words: Readonly<Record<string, readonly string[]>> = {
  全覆盖: ['100'],
  翻一番: ['2'],
  '1:15': ['0.066666666666666666667'],
};

function figuresOf({ target }: TargetCandidate): string[] {
  if (target.op === 'range') return [target.low, target.high];
  return 'value' in target ? [target.value] : [];
}

/** Same section, same figure, and the name's words stand in the candidate's name or clause. */
export function matches(expected: ExpectedCommitment, candidate: TargetCandidate): boolean {
  const values = words[expected.value] ?? [expected.value];
  const ratio = candidate.target.op !== 'none' && 'ratio' in candidate.target ? candidate.target.ratio : '';
  const figures = figuresOf(candidate);
  return (
    candidate.where === expected.where &&
    (figures.some((figure) => values.includes(figure)) || ratio === expected.value) &&
    (candidate.name.includes(expected.name) || candidate.text.includes(expected.name))
  );
}

export interface Measure {
  readonly expected: number;
  readonly found: number;
  readonly dated: number;
  readonly datedFound: number;
  readonly candidates: number;
  readonly false: number;
  readonly missed: readonly ExpectedCommitment[];
  readonly wrong: readonly TargetCandidate[];
}

/** How many of the expected commitments are among the candidates, and how many candidates are nothing expected. */
export function measureCandidates(
  outline: ExtractedOutline,
  commitments: readonly ExpectedCommitment[],
): Measure {
  const hit = (one: ExpectedCommitment) => outline.candidates.some((candidate) => matches(one, candidate));
  const missed = commitments.filter((one) => !hit(one));
  const wrong = outline.candidates.filter((candidate) => !commitments.some((one) => matches(one, candidate)));
  const dated = commitments.filter((one) => one.dated);
  return {
    expected: commitments.length,
    found: commitments.length - missed.length,
    dated: dated.length,
    datedFound: dated.filter(hit).length,
    candidates: outline.candidates.length,
    false: wrong.length,
    missed,
    wrong,
  };
}
