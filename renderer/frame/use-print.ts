import { useSession } from './session.tsx';

/** Prints what the page gives to paper: by the desktop program's dialog, else by the browser's. */
export function usePrint(): () => Promise<void> {
  const { desktop } = useSession().client.transport;
  return async () => {
    if (desktop) await desktop.print();
    else window.print();
  };
}
