/** When a target is due: the years that a sentence names, and the words that place it in the past. */

export interface PlanYears {
  readonly first: number;
  readonly last: number;
}

const periods: Readonly<Record<string, number>> = {
  十一五: 2006,
  十二五: 2011,
  十三五: 2016,
  十四五: 2021,
  十五五: 2026,
  十六五: 2031,
};
const ordinals = ['十一', '十二', '十三', '十四', '十五', '十六'];

/** The plan's own five years: from 第十四个五年规划 in its first lines, else from the period it names most. */
export function findPlanYears(texts: readonly string[]): PlanYears {
  const opening = texts.slice(0, 40).join('');
  const named = /第(十[一二三四五六])个五年/.exec(opening)?.[1];
  const first = named ? 2006 + 5 * ordinals.indexOf(named) : mostNamed(texts.join(''));
  return { first, last: first + 4 };
}

function mostNamed(text: string): number {
  let [best, most] = [2021, 0];
  for (const [name, year] of Object.entries(periods)) {
    const times = text.split(name).length - 1;
    if (times > most) [best, most] = [year, times];
  }
  return best;
}

export interface TimeWord {
  readonly start: number;
  readonly end: number;
  /** Absent for 每年 and 年均, which name no year. */
  readonly year?: number;
  readonly yearly?: 'every-year' | 'annual-average';
  /** 期间, 五年累计: the whole period, so that a flow is a total. */
  readonly whole?: true;
}

const digits: Readonly<Record<string, number>> = { 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5 };

/** Words of time in their order. Comparisons (比2020年) are none. */
export function listTimeWords(text: string, plan: PlanYears): TimeWord[] {
  const words: TimeWord[] = [];
  const add = (
    pattern: RegExp,
    read: (match: RegExpMatchArray) => Omit<TimeWord, 'start' | 'end'> | undefined,
  ) => {
    for (const match of text.matchAll(pattern)) {
      const word = read(match);
      if (word) words.push({ start: match.index, end: match.index + match[0].length, ...word });
    }
  };
  add(/(?<!(?<!占)比|[较于\d年—–-])(20\d{2}) ?年(?:底|末)?(?:前|之前|以前)?/g, (match) => {
    const year = Number(match[1]);
    return year >= plan.first ? { year } : undefined;
  });
  add(/[“"]?(十[一二三四五六]五)[”"]?(期间|时期|末期|末|期末)?/g, (match) => {
    const first = periods[match[1]!];
    if (first !== plan.first) return undefined;
    return /末/.test(match[2] ?? '') ? { year: plan.last } : { year: plan.last, whole: true };
  });
  add(/(?<![\d.])([1-5一二两三四五])年(?:时间)?(?:之?内|时间|期末|左右时间)/g, (match) => {
    const years = digits[match[1]!] ?? Number(match[1]);
    return { year: plan.first + years - 1, ...(years === 5 && { whole: true }) };
  });
  add(/二[〇○零]二([一二三四五六七八九])年(?:底|末)?/g, (match) => {
    const year = 2020 + '一二三四五六七八九'.indexOf(match[1]!) + 1;
    return year >= plan.first ? { year } : undefined;
  });
  add(/(?<=^|[，；;、。])五年(?=新增|累计|完成|建成|实现|共)/g, () => ({ year: plan.last, whole: true }));
  add(/规划期(?:内|末|间)?|今后五年|未来五年|五年(?=累计|共)/g, () => ({ year: plan.last }));
  add(/每年/g, () => ({ yearly: 'every-year' }));
  add(/年均|年平均/g, () => ({ yearly: 'annual-average' }));
  return words.sort((a, b) => a.start - b.start);
}

/** The sentence tells of years before the plan, or of what is already there, and names no year to come. */
export function tellsThePast(text: string, plan: PlanYears): boolean {
  if (listTimeWords(text, plan).some((word) => word.year !== undefined)) return false;
  const past = [...text.matchAll(/(?<!(?<!占)比|[较于为\d])(20\d{2}) ?年|十[一二三四五]五/g)].some((match) =>
    match[1] ? Number(match[1]) < plan.first : (periods[match[0]] ?? plan.first) < plan.first,
  );
  return past || /五年来|过去五年|以来|截至|目前|现已|累计实现|已(?:达|超过|建成|完成|实现)/.test(text);
}
