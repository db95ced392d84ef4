import { useSession, useSessionState } from './session.tsx';

/** Column widths of a grid, kept from one start to the next. */
export function useRememberedWidths(grid: string) {
  const session = useSession();
  const { columnWidths } = useSessionState().settings;
  const onWidths = (next: Readonly<Record<string, number>>) =>
    session.remember({ columnWidths: { ...session.store.get().settings.columnWidths, [grid]: { ...next } } });
  return { widths: columnWidths[grid] ?? noWidths, onWidths };
}

const noWidths: Readonly<Record<string, number>> = {};
