import { FileOutlined, FolderOutlined } from '@ant-design/icons';
import { Button, Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import type { MethodOutput } from '../../../shared/contract/index.ts';
import type { EnvelopeError } from '../../../shared/contract/method.ts';
import { failureOf } from '../../api/client.ts';
import { FailureNote } from '../../frame/failure.tsx';
import { useSession } from '../../frame/session.tsx';
import { startWords } from '../../words/frame.ts';
import { placeWords as words } from '../../words/screen-places.ts';

/** What is chosen: a plan file, a folder, or where a new plan file goes. */
export type Wanted = 'plan' | 'folder' | 'new-plan';

export interface FolderPickerProps {
  readonly title: string;
  readonly want: Wanted;
  readonly onChosen: (path: string) => void;
  readonly onClose: () => void;
}

const ending = '.plan';

/** Folders of the machine that runs the workbench, for a page in a browser. */
export function FolderPicker({ title, want, onChosen, onClose }: FolderPickerProps) {
  const { client } = useSession();
  const [places, setPlaces] = useState<MethodOutput<'workbench/get-places'>>();
  const [listing, setListing] = useState<MethodOutput<'workbench/list-folder'>>();
  const [failure, setFailure] = useState<EnvelopeError>();
  const [name, setName] = useState<string>(startWords.newName);
  const show = async (folder: string) => {
    setFailure(undefined);
    try {
      setListing(await client.call('workbench/list-folder', { folder }));
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: opens once at the usual place
  useEffect(() => {
    client.call('workbench/get-places', {}).then(
      (found) => {
        setPlaces(found);
        void show(found.documents);
      },
      (error: unknown) => setFailure(failureOf(error)),
    );
  }, []);
  const entries = (listing?.entries ?? []).filter(
    ({ kind }) => kind === 'folder' || (kind === 'plan' && want !== 'folder'),
  );
  const newPath = () => {
    const folder = listing?.folder ?? '';
    const separator = folder.includes('\\') ? '\\' : '/';
    const file = name.trim().endsWith(ending) ? name.trim() : name.trim() + ending;
    return folder.endsWith(separator) ? folder + file : folder + separator + file;
  };
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      cancelText={words.cancel}
      okText={want === 'new-plan' ? words.useName : words.useFolder}
      okButtonProps={{
        disabled: !listing || (want === 'new-plan' && name.trim() === ''),
        style: want === 'plan' ? { display: 'none' } : {},
      }}
      onOk={() => listing && onChosen(want === 'new-plan' ? newPath() : listing.folder)}
    >
      <div className="form-column">
        <div className="toolbar">
          <Button
            size="small"
            disabled={!listing?.parent}
            onClick={() => listing?.parent && void show(listing.parent)}
          >
            {words.parent}
          </Button>
          {places && (
            <>
              <Button size="small" onClick={() => void show(places.home)}>
                {words.home}
              </Button>
              <Button size="small" onClick={() => void show(places.documents)}>
                {words.documents}
              </Button>
            </>
          )}
        </div>
        <div className="quiet place-path">{listing?.folder ?? ''}</div>
        {failure && <FailureNote failure={failure} />}
        <ul className="plain-list place-list" aria-label={words.entries}>
          {want === 'folder' &&
            places?.seeds.map((seed) => (
              <li key={seed.folder}>
                <button type="button" className="cell-link" onClick={() => onChosen(seed.folder)}>
                  {seed.title}
                </button>
                <span className="quiet">{words.seed}</span>
              </li>
            ))}
          {entries.map((entry) => (
            <li key={entry.path}>
              <button
                type="button"
                className="cell-link"
                onClick={() => {
                  if (entry.kind === 'folder') void show(entry.path);
                  else if (want === 'plan') onChosen(entry.path);
                  else setName(entry.name);
                }}
              >
                {entry.kind === 'folder' ? <FolderOutlined /> : <FileOutlined />} {entry.name}
              </button>
            </li>
          ))}
        </ul>
        {listing && entries.length === 0 && <p className="quiet">{words.empty}</p>}
        {want === 'new-plan' && (
          <Input aria-label={words.name} value={name} onChange={(event) => setName(event.target.value)} />
        )}
      </div>
    </Modal>
  );
}
