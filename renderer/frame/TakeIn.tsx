import { DropZone } from '../components/intake/DropZone.tsx';
import { useSession } from './session.tsx';
import { useStore } from './store.ts';

/** The drop zone bound to the session: the same intake on every screen that shows it. */
export function TakeIn({ large = false }: { readonly large?: boolean }) {
  const { intake } = useSession();
  const { progress, cancel, result, failure } = useStore(intake.store);
  return (
    <DropZone
      large={large}
      onFiles={(files) => void intake.takeFiles(files)}
      progress={progress}
      onCancel={cancel}
      result={result}
      failure={failure}
      onDismiss={intake.clear}
    />
  );
}
