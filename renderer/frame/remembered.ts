import { useState } from 'react';

/** Small settings of this machine: name, last period, column widths. Never plan content. */
const prefix = 'workbench:';

export function readRemembered<Value>(key: string, fallback: Value): Value {
  try {
    const text = localStorage.getItem(prefix + key);
    return text === null ? fallback : (JSON.parse(text) as Value);
  } catch {
    return fallback;
  }
}

export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(prefix + key, JSON.stringify(value));
  } catch {
    // A full or forbidden storage costs a convenience, nothing else.
  }
}

/** Column widths of a grid, kept from one start to the next. */
export function useRememberedWidths(grid: string) {
  const [widths, setWidths] = useState(() => readRemembered<Record<string, number>>(`widths:${grid}`, {}));
  const onWidths = (next: Readonly<Record<string, number>>) => {
    setWidths(next);
    remember(`widths:${grid}`, next);
  };
  return { widths, onWidths };
}
