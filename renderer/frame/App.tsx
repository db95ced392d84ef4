import { App as AntApp, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { Suspense, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { failureOf } from '../api/client.ts';
import { ManualAlone } from '../screens/manual/ManualAlone.tsx';
import { startWords } from '../words/frame.ts';
import type { Beginning } from './begin-page.ts';
import { showFailure } from './failure.tsx';
import { framePart, loadOthersLater, startPart } from './page-parts.ts';
import { useRoute } from './route.ts';
import { type Session, SessionProvider, useSession, useSessionState } from './session.tsx';
import { themeOf } from './theme.ts';
import { useHighContrast } from './use-contrast.ts';
import { useDesktopEvents } from './use-desktop-events.ts';

/** Everything on the page, under the theme, the language and the nonce that the strict policy asks for. */
export function App({ session, beginning, nonce }: AppProps) {
  return (
    <SessionProvider value={session}>
      <Themed beginning={beginning} nonce={nonce} />
    </SessionProvider>
  );
}

interface AppProps {
  readonly session: Session;
  /** The page's first steps, under way since before the UI kit was there. */
  readonly beginning: Promise<Beginning>;
  readonly nonce: string | undefined;
}

function Themed({ beginning, nonce }: Omit<AppProps, 'session'>) {
  const highContrast = useHighContrast();
  return (
    <ConfigProvider
      locale={zhCN}
      theme={themeOf(highContrast)}
      {...(nonce && { csp: { nonce } })}
      button={{ autoInsertSpace: false }}
      // Dialogs on the body itself lock its scrolling by a style element that the strict policy refuses.
      getPopupContainer={popupContainer}
    >
      <AntApp className="app" message={{ maxCount: 1, top: 8 }} notification={{ placement: 'bottomRight' }}>
        <Opening beginning={beginning} />
      </AntApp>
    </ConfigProvider>
  );
}

const popupContainer = () => document.getElementById('root') ?? document.body;

/** Waits for the page's first steps; a plan that the host has open already, and a known name, lead straight to it. */
function Opening({ beginning }: Pick<AppProps, 'beginning'>) {
  const session = useSession();
  const route = useRoute();
  const { opened, person } = useSessionState();
  const { notification } = AntApp.useApp();
  const [phase, setPhase] = useState<'starting' | 'ready' | 'unreachable'>('starting');
  // biome-ignore lint/correctness/useExhaustiveDependencies: there is one beginning
  useEffect(() => {
    beginning.then(
      ({ failure }) => {
        if (failure) showFailure(notification, failure);
        setPhase('ready');
      },
      () => setPhase('unreachable'),
    );
    return loadOthersLater();
  }, [beginning]);
  useDesktopEvents((event) => {
    if (event.kind === 'open-plan')
      session.openFile(event.path).catch((error: unknown) => showFailure(notification, failureOf(error)));
  });
  if (phase === 'starting') return null;
  if (phase === 'unreachable') return <div className="empty-note">{startWords.cannotStart}</div>;
  if (route.screen === 'manual' && !(opened && person)) return <ManualAlone />;
  return (
    <Suspense>
      {opened && person && route.screen !== 'start' ? (
        <framePart.Part key={opened.plan} />
      ) : (
        <startPart.Part />
      )}
    </Suspense>
  );
}

/** Draws the page into its root element. */
export function showPage(props: AppProps): void {
  createRoot(document.getElementById('root')!).render(<App {...props} />);
}
