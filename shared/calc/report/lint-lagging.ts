import type { IndicatorFact } from './indicator-facts.ts';
import type { LintFinding } from './lint-report.ts';
import type { LintText } from './lint-text.ts';
import type { ReportFacts } from './report-facts.ts';

/** Every lagging main indicator is named, with its cause, a measure and the unit that answers for it. */

const causeWord = /原因|由于|因为|受.{1,20}影响|主要(?:是|因)|初步分析|所致|制约/;
const measureWord = /措施|建议|下一步|将|加快|推进|加强|制定|完善|落实|加大|力争|整改/;
const blank = /^[\s—\-/无]*$/;

interface Evidence {
  cause: boolean;
  measure: boolean;
  unit: boolean;
}

/** Column headings tell what a cell is; a shared column 原因与措施 must show both. */
function readCell(header: string, text: string, evidence: Evidence): void {
  if (blank.test(text)) return;
  const [forCause, forMeasure] = [/原因|问题/.test(header), /措施|对策/.test(header)];
  if (forCause && forMeasure) {
    evidence.cause ||= causeWord.test(text);
    evidence.measure ||= measureWord.test(text.replace(/原因：[^\n]*/, ''));
  } else if (forCause) evidence.cause = true;
  else if (forMeasure) evidence.measure = true;
}

function gather(
  fact: IndicatorFact,
  text: LintText,
  units: readonly string[],
): Evidence & { named: boolean } {
  const evidence = { cause: false, measure: false, unit: false, named: false };
  const answers = fact.lead === null ? units : [fact.lead, ...fact.contributing];
  const namesUnit = (part: string) => answers.some((unit) => part.includes(unit));
  for (const unit of text.units) {
    if (!unit.facts.includes(fact)) continue;
    evidence.named = true;
    // A list of many indicators says nothing of one of them.
    if (unit.facts.length > 2) continue;
    if (unit.kind === 'row') {
      for (const { header, text: cell } of unit.cells) {
        readCell(header, cell, evidence);
        if (/单位|部门/.test(header) && header !== '单位') evidence.unit ||= namesUnit(cell);
      }
      continue;
    }
    evidence.cause ||= causeWord.test(unit.text);
    evidence.measure ||= measureWord.test(unit.text);
    evidence.unit ||= namesUnit(unit.text);
  }
  return evidence;
}

export function lintLagging(text: LintText, facts: ReportFacts): LintFinding[] {
  const units = facts.input.plan.units.filter((unit) => unit.type === 'department').map((unit) => unit.name);
  return facts.main
    .filter((fact) => fact.lags)
    .flatMap((fact): LintFinding[] => {
      const found = gather(fact, text, units);
      const details = { indicator: fact.indicator.name };
      if (!found.named) return [{ rule: 'lagging-not-named', place: null, details }];
      return (['cause', 'measure', 'unit'] as const)
        .filter((what) => !found[what])
        .map((what) => ({ rule: `lagging-without-${what}` as const, place: null, details }));
    });
}
