import { App, Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import type { EnvelopeError } from '../../../shared/contract/method.ts';
import type { RecentPlan } from '../../../shared/contract/settings.ts';
import { failureOf } from '../../api/client.ts';
import { Field } from '../../components/field/Field.tsx';
import { showRecoveryKey } from '../../components/places/recovery-key.tsx';
import { go, printRoute } from '../../frame/route.ts';
import { type OpenChoices, useSession, useSessionState } from '../../frame/session.tsx';
import { startWords } from '../../words/frame.ts';
import { manualWords } from '../../words/manual.ts';
import { CreateForm, type NewPlan } from './CreateForm.tsx';
import { OpenForm } from './OpenForm.tsx';
import { PlanList } from './PlanList.tsx';
import { StartFailure } from './StartFailure.tsx';
import './start.css';

/** The first page: who works, and which plan. */
export function StartScreen() {
  const session = useSession();
  const { person, plans } = useSessionState();
  const { message, modal } = App.useApp();
  const [name, setName] = useState(person);
  const [problem, setProblem] = useState<{
    failure: EnvelopeError;
    path?: string;
    how?: OpenChoices;
  }>();
  const [working, setWorking] = useState(false);
  const recent = useRecentPlans();

  /** Does it under the person's name, then goes to the desk; what stood in the way is told here. */
  const enter = async (open: () => Promise<void>, tried: { path?: string; how?: OpenChoices } = {}) => {
    if (name.trim() === '') return void message.warning(startWords.personNeeded);
    setWorking(true);
    setProblem(undefined);
    try {
      session.setPerson(name.trim());
      await open();
      go(printRoute('desk'));
    } catch (error) {
      setProblem({ failure: failureOf(error), ...tried });
    } finally {
      setWorking(false);
    }
  };
  const openFile = (path: string, how: OpenChoices = {}) =>
    enter(() => session.openFile(path, how), { path, how });
  const openDemo = () =>
    enter(async () => {
      const opened = await session.client.call('workbench/open-demo', { by: name.trim() });
      await session.listPlans();
      await session.openPlan(opened);
    });
  const create = ({ pack, path, password }: NewPlan) =>
    enter(async () => {
      const made = await session.client.call('plans/create', {
        pack,
        path,
        by: name.trim(),
        ...(password && { password }),
      });
      if (made.recoveryKey) await showRecoveryKey(modal, session.client, made.recoveryKey, made.header.title);
      await session.listPlans();
      await session.openPlan(made);
    });
  const closed = recent.plans.filter(({ path }) => !plans.some((plan) => plan.path === path));
  return (
    <div className="start">
      <main className="start-panel">
        <header className="start-head">
          <h1>{startWords.title}</h1>
          <a href={printRoute('manual')}>{manualWords.title}</a>
        </header>
        <p className="start-subtitle">{startWords.subtitle}</p>
        <Field label={startWords.person} inline>
          {(id) => (
            <Input
              id={id}
              value={name}
              maxLength={40}
              placeholder={startWords.personPlaceholder}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        {problem && (
          <StartFailure
            failure={problem.failure}
            path={problem.path}
            working={working}
            // What was said so far stays said: a locked plan with a password needs both answers.
            onOpen={(path, how) => void openFile(path, { ...problem.how, ...how })}
          />
        )}
        <PlanList
          title={startWords.opened}
          plans={plans.map(({ path, header }) => ({ path, title: header.title }))}
          action={startWords.enter}
          aside={startWords.close}
          disabled={working}
          onChoose={(path) => void openFile(path)}
          onAside={(path) => {
            const plan = plans.find((one) => one.path === path);
            if (plan) void session.closePlan(plan).then(recent.reload);
          }}
        />
        <PlanList
          title={startWords.recent}
          plans={closed}
          action={startWords.openAction}
          aside={startWords.forget}
          disabled={working}
          onChoose={(path) => void openFile(path)}
          onAside={(path) =>
            void session.client.transport.settings.forgetRecentPlan(path).then(recent.reload)
          }
        />
        <DemoLine disabled={working} onOpen={() => void openDemo()} />
        <OpenForm working={working} onOpen={(path) => void openFile(path)} />
        <CreateForm working={working} onCreate={(plan) => void create(plan)} />
      </main>
    </div>
  );
}

function useRecentPlans() {
  const session = useSession();
  const [plans, setPlans] = useState<readonly RecentPlan[]>([]);
  const reload = () => session.client.transport.settings.recentPlans().then(setPlans, () => setPlans([]));
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once, and after something was taken off the list
  useEffect(() => void reload(), [session]);
  return { plans, reload };
}

/** The whole circle on made-up figures, one click away. */
function DemoLine({ onOpen, disabled }: { readonly onOpen: () => void; readonly disabled: boolean }) {
  return (
    <section>
      <h2>{startWords.demo}</h2>
      <div className="start-plan">
        <div className="start-plan-text quiet">{startWords.demoHint}</div>
        <Button onClick={onOpen} disabled={disabled}>
          {startWords.demoAction}
        </Button>
      </div>
    </section>
  );
}
