import type { Judgement, PartJudgement, VerdictCode } from '../../domain/judgement.ts';
import type { Indicator, Observation, TargetTexts } from '../../domain/plan.ts';
import { Decimal, type DecimalText } from '../../text/decimal.ts';
import { parseJudgementSettings } from '../judge/judgement-settings.ts';
import { type Figure, figureAt, indexFigures, latestFigure } from '../judge/observation-index.ts';
import { makeCalendar, type PlanCalendar, yearsLeft } from '../judge/plan-calendar.ts';
import type { ReportInput } from './report-input.ts';

export interface YearFigure {
  /** Period as the figure was recorded. */
  readonly observation: Observation;
  readonly value: DecimalText;
}

/** Everything a report says about one indicator or commitment. */
export interface IndicatorFact {
  readonly no: number;
  readonly indicator: Indicator;
  readonly judgement: Judgement;
  /** The part that decided. */
  readonly part: PartJudgement | undefined;
  /** The verdict that stands: a person's where one overrode it. */
  readonly verdict: string;
  /** Undefined where a person chose a word of their own. */
  readonly code: VerdictCode | undefined;
  readonly lags: boolean;
  /** The plan's period is over: only the target counts, no schedule any more. */
  readonly ended: boolean;
  readonly printed: TargetTexts | undefined;
  readonly target: TargetTexts | undefined;
  readonly assigned: readonly { readonly year: number; readonly value: string; readonly document?: string }[];
  readonly split: readonly { readonly year: number; readonly target: DecimalText }[];
  /** By year of the plan; the base year first. */
  readonly years: ReadonlyMap<number, YearFigure>;
  /** The newest figure where it is younger than the last full year. */
  readonly partYear: YearFigure | undefined;
  /** Completion minus schedule, a fraction. */
  readonly gap: DecimalText | null;
  readonly yearsLeft: DecimalText | null;
  /** Average change a year so far and the one that the plan's own span asks for; levels with a base only. */
  readonly pace: {
    readonly actual: DecimalText;
    readonly asked: DecimalText;
    readonly years: DecimalText;
  } | null;
  readonly cause: string | null;
  readonly measure: string | null;
  /** Names of units. */
  readonly lead: string | null;
  readonly contributing: readonly string[];
}

export interface FactSetting {
  readonly input: ReportInput;
  readonly calendar: PlanCalendar;
  readonly figures: ReadonlyMap<string, readonly Figure[]>;
  readonly unitNames: ReadonlyMap<string, string>;
  readonly verdictCodes: ReadonlyMap<string, VerdictCode>;
}

export function makeSetting(input: ReportInput): FactSetting {
  const { header, indicators, observations, units } = input.plan;
  const calendar = makeCalendar(header.period, header.baseYear, input.date);
  const { verdicts } = parseJudgementSettings(header.settings);
  return {
    input,
    calendar,
    figures: indexFigures(observations, { indicators, root: header.root, now: calendar.now }),
    unitNames: new Map(units.map((unit) => [unit.code, unit.name])),
    verdictCodes: new Map(Object.entries(verdicts).map(([code, word]) => [word, code as VerdictCode])),
  };
}

const lagging = new Set<VerdictCode | undefined>(['behind', 'failed']);

function listYears(indicator: Indicator, setting: FactSetting): Map<number, YearFigure> {
  const found = new Map<number, YearFigure>();
  const figures = setting.figures.get(indicator.code) ?? [];
  for (let year = setting.calendar.firstYear - 1; year <= setting.calendar.lastYear; year++) {
    const figure = figureAt(figures, year * 12 + 11);
    // A flow or a growth of one quarter is no figure of the year.
    const whole = figure && (figure.lastMonth - figure.firstMonth === 11 || isState(indicator));
    if (figure && whole)
      found.set(year, { observation: figure.observation, value: figure.observation.value! });
  }
  return found;
}

function isState(indicator: Indicator): boolean {
  return indicator.reporting === 'period' && (indicator.measure === 'stock' || indicator.measure === 'ratio');
}

function findPartYear(indicator: Indicator, setting: FactSetting): YearFigure | undefined {
  const latest = latestFigure(setting.figures.get(indicator.code) ?? []);
  if (!latest || latest.lastMonth % 12 === 11 || latest.lastMonth <= setting.calendar.baseEnd)
    return undefined;
  return { observation: latest.observation, value: latest.observation.value! };
}

function monthOf(date: string): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
}

function paceOf(judgement: Judgement, { calendar }: FactSetting): IndicatorFact['pace'] {
  const { base, target, actual, dataDate, method } = judgement;
  if (method !== 'level' || base === null || target === null || actual === null || dataDate === null)
    return null;
  const years = new Decimal(monthOf(dataDate) - calendar.baseEnd).div(12);
  if (!years.isPositive() || years.isZero()) return null;
  const span = new Decimal(calendar.planEnd - calendar.baseEnd).div(12);
  return {
    actual: new Decimal(actual).minus(base).div(years).toFixed(),
    asked: new Decimal(target).minus(base).div(span).toFixed(),
    years: years.toFixed(),
  };
}

/** An average rate is asked of every year: it is held against the whole, not against the time that has passed. */
function gapOf({ completion, schedule, method }: Judgement): DecimalText | null {
  if (completion === null || schedule === null) return null;
  return new Decimal(completion).minus(method === 'average-rate' ? 1 : schedule).toFixed();
}

/** Facts of one judged indicator; `no` counts within its table from 1. */
export function makeIndicatorFact(judgement: Judgement, no: number, setting: FactSetting): IndicatorFact {
  const { plan, printedTargets, causes } = setting.input;
  const code = judgement.indicator;
  const indicator = plan.indicators.find((one) => one.code === code)!;
  const verdict = judgement.override?.verdict ?? judgement.verdict;
  const verdictCode = judgement.override ? setting.verdictCodes.get(verdict) : judgement.verdictCode;
  const assignment = plan.assignments.find((one) => one.subject === code);
  const cause = causes.find((one) => one.indicator === code);
  const nameOf = (unit: string) => setting.unitNames.get(unit) ?? unit;
  const { dataDate } = judgement;
  return {
    no,
    indicator,
    judgement,
    part: judgement.parts.find((part) => part.decides && !part.aspirational) ?? judgement.parts[0],
    verdict,
    code: verdictCode,
    lags: lagging.has(verdictCode),
    ended: setting.calendar.ended,
    printed: printedTargets.find((one) => one.indicator === code),
    target: plan.targets.find((one) => one.indicator === code),
    assigned: plan.assigned.filter((one) => one.indicator === code),
    split: plan.splits.filter(
      (one) => one.indicator === code && (one.unit === undefined || one.unit === plan.header.root),
    ),
    years: listYears(indicator, setting),
    partYear: findPartYear(indicator, setting),
    gap: gapOf(judgement),
    yearsLeft: dataDate === null ? null : yearsLeft(setting.calendar, monthOf(dataDate)).toFixed(),
    pace: paceOf(judgement, setting),
    cause: cause?.cause ?? null,
    measure: cause?.measure ?? null,
    lead: assignment ? nameOf(assignment.lead) : null,
    contributing: assignment?.contributing.map(nameOf) ?? [],
  };
}
