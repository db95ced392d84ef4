import { Alert, App, Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import type { DesktopBridge } from '../../../shared/contract/desktop-bridge.ts';
import type { EnvelopeError } from '../../../shared/contract/method.ts';
import type { OpenedPlan } from '../../../shared/contract/plans.ts';
import { failureOf } from '../../api/client.ts';
import { Field } from '../../components/field/Field.tsx';
import { FolderPicker, type Wanted } from '../../components/places/FolderPicker.tsx';
import { showRecoveryKey } from '../../components/places/recovery-key.tsx';
import { failureSentence } from '../../frame/failure.tsx';
import { readRemembered } from '../../frame/remembered.ts';
import { go, printRoute } from '../../frame/route.ts';
import { type RecentPlan, useSession, useSessionState } from '../../frame/session.tsx';
import { startWords } from '../../words/frame.ts';
import { packFaultLine } from '../../words/pack.ts';
import { passwordWords } from '../../words/screen-places.ts';

/** The first page: who works, and which plan. */
export function StartScreen() {
  const session = useSession();
  const { person, plans } = useSessionState();
  const { message, modal } = App.useApp();
  const [name, setName] = useState(person);
  const [failure, setFailure] = useState<EnvelopeError>();
  const [working, setWorking] = useState(false);

  const enter = async (find: () => Promise<OpenedPlan>) => {
    if (name.trim() === '') return void message.warning(startWords.personNeeded);
    setWorking(true);
    setFailure(undefined);
    try {
      const opened = await find();
      await session.listPlans();
      await session.openPlan(opened);
      session.setPerson(name.trim());
      go(printRoute('desk'));
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setWorking(false);
    }
  };
  const open = (path: string, password: string) =>
    enter(() => session.client.call('plans/open', { path, ...(password && { password }) }));
  const recent = readRemembered<RecentPlan[]>('recent', []).filter(
    ({ path }) => !plans.some((plan) => plan.path === path),
  );
  return (
    <div className="start">
      <div className="start-panel">
        <h1>{startWords.title}</h1>
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
        <DemoLine
          disabled={working}
          onOpen={() => void enter(() => session.client.call('workbench/open-demo', { by: name.trim() }))}
        />
        {failure && <StartFailure failure={failure} />}
        {plans.length > 0 && (
          <StartSection title={startWords.opened}>
            {plans.map((plan) => (
              <PlanLine
                key={plan.plan}
                title={plan.header.title}
                path={plan.path}
                onOpen={() => void enter(async () => plan)}
                disabled={working}
              />
            ))}
          </StartSection>
        )}
        {recent.length > 0 && (
          <StartSection title={startWords.recent}>
            {recent.map(({ path, title }) => (
              <PlanLine
                key={path}
                title={title}
                path={path}
                onOpen={() => void open(path, '')}
                disabled={working}
              />
            ))}
          </StartSection>
        )}
        <OpenForm
          onOpen={open}
          working={working}
          askPassword={failure?.code === 'password-needed' || failure?.code === 'wrong-password'}
        />
        <CreateForm
          working={working}
          onCreate={(pack, path, password) =>
            enter(async () => {
              const made = await session.client.call('plans/create', {
                pack,
                path,
                by: name.trim(),
                ...(password && { password }),
              });
              if (made.recoveryKey)
                await showRecoveryKey(modal, session.client, made.recoveryKey, made.header.title);
              return made;
            })
          }
        />
      </div>
    </div>
  );
}

/** The whole circle on made-up figures, one click away. */
function DemoLine({ onOpen, disabled }: { readonly onOpen: () => void; readonly disabled: boolean }) {
  return (
    <div className="start-plan">
      <div className="start-plan-text">
        <div>{startWords.demo}</div>
        <div className="quiet">{startWords.demoHint}</div>
      </div>
      <Button onClick={onOpen} disabled={disabled}>
        {startWords.demoAction}
      </Button>
    </div>
  );
}

function StartSection({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="start-section">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

interface PlanLineProps {
  readonly title: string;
  readonly path: string;
  readonly onOpen: () => void;
  readonly disabled: boolean;
}

function PlanLine({ title, path, onOpen, disabled }: PlanLineProps) {
  return (
    <div className="start-plan">
      <div className="start-plan-text">
        <div>{title}</div>
        <div className="quiet">{path}</div>
      </div>
      <Button type="primary" onClick={onOpen} disabled={disabled}>
        {startWords.enter}
      </Button>
    </div>
  );
}

interface OpenFormProps {
  readonly onOpen: (path: string, password: string) => void;
  readonly working: boolean;
  readonly askPassword: boolean;
}

function OpenForm({ onOpen, working, askPassword }: OpenFormProps) {
  const [path, setPath] = useState('');
  const [password, setPassword] = useState('');
  return (
    <StartSection title={startWords.open}>
      <div className="start-fields">
        <Input
          value={path}
          aria-label={startWords.open}
          placeholder={startWords.openPlaceholder}
          onChange={(event) => setPath(event.target.value)}
        />
        {askPassword && (
          <Input.Password
            value={password}
            aria-label={startWords.password}
            placeholder={startWords.password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
        <Browse
          choose={(desktop) => desktop.choosePlan()}
          want="plan"
          onChosen={(chosen) => onOpen(chosen, password)}
        />
        <Button disabled={working || path.trim() === ''} onClick={() => onOpen(path.trim(), password)}>
          {startWords.openAction}
        </Button>
      </div>
    </StartSection>
  );
}

function CreateForm({
  onCreate,
  working,
}: {
  readonly onCreate: (pack: string, path: string, password: string) => void;
  readonly working: boolean;
}) {
  const [pack, setPack] = useState('');
  const [path, setPath] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const differ = password !== again;
  return (
    <StartSection title={startWords.create}>
      <p className="quiet">{startWords.createHint}</p>
      <div className="start-fields">
        <Input
          value={pack}
          aria-label={startWords.packPlaceholder}
          placeholder={startWords.packPlaceholder}
          onChange={(event) => setPack(event.target.value)}
        />
        <Input
          value={path}
          aria-label={startWords.pathPlaceholder}
          placeholder={startWords.pathPlaceholder}
          onChange={(event) => setPath(event.target.value)}
        />
        <Browse
          choose={(desktop) => desktop.chooseFolder('pack')}
          want="folder"
          onChosen={setPack}
          label={startWords.choosePack}
        />
        <Browse
          choose={(desktop) => desktop.chooseNewPlan(startWords.newName)}
          want="new-plan"
          onChosen={setPath}
          label={startWords.choosePath}
        />
        <Input.Password
          value={password}
          autoComplete="new-password"
          aria-label={passwordWords.optional}
          placeholder={passwordWords.optional}
          onChange={(event) => setPassword(event.target.value)}
        />
        {password !== '' && (
          <Input.Password
            value={again}
            autoComplete="new-password"
            status={differ ? 'warning' : ''}
            aria-label={passwordWords.again}
            placeholder={passwordWords.again}
            onChange={(event) => setAgain(event.target.value)}
          />
        )}
        <Button
          disabled={working || pack.trim() === '' || path.trim() === '' || (password !== '' && differ)}
          onClick={() => onCreate(pack.trim(), path.trim(), password)}
        >
          {startWords.createAction}
        </Button>
      </div>
    </StartSection>
  );
}

interface BrowseProps {
  readonly choose: (desktop: DesktopBridge<File>) => Promise<string | undefined>;
  readonly want: Wanted;
  readonly onChosen: (path: string) => void;
  readonly label?: string;
}

/** The system's own dialog where the desktop program offers it, else the workbench's list of folders. */
function Browse({ choose, want, onChosen, label = startWords.browse }: BrowseProps) {
  const { desktop } = useSession().client.transport;
  const [open, setOpen] = useState(false);
  const run = async () => {
    if (!desktop) return setOpen(true);
    const chosen = await choose(desktop);
    if (chosen) onChosen(chosen);
  };
  const take = (chosen: string) => {
    setOpen(false);
    onChosen(chosen);
  };
  return (
    <>
      <Button onClick={() => void run()}>{label}</Button>
      {open && <FolderPicker title={label} want={want} onChosen={take} onClose={() => setOpen(false)} />}
    </>
  );
}

/** A pack with faults lists each with its place; other failures are one sentence. */
function StartFailure({ failure }: { readonly failure: EnvelopeError }) {
  const faults =
    failure.code === 'pack-invalid' ? (failure.details.faults as Parameters<typeof packFaultLine>[0][]) : [];
  return (
    <Alert
      type="error"
      showIcon
      title={failureSentence(failure)}
      description={
        faults.length > 0 && (
          <ul className="start-faults">
            {faults.slice(0, 50).map((fault) => (
              <li key={JSON.stringify(fault)}>{packFaultLine(fault)}</li>
            ))}
          </ul>
        )
      }
    />
  );
}
