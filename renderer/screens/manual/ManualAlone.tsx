import { printRoute } from '../../frame/route.ts';
import { manualWords as words } from '../../words/manual.ts';
import { LazyManual } from './LazyManual.tsx';
import './manual-alone.css';

/** The manual before any plan is open. */
export function ManualAlone() {
  return (
    <div className="manual-alone">
      <header>
        <strong>{words.title}</strong>
        <a href={printRoute('start')}>{words.backToStart}</a>
      </header>
      <LazyManual />
    </div>
  );
}
