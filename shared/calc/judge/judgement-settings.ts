import type { Thresholds, TrendCode, VerdictCode } from '../../domain/judgement.ts';
import { AppError } from '../../errors/app-error.ts';
import { Decimal } from '../../text/decimal.ts';

/** Default thresholds of domain.md section 4; shares are fractions, `sync` is in points. */
const defaultThresholds = {
  ahead: '0.10',
  onSchedule: '0.05',
  yellow: '0.05',
  red: '0.30',
  approx: '0.05',
  sync: '1',
  holdRange: '0.005',
  backLoaded: '0.05',
} as const satisfies Thresholds;

const defaultVerdicts: Readonly<Record<VerdictCode, string>> = {
  early: '提前实现',
  ahead: '快于预期',
  'on-schedule': '基本符合预期',
  behind: '滞后',
  undecided: '无法判定',
  exceeded: '超额完成',
  completed: '完成',
  failed: '未完成',
};

const defaultTrends: Readonly<Record<TrendCode, string>> = {
  likely: '预计可完成',
  effort: '需加力',
  hard: '难以完成',
};

/** Projects: points behind schedule and months without a start that turn the light. */
const defaultProjects = { yellow: '0.10', red: '0.30', lateYellow: '1', lateRed: '3' } as const;

/** Share of a task that each stage stands for. */
const defaultStages = {
  'not-started': '0',
  prepared: '0.2',
  'under-way': '0.5',
  'mostly-done': '0.8',
  done: '1',
} as const;

type Numbers<K extends string> = Readonly<Record<K, Decimal>>;

export interface JudgementSettings {
  readonly thresholds: Numbers<keyof Thresholds>;
  readonly verdicts: Readonly<Record<VerdictCode, string>>;
  readonly trends: Readonly<Record<TrendCode, string>>;
  readonly projects: Numbers<keyof typeof defaultProjects>;
  readonly stages: Numbers<keyof typeof defaultStages>;
  /** Indicator code → which base is judged by; absent = the printed one. */
  readonly bases: Readonly<Record<string, 'printed' | 'revised'>>;
}

type Raw = Readonly<Record<string, unknown>>;

function fault(path: string): AppError {
  return new AppError('invalid-input', { path: `settings.${path}` });
}

function group(settings: Raw, name: string): Raw {
  const held = settings[name];
  if (held === undefined) return {};
  if (typeof held !== 'object' || held === null || Array.isArray(held)) throw fault(name);
  return held as Raw;
}

function numbers<K extends string>(settings: Raw, name: string, defaults: Readonly<Record<K, string>>) {
  const held = group(settings, name);
  const entries = Object.entries<string>(defaults).map(([key, standard]) => {
    const value = held[key] ?? standard;
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text !== 'string' || !/^\d+(\.\d+)?$/.test(text)) throw fault(`${name}.${key}`);
    return [key, new Decimal(text)] as const;
  });
  return Object.fromEntries(entries) as Numbers<K>;
}

function words<K extends string>(settings: Raw, name: string, defaults: Readonly<Record<K, string>>) {
  const held = group(settings, name);
  const entries = Object.entries<string>(defaults).map(([key, standard]) => {
    const value = held[key] ?? standard;
    if (typeof value !== 'string' || value.trim() === '') throw fault(`${name}.${key}`);
    return [key, value] as const;
  });
  return Object.fromEntries(entries) as Record<K, string>;
}

function bases(settings: Raw): JudgementSettings['bases'] {
  const held = group(settings, 'bases');
  for (const [code, choice] of Object.entries(held))
    if (choice !== 'printed' && choice !== 'revised') throw fault(`bases.${code}`);
  return held as JudgementSettings['bases'];
}

/**
 * Reads the judging part of pack.json's `settings`: `thresholds`, `verdicts`, `trends`, `projects`, `stages`, `bases`.
 * What isn't set keeps its default; a wrong type throws `invalid-input` with the path.
 */
export function parseJudgementSettings(settings: Raw = {}): JudgementSettings {
  return {
    thresholds: numbers(settings, 'thresholds', defaultThresholds),
    verdicts: words(settings, 'verdicts', defaultVerdicts),
    trends: words(settings, 'trends', defaultTrends),
    projects: numbers(settings, 'projects', defaultProjects),
    stages: numbers(settings, 'stages', defaultStages),
    bases: bases(settings),
  };
}
