import { Button, Input } from 'antd';
import { useState } from 'react';
import { Field } from '../../components/field/Field.tsx';
import { startWords } from '../../words/frame.ts';
import { passwordWords } from '../../words/screen-places.ts';
import { Browse } from './Browse.tsx';

export interface NewPlan {
  readonly pack: string;
  readonly path: string;
  /** '' = none. */
  readonly password: string;
}

/** A new plan file from a pack; closed until asked for, because it is done once in five years. */
export function CreateForm({
  onCreate,
  working,
}: {
  readonly onCreate: (plan: NewPlan) => void;
  readonly working: boolean;
}) {
  const [open, setOpen] = useState(false);
  return (
    <section>
      <h2>{startWords.create}</h2>
      <div className="start-plan">
        <div className="start-plan-text quiet">{startWords.createHint}</div>
        <Button onClick={() => setOpen(!open)} aria-expanded={open}>
          {open ? startWords.createLess : startWords.createMore}
        </Button>
      </div>
      {open && <CreateFields onCreate={onCreate} working={working} />}
    </section>
  );
}

function CreateFields({ onCreate, working }: Parameters<typeof CreateForm>[0]) {
  const [plan, setPlan] = useState<NewPlan>({ pack: '', path: '', password: '' });
  const [again, setAgain] = useState('');
  const change = (changes: Partial<NewPlan>) => setPlan((now) => ({ ...now, ...changes }));
  const differ = plan.password !== again;
  const incomplete = plan.pack.trim() === '' || plan.path.trim() === '' || differ;
  return (
    <div className="start-fields">
      <Field label={startWords.pack}>
        {(id) => (
          <div className="start-row">
            <Input
              id={id}
              value={plan.pack}
              placeholder={startWords.packPlaceholder}
              onChange={(event) => change({ pack: event.target.value })}
            />
            <Browse
              choose={(desktop) => desktop.chooseFolder('pack')}
              want="folder"
              onChosen={(pack) => change({ pack })}
              label={startWords.choosePack}
            />
          </div>
        )}
      </Field>
      <Field label={startWords.path}>
        {(id) => (
          <div className="start-row">
            <Input
              id={id}
              value={plan.path}
              placeholder={startWords.pathPlaceholder}
              onChange={(event) => change({ path: event.target.value })}
            />
            <Browse
              choose={(desktop) => desktop.chooseNewPlan(startWords.newName)}
              want="new-plan"
              onChosen={(path) => change({ path })}
              label={startWords.choosePath}
            />
          </div>
        )}
      </Field>
      <Field label={passwordWords.optional}>
        {(id) => (
          <Input.Password
            id={id}
            value={plan.password}
            autoComplete="new-password"
            onChange={(event) => change({ password: event.target.value })}
          />
        )}
      </Field>
      {plan.password !== '' && (
        <Field label={passwordWords.again} {...(differ && again !== '' && { hint: passwordWords.differ })}>
          {(id) => (
            <Input.Password
              id={id}
              value={again}
              autoComplete="new-password"
              status={differ && again !== '' ? 'warning' : ''}
              onChange={(event) => setAgain(event.target.value)}
            />
          )}
        </Field>
      )}
      <div>
        <Button
          type="primary"
          loading={working}
          disabled={incomplete}
          onClick={() => onCreate({ ...plan, pack: plan.pack.trim(), path: plan.path.trim() })}
        >
          {startWords.createAction}
        </Button>
      </div>
    </div>
  );
}
