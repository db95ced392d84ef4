import { lazy, Suspense } from 'react';
import { manualWords as words } from '../../words/manual.ts';

const ManualScreen = lazy(() =>
  import('./ManualScreen.tsx').then((loaded) => ({ default: loaded.ManualScreen })),
);

/** The manual's text and pictures are loaded when it is opened, not at every start. */
export function LazyManual() {
  return (
    <Suspense fallback={<div className="empty-note">{words.loading}</div>}>
      <ManualScreen />
    </Suspense>
  );
}
