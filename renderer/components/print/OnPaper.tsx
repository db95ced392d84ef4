import { type ReactNode, useEffect, useState } from 'react';
import { createPortal, flushSync } from 'react-dom';
import './print-sheet.css';

/** What paper gets in place of the screen; drawn only while the browser prints, by button or by Ctrl+P. */
export function OnPaper({ children }: { readonly children: ReactNode }) {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    // The page is copied to paper as soon as the event returns: it must be drawn by then.
    const start = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    addEventListener('beforeprint', start);
    addEventListener('afterprint', end);
    return () => {
      removeEventListener('beforeprint', start);
      removeEventListener('afterprint', end);
    };
  }, []);
  return printing ? createPortal(<div className="print-sheet">{children}</div>, document.body) : null;
}
