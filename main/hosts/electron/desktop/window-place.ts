import type { Rectangle } from 'electron';
import type { StoredSettings } from '../../settings.ts';

/* Where the window was last time, brought onto the screens there are now. Pixels as the person scaled them. */

/** A 1366×768 screen at 150 % scaling has 910×512 of these pixels, less the task bar. */
export const smallestWindow = { width: 800, height: 440 } as const;

type WindowState = StoredSettings['window'];

export interface WindowPlace {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
}

/** Last place if it still lies on a screen, never larger than that screen; else the middle of the first one. */
export function placeOnScreen(state: WindowState, areas: readonly Rectangle[]): WindowPlace {
  const home = areas.find((area) => liesOn(state, area)) ?? areas[0];
  if (!home) return { width: state.width, height: state.height };
  const width = Math.min(Math.max(state.width, smallestWindow.width), home.width);
  const height = Math.min(Math.max(state.height, smallestWindow.height), home.height);
  if (state.x === undefined || state.y === undefined || !liesOn(state, home)) return { width, height };
  return {
    width,
    height,
    x: clamp(state.x, home.x, home.x + home.width - width),
    y: clamp(state.y, home.y, home.y + home.height - height),
  };
}

function liesOn({ x, y, width, height }: WindowState, area: Rectangle): boolean {
  if (x === undefined || y === undefined) return false;
  const overlap = (from: number, size: number, start: number, length: number) =>
    Math.min(from + size, start + length) - Math.max(from, start);
  return overlap(x, width, area.x, area.width) >= 100 && overlap(y, height, area.y, area.height) >= 100;
}

function clamp(value: number, least: number, largest: number): number {
  return Math.max(least, Math.min(value, largest));
}
