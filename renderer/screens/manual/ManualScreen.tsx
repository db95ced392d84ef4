import { Button, Input } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { go, printRoute, useRoute } from '../../frame/route.ts';
import { usePrint } from '../../frame/use-print.ts';
import { manualWords as words } from '../../words/manual.ts';
import { type Chapter, chapters } from './chapters.ts';
import { MarkdownView } from './MarkdownView.tsx';
import { type ManualHit, searchManual } from './search-manual.ts';
import './manual.css';

/** 用户手册: contents and search on the left, the chapter of the address beside it. `#/manual/03?at=锁定`. */
export function ManualScreen() {
  const route = useRoute();
  const [text, setText] = useState('');
  const chapter = chapters.find(({ number }) => number === (route.parts[0] ?? '')) ?? chapters[0];
  const hits = useMemo(() => searchManual(chapters, text), [text]);
  if (!chapter) return null;
  return (
    <div className="manual">
      <nav className="manual-side" aria-label={words.title}>
        <Input.Search
          allowClear
          aria-label={words.search}
          placeholder={words.searchPlaceholder}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {text.trim() === '' ? <Contents current={chapter} /> : <Hits hits={hits} />}
      </nav>
      <ChapterView chapter={chapter} at={route.query.at} />
    </div>
  );
}

function Contents({ current }: { readonly current: Chapter }) {
  return (
    <ul>
      {chapters.map(({ number, title, blocks }) => (
        <li key={number}>
          <a
            href={printRoute('manual', [number])}
            aria-current={number === current.number ? 'page' : undefined}
          >
            <span className="manual-number">{number}</span>
            {number === '' ? words.contents : title}
          </a>
          {number === current.number && number !== '' && (
            <ul className="manual-sections">
              {blocks.map(
                (block) =>
                  block.kind === 'heading' &&
                  block.level === 2 && (
                    <li key={block.id}>
                      <a href={printRoute('manual', [number], { at: block.id })}>{block.text}</a>
                    </li>
                  ),
              )}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}

function Hits({ hits }: { readonly hits: readonly ManualHit[] }) {
  return (
    <>
      <p className="quiet" role="status">
        {words.found(hits.length)}
      </p>
      <ul className="manual-hits">
        {hits.map((hit) => (
          <li key={`${hit.chapter}-${hit.id}-${hit.passage}`}>
            <a href={printRoute('manual', [hit.chapter], { at: hit.id || undefined })}>
              {[hit.title, hit.section].filter(Boolean).join('：')}
            </a>
            <div className="quiet">{hit.passage}</div>
          </li>
        ))}
      </ul>
    </>
  );
}

interface ChapterViewProps {
  readonly chapter: Chapter;
  readonly at: string | undefined;
}

function ChapterView({ chapter, at }: ChapterViewProps) {
  const page = useRef<HTMLElement>(null);
  const print = usePrint();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new chapter starts at its beginning or at the place asked for
  useEffect(() => {
    const target = at === undefined ? null : document.getElementById(at);
    if (target) target.scrollIntoView({ block: 'start' });
    else page.current?.scrollTo(0, 0);
  }, [chapter, at]);
  const index = chapters.indexOf(chapter);
  const turn = (step: -1 | 1) => {
    const next = chapters[index + step];
    return (
      next && (
        <Button onClick={() => go(printRoute('manual', [next.number]))}>
          {step < 0 ? words.previous : words.next}
        </Button>
      )
    );
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long chapter must be scrolled by keys
    <article className="manual-page" ref={page} tabIndex={0} aria-label={chapter.title}>
      <div className="manual-text">
        <MarkdownView blocks={chapter.blocks} />
        <footer className="field-row manual-turn">
          {turn(-1)}
          {turn(1)}
          <span className="toolbar-space" />
          <Button onClick={() => void print()}>{words.print}</Button>
        </footer>
      </div>
    </article>
  );
}
