import { Input, type InputRef, Modal } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { PlanIndex } from '../api/plan-content.ts';
import { frameWords } from '../words/frame.ts';
import { screenNames } from '../words/screens.ts';
import { go, printRoute } from './route.ts';
import { screenList } from './screen-list.tsx';
import { useOpenPlan } from './session.tsx';
import { useQuery } from './use-query.ts';

interface Hit {
  readonly key: string;
  readonly kind: keyof typeof frameWords.searchKinds;
  readonly name: string;
  readonly more: string;
  readonly address: string;
}

const shownHits = 12;

/** Ctrl+K: one field over indicators, units, projects, sections, forms, returns and screens. */
export function SearchBox({ onClose }: { readonly onClose: () => void }) {
  const { opened, content } = useOpenPlan();
  const returns = useQuery('returns/list', { plan: opened.plan });
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const field = useRef<InputRef>(null);
  useEffect(() => field.current?.focus(), []);
  const all = useMemo(
    () => [...contentHits(content), ...(returns.value?.returns ?? []).map((row) => returnHit(row, content))],
    [content, returns.value],
  );
  const hits = useMemo(() => findHits(all, text), [all, text]);
  const open = (hit: Hit | undefined) => {
    if (!hit) return;
    go(hit.address);
    onClose();
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setChosen(Math.min(chosen + 1, hits.length - 1));
    else if (event.key === 'ArrowUp') setChosen(Math.max(chosen - 1, 0));
    else if (event.key === 'Enter') open(hits[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <Modal
      open
      onCancel={onClose}
      footer={null}
      closable={false}
      width={560}
      className="search-box"
      title={<span className="sr-only">{frameWords.search}</span>}
    >
      <Input
        ref={field}
        size="large"
        role="combobox"
        aria-expanded="true"
        aria-controls="search-hits"
        aria-activedescendant={hits[chosen] ? `search-hit-${chosen}` : undefined}
        aria-label={frameWords.searchHint}
        placeholder={frameWords.searchPlaceholder}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className="search-hits" role="listbox" id="search-hits" aria-label={frameWords.search}>
        {hits.map((hit, index) => (
          <div
            key={hit.key}
            id={`search-hit-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            className="search-hit"
            onPointerEnter={() => setChosen(index)}
            onClick={() => open(hit)}
            onKeyDown={onKeyDown}
          >
            <span className="search-kind">{frameWords.searchKinds[hit.kind]}</span>
            <span className="search-name">{hit.name}</span>
            <span className="search-more">{hit.more}</span>
          </div>
        ))}
        {text !== '' && hits.length === 0 && (
          <div className="search-none">{frameWords.searchEmpty(text)}</div>
        )}
      </div>
    </Modal>
  );
}

/** Hits whose name begins with the text first, then those that contain it; every word must be found. */
function findHits(all: readonly Hit[], text: string): Hit[] {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return all.filter(({ kind }) => kind === 'screen').slice(0, shownHits);
  const found = all.filter((hit) => {
    const whole = `${hit.name} ${hit.more}`.toLowerCase();
    return words.every((word) => whole.includes(word));
  });
  const rank = (hit: Hit) => (hit.name.toLowerCase().startsWith(words[0]!) ? 0 : 1);
  return found.sort((a, b) => rank(a) - rank(b)).slice(0, shownHits);
}

function contentHits(content: PlanIndex): Hit[] {
  const screens = screenList.map(
    ({ name }): Hit => ({
      key: `s-${name}`,
      kind: 'screen',
      name: screenNames[name],
      more: '',
      address: printRoute(name),
    }),
  );
  const indicators = content.indicators.map(
    ({ code, name, unit }): Hit => ({
      key: `i-${code}`,
      kind: 'indicator',
      name,
      more: [code, unit].filter(Boolean).join(' '),
      address: printRoute('plan', ['indicator', code]),
    }),
  );
  const units = content.units.map(
    ({ code, name, aliases }): Hit => ({
      key: `u-${code}`,
      kind: 'unit',
      name,
      more: [code, ...aliases].join(' '),
      address: printRoute('returns', [], { sender: code }),
    }),
  );
  const projects = content.projects.map(
    ({ code, name, box }): Hit => ({
      key: `p-${code}`,
      kind: 'project',
      name,
      more: [code, box].filter(Boolean).join(' '),
      address: printRoute('projects', [code]),
    }),
  );
  const outline = content.outline.map(
    ({ number, title }): Hit => ({
      key: `o-${number}`,
      kind: 'outline',
      name: `${number} ${title}`,
      more: '',
      address: printRoute('plan', ['outline', number]),
    }),
  );
  const forms = content.forms.map(
    ({ code, title }): Hit => ({
      key: `f-${code}`,
      kind: 'form',
      name: title,
      more: code,
      address: printRoute('forms', [code]),
    }),
  );
  return [...screens, ...indicators, ...units, ...forms, ...projects, ...outline];
}

function returnHit(
  row: { id: number; file: string | null; sender: string | null; period: string | null },
  content: PlanIndex,
): Hit {
  const sender = content.unitByCode.get(row.sender ?? '')?.name ?? '';
  return {
    key: `r-${row.id}`,
    kind: 'return',
    name: row.file ?? sender,
    more: [sender, row.period].filter(Boolean).join(' '),
    address: printRoute('returns', [row.id]),
  };
}
