import { FolderOpenOutlined, InboxOutlined, UploadOutlined } from '@ant-design/icons';
import { Alert, Button, Progress } from 'antd';
import { type DragEvent, useRef, useState } from 'react';
import type { EnvelopeError, Progress as JobProgress } from '../../../shared/contract/method.ts';
import type { ReturnReport } from '../../../shared/contract/returns.ts';
import { errorSentence } from '../../words/errors.ts';
import { findingSentence } from '../../words/findings.ts';
import { returnsWords } from '../../words/screen-returns.ts';
import { collectDropped, withoutSystemFiles } from './collect-files.ts';
import './drop-zone.css';

export interface IntakeResult {
  readonly files: readonly ReturnReport[];
  readonly summary: Readonly<
    Record<'staged' | 'refused' | 'duplicate' | 'errors' | 'repairs' | 'queries' | 'parked', number>
  >;
}

export interface DropZoneProps {
  readonly onFiles: (files: File[]) => void;
  readonly progress: JobProgress | undefined;
  readonly onCancel: (() => void) | undefined;
  readonly result: IntakeResult | undefined;
  readonly failure: EnvelopeError | undefined;
  readonly onDismiss: () => void;
  readonly large?: boolean;
}

/** Where returns come in: drop or choose, then progress with a cancel, then what came of it. */
export function DropZone(props: DropZoneProps) {
  const [over, setOver] = useState(false);
  const onDrop = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    props.onFiles(withoutSystemFiles(await collectDropped(event.dataTransfer)));
  };
  const onDragOver = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <section
      className={`drop-zone${over ? ' drop-zone-over' : ''}${props.large ? ' drop-zone-large' : ''}`}
      aria-label={returnsWords.drop}
      onDragOver={onDragOver}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => void onDrop(event)}
    >
      {props.progress ? <Running {...props} progress={props.progress} /> : <Waiting {...props} over={over} />}
      {props.failure && <IntakeFailure failure={props.failure} onDismiss={props.onDismiss} />}
      {props.result && <Outcome result={props.result} onDismiss={props.onDismiss} />}
    </section>
  );
}

function Waiting({ onFiles, over }: DropZoneProps & { readonly over: boolean }) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const chosen = (field: HTMLInputElement) => {
    const list = withoutSystemFiles(Array.from(field.files ?? []));
    field.value = '';
    // The browser has just made a file of every path without a pause; what is drawn for them is a task of its own.
    if (list.length > 0) setTimeout(onFiles, 0, list);
  };
  return (
    <div className="drop-zone-wait">
      <InboxOutlined aria-hidden className="drop-zone-icon" />
      <div className="drop-zone-text">
        <div className="drop-zone-title">{over ? returnsWords.dropNow : returnsWords.drop}</div>
        <div className="quiet">{returnsWords.dropHint}</div>
      </div>
      <Button icon={<UploadOutlined aria-hidden />} type="primary" onClick={() => files.current?.click()}>
        {returnsWords.choose}
      </Button>
      <Button icon={<FolderOpenOutlined aria-hidden />} onClick={() => folder.current?.click()}>
        {returnsWords.chooseFolder}
      </Button>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        data-intake="files"
        onChange={(event) => chosen(event.currentTarget)}
      />
      <input
        ref={(field) => {
          folder.current = field;
          field?.setAttribute('webkitdirectory', '');
        }}
        type="file"
        hidden
        onChange={(event) => chosen(event.currentTarget)}
      />
    </div>
  );
}

function Running({ progress, onCancel }: DropZoneProps & { readonly progress: JobProgress }) {
  const share = progress.total > 0 ? Math.round((progress.done / progress.total) * 100) : 0;
  return (
    <div className="drop-zone-run">
      <div className="drop-zone-text" role="status">
        <div className="drop-zone-title">
          {progress.stage === 'sending'
            ? returnsWords.sending
            : returnsWords.reading(progress.done, progress.total)}
        </div>
        <div className="quiet">{progress.detail ?? '\u00a0'}</div>
        <Progress percent={share} showInfo={false} size="small" />
      </div>
      {onCancel && <Button onClick={onCancel}>{returnsWords.cancel}</Button>}
    </div>
  );
}

function IntakeFailure({ failure, onDismiss }: { failure: EnvelopeError; onDismiss: () => void }) {
  const cancelled = failure.code === 'cancelled';
  return (
    <Alert
      type={cancelled ? 'info' : 'error'}
      showIcon
      closable={{ onClose: onDismiss }}
      title={cancelled ? returnsWords.cancelled : errorSentence(failure)}
    />
  );
}

const listedFiles = 8;

function Outcome({ result, onDismiss }: { readonly result: IntakeResult; readonly onDismiss: () => void }) {
  const { staged, refused, duplicate, errors, repairs, queries, parked } = result.summary;
  const open = errors + repairs + queries + parked;
  const told = result.files.filter((file) => file.outcome !== 'staged');
  return (
    <Alert
      type={refused > 0 || errors > 0 ? 'warning' : 'success'}
      showIcon
      closable={{ onClose: onDismiss }}
      title={returnsWords.taken(staged, refused, duplicate)}
      description={
        <>
          <div>
            {open > 0
              ? returnsWords.takenOpen(errors, repairs, queries, parked)
              : staged > 0 && returnsWords.nothingOpen}
          </div>
          {told.length > 0 && (
            <ul className="drop-zone-told">
              {told.slice(0, listedFiles).map((file) => (
                <li key={`${file.file}-${file.id ?? ''}`}>
                  {returnsWords.refusedFile(file.file, file.findings.map(findingSentence).join(' '))}
                </li>
              ))}
            </ul>
          )}
        </>
      }
    />
  );
}
