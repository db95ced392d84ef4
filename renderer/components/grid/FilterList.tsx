import { type KeyboardEvent, useState } from 'react';
import { gridWords } from '../../words/grid.ts';
import type { GridColumn } from './model.ts';
import type { ViewControl } from './use-view-order.ts';
import { distinctTexts } from './view-order.ts';

const listed = 200;

export interface FilterListProps {
  readonly column: GridColumn;
  readonly view: ViewControl;
  readonly onDone: () => void;
}

/** The distinct texts of a column to choose from; what is searched for and chosen stays in view. */
export function FilterList({ column, view, onDone }: FilterListProps) {
  const [all] = useState(() => distinctTexts(view.sortableRows, column.id, view.textAt));
  const rule = view.filters.find(({ column: id }) => id === column.id);
  const [kept, setKept] = useState<ReadonlySet<string>>(() => new Set(rule?.values ?? all));
  const [search, setSearch] = useState('');
  const found = search === '' ? all : all.filter((text) => text.includes(search.trim()));
  const shown = found.slice(0, listed);
  const toggle = (text: string, on: boolean) => {
    const next = new Set(kept);
    if (on) next.add(text);
    else next.delete(text);
    setKept(next);
  };
  const apply = () => {
    const values = found.filter((text) => kept.has(text));
    view.setFilter(column.id, values.length === all.length ? undefined : values);
    onDone();
  };
  const clear = () => {
    view.setFilter(column.id, undefined);
    onDone();
  };
  const onEnter = (event: KeyboardEvent) => {
    // The Enter that chooses a word of an input method is not meant for the list.
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) apply();
  };
  return (
    <>
      <input
        type="search"
        className="grid-menu-search"
        placeholder={gridWords.filterSearch}
        aria-label={gridWords.filterSearch}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        onKeyDown={onEnter}
      />
      <div className="grid-menu-values">
        {shown.map((text) => (
          <label key={text}>
            <input
              type="checkbox"
              checked={kept.has(text)}
              onChange={(event) => toggle(text, event.target.checked)}
            />
            <span>{text === '' ? gridWords.filterBlank : text}</span>
          </label>
        ))}
        {found.length > shown.length && (
          <div className="grid-menu-more">{gridWords.filterMore(found.length - shown.length)}</div>
        )}
      </div>
      <div className="grid-menu-actions">
        <button type="button" className="grid-link" onClick={() => setKept(new Set(all))}>
          {gridWords.filterAll}
        </button>
        <button type="button" className="grid-link" onClick={() => setKept(new Set())}>
          {gridWords.filterNone}
        </button>
        {rule && (
          <button type="button" className="grid-link" onClick={clear}>
            {gridWords.filterClear}
          </button>
        )}
        <button
          type="button"
          className="grid-button grid-button-main"
          disabled={kept.size === 0}
          onClick={apply}
        >
          {gridWords.filterApply}
        </button>
      </div>
    </>
  );
}
