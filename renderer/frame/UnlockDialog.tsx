import { Alert, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { EnvelopeError } from '../../shared/contract/method.ts';
import { failureOf } from '../api/client.ts';
import { startWords, frameWords as words } from '../words/frame.ts';
import { passwordWords } from '../words/screen-places.ts';
import { failureSentence } from './failure.tsx';
import { go, printRoute } from './route.ts';
import { useSession, useSessionState } from './session.tsx';

/** Over everything while the open plan has locked itself: its password, or the first page. */
export function UnlockDialog() {
  const { lockedPath } = useSessionState();
  return lockedPath === undefined ? null : <PasswordDialog path={lockedPath} />;
}

function PasswordDialog({ path }: { readonly path: string }) {
  const session = useSession();
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<EnvelopeError>();
  const [working, setWorking] = useState(false);
  const unlock = async () => {
    setWorking(true);
    setFailure(undefined);
    try {
      await session.openFile(path, { password });
    } catch (error) {
      setFailure(failureOf(error));
      setWorking(false);
    }
  };
  return (
    <Modal
      open
      closable={false}
      keyboard={false}
      title={words.lockedTitle}
      footer={
        <>
          <Button onClick={() => go(printRoute('start'))}>{words.otherPlan}</Button>
          <Button type="primary" loading={working} disabled={password === ''} onClick={() => void unlock()}>
            {words.unlock}
          </Button>
        </>
      }
    >
      <div className="form-column">
        <p>{words.lockedHint}</p>
        {failure && <Alert type="error" showIcon title={failureSentence(failure)} />}
        <Input.Password
          autoFocus
          value={password}
          aria-label={startWords.password}
          placeholder={passwordWords.orRecovery}
          onChange={(event) => setPassword(event.target.value)}
          onPressEnter={() => password !== '' && void unlock()}
        />
      </div>
    </Modal>
  );
}
