import './frame/html-guard.ts';
import { createRoot } from 'react-dom/client';
import { chooseTransport, createClient } from './api/client.ts';
import { App } from './frame/App.tsx';
import { createSession } from './frame/session.tsx';
import './styles/base.css';
import './styles/frame.css';

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content || undefined;
const session = createSession(createClient(chooseTransport()));
createRoot(document.getElementById('root')!).render(<App session={session} nonce={nonce} />);
