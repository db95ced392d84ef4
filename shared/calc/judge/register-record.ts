import type { ProjectRecord, ProjectStage } from '../../domain/judgement.ts';
import { parseDecimal, printDecimal } from '../../text/decimal.ts';
import { parsePeriod, periodEndDate } from '../../text/period.ts';

/** One row of a project register as a return brought it: column → text. */
export interface RegisterRow {
  readonly project: string;
  readonly period: string;
  readonly fields: Readonly<Record<string, string | null>>;
  readonly recorded?: string;
}

/** Words of offices for where a project stands; the longer ones first, so that 未开工 is not read as 开工. */
const stageWords: readonly [word: string, stage: ProjectStage][] = [
  ['未开工', 'not-started'],
  ['未启动', 'not-started'],
  ['前期', 'preparing'],
  ['储备', 'preparing'],
  ['谋划', 'preparing'],
  ['投用', 'in-use'],
  ['投产', 'in-use'],
  ['投入使用', 'in-use'],
  ['竣工', 'completed'],
  ['完工', 'completed'],
  ['建成', 'completed'],
  ['在建', 'building'],
  ['续建', 'building'],
  ['开工', 'building'],
  ['施工', 'building'],
];

export function readProjectStage(text: string | null | undefined): ProjectStage | undefined {
  return text ? stageWords.find(([word]) => text.includes(word))?.[1] : undefined;
}

const dates = ['plannedStart', 'actualStart', 'plannedEnd', 'actualEnd'] as const;

/** `2023-06-15`, `2023/6/15`, `2023年6月15日`, `2023年6月` (its first or last day) → `YYYY-MM-DD`; undefined for anything else. */
function readDay(text: string | null | undefined, edge: 'first' | 'last'): string | undefined {
  const match = /^(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?$/.exec(
    (text ?? '').normalize('NFKC').replace(/\s+/g, '').slice(0, 20),
  );
  if (!match) return undefined;
  const [year, month] = [match[1]!, match[2]!.padStart(2, '0')];
  const whole = parsePeriod(`${year}-${month}`);
  if (!match[3]) return whole && (edge === 'last' ? periodEndDate(whole) : `${year}-${month}-01`);
  const day = match[3].padStart(2, '0');
  return Number(month) <= 12 && Number(day) <= 31 ? `${year}-${month}-${day}` : undefined;
}

/** The row as a progress record on the last day of its period; undefined where the period is none. */
export function registerRecord(row: RegisterRow): ProjectRecord | undefined {
  const period = parsePeriod(row.period);
  if (!period) return undefined;
  const stage = readProjectStage(row.fields.stage);
  const invested = row.fields.invested == null ? undefined : parseDecimal(row.fields.invested);
  const days = Object.fromEntries(
    dates.flatMap((name) => {
      const day = readDay(row.fields[name], name.endsWith('End') ? 'last' : 'first');
      return day === undefined ? [] : [[name, day]];
    }),
  );
  return {
    project: row.project,
    date: periodEndDate(period),
    ...days,
    ...(stage === undefined ? {} : { stage }),
    ...(invested === undefined ? {} : { invested: printDecimal(invested) }),
    ...(row.recorded === undefined ? {} : { recorded: row.recorded }),
  };
}
