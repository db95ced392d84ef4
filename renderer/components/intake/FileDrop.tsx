import { UploadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type DragEvent, useRef, useState } from 'react';
import { fileDropWords as words } from '../../words/screen-plan-entry.ts';
import './drop-zone.css';

export interface FileDropProps {
  readonly label: string;
  readonly hint: string;
  /** As the file field takes it: `.xlsx,.xls`. */
  readonly accept: string;
  readonly working: boolean;
  readonly onFile: (file: File) => void;
}

/** Takes one file, dropped or chosen. */
export function FileDrop({ label, hint, accept, working, onFile }: FileDropProps) {
  const [over, setOver] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const take = (file: File | undefined) => {
    if (file && !working) onFile(file);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  return (
    <section
      className={`drop-zone${over ? ' drop-zone-over' : ''}`}
      aria-label={label}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <div className="drop-zone-wait">
        <div className="drop-zone-text">
          <div className="drop-zone-title">{over ? words.now : label}</div>
          <div className="quiet">{hint}</div>
        </div>
        <Button icon={<UploadOutlined />} loading={working} onClick={() => field.current?.click()}>
          {working ? words.working : words.choose}
        </Button>
        <input
          ref={field}
          type="file"
          hidden
          accept={accept}
          onChange={(event) => {
            take(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
      </div>
    </section>
  );
}
