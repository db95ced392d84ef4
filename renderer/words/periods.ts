import { parsePeriod } from '../../shared/text/period.ts';

const quarters = ['一', '二', '三', '四'] as const;

/** `2023Q2` → 2023年二季度, `2023H1` → 2023年上半年, `2023-05` → 2023年5月, `2016..2020` → 2016—2020年. */
export function periodWords(key: string): string {
  const period = parsePeriod(key);
  if (!period) return key;
  switch (period.type) {
    case 'span':
      return `${Math.floor(period.firstMonth / 12)}—${period.year}年`;
    case 'year':
      return `${period.year}年`;
    case 'half':
      return `${period.year}年${period.index === 1 ? '上' : '下'}半年`;
    case 'quarter':
      return `${period.year}年${quarters[period.index - 1]}季度`;
    case 'month':
      return `${period.year}年${period.index}月`;
  }
}

/** `2023-07-12…` → 2023年7月12日. */
export function dayWords(date: string): string {
  const [year, month, day] = date.slice(0, 10).split('-');
  return `${year}年${Number(month)}月${Number(day)}日`;
}
