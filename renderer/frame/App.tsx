import { App as AntApp, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { useEffect, useState } from 'react';
import { failureOf } from '../api/client.ts';
import { StartScreen } from '../screens/start/StartScreen.tsx';
import { startWords } from '../words/frame.ts';
import { Frame } from './Frame.tsx';
import { showFailure } from './failure.tsx';
import { useRoute } from './route.ts';
import { type Session, SessionProvider, useSession, useSessionState } from './session.tsx';
import { workbenchTheme } from './theme.ts';
import { useDesktopEvents } from './use-desktop-events.ts';

/** Everything on the page, under the theme, the language and the nonce that the strict policy asks for. */
export function App({ session, nonce }: { readonly session: Session; readonly nonce: string | undefined }) {
  return (
    <ConfigProvider
      locale={zhCN}
      theme={workbenchTheme}
      {...(nonce && { csp: { nonce } })}
      button={{ autoInsertSpace: false }}
      // Dialogs on the body itself lock its scrolling by a style element that the strict policy refuses.
      getPopupContainer={popupContainer}
    >
      <AntApp className="app" message={{ maxCount: 1, top: 8 }} notification={{ placement: 'bottomRight' }}>
        <SessionProvider value={session}>
          <Opening />
        </SessionProvider>
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
  const openPath = async (path: string) => {
    const opened = await session.client.call('plans/open', { path });
    await session.listPlans();
    await session.openPlan(opened);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once, when the page starts
  useEffect(() => {
    session.client.transport
      .start()
      .then(() => session.listPlans())
      .then(async (plans) => {
        if (plans.length === 1) await session.openPlan(plans[0]!);
        const [asked] = (await session.client.transport.desktop?.takeOpenedPlans()) ?? [];
        if (asked !== undefined)
          await openPath(asked).catch((error: unknown) => showFailure(notification, failureOf(error)));
        setPhase('ready');
      })
      .catch(() => setPhase('unreachable'));
  }, [session]);
  useDesktopEvents((event) => {
    if (event.kind === 'open-plan')
      openPath(event.path).catch((error: unknown) => showFailure(notification, failureOf(error)));
  });
  if (phase === 'starting') return null;
  if (phase === 'unreachable') return <div className="empty-note">{startWords.cannotStart}</div>;
  return opened && person && route.screen !== 'start' ? <Frame key={opened.plan} /> : <StartScreen />;
}
