import { App as AntApp, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { useEffect, useState } from 'react';
import { StartScreen } from '../screens/start/StartScreen.tsx';
import { startWords } from '../words/frame.ts';
import { Frame } from './Frame.tsx';
import { useRoute } from './route.ts';
import { type Session, SessionProvider, useSession, useSessionState } from './session.tsx';
import { workbenchTheme } from './theme.ts';

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
      <AntApp className="app" message={{ maxCount: 3 }} notification={{ placement: 'bottomRight' }}>
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
  const [phase, setPhase] = useState<'starting' | 'ready' | 'unreachable'>('starting');
  useEffect(() => {
    session.client.transport
      .start()
      .then(() => session.listPlans())
      .then(async (plans) => {
        if (plans.length === 1) await session.openPlan(plans[0]!);
        setPhase('ready');
      })
      .catch(() => setPhase('unreachable'));
  }, [session]);
  if (phase === 'starting') return null;
  if (phase === 'unreachable') return <div className="empty-note">{startWords.cannotStart}</div>;
  return opened && person && route.screen !== 'start' ? <Frame key={opened.plan} /> : <StartScreen />;
}
