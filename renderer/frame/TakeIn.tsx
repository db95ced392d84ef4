import { DropZone } from '../components/intake/DropZone.tsx';
import { useSession, useSessionState } from './session.tsx';

/** The drop zone bound to the session: the same intake on every screen that shows it. */
export function TakeIn({ large = false }: { readonly large?: boolean }) {
  const session = useSession();
  const { intake } = useSessionState();
  return (
    <DropZone
      large={large}
      onFiles={(files) => void session.takeIn(files)}
      progress={intake.progress}
      onCancel={intake.cancel}
      result={intake.result}
      failure={intake.failure}
      onDismiss={session.clearIntake}
    />
  );
}
