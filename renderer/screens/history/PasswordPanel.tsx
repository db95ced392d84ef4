import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { failureOf } from '../../api/client.ts';
import { Field } from '../../components/field/Field.tsx';
import { showRecoveryKey } from '../../components/places/recovery-key.tsx';
import { showFailure } from '../../frame/failure.tsx';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { passwordWords as words } from '../../words/screen-places.ts';

/** Sets, changes or takes away the password of the open plan file. */
export function PasswordPanel() {
  const session = useSession();
  const { opened } = useOpenPlan();
  const { message, modal, notification } = App.useApp();
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [working, setWorking] = useState(false);
  const put = async (password: string | null) => {
    setWorking(true);
    try {
      const { recoveryKey } = await session.command('plans/set-password', {
        plan: opened.plan,
        next: password,
      });
      setNext('');
      setAgain('');
      if (recoveryKey) await showRecoveryKey(modal, session.client, recoveryKey, opened.header.title);
      else void message.success(words.removed);
    } catch (error) {
      showFailure(notification, failureOf(error));
    } finally {
      setWorking(false);
    }
  };
  const differ = again !== '' && next !== again;
  return (
    <div className="form-column">
      <p className="quiet">{words.hint}</p>
      <Field label={words.next}>
        {(id) => (
          <Input.Password
            id={id}
            value={next}
            autoComplete="new-password"
            onChange={(event) => setNext(event.target.value)}
          />
        )}
      </Field>
      <Field label={words.again} {...(differ && { hint: words.differ })}>
        {(id) => (
          <Input.Password
            id={id}
            value={again}
            autoComplete="new-password"
            status={differ ? 'warning' : ''}
            onChange={(event) => setAgain(event.target.value)}
          />
        )}
      </Field>
      <div className="field-row">
        <Button
          type="primary"
          loading={working}
          disabled={next === '' || next !== again}
          onClick={() => void put(next)}
        >
          {words.set}
        </Button>
        <Button disabled={working} onClick={() => void put(null)}>
          {words.remove}
        </Button>
      </div>
    </div>
  );
}
