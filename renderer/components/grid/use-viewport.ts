import { type RefObject, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import type { GridLayout, Viewport } from './column-layout.ts';
import { visibleColumns, visibleRows } from './visible-range.ts';

/** What is seen of a grid. Everything that draws by it subscribes; a drawing follows in the same frame. */
export interface ViewportSource {
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** As last read: asking the element again in the middle of a drawing would make the browser lay out twice. */
  readonly now: () => Viewport;
  /** Reads the element again, after its position was set from here. */
  readonly read: () => void;
  readonly subscribe: (listener: () => void) => () => void;
}

function createViewportSource(scroller: RefObject<HTMLDivElement | null>): ViewportSource {
  let viewport: Viewport = { scrollLeft: 0, scrollTop: 0, width: 0, height: 0 };
  const listeners = new Set<() => void>();
  return {
    scroller,
    now: () => viewport,
    read() {
      const element = scroller.current;
      if (!element) return;
      viewport = {
        scrollLeft: element.scrollLeft,
        scrollTop: element.scrollTop,
        width: element.clientWidth,
        height: element.clientHeight,
      };
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The viewport of the element that `scroller` comes to hold. */
export function useViewport(): ViewportSource {
  const scroller = useRef<HTMLDivElement>(null);
  const source = useRef<ViewportSource>(undefined);
  source.current ??= createViewportSource(scroller);
  const { current } = source;
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    current.read();
    const sizes = new ResizeObserver(current.read);
    sizes.observe(element);
    element.addEventListener('scroll', current.read, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', current.read);
    };
  }, [current]);
  return current;
}

/** Rows to draw below the frozen ones: `first` counts from the first free row. */
export function useVisibleRows(source: ViewportSource, layout: GridLayout, freeRows: number) {
  const visible = () => visibleRows(layout, source.now(), freeRows);
  const first = useSyncExternalStore(source.subscribe, () => visible().first);
  const count = useSyncExternalStore(source.subscribe, () => visible().count);
  return { first, count };
}

/** First and last column to draw beside the frozen ones. */
export function useVisibleColumns(source: ViewportSource, layout: GridLayout) {
  const visible = () => visibleColumns(layout, source.now());
  const first = useSyncExternalStore(source.subscribe, () => visible().first);
  const last = useSyncExternalStore(source.subscribe, () => visible().last);
  return { first, last };
}
