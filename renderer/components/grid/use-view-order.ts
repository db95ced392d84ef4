import { useMemo, useRef, useState } from 'react';
import type { GridProps } from './grid-props.ts';
import type { FilterRule, SortOrder } from './model.ts';
import { applyOrder, type TextAt, takeOrder, type ViewOrder } from './view-order.ts';

export interface ViewControl {
  /** Row keys in view, frozen rows first. */
  readonly rows: readonly string[];
  readonly sort: SortOrder | undefined;
  readonly filters: readonly FilterRule[];
  readonly setSort: (sort: SortOrder | undefined) => void;
  readonly setFilter: (column: string, values: readonly string[] | undefined) => void;
  /** Takes the order again with the figures as they are now. */
  readonly refresh: () => void;
  readonly textAt: TextAt;
  readonly sortableRows: readonly string[];
}

/** Sort and filter of a grid; see view-order.ts for why an edit never moves a row. */
export function useViewOrder(props: GridProps): ViewControl {
  const { rows, cellAt, frozenRows = 0 } = props;
  const frozen = useMemo(() => rows.slice(0, frozenRows), [rows, frozenRows]);
  const free = useMemo(() => (frozenRows === 0 ? rows : rows.slice(frozenRows)), [rows, frozenRows]);
  const textAt: TextAt = (row, column) => cellAt(row, column).text;
  const [view, setView] = useState<ViewOrder | undefined>(() =>
    takeOrder(free, props.initialSort, props.initialFilters ?? [], textAt),
  );
  const take = (sort: SortOrder | undefined, filters: readonly FilterRule[]) =>
    setView(takeOrder(free, sort, filters, textAt));
  const latest = useRef({ view, textAt, take });
  latest.current = { view, textAt, take };
  const inView = useMemo(() => [...frozen, ...applyOrder(free, view)], [frozen, free, view]);
  return useMemo(
    () => ({
      rows: inView,
      sort: view?.sort,
      filters: view?.filters ?? [],
      setSort: (sort) => latest.current.take(sort, latest.current.view?.filters ?? []),
      setFilter: (column, values) => {
        const others = (latest.current.view?.filters ?? []).filter((rule) => rule.column !== column);
        latest.current.take(latest.current.view?.sort, values ? [...others, { column, values }] : others);
      },
      refresh: () => latest.current.take(latest.current.view?.sort, latest.current.view?.filters ?? []),
      textAt: (row, column) => latest.current.textAt(row, column),
      sortableRows: free,
    }),
    [inView, view, free],
  );
}
