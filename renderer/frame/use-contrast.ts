import { useEffect, useState } from 'react';
import { useSession, useSessionState } from './session.tsx';
import { useDesktopEvents } from './use-desktop-events.ts';

/**
 * Whether the page draws with high contrast: as the person chose, else as the system asks (by the browser's media
 * query, or by the desktop program, which also hears of it on Linux). Written on the root element for the style sheets;
 * forced colours of Windows are the style sheets' own business.
 */
export function useHighContrast(): boolean {
  const { desktop } = useSession().client.transport;
  const { contrast } = useSessionState().settings;
  const [asked, setAsked] = useState(() => matchMedia('(prefers-contrast: more)').matches);
  useEffect(() => {
    const query = matchMedia('(prefers-contrast: more)');
    const onChange = () => setAsked(query.matches);
    query.addEventListener('change', onChange);
    // What changed while the page was being drawn was heard by nobody.
    onChange();
    void desktop?.highContrast().then((high) => high && setAsked(true));
    return () => query.removeEventListener('change', onChange);
  }, [desktop]);
  useDesktopEvents((event) => {
    if (event.kind === 'appearance') setAsked(event.highContrast);
  });
  const high = contrast === 'more' || (contrast === 'system' && asked);
  useEffect(() => {
    document.documentElement.dataset.contrast = high ? 'more' : 'normal';
  }, [high]);
  return high;
}
