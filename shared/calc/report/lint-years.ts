import { Decimal, printedDecimals, roundTo } from '../../text/decimal.ts';
import type { IndicatorFact } from './indicator-facts.ts';
import type { LintFinding } from './lint-report.ts';
import type { LintText, LintUnit } from './lint-text.ts';

/** A figure printed for a year must be the figure of that year, in a column 2022年 as in a sentence. */

const stated =
  /(?<![\d—–~～至比较-])(\d{4})年(?:底|末)?(为|是|实际为|达到|达|增长|下降|降低|上升)(\d+(?:\.\d+)?)(?![\d.月日])/gu;
const movements = new Set(['增长', '下降', '降低', '上升']);

function fits(printed: string, value: string): boolean {
  return roundTo(new Decimal(value).abs(), printedDecimals(printed)).eq(new Decimal(printed));
}

/** Undefined where the year has no figure: then the number itself is looked up elsewhere. */
function isOfYear(fact: IndicatorFact, year: number, printed: string): boolean | undefined {
  const figure = fact.years.get(year);
  return figure && fits(printed, figure.value);
}

function complaint(fact: IndicatorFact, unit: LintUnit, year: number, number: string): LintFinding {
  return {
    rule: 'figure-of-year',
    place: unit.place,
    details: { indicator: fact.indicator.name, year, number },
  };
}

function lintCells(unit: LintUnit, fact: IndicatorFact): LintFinding[] {
  return unit.cells.flatMap(({ header, text }) => {
    const year = /^(\d{4})年(?:实际|完成)?$/.exec(header)?.[1];
    const number = /-?\d+(?:\.\d+)?/.exec(text)?.[0];
    if (year === undefined || number === undefined || /[[【［]/.test(text)) return [];
    const base = fact.judgement.baseChoice;
    const bases = [base.printed, base.revised].flatMap((value) => value ?? []);
    if (!fact.years.has(Number(year)) || bases.some((value) => fits(number.replace('-', ''), value)))
      return [];
    return isOfYear(fact, Number(year), number.replace('-', ''))
      ? []
      : [complaint(fact, unit, Number(year), number)];
  });
}

/** Movements are the figure itself only where the indicator is a rate. */
function lintSentence(unit: LintUnit, fact: IndicatorFact): LintFinding[] {
  const { measure } = fact.indicator;
  const rate = measure === 'growth' || measure === 'index-change';
  return [...unit.text.matchAll(stated)].flatMap(([, year = '', verb = '', number = '']) => {
    if (movements.has(verb) && !rate) return [];
    return isOfYear(fact, Number(year), number) === false
      ? [complaint(fact, unit, Number(year), number)]
      : [];
  });
}

export function lintYears(text: LintText): LintFinding[] {
  return text.units.flatMap((unit) => {
    const [fact] = unit.facts;
    if (!fact || unit.facts.length !== 1) return [];
    return unit.kind === 'row' ? lintCells(unit, fact) : lintSentence(unit, fact);
  });
}
