import type { Observation } from '../../domain/plan.ts';
import { Decimal } from '../../text/decimal.ts';
import { type FoundNumber, isKnown, listNumbers } from './lint-numbers.ts';
import type { LintFinding } from './lint-report.ts';
import type { LintText, LintUnit } from './lint-text.ts';
import type { ReportFacts } from './report-facts.ts';

/** Slips of wording that embarrass a report, and labels of definition (口径) that don't match. */

const movement = '下降|降低|减少|增长|提高|上升|增加|回落|下滑';
const negative = new RegExp(`(?:${movement})了?\\s*[-－−–—]\\s*\\d`, 'u');
const percentMove = /(?:提高|降低|上升|下降|增加|减少|回落)了?\d+(?:\.\d+)?[%％](?!.{0,2}(?:左右|以上))/u;
const growth = /(?:增长|下降|增速为?)(\d+(?:\.\d+)?)[%％](?!左右|以上|以内)/gu;
const toolWords =
  /\bnull\b|undefined|\bNaN\b|Sheet\d|#(?:REF|DIV\/0|VALUE|N\/A|NAME)|\[object|Infinity|口径卡|覆盖值|TODO/iu;

function toolWordIn(text: string, codes: readonly string[]): string | undefined {
  const word = toolWords.exec(text)?.[0];
  if (word !== undefined) return word;
  return codes.find((code) => new RegExp(`(?<![A-Za-z0-9-])${code}(?![A-Za-z0-9-])`).test(text));
}

/** Only sentences that speak of one share in %: its change is counted in 个百分点. */
function saysPercentForPoints(unit: LintUnit): boolean {
  const [fact] = unit.facts;
  if (unit.kind !== 'sentence' || unit.facts.length !== 1 || !fact) return false;
  return fact.indicator.unit === '%' && fact.indicator.measure === 'ratio' && percentMove.test(unit.text);
}

function wrongDecimals(unit: LintUnit): string | undefined {
  const [fact] = unit.facts;
  if (unit.kind !== 'sentence' || unit.facts.length !== 1 || fact?.indicator.measure !== 'growth')
    return undefined;
  return [...unit.text.matchAll(growth)]
    .map(([, number = '']) => number)
    .find((number) => !/^\d+\.\d$/.test(number));
}

const isOpen = ({ status }: Observation) => status === '预计' || status === '初步';

/** What stands over or before a number that is no recorded figure: a need, a share, a sum, a distance, a target. */
const followsFromFigures = /目标|进度|增量|差距|年均|累计|要求|需|比|^[高低]$/u;

/** Numbers that may be figures as they were recorded; those of a row stand under their heading. */
function listStatedNumbers({ kind, text, cells }: LintUnit, name: string): FoundNumber[] {
  const pieces = kind === 'row' ? cells : [{ header: '', text }];
  return pieces.flatMap(({ header, text: piece }) =>
    listNumbers(piece.replace(name, '')).filter(({ clause }) => !followsFromFigures.test(header + clause)),
  );
}

/** A preliminary or estimated figure printed without its mark. */
function unmarked(unit: LintUnit, facts: ReportFacts): string | undefined {
  const [fact] = unit.facts;
  if (!fact || unit.facts.length !== 1 || /预计|初步|快报|初步核算/.test(unit.text)) return undefined;
  const { observations, header } = facts.input.plan;
  const used = new Set(fact.judgement.inputs);
  const open = observations.filter(
    (one) =>
      one.indicator === fact.indicator.code &&
      isOpen(one) &&
      Number(one.period.slice(0, 4)) > header.baseYear &&
      (used.has(one) || one === fact.partYear?.observation),
  );
  const settled = [...fact.years.values()]
    .filter(({ observation }) => !open.includes(observation))
    .map(({ value }) => new Decimal(value));
  return listStatedNumbers(unit, fact.indicator.name)
    .filter((number) => number.raw.includes('.') && !isKnown(number, settled))
    .find((number) =>
      isKnown(
        number,
        open.flatMap((one) => (one.value === null ? [] : [new Decimal(one.value)])),
      ),
    )?.raw;
}

const fixedPrices = /不变价|可比价|扣除价格/;
const currentPrices = /现价|名义|当年价/;

function wrongDefinition(unit: LintUnit): { expected: string } | undefined {
  const [fact] = unit.facts;
  if (!fact || unit.facts.length !== 1) return undefined;
  const { definition, priceBasis } = fact.indicator;
  const own = `${priceBasis ?? ''}${definition ?? ''}`;
  const cell = unit.cells.find(({ header }) => header.includes('口径'))?.text.replace(/\s/g, '');
  if (cell !== undefined && definition !== undefined && !cell.includes(definition.replace(/\s/g, '')))
    return { expected: definition };
  const said = unit.kind === 'row' ? (cell ?? '') : unit.text;
  const prices =
    (fixedPrices.test(own) && !currentPrices.test(own) && currentPrices.test(said)) ||
    (currentPrices.test(own) && !fixedPrices.test(own) && fixedPrices.test(said));
  if (prices) return { expected: own };
  return contradicts(own, said) ? { expected: own } : undefined;
}

/** 不含兵团 against 含兵团, either way round. */
function contradicts(own: string, said: string): boolean {
  return [...own.matchAll(/(不)?含([\p{Script=Han}]{2,4})/gu)].some(([, not, what = '']) => {
    const at = said.indexOf(`含${what}`);
    return at >= 0 && (said[at - 1] === '不') !== (not !== undefined) && said[at - 1] !== '否';
  });
}

function lintUnit(unit: LintUnit, facts: ReportFacts, codes: readonly string[]): LintFinding[] {
  const { place, text } = unit;
  const excerpt = text.slice(0, 60);
  const findings: LintFinding[] = [];
  if (negative.test(text)) findings.push({ rule: 'negative-movement', place, details: { text: excerpt } });
  const word = toolWordIn(text, codes);
  if (word !== undefined) findings.push({ rule: 'tool-word', place, details: { word } });
  if (saysPercentForPoints(unit))
    findings.push({ rule: 'percent-for-points', place, details: { text: excerpt } });
  const decimals = wrongDecimals(unit);
  if (decimals !== undefined)
    findings.push({ rule: 'growth-decimals', place, details: { number: decimals } });
  const number = unmarked(unit, facts);
  if (number !== undefined)
    findings.push({
      rule: 'mark-missing',
      place,
      details: { number, indicator: unit.facts[0]?.indicator.name ?? '' },
    });
  const definition = wrongDefinition(unit);
  if (definition)
    findings.push({
      rule: 'definition-differs',
      place,
      details: { indicator: unit.facts[0]?.indicator.name ?? '', ...definition },
    });
  return findings;
}

export function lintWording(text: LintText, facts: ReportFacts): LintFinding[] {
  const codes = facts.input.plan.indicators
    .map((one) => one.code)
    .filter((code) => /^[A-Za-z]+\d{2,}$/.test(code));
  const findings = text.units.flatMap((unit) => lintUnit(unit, facts, codes));
  const unmarkedDemo = facts.demo && !text.whole.includes('演示数据');
  return unmarkedDemo ? [...findings, { rule: 'demo-unmarked', place: null, details: {} }] : findings;
}
