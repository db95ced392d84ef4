import { Button } from 'antd';

export interface PlanListProps {
  readonly title: string;
  readonly plans: readonly { readonly path: string; readonly title: string }[];
  readonly action: string;
  /** The quiet second thing to do with a plan: put it away, take it off the list. */
  readonly aside: string;
  readonly disabled: boolean;
  readonly onChoose: (path: string) => void;
  readonly onAside: (path: string) => void;
}

/** Plans by title and place; nothing is drawn for none. */
export function PlanList({ title, plans, action, aside, disabled, onChoose, onAside }: PlanListProps) {
  if (plans.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      {plans.map((plan) => (
        <div key={plan.path} className="start-plan">
          <div className="start-plan-text">
            <div>{plan.title || fileNameOf(plan.path)}</div>
            <div className="quiet">{plan.path}</div>
          </div>
          <Button type="link" size="small" onClick={() => onAside(plan.path)} disabled={disabled}>
            {aside}
          </Button>
          <Button type="primary" onClick={() => onChoose(plan.path)} disabled={disabled}>
            {action}
          </Button>
        </div>
      ))}
    </section>
  );
}

function fileNameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
