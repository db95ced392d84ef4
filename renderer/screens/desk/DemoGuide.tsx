import { Button } from 'antd';
import { printRoute } from '../../frame/route.ts';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { guideWords as words } from '../../words/screen-guide.ts';

const addresses: Readonly<Record<keyof typeof words.steps, string>> = {
  issue: printRoute('forms'),
  receive: printRoute('returns'),
  decide: printRoute('returns'),
  consolidate: printRoute('consolidation'),
  evaluate: printRoute('evaluation'),
  report: printRoute('evaluation', [], { view: 'report' }),
};

/** The circle of a quarter on the demo plan, step by step over the real functions. */
export function DemoGuide() {
  const session = useSession();
  const { state } = useOpenPlan();
  const { demoReturns } = state;
  if (demoReturns === undefined || state.settings.guideClosed) return null;
  const close = () => session.remember({ guideClosed: true });
  return (
    <section className="guide" aria-label={words.title}>
      <header className="guide-head">
        <strong>{words.title}</strong>
        <span className="quiet">{words.hint}</span>
        <span className="toolbar-space" />
        <Button type="primary" size="small" onClick={() => void session.intake.takePaths([demoReturns])}>
          {words.take}
        </Button>
        <Button type="link" size="small" onClick={close}>
          {words.close}
        </Button>
      </header>
      <ol>
        {(Object.keys(addresses) as (keyof typeof addresses)[]).map((step) => (
          <li key={step}>
            <a href={addresses[step]}>{words.steps[step]}</a>
            <div className="quiet">{words.hints[step]}</div>
          </li>
        ))}
      </ol>
    </section>
  );
}
