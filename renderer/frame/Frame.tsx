import { CloseOutlined, MenuFoldOutlined, MenuUnfoldOutlined } from '@ant-design/icons';
import { Alert, Button, Modal } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import { LazyManual } from '../screens/manual/LazyManual.tsx';
import { frameWords } from '../words/frame.ts';
import { planNoticeSentence } from '../words/plan-notices.ts';
import { screenNames } from '../words/screens.ts';
import { DiagnosticsDialog } from './DiagnosticsDialog.tsx';
import { isScreen, screenParts } from './page-parts.ts';
import { go, printRoute, useRoute } from './route.ts';
import { ScreenGuard } from './ScreenGuard.tsx';
import { screenList } from './screen-list.tsx';
import { useSession, useSessionState } from './session.tsx';
import { TopBar } from './TopBar.tsx';
import { UnlockDialog } from './UnlockDialog.tsx';
import { useDesktopEvents } from './use-desktop-events.ts';
import { useHistory } from './use-history.ts';

const SearchBox = lazy(async () => ({ default: (await import('./SearchBox.tsx')).SearchBox }));

/** Navigation, top bar, the screen of the address and the inspector. */
export function Frame() {
  const route = useRoute();
  // The start link of a host that has the plan open names no screen.
  const screen = route.screen === '' ? 'desk' : route.screen;
  const [searching, setSearching] = useState(false);
  const [helping, setHelping] = useState(false);
  const [diagnosing, setDiagnosing] = useState(false);
  useMenu({
    openSearch: () => setSearching(true),
    openKeys: () => setHelping(true),
    openDiagnostics: () => setDiagnosing(true),
  });
  useFrameKeys({ openSearch: () => setSearching(true), openKeys: () => setHelping(true) });
  const session = useSession();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was selected on one screen says nothing on another
  useEffect(() => session.closeInspector(), [screen]);
  const Screen = screen === 'manual' ? LazyManual : isScreen(screen) ? screenParts[screen].Part : undefined;
  return (
    <div className="frame">
      <Navigation current={screen} />
      <div className="frame-main">
        <TopBar
          onSearch={() => setSearching(true)}
          onKeys={() => setHelping(true)}
          onDiagnostics={() => setDiagnosing(true)}
        />
        <PlanNotices />
        <div className="frame-work">
          <main className="frame-screen">
            <ScreenGuard key={screen}>
              <Suspense>{Screen ? <Screen /> : <UnknownPage />}</Suspense>
            </ScreenGuard>
          </main>
          <Inspector />
        </div>
      </div>
      <Suspense>{searching && <SearchBox onClose={() => setSearching(false)} />}</Suspense>
      <KeyTable open={helping} onClose={() => setHelping(false)} />
      {diagnosing && <DiagnosticsDialog onClose={() => setDiagnosing(false)} />}
      <UnlockDialog />
    </div>
  );
}

/** What opening the plan had to say (an earlier state, a missing folder, two copies): stays until it was read. */
function PlanNotices() {
  const { opened } = useSessionState();
  return opened?.notices.map((notice) => (
    <Alert key={notice.code} type="warning" showIcon banner closable title={planNoticeSentence(notice)} />
  ));
}

function Navigation({ current }: { readonly current: string }) {
  const session = useSession();
  const narrow = useSessionState().settings.navigationNarrow;
  const toggle = () => session.remember({ navigationNarrow: !narrow });
  return (
    <nav className={`navigation${narrow ? ' navigation-narrow' : ''}`} aria-label={frameWords.navigation}>
      <div className="navigation-product">{narrow ? frameWords.product.slice(0, 2) : frameWords.product}</div>
      {screenList.map(({ name, icon: Icon }) => (
        <a
          key={name}
          href={printRoute(name)}
          className="navigation-item"
          aria-current={current === name ? 'page' : undefined}
          title={narrow ? screenNames[name] : undefined}
        >
          <Icon aria-hidden />
          <span>{screenNames[name]}</span>
        </a>
      ))}
      <button
        type="button"
        className="navigation-toggle"
        onClick={toggle}
        title={narrow ? frameWords.expand : frameWords.collapse}
      >
        {narrow ? <MenuUnfoldOutlined aria-hidden /> : <MenuFoldOutlined aria-hidden />}
        <span>{narrow ? frameWords.expand : frameWords.collapse}</span>
      </button>
    </nav>
  );
}

function Inspector() {
  const session = useSession();
  const { inspector } = useSessionState();
  if (!inspector) return null;
  return (
    <aside className="inspector" aria-label={frameWords.inspector}>
      <header className="inspector-head">
        <h2>{inspector.title}</h2>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined aria-hidden />}
          aria-label={frameWords.closeInspector}
          onClick={session.closeInspector}
        />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is too long for the panel must be scrolled by keys */}
      <section className="inspector-body" tabIndex={0} aria-label={inspector.title}>
        {inspector.content}
      </section>
    </aside>
  );
}

function UnknownPage() {
  return (
    <div className="empty-note">
      <p>{frameWords.unknownPage}</p>
      <Button onClick={() => go(printRoute('desk'))}>{frameWords.backToDesk}</Button>
    </div>
  );
}

function KeyTable({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={frameWords.keys} width={460}>
      <table className="key-table">
        <tbody>
          {frameWords.keyTable.map(([key, meaning]) => (
            <tr key={key}>
              <th scope="row">
                <kbd>{key}</kbd>
              </th>
              <td>{meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea:not([data-ready]), [contenteditable=true]') !== null
  );
}

/** Keys that work everywhere; a field that is being typed into keeps its own undo. */
function useFrameKeys({
  openSearch,
  openKeys,
}: {
  readonly openSearch: () => void;
  readonly openKeys: () => void;
}) {
  const history = useHistory();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const control = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      if (control && key === 'k') openSearch();
      else if (event.key === 'F1') openKeys();
      else if (event.altKey && /^[1-9]$/.test(event.key)) goToScreen(Number(event.key));
      else if (control && key === 'z' && !event.shiftKey && !isTyping(event.target)) history.undo();
      else if (control && (key === 'y' || (key === 'z' && event.shiftKey)) && !isTyping(event.target))
        history.redo();
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
}

/** Commands of the native menu; plans opened from outside are the business of the whole page. */
function useMenu({
  openSearch,
  openKeys,
  openDiagnostics,
}: {
  readonly openSearch: () => void;
  readonly openKeys: () => void;
  readonly openDiagnostics: () => void;
}) {
  const session = useSession();
  const history = useHistory();
  const takeReturns = async () => {
    go(printRoute('returns'));
    const paths = await session.client.transport.desktop?.chooseReturns();
    if (paths) await session.intake.takePaths(paths);
  };
  useDesktopEvents((event) => {
    if (event.kind !== 'menu') return;
    const actions = {
      'new-plan': () => go(printRoute('start')),
      'take-returns': () => void takeReturns(),
      undo: history.undo,
      redo: history.redo,
      search: openSearch,
      help: () => go(printRoute('manual')),
      diagnostics: openDiagnostics,
      shortcuts: openKeys,
    } as const;
    actions[event.command]();
  });
}

function goToScreen(number: number): void {
  const entry = screenList[number - 1];
  if (entry) go(printRoute(entry.name));
}
