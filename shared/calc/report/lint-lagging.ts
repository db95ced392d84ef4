import type { IndicatorFact } from './indicator-facts.ts';
import type { LintFinding } from './lint-report.ts';
import type { LintText, LintUnit } from './lint-text.ts';
import type { ReportFacts } from './report-facts.ts';

/** Every lagging main indicator is named, with its cause, a measure and the unit that answers for it. */

const causeWord = /原因|由于|因为|受.{1,20}影响|主要(?:是|因)|初步分析|所致|制约/;
const measureWord = /措施|建议|下一步|将|加快|推进|加强|制定|完善|落实|加大|力争|整改/;
const blank = /^[\s—\-/无]*$/;

const needs = ['cause', 'measure', 'unit'] as const;
type Need = (typeof needs)[number];
/** What a text shows; undefined where it is no place for it (a table without such a column). */
type Evidence = Partial<Record<Need, boolean>>;

/** A shared column 原因与措施 labels its two halves, or must show both by its words. */
function readSharedCell(text: string): Evidence {
  const labelled = /原因[：:]([\s\S]*?)(?:措施[：:]([\s\S]*))?$/.exec(text);
  if (labelled) return { cause: !blank.test(labelled[1] ?? ''), measure: !blank.test(labelled[2] ?? '') };
  return { cause: causeWord.test(text), measure: measureWord.test(text) };
}

function readRow(unit: LintUnit, namesUnit: (text: string) => boolean): Evidence {
  const evidence: Evidence = {};
  for (const { header, text } of unit.cells) {
    const [forCause, forMeasure] = [/原因/.test(header), /措施|对策/.test(header)];
    if (forCause && forMeasure) Object.assign(evidence, readSharedCell(text));
    else if (forCause) evidence.cause = !blank.test(text);
    else if (forMeasure) evidence.measure = !blank.test(text);
    // The column 单位 alone is the unit of measure.
    if (/.单位|部门/.test(header)) evidence.unit = namesUnit(text);
  }
  return evidence;
}

function readSentence(unit: LintUnit, namesUnit: (text: string) => boolean): Evidence {
  return {
    cause: causeWord.test(unit.text),
    measure: measureWord.test(unit.text),
    unit: namesUnit(unit.text),
  };
}

function lintFact(fact: IndicatorFact, text: LintText, departments: readonly string[]): LintFinding[] {
  const details = { indicator: fact.indicator.name };
  const answers = fact.lead === null ? departments : [fact.lead, ...fact.contributing];
  const namesUnit = (part: string) => answers.some((unit) => part.includes(unit));
  const own = text.units.filter((unit) => unit.facts.includes(fact));
  if (own.length === 0) return [{ rule: 'lagging-not-named', place: null, details }];
  // A list of many indicators says nothing of one of them.
  const rows = own.filter((unit) => unit.kind === 'row' && unit.facts.length === 1);
  const sentences = own.filter((unit) => unit.kind === 'sentence' && unit.facts.length <= 2);
  const said = sentences.map((unit) => readSentence(unit, namesUnit));
  return needs.flatMap((need): LintFinding[] => {
    const places = rows.flatMap((unit) => {
      const found = readRow(unit, namesUnit)[need];
      return found === undefined ? [] : [{ unit, found }];
    });
    const rule = `lagging-without-${need}` as const;
    // A table that has the column must fill it; without such a table the sentences must say it.
    if (places.length > 0)
      return places.filter(({ found }) => !found).map(({ unit }) => ({ rule, place: unit.place, details }));
    return said.some((evidence) => evidence[need]) ? [] : [{ rule, place: null, details }];
  });
}

export function lintLagging(text: LintText, facts: ReportFacts): LintFinding[] {
  const departments = facts.input.plan.units
    .filter((unit) => unit.type === 'department')
    .map((unit) => unit.name);
  return facts.main.filter((fact) => fact.lags).flatMap((fact) => lintFact(fact, text, departments));
}
