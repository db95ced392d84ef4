import './frame/html-guard.ts';
import { chooseTransport, createClient } from './api/client.ts';
import { beginPage } from './frame/begin-page.ts';
import { createSession } from './frame/session.tsx';
import './styles/kit.css';
import './styles/base.css';
import './styles/frame.css';

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content || undefined;
const session = createSession(createClient(chooseTransport()));
// The host is asked, and the plan read, while the browser still reads the code of the UI kit.
const beginning = beginPage(session);
void import('./frame/App.tsx').then(({ showPage }) => showPage({ session, beginning, nonce }));
