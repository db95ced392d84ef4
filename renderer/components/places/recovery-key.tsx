import { type App, Button } from 'antd';
import type { Client } from '../../api/client.ts';
import { passwordWords as words } from '../../words/screen-places.ts';

type ModalApi = ReturnType<typeof App.useApp>['modal'];

/** Shows the recovery key once, for printing; resolves when the person says that it is kept. */
export function showRecoveryKey(modal: ModalApi, client: Client, key: string, plan: string): Promise<void> {
  const { transport } = client;
  const print = () => (transport.desktop ? void transport.desktop.print() : window.print());
  return new Promise((done) => {
    modal.info({
      title: words.recoveryTitle,
      width: 560,
      className: 'recovery-key',
      content: (
        <div className="form-column">
          <p>{words.recoveryHint(plan)}</p>
          <output className="recovery-text">{key}</output>
          <div className="field-row">
            <Button onClick={print}>{words.print}</Button>
            <Button onClick={() => void transport.copy(key)}>{words.copy}</Button>
          </div>
        </div>
      ),
      okText: words.kept,
      onOk: () => done(),
      keyboard: false,
    });
  });
}
