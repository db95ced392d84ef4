import { useEffect, useRef } from 'react';
import type { DesktopEvent } from '../../shared/contract/desktop-bridge.ts';
import { useSession } from './session.tsx';

/** Events of the desktop program (menu, plans opened from outside); does nothing in a browser. */
export function useDesktopEvents(onEvent: (event: DesktopEvent) => void): void {
  const { desktop } = useSession().client.transport;
  const latest = useRef(onEvent);
  latest.current = onEvent;
  useEffect(() => desktop?.onEvent((event) => latest.current(event)), [desktop]);
}
