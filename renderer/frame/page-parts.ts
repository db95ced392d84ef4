import type { ScreenName } from '../words/screens.ts';
import { type OnDemand, onDemand } from './on-demand.tsx';

/*
 * The parts that the page is put together from, each fetched when it is opened first: what is seen first need not
 * wait for the others. Nothing here draws, so that fetching can begin before the UI kit is there.
 */

/** Either is seen first, never both: a plan that is open leads past the first page. */
export const framePart = onDemand(async () => (await import('./Frame.tsx')).Frame);
export const startPart = onDemand(async () => (await import('../screens/start/StartScreen.tsx')).StartScreen);

export const screenParts: Readonly<Record<ScreenName, OnDemand<object>>> = {
  desk: onDemand(async () => (await import('../screens/desk/DeskScreen.tsx')).DeskScreen),
  plan: onDemand(async () => (await import('../screens/plan/PlanScreen.tsx')).PlanScreen),
  forms: onDemand(async () => (await import('../screens/forms/FormsScreen.tsx')).FormsScreen),
  returns: onDemand(async () => (await import('../screens/returns/ReturnsScreen.tsx')).ReturnsScreen),
  consolidation: onDemand(
    async () => (await import('../screens/consolidation/ConsolidationScreen.tsx')).ConsolidationScreen,
  ),
  evaluation: onDemand(
    async () => (await import('../screens/evaluation/EvaluationScreen.tsx')).EvaluationScreen,
  ),
  projects: onDemand(async () => (await import('../screens/projects/ProjectsScreen.tsx')).ProjectsScreen),
  data: onDemand(async () => (await import('../screens/data/DataScreen.tsx')).DataScreen),
  revision: onDemand(async () => (await import('../screens/revision/RevisionScreen.tsx')).RevisionScreen),
  history: onDemand(async () => (await import('../screens/history/HistoryScreen.tsx')).HistoryScreen),
};

export const isScreen = (name: string): name is ScreenName => Object.hasOwn(screenParts, name);

/** The first page, or the frame with the screen of the address. What was fetched before costs nothing. */
export async function loadParts(screen: string, withPlan: boolean): Promise<void> {
  if (!withPlan) return startPart.load();
  await Promise.all([framePart.load(), isScreen(screen) && screenParts[screen].load()]);
}

const quiet = 2_000;

/** Fetches the other screens when nobody waits for anything, one after the other, so that each opens at once. */
export function loadOthersLater(): () => void {
  const waiting = [framePart, ...Object.values(screenParts)];
  let idle: number | undefined;
  const next = () => {
    const part = waiting.shift();
    if (part) void part.load().then(wait, stop);
  };
  const wait = () => {
    idle = requestIdleCallback(next);
  };
  const timer = setTimeout(wait, quiet);
  const stop = () => {
    clearTimeout(timer);
    waiting.length = 0;
    if (idle !== undefined) cancelIdleCallback(idle);
  };
  return stop;
}
