import type { IndicatorFact } from './indicator-facts.ts';
import { anyWord } from './lint-counts.ts';
import type { LintFinding } from './lint-report.ts';
import type { LintPlace, LintText, LintUnit, NameFinder } from './lint-text.ts';

/** No verdict without data, no hold indicator achieved early, no verdict but the one that was reached. */

const verdictHeader = /是否达到|是否完成|完成情况|判定|评价结果|评估结果|结论|进展判断/;

export interface VerdictWords {
  readonly all: readonly string[];
  readonly early: string;
  readonly undecided: string;
}

function judge(fact: IndicatorFact, said: string, place: LintPlace, words: VerdictWords): LintFinding[] {
  if (said === fact.verdict) return [];
  const details = { indicator: fact.indicator.name, said, verdict: fact.verdict };
  if (fact.code === 'undecided') return [{ rule: 'verdict-without-data', place, details }];
  if (said === words.early && fact.judgement.method === 'hold')
    return [{ rule: 'hold-early', place, details }];
  return [{ rule: 'verdict-differs', place, details }];
}

/** A verdict word that stands as a clause of its own: “，滞后。”, “判定为滞后”. */
function saidAlone(text: string, words: VerdictWords): string | undefined {
  const alone = new RegExp(
    `(?:^|[，：、；。]|判定为|评为|属于|已经|已)${anyWord(words.all)}(?=[。；，（]|$)`,
    'gu',
  );
  return [...text.replace(/（人工判定[^）]*）/g, '').matchAll(alone)].at(-1)?.[1];
}

/** 滞后2项：甲、乙 / 滞后的是甲、乙 / 滞后2项（甲、乙） */
function listedUnder(text: string, words: VerdictWords, find: NameFinder): { word: string; list: string }[] {
  const pattern = new RegExp(
    `${anyWord(words.all)}(?:的(?:是|有)|(?:指标)?\\d+项(?:[（：]))([^）。；]*)`,
    'dgu',
  );
  return [...find(text).rest.matchAll(pattern)].map((match) => {
    const [from = 0, to = 0] = match.indices?.[2] ?? [];
    return { word: match[1] ?? '', list: text.slice(from, to) };
  });
}

function lintRow(unit: LintUnit, words: VerdictWords): LintFinding[] {
  const [fact] = unit.facts;
  if (!fact || unit.facts.length !== 1) return [];
  return unit.cells
    .filter(({ header }) => verdictHeader.test(header))
    .flatMap(({ text }) => {
      const said = words.all.find((word) => word === text.split('\n')[0]?.trim());
      return said === undefined ? [] : judge(fact, said, unit.place, words);
    });
}

function lintSentence(unit: LintUnit, words: VerdictWords, find: NameFinder): LintFinding[] {
  const lists = listedUnder(unit.text, words, find);
  const listed = lists.flatMap(({ word, list }) =>
    find(list).facts.flatMap((fact) => judge(fact, word, unit.place, words)),
  );
  const [fact] = unit.facts;
  if (lists.length > 0 || !fact || unit.facts.length !== 1) return listed;
  const said = saidAlone(unit.text, words);
  return said === undefined ? listed : [...listed, ...judge(fact, said, unit.place, words)];
}

export function lintVerdicts(text: LintText, words: VerdictWords, find: NameFinder): LintFinding[] {
  return text.units.flatMap((unit) =>
    unit.kind === 'row' ? lintRow(unit, words) : lintSentence(unit, words, find),
  );
}
