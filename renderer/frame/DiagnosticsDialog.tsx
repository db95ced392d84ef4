import { App, Button, Modal } from 'antd';
import { failureOf } from '../api/client.ts';
import { helpWords as words } from '../words/manual.ts';
import { FailureNote, showFailure } from './failure.tsx';
import { useSession, useSessionState } from './session.tsx';
import { useQuery } from './use-query.ts';

/** The diagnostic text in full before it is handed on: a person sees that nothing of the plan is in it. */
export function DiagnosticsDialog({ onClose }: { readonly onClose: () => void }) {
  const session = useSession();
  const { opened } = useSessionState();
  const { message, notification } = App.useApp();
  const query = useQuery('workbench/get-diagnostics', opened ? { plan: opened.plan } : {});
  const { value } = query;
  const save = async () => {
    if (!value) return;
    try {
      const bytes = new TextEncoder().encode(value.text);
      const place = await session.saveFile({ name: value.name, bytes });
      if (place !== undefined) void message.success(words.saved(place));
    } catch (error) {
      showFailure(notification, failureOf(error));
    }
  };
  const copy = async () => {
    if (!value) return;
    await session.client.transport.copy(value.text);
    void message.success(words.copied);
  };
  return (
    <Modal
      open
      width={640}
      title={words.diagnosticsTitle}
      onCancel={onClose}
      footer={
        <>
          <Button disabled={!value} onClick={() => void copy()}>
            {words.copyDiagnostics}
          </Button>
          <Button type="primary" disabled={!value} onClick={() => void save()}>
            {words.saveDiagnostics}
          </Button>
        </>
      }
    >
      <p>{words.diagnosticsHint}</p>
      {query.failure && <FailureNote failure={query.failure} onRetry={query.reload} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text must be scrolled by keys */}
      <section className="diagnostics-text" tabIndex={0} aria-label={words.diagnosticsTitle}>
        {value?.text}
      </section>
    </Modal>
  );
}
