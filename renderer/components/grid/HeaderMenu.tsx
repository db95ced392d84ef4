import { Button, Checkbox, Input, Popover } from 'antd';
import { useState } from 'react';
import { gridWords } from '../../words/grid.ts';
import type { GridColumn } from './model.ts';
import type { ViewControl } from './use-view-order.ts';
import { distinctTexts } from './view-order.ts';

const listed = 200;

export interface HeaderMenuProps {
  readonly column: GridColumn;
  readonly view: ViewControl;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}

/** Sort and filter of one column behind the small mark in its header (Alt+↓ on a cell opens it too). */
export function HeaderMenu({ column, view, open, onOpen }: HeaderMenuProps) {
  const sorted = view.sort?.column === column.id ? view.sort.direction : undefined;
  const filtered = view.filters.some((rule) => rule.column === column.id);
  const name = column.header.at(-1) ?? '';
  const button = (
    <button
      type="button"
      tabIndex={-1}
      className={`grid-menu${sorted || filtered ? ' grid-menu-on' : ''}`}
      aria-label={gridWords.menu(name)}
      aria-haspopup="dialog"
      title={gridWords.menu(name)}
      onClick={() => onOpen(true)}
    >
      <svg viewBox="0 0 12 12" width="10" height="10" aria-hidden="true">
        <path fill="currentColor" d={menuShape(sorted, filtered)} />
      </svg>
    </button>
  );
  // A popover per column, unseen, would cost a frame on every scroll across.
  if (!open) return button;
  return (
    <Popover
      open
      onOpenChange={onOpen}
      trigger="click"
      placement="bottomRight"
      arrow={false}
      destroyOnHidden
      content={<MenuContent column={column} view={view} onDone={() => onOpen(false)} />}
    >
      {button}
    </Popover>
  );
}

function menuShape(sorted: 'up' | 'down' | undefined, filtered: boolean): string {
  if (filtered) return 'M1 1h10L7.2 6v5L4.8 9.5V6Z';
  if (sorted === 'up') return 'M6 1 10 6H7v5H5V6H2Z';
  if (sorted === 'down') return 'M6 11 2 6h3V1h2v5h3Z';
  return 'M2 4h8L6 9Z';
}

function MenuContent({
  column,
  view,
  onDone,
}: Omit<HeaderMenuProps, 'open' | 'onOpen'> & { onDone: () => void }) {
  const sort = (direction: 'up' | 'down' | undefined) => {
    view.setSort(direction && { column: column.id, direction });
    onDone();
  };
  return (
    <div className="grid-menu-panel">
      <div className="grid-menu-sort">
        <Button size="small" onClick={() => sort('up')} autoFocus>
          {gridWords.sortUp}
        </Button>
        <Button size="small" onClick={() => sort('down')}>
          {gridWords.sortDown}
        </Button>
        <Button size="small" disabled={view.sort?.column !== column.id} onClick={() => sort(undefined)}>
          {gridWords.sortNone}
        </Button>
      </div>
      <FilterList column={column} view={view} onDone={onDone} />
    </div>
  );
}

function FilterList({
  column,
  view,
  onDone,
}: Omit<HeaderMenuProps, 'open' | 'onOpen'> & { onDone: () => void }) {
  const all = distinctTexts(view.sortableRows, column.id, view.textAt);
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
    const values =
      search === '' ? all.filter((text) => kept.has(text)) : found.filter((text) => kept.has(text));
    view.setFilter(column.id, values.length === all.length ? undefined : values);
    onDone();
  };
  return (
    <>
      <Input
        size="small"
        allowClear
        placeholder={gridWords.filterSearch}
        aria-label={gridWords.filterSearch}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        onPressEnter={apply}
      />
      <div className="grid-menu-values">
        {shown.map((text) => (
          <Checkbox
            key={text}
            checked={kept.has(text)}
            onChange={(event) => toggle(text, event.target.checked)}
          >
            {text === '' ? gridWords.filterBlank : text}
          </Checkbox>
        ))}
        {found.length > shown.length && (
          <div className="grid-menu-more">{gridWords.filterMore(found.length - shown.length)}</div>
        )}
      </div>
      <div className="grid-menu-actions">
        <Button size="small" type="text" onClick={() => setKept(new Set(all))}>
          {gridWords.filterAll}
        </Button>
        <Button size="small" type="text" onClick={() => setKept(new Set())}>
          {gridWords.filterNone}
        </Button>
        <Button size="small" type="primary" disabled={kept.size === 0} onClick={apply}>
          {gridWords.filterApply}
        </Button>
      </div>
      {rule && (
        <Button
          size="small"
          type="link"
          onClick={() => {
            view.setFilter(column.id, undefined);
            onDone();
          }}
        >
          {gridWords.filterClear}
        </Button>
      )}
    </>
  );
}
