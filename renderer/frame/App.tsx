import { App as AntApp, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { lazy, Suspense, useEffect, useState } from 'react';
import { failureOf } from '../api/client.ts';
import { ManualAlone } from '../screens/manual/ManualAlone.tsx';
import { startWords } from '../words/frame.ts';
import { showFailure } from './failure.tsx';
import { useRoute } from './route.ts';
import { type Session, SessionProvider, useSession, useSessionState } from './session.tsx';
import { themeOf } from './theme.ts';
import { useHighContrast } from './use-contrast.ts';
import { useDesktopEvents } from './use-desktop-events.ts';

/** Either is seen first, never both: a plan that is open leads past the first page. */
const loadFrame = () => import('./Frame.tsx');
const Frame = lazy(async () => ({ default: (await loadFrame()).Frame }));
const StartScreen = lazy(async () => ({
  default: (await import('../screens/start/StartScreen.tsx')).StartScreen,
}));

/** Everything on the page, under the theme, the language and the nonce that the strict policy asks for. */
export function App({ session, nonce }: AppProps) {
  return (
    <SessionProvider value={session}>
      <Themed nonce={nonce} />
    </SessionProvider>
  );
}

interface AppProps {
  readonly session: Session;
  readonly nonce: string | undefined;
}

function Themed({ nonce }: Pick<AppProps, 'nonce'>) {
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
        <Opening />
      </AntApp>
    </ConfigProvider>
  );
}

const popupContainer = () => document.getElementById('root') ?? document.body;

/** Opens the session; a plan that the host has open already, and a known name, lead straight to it. */
function Opening() {
  const session = useSession();
  const route = useRoute();
  const { opened, person } = useSessionState();
  const { notification } = AntApp.useApp();
  const [phase, setPhase] = useState<'starting' | 'ready' | 'unreachable'>('starting');
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once, when the page starts
  useEffect(() => {
    session
      .start()
      .then(() => session.listPlans())
      .then(async (plans) => {
        if (plans.length === 1) {
          // Frame and screen are on their way while the plan's content is read.
          void loadFrame().then(({ loadScreen }) => loadScreen(route.screen));
          await session.openPlan(plans[0]!);
        }
        const [asked] = (await session.client.transport.desktop?.takeOpenedPlans()) ?? [];
        if (asked !== undefined)
          await session
            .openFile(asked)
            .catch((error: unknown) => showFailure(notification, failureOf(error)));
        setPhase('ready');
      })
      .catch(() => setPhase('unreachable'));
  }, [session]);
  useDesktopEvents((event) => {
    if (event.kind === 'open-plan')
      session.openFile(event.path).catch((error: unknown) => showFailure(notification, failureOf(error)));
  });
  if (phase === 'starting') return null;
  if (phase === 'unreachable') return <div className="empty-note">{startWords.cannotStart}</div>;
  if (route.screen === 'manual' && !(opened && person)) return <ManualAlone />;
  return (
    <Suspense>
      {opened && person && route.screen !== 'start' ? <Frame key={opened.plan} /> : <StartScreen />}
    </Suspense>
  );
}
