import type { Indicator, TargetTexts } from '../../domain/plan.ts';
import type { TargetPart } from '../../domain/target.ts';
import { parseTarget } from '../target/parse-target.ts';
import { printTarget } from '../target/print-target.ts';

/**
 * 衔接: one quantity at several places of a plan. Two indicators are the same quantity when their names agree once
 * a place in brackets (（第九章）) is taken off, or when one bears the other's name as an alias. Whether the places
 * contradict each other is decided on the targets as read, not on their wording.
 */

export interface AlignedPlace {
  readonly indicator: string;
  readonly name: string;
  /** The section where it stands; absent = the pack names none. */
  readonly outline?: string;
  /** Texts as printed, year column before total column. */
  readonly texts: readonly string[];
  /** The same, as read, in canonical Chinese. */
  readonly readings: readonly string[];
}

export interface Alignment {
  /** The name that the places share. */
  readonly name: string;
  /** Every place asks for the same. */
  readonly agree: boolean;
  readonly places: readonly AlignedPlace[];
}

/** The name without the place that tells two entries of one quantity apart, and without differences of typing. */
function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/\((?:第[^()]*[章节篇条款]|专栏[^()]*|主要指标[^()]*|\d+(?:\.\d+)*)\)$/, '');
}

/** Groups of indicator codes that name one quantity; single ones are left out. */
function groupSameQuantities(indicators: readonly Indicator[]): Indicator[][] {
  const owner = new Map<string, Indicator[]>();
  const groups = indicators.map((indicator): Indicator[] => [indicator]);
  const groupOf = new Map(indicators.map((indicator, index) => [indicator.code, groups[index]!]));
  const join = (one: Indicator, other: Indicator) => {
    const [into, from] = [groupOf.get(one.code)!, groupOf.get(other.code)!];
    if (into === from) return;
    for (const member of from.splice(0)) {
      into.push(member);
      groupOf.set(member.code, into);
    }
  };
  for (const indicator of indicators) {
    const name = plainName(indicator.name);
    owner.set(name, [...(owner.get(name) ?? []), indicator]);
  }
  for (const indicator of indicators)
    for (const name of [indicator.name, ...indicator.aliases].map(plainName))
      for (const other of owner.get(name) ?? []) join(other, indicator);
  return groups.filter((group) => group.length > 1);
}

function partsOf(indicator: Indicator, texts: TargetTexts | undefined): TargetPart[] {
  const parts = [
    ...(texts?.year === undefined ? [] : parseTarget(texts.year, 'year', { indicator }).parts),
    ...(texts?.total === undefined ? [] : parseTarget(texts.total, 'total', { indicator }).parts),
  ];
  return parts.filter((part) => part.op !== 'none');
}

/**
 * What a target asks for, whatever words it uses: 达到98%, 98% and 实现98% are one. A net change ([5]) beside the level
 * that it leads to says nothing new.
 */
function meaningOf(parts: readonly TargetPart[]): string {
  const level = parts.some((part) => 'span' in part && part.span === 'year');
  return parts
    .filter((part) => !(level && 'span' in part && part.span === 'cumulative'))
    .map(({ ...part }) => {
      const { aspirational: _hope, ...rest } = part as TargetPart & { aspirational?: true };
      return JSON.stringify(rest, Object.keys(rest).sort());
    })
    .sort()
    .join(' ');
}

function toPlace(indicator: Indicator, texts: TargetTexts | undefined): AlignedPlace {
  return {
    indicator: indicator.code,
    name: indicator.name,
    ...(indicator.outline !== undefined && { outline: indicator.outline }),
    texts: [texts?.year, texts?.total].filter((text): text is string => !!text && text !== '-'),
    readings: partsOf(indicator, texts).map((part) => printTarget([part])),
  };
}

/**
 * Quantities that the plan sets at several places, with all their places in outline order of the pack; those whose
 * targets differ come first. Places without any target are left out.
 */
export function findAlignments(
  indicators: readonly Indicator[],
  targets: readonly TargetTexts[],
): Alignment[] {
  const texts = new Map(targets.map((target) => [target.indicator, target]));
  const aimed = indicators.filter((indicator) => partsOf(indicator, texts.get(indicator.code)).length > 0);
  const alignments = groupSameQuantities(aimed).map((group): Alignment => {
    const ordered = aimed.filter((indicator) => group.includes(indicator));
    const meanings = new Set(
      ordered.map((indicator) => meaningOf(partsOf(indicator, texts.get(indicator.code)))),
    );
    return {
      name: plainName(ordered[0]!.name),
      agree: meanings.size === 1,
      places: ordered.map((indicator) => toPlace(indicator, texts.get(indicator.code))),
    };
  });
  return [...alignments.filter((one) => !one.agree), ...alignments.filter((one) => one.agree)];
}
