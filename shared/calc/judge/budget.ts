import type { JudgeContext, Measured } from './measured.ts';
import { scheduleAt } from './plan-calendar.ts';

/**
 * A ceiling over the whole period (控制在…以内) is used up, not achieved: before the plan's end it is kept while no more of it
 * is used than the schedule and the tolerance allow; at the end it is met or not.
 */
export function asBudget(measured: Measured, context: JudgeContext): Measured {
  const { calendar, settings } = context;
  const { need: _need, pace: _pace, exceeded: _exceeded, ...kept } = measured;
  const used = measured.judgedBy === 'compound' ? measured.compound : measured.linear;
  if (calendar.ended || !used || measured.lastMonth === undefined) return { ...kept, style: 'held' };
  const allowed = scheduleAt(calendar, measured.lastMonth).plus(settings.thresholds.onSchedule);
  return { ...kept, style: 'held', met: measured.met === true && used.lessThanOrEqualTo(allowed) };
}
