import { Alert, type App, Button } from 'antd';
import type { EnvelopeError } from '../../shared/contract/method.ts';
import { errorSentence } from '../words/errors.ts';
import { frameWords } from '../words/frame.ts';

/** What happened, in one sentence; the page's own failures (no answer, session over) included. */
export function failureSentence(failure: EnvelopeError): string {
  if (failure.code === 'unreachable' || failure.code === 'session-ended')
    return frameWords.failures[failure.code];
  return errorSentence(failure);
}

type Notification = ReturnType<typeof App.useApp>['notification'];

/** Tells in the corner what a command ran into; it stays until it is closed. */
export function showFailure(notification: Notification, failure: EnvelopeError): void {
  notification.error({ title: frameWords.failed, description: failureSentence(failure), duration: 0 });
}

/** A screen's own failure: what happened and a way to try again. */
export function FailureNote({ failure, onRetry }: { failure: EnvelopeError; onRetry?: () => void }) {
  return (
    <Alert
      type="error"
      showIcon
      className="failure-note"
      title={failureSentence(failure)}
      action={
        onRetry && (
          <Button size="small" onClick={onRetry}>
            {frameWords.retry}
          </Button>
        )
      }
    />
  );
}
