import { Button } from 'antd';
import { useState } from 'react';
import type { DesktopBridge } from '../../../shared/contract/desktop-bridge.ts';
import { FolderPicker, type Wanted } from '../../components/places/FolderPicker.tsx';
import { useSession } from '../../frame/session.tsx';
import { startWords } from '../../words/frame.ts';

interface BrowseProps {
  readonly choose: (desktop: DesktopBridge<File>) => Promise<string | undefined>;
  readonly want: Wanted;
  readonly onChosen: (path: string) => void;
  /** What is looked for; the dialog's title, and the button's name for screen readers. */
  readonly label?: string;
}

/** The system's own dialog where the desktop program offers it, else the workbench's list of folders. */
export function Browse({ choose, want, onChosen, label = startWords.open }: BrowseProps) {
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
      <Button onClick={() => void run()} title={label}>
        {startWords.browse}
      </Button>
      {open && <FolderPicker title={label} want={want} onChosen={take} onClose={() => setOpen(false)} />}
    </>
  );
}
