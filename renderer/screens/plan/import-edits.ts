import { printTarget } from '../../../shared/calc/target/print-target.ts';
import type {
  ExtractedIndicator,
  ExtractedOutline,
  TargetCandidate,
} from '../../../shared/domain/outline.ts';
import { normaliseName } from '../../../shared/text/names.ts';
import type { Indicator, PlanIndex } from '../../api/plan-content.ts';
import type { PackEdit } from './use-pack-edits.ts';

export interface OutlineLine {
  readonly number: string;
  readonly kind: 'chapter' | 'section' | 'box';
  readonly title: string;
}

/** Chapters with their sections and boxes, in the order of the text. */
export function outlineLines(outline: ExtractedOutline): OutlineLine[] {
  return outline.chapters.flatMap((chapter) => [
    { number: chapter.number, kind: 'chapter' as const, title: chapter.title },
    ...chapter.sections.map(({ number, title }) => ({ number, kind: 'section' as const, title })),
    ...chapter.boxes.map(({ number, title }) => ({ number, kind: 'box' as const, title })),
  ]);
}

export function knownNames(content: PlanIndex): ReadonlySet<string> {
  return new Set(content.indicators.flatMap((one) => [one.name, ...one.aliases]).map(normaliseName));
}

/** Hands out codes that follow those the plan has for the scope: C25 after C24. */
export function codeGiver(
  indicators: readonly Indicator[],
  scope: 'main' | 'commitment' | 'form',
): () => string {
  const pattern = /^(\p{L}+)(\d+)$/u;
  const ofScope = indicators
    .filter((one) => one.scope === scope)
    .flatMap(({ code }) => pattern.exec(code) ?? []);
  const prefix = ofScope[1] ?? { main: 'C', commitment: 'Q', form: 'F' }[scope];
  const numbers = indicators.flatMap(({ code }) => {
    const found = pattern.exec(code);
    return found?.[1] === prefix ? [found[2]!] : [];
  });
  const width = Math.max(2, ...numbers.map((text) => text.length));
  let next = Math.max(0, ...numbers.map(Number));
  return () => prefix + String(++next).padStart(width, '0');
}

/** How a figure of this unit usually behaves; a person sees and corrects it in the table. */
export function guessMeasure(unit: string, cumulative = false): Record<string, string> {
  if (unit.includes('%') || unit.includes('‰')) return { measure: 'ratio', reporting: 'period' };
  return cumulative ? { measure: 'flow', reporting: 'ytd' } : { measure: 'stock', reporting: 'period' };
}

export function chapterEdits(lines: readonly OutlineLine[]): PackEdit[] {
  return lines.map((line) => ({ file: 'outline', op: 'add', key: {}, fields: { ...line } }));
}

/** Rows of the plan's main table become indicators with their texts exactly as printed. */
export function indicatorEdits(rows: readonly ExtractedIndicator[], content: PlanIndex): PackEdit[] {
  const nextCode = codeGiver(content.indicators, 'main');
  return rows.flatMap((row): PackEdit[] => {
    const code = nextCode();
    const { name, unit, category, attribute, base, year, total } = row;
    const direction = /下降|降低|减少|控制在/.test(`${name}${year}${total}`) ? 'down' : 'up';
    return [
      {
        file: 'indicators',
        op: 'add',
        key: {},
        fields: {
          code,
          name,
          unit,
          category,
          attribute: /约束/.test(attribute) ? '约束性' : /预期/.test(attribute) ? '预期性' : '',
          direction,
          scope: 'main',
          ...guessMeasure(unit, /\[/.test(total)),
        },
      },
      { file: 'targets', op: 'add', key: {}, fields: { indicator: code, base, year, total } },
    ];
  });
}

export function candidateUnit({ target }: TargetCandidate): string {
  return 'unit' in target && target.unit ? target.unit : '';
}

/** In which column of the plan's table the figure belongs. */
function candidateColumn({ target }: TargetCandidate): 'year' | 'total' {
  return 'span' in target && target.span !== undefined && target.span !== 'year' ? 'total' : 'year';
}

export function candidateTarget(candidate: TargetCandidate): string {
  return printTarget([candidate.target], candidateColumn(candidate));
}

/**
 * Quantified targets of the text become commitments. A figure for an earlier year of the plan is a milestone of that
 * year; the clause itself goes along as the note, so that the wording stays at hand.
 */
export function candidateEdits(chosen: readonly TargetCandidate[], content: PlanIndex): PackEdit[] {
  const nextCode = codeGiver(content.indicators, 'commitment');
  const places = new Set(content.outline.map(({ number }) => number));
  const [first, last] = content.header.period;
  return chosen.flatMap((candidate): PackEdit[] => {
    const code = nextCode();
    const unit = candidateUnit(candidate);
    const column = candidateColumn(candidate);
    const text = candidateTarget(candidate);
    const { year } = candidate;
    const earlier = year !== undefined && year !== last;
    const down = 'change' in candidate.target && candidate.target.change === 'down';
    return [
      {
        file: 'indicators',
        op: 'add',
        key: {},
        fields: {
          code,
          name: candidate.name,
          unit,
          scope: 'commitment',
          commitmentKind: 'quantity',
          direction: down ? 'down' : 'up',
          outline: places.has(candidate.where) ? candidate.where : '',
          ...guessMeasure(unit, column === 'total'),
        },
      },
      {
        file: 'targets',
        op: 'add',
        key: {},
        fields: { indicator: code, note: candidate.text, ...(!earlier && { [column]: text }) },
      },
      ...(earlier && year >= first && year < last
        ? [
            {
              file: 'splits' as const,
              op: 'add' as const,
              key: {},
              fields: { indicator: code, year: String(year), target: text },
            },
          ]
        : []),
    ];
  });
}
