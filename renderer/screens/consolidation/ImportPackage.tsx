import { App, Button, Checkbox, Select } from 'antd';
import { useState } from 'react';
import type { MethodOutput } from '../../../shared/contract/index.ts';
import { failureOf } from '../../api/client.ts';
import { Facts } from '../../components/facts/Facts.tsx';
import { FileDrop } from '../../components/intake/FileDrop.tsx';
import { StatusIcon } from '../../components/status/StatusIcon.tsx';
import { showFailure } from '../../frame/failure.tsx';
import { go, printRoute } from '../../frame/route.ts';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { periodWords } from '../../words/periods.ts';
import { exchangeWords as words } from '../../words/screen-exchange.ts';

type Preview = MethodOutput<'exchange/preview'>;
const doubtful: readonly Preview['status'][] = ['older', 'diverged', 'other-key'];

/** A package from below: who sent it, whether it follows the last one, what changes; then taken in as a return. */
export function ImportPackage() {
  const session = useSession();
  const { opened, content, state } = useOpenPlan();
  const { message, notification } = App.useApp();
  const [working, setWorking] = useState(false);
  const [found, setFound] = useState<{
    readonly file: File;
    readonly form?: string;
    readonly preview: Preview;
  }>();
  const [anyway, setAnyway] = useState(false);
  const run = async (work: () => Promise<void>) => {
    setWorking(true);
    try {
      await work();
    } catch (error) {
      showFailure(notification, failureOf(error));
    } finally {
      setWorking(false);
    }
  };
  const send = async (file: File) => {
    const [sent] = (await session.client.transport.sendFiles([file])) as [object];
    const { name: _name, ...source } = sent as { readonly name?: string };
    return { plan: opened.plan, ...source };
  };
  const look = (file: File, form?: string) =>
    run(async () => {
      setAnyway(false);
      const named = form === undefined ? {} : { form };
      const preview = await session.client.call('exchange/preview', { ...(await send(file)), ...named });
      setFound({ file, ...named, preview });
    });
  const take = (file: File, form: string | undefined) =>
    run(async () => {
      const { id } = await session.command('exchange/import', {
        ...(await send(file)),
        ...(form !== undefined && { form }),
        by: state.person,
        ...(anyway && { acceptAnyway: true }),
      });
      void message.success(id === null ? words.same : words.imported);
      if (id !== null) go(printRoute('returns', [id]));
    });
  const preview = found?.preview;
  const changed = preview?.differences.filter((one) => one.before !== one.after) ?? [];
  const needsWord = preview !== undefined && doubtful.includes(preview.status);
  return (
    <div className="form-column card">
      <FileDrop
        label={words.drop}
        hint={words.dropHint}
        accept=".json"
        working={working}
        onFile={(file) => void look(file)}
      />
      {found && preview && (
        <>
          <Facts
            facts={[
              [
                words.sender,
                preview.sender === null
                  ? words.unknownSender
                  : (content.unitByCode.get(preview.sender)?.name ?? preview.sender),
              ],
              [
                words.form,
                preview.ownForm === null ? (
                  <Select
                    key="form"
                    aria-label={words.unknownForm}
                    placeholder={words.unknownForm}
                    popupMatchSelectWidth={false}
                    onChange={(form: string) => void look(found.file, form)}
                    options={content.forms.map(({ code, title }) => ({ value: code, label: title }))}
                  />
                ) : (
                  (content.formByCode.get(preview.ownForm)?.title ?? preview.ownForm)
                ),
              ],
              [words.period, periodWords(preview.period)],
              [words.sequence, preview.sequence],
            ]}
          />
          <p>
            <StatusIcon kind={needsWord ? 'warning' : 'ok'} /> {words.statuses[preview.status]}
          </p>
          {changed.length > 0 && <Differences status={preview.status} changed={changed} />}
          {preview.parked.length > 0 && (
            <p>
              <StatusIcon kind="warning" /> {words.parked(preview.parked)}
            </p>
          )}
          {needsWord && (
            <Checkbox checked={anyway} onChange={(event) => setAnyway(event.target.checked)}>
              {words.anyway}
            </Checkbox>
          )}
          <Button
            type="primary"
            loading={working}
            disabled={
              preview.sender === null ||
              preview.ownForm === null ||
              preview.status === 'same' ||
              (needsWord && !anyway)
            }
            onClick={() => void take(found.file, found.form)}
          >
            {words.confirm}
          </Button>
        </>
      )}
    </div>
  );
}

interface DifferencesProps {
  readonly status: Preview['status'];
  readonly changed: Preview['differences'];
}

function Differences({ status, changed }: DifferencesProps) {
  return (
    <>
      <p className="quiet">
        {status === 'first' ? words.figures(changed.length) : words.differences(changed.length)}
      </p>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{words.indicator}</th>
            <th scope="col" className="number">
              {words.before}
            </th>
            <th scope="col" className="number">
              {words.after}
            </th>
          </tr>
        </thead>
        <tbody>
          {changed.map((one) => (
            <tr key={one.indicator}>
              <td>{one.name}</td>
              <td className="number">{one.before ?? '—'}</td>
              <td className="number">{one.after ?? '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
