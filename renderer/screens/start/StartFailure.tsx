import { Alert, App, Button, Input } from 'antd';
import { useState } from 'react';
import type { EnvelopeError } from '../../../shared/contract/method.ts';
import { failureSentence } from '../../frame/failure.tsx';
import type { OpenChoices } from '../../frame/session.tsx';
import { startWords } from '../../words/frame.ts';
import { momentWords } from '../../words/moments.ts';
import { packFaultLine } from '../../words/pack.ts';
import { passwordWords } from '../../words/screen-places.ts';

export interface StartFailureProps {
  readonly failure: EnvelopeError;
  /** The file that could not be opened, where it was one. */
  readonly path: string | undefined;
  readonly working: boolean;
  readonly onOpen: (path: string, how: OpenChoices) => void;
}

/** What stood in the way of opening, and the ways past it: a password, a look at what was saved last. */
export function StartFailure({ failure, path, working, onOpen }: StartFailureProps) {
  const asksPassword = failure.code === 'password-needed' || failure.code === 'wrong-password';
  if (path !== undefined && asksPassword)
    return (
      <Alert
        type={failure.code === 'wrong-password' ? 'error' : 'info'}
        showIcon
        title={failureSentence(failure)}
        description={<PasswordField path={path} working={working} onOpen={onOpen} />}
      />
    );
  if (path !== undefined && failure.code === 'plan-locked')
    return (
      <Alert
        type="warning"
        showIcon
        title={failureSentence(failure)}
        description={<LockedChoices failure={failure} path={path} working={working} onOpen={onOpen} />}
      />
    );
  return (
    <Alert
      type="error"
      showIcon
      title={failureSentence(failure)}
      description={failure.code === 'pack-invalid' && <PackFaults failure={failure} />}
    />
  );
}

type ChoiceProps = Pick<StartFailureProps, 'working' | 'onOpen'> & { readonly path: string };

function PasswordField({ path, working, onOpen }: ChoiceProps) {
  const [password, setPassword] = useState('');
  const open = () => password !== '' && onOpen(path, { password });
  return (
    <div className="form-column">
      <span className="start-path">{path}</span>
      <div className="start-row">
        <Input.Password
          autoFocus
          value={password}
          aria-label={startWords.password}
          placeholder={passwordWords.orRecovery}
          onChange={(event) => setPassword(event.target.value)}
          onPressEnter={open}
        />
        <Button type="primary" loading={working} disabled={password === ''} onClick={open}>
          {startWords.openAction}
        </Button>
      </div>
    </div>
  );
}

function LockedChoices({
  failure,
  path,
  working,
  onOpen,
}: ChoiceProps & { readonly failure: EnvelopeError }) {
  const { modal } = App.useApp();
  const { host, since, elsewhere } = failure.details as {
    readonly host?: string;
    readonly since?: string;
    readonly elsewhere?: boolean;
  };
  const takeOver = () =>
    modal.confirm({
      title: startWords.takeOver,
      content: startWords.takeOverHint(host ?? '', path),
      okText: startWords.takeOver,
      okButtonProps: { danger: true },
      onOk: () => onOpen(path, { takeOverLock: true }),
    });
  return (
    <div className="form-column">
      <span className="start-path">{path}</span>
      {host && <span>{startWords.holder(host, since ? momentWords(since) : '')}</span>}
      <div className="start-row">
        <Button type="primary" loading={working} onClick={() => onOpen(path, { mode: 'read' })}>
          {startWords.openReadOnly}
        </Button>
        <Button disabled={working} onClick={() => onOpen(path, {})}>
          {startWords.tryAgain}
        </Button>
        {elsewhere === true && (
          <Button type="link" disabled={working} onClick={takeOver}>
            {startWords.takeOver}
          </Button>
        )}
      </div>
    </div>
  );
}

/** A pack with faults lists each with its place. */
function PackFaults({ failure }: { readonly failure: EnvelopeError }) {
  const faults = failure.details.faults as Parameters<typeof packFaultLine>[0][];
  return (
    <ul className="start-faults">
      {faults.slice(0, 50).map((fault) => (
        <li key={JSON.stringify(fault)}>{packFaultLine(fault)}</li>
      ))}
    </ul>
  );
}
