import { Button, Input } from 'antd';
import { useState } from 'react';
import type { MethodOutput } from '../../../shared/contract/index.ts';
import { Field } from '../../components/field/Field.tsx';
import { StatusIcon } from '../../components/status/StatusIcon.tsx';
import { FailureNote } from '../../frame/failure.tsx';
import { useOpenPlan } from '../../frame/session.tsx';
import { useQuery } from '../../frame/use-query.ts';
import { useSave } from '../../frame/use-save.ts';
import { frameWords } from '../../words/frame.ts';
import { reportPanelWords as words } from '../../words/screen-report.ts';
import type { ReportPlace } from './ReportView.tsx';

type Block = MethodOutput<'reports/get-texts'>['blocks'][number];

const stateOf = ({ written, stale }: Block) => (written === null ? 'generated' : stale ? 'stale' : 'written');
const stateIcons = { generated: 'ok', written: 'info', stale: 'warning' } as const;

export interface ReportTextsProps {
  readonly place: ReportPlace;
  readonly asOf: string;
}

/** Blocks at the left, the chosen one's generated text beside the one that goes into the report. */
export function ReportTexts({ place, asOf }: ReportTextsProps) {
  const { opened } = useOpenPlan();
  const texts = useQuery('reports/get-texts', { plan: opened.plan, ...place, ...(asOf && { asOf }) });
  const [chosen, setChosen] = useState<string>();
  const blocks = texts.value?.blocks;
  if (texts.failure) return <FailureNote failure={texts.failure} onRetry={texts.reload} />;
  if (!blocks) return texts.slow ? <div className="empty-note">{frameWords.loading}</div> : null;
  const current = blocks.find(({ block }) => block === chosen) ?? blocks[0];
  if (!current) return <div className="empty-note">{words.noBlocks}</div>;
  return (
    <div className="report-texts">
      <ul className="report-blocks" aria-label={words.blocks}>
        {blocks.map((one) => (
          <li key={one.block}>
            <button
              type="button"
              className="report-block"
              aria-current={one.block === current.block}
              onClick={() => setChosen(one.block)}
            >
              <span>{one.title}</span>
              <span className="quiet">
                <StatusIcon kind={stateIcons[stateOf(one)]} /> {words.states[stateOf(one)]}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <BlockEditor
        key={`${current.block}-${current.written === null ? '' : current.written}`}
        block={current}
        place={place}
      />
    </div>
  );
}

function BlockEditor({ block, place }: { readonly block: Block; readonly place: ReportPlace }) {
  const { opened, state } = useOpenPlan();
  const save = useSave();
  const before = block.written ?? block.generated;
  const [text, setText] = useState(before);
  const write = (next: string | null, told: string) =>
    void save(
      'reports/write-text',
      { plan: opened.plan, ...place, block: block.block, text: next, by: state.person },
      told,
    );
  return (
    <section className="report-editor" aria-label={block.title}>
      <h2>{block.title}</h2>
      {block.stale && (
        <p className="trace-missing">
          <StatusIcon kind="warning" /> {words.staleLine}
        </p>
      )}
      <div className="report-sides">
        <div>
          <h3>{words.generated}</h3>
          <div className="report-generated">{block.generated}</div>
        </div>
        <Field label={words.written} hint={words.hint}>
          {(id) => (
            <Input.TextArea
              id={id}
              className="report-written"
              maxLength={20_000}
              readOnly={opened.readOnly}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
      </div>
      {!opened.readOnly && (
        <div className="field-row">
          <Button
            type="primary"
            disabled={text.trim() === '' || (text === before && !block.stale)}
            onClick={() => write(text, words.saved)}
          >
            {words.save}
          </Button>
          <Button disabled={text === block.generated} onClick={() => setText(block.generated)}>
            {words.copyGenerated}
          </Button>
          <Button disabled={block.written === null} onClick={() => write(null, words.restored)}>
            {words.restore}
          </Button>
        </div>
      )}
    </section>
  );
}
