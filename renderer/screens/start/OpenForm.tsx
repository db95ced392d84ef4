import { Button, Input } from 'antd';
import { useState } from 'react';
import { startWords } from '../../words/frame.ts';
import { Browse } from './Browse.tsx';

/** A plan file by its path, typed or looked for. */
export function OpenForm({
  onOpen,
  working,
}: {
  readonly onOpen: (path: string) => void;
  readonly working: boolean;
}) {
  const [path, setPath] = useState('');
  const open = () => path.trim() !== '' && onOpen(path.trim());
  return (
    <section>
      <h2>{startWords.open}</h2>
      <div className="start-row">
        <Input
          value={path}
          aria-label={startWords.open}
          placeholder={startWords.openPlaceholder}
          onChange={(event) => setPath(event.target.value)}
          onPressEnter={open}
        />
        <Browse choose={(desktop) => desktop.choosePlan()} want="plan" onChosen={onOpen} />
        <Button disabled={working || path.trim() === ''} onClick={open}>
          {startWords.openAction}
        </Button>
      </div>
    </section>
  );
}
