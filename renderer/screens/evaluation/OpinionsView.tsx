import { Button, Input, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { MethodOutput } from '../../../shared/contract/index.ts';
import { Field } from '../../components/field/Field.tsx';
import { Grid } from '../../components/grid/Grid.tsx';
import type { GridCell, GridColumn } from '../../components/grid/model.ts';
import { FailureNote } from '../../frame/failure.tsx';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { useQuery } from '../../frame/use-query.ts';
import { useSave } from '../../frame/use-save.ts';
import { outcomeWords } from '../../words/report.ts';
import { reportPanelWords as words } from '../../words/screen-report.ts';
import type { ReportPlace } from './ReportView.tsx';

type Opinion = MethodOutput<'reports/list-opinions'>['opinions'][number];
type Outcome = Opinion['outcome'];

const columns: readonly GridColumn[] = [
  { id: 'source', header: [words.source], kind: 'text', width: 170 },
  { id: 'text', header: [words.text], kind: 'text', width: 400 },
  { id: 'outcome', header: [words.outcome], kind: 'text', width: 96 },
  { id: 'reply', header: [words.reply], kind: 'text', width: 300 },
];

/** The ledger of opinions on the draft, and what became of each. */
export function OpinionsView({ place }: { readonly place: ReportPlace }) {
  const { opened } = useOpenPlan();
  const session = useSession();
  const list = useQuery('reports/list-opinions', { plan: opened.plan, ...place });
  const byId = useMemo(() => new Map(list.value?.opinions.map((one) => [String(one.id), one])), [list.value]);
  const rows = useMemo(() => [...byId.keys()], [byId]);
  const cellAt = useMemo(
    () =>
      (id: string, column: string): GridCell => {
        const opinion = byId.get(id);
        if (!opinion) return { text: '' };
        if (column === 'outcome') return { text: outcomeWords[opinion.outcome] };
        return { text: opinion[column as 'source' | 'text' | 'reply'] ?? '' };
      },
    [byId],
  );
  const show = (opinion: Opinion | undefined) =>
    session.inspect(
      opinion ? words.opinionTitle(rows.indexOf(String(opinion.id)) + 1) : words.newOpinion,
      <OpinionForm key={opinion?.id ?? 'new'} place={place} opinion={opinion} />,
    );
  return (
    <>
      {list.failure && <FailureNote failure={list.failure} onRetry={list.reload} />}
      {!opened.readOnly && (
        <div className="toolbar">
          <Button onClick={() => show(undefined)}>{words.newOpinion}</Button>
        </div>
      )}
      {list.value && (
        <Grid
          label={words.opinions}
          columns={columns}
          rows={rows}
          cellAt={cellAt}
          onActive={(id) => show(byId.get(id))}
          empty={words.noOpinions}
        />
      )}
    </>
  );
}

interface OpinionFormProps {
  readonly place: ReportPlace;
  readonly opinion: Opinion | undefined;
}

function OpinionForm({ place, opinion }: OpinionFormProps) {
  const { opened, state } = useOpenPlan();
  const session = useSession();
  const save = useSave();
  const [source, setSource] = useState(opinion?.source ?? '');
  const [text, setText] = useState(opinion?.text ?? '');
  const [outcome, setOutcome] = useState<Outcome>(opinion?.outcome ?? 'received');
  const [reply, setReply] = useState(opinion?.reply ?? '');
  const submit = async () => {
    const stored = await save(
      'reports/record-opinion',
      {
        plan: opened.plan,
        ...place,
        ...(opinion && { id: opinion.id }),
        source: source.trim(),
        text: text.trim(),
        outcome,
        ...(reply.trim() && { reply: reply.trim() }),
        by: state.person,
      },
      words.opinionSaved,
    );
    if (stored && !opinion) session.closeInspector();
  };
  return (
    <div className="form-column">
      <Field label={words.source}>
        {(id) => (
          <Input id={id} maxLength={200} value={source} onChange={(event) => setSource(event.target.value)} />
        )}
      </Field>
      <Field label={words.text}>
        {(id) => (
          <Input.TextArea
            id={id}
            rows={5}
            maxLength={4000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <Field label={words.outcome}>
        {(id) => (
          <Select<Outcome>
            id={id}
            value={outcome}
            onChange={setOutcome}
            options={Object.entries(outcomeWords).map(([value, label]) => ({
              value: value as Outcome,
              label,
            }))}
          />
        )}
      </Field>
      <Field label={words.reply}>
        {(id) => (
          <Input.TextArea
            id={id}
            rows={3}
            maxLength={4000}
            value={reply}
            onChange={(event) => setReply(event.target.value)}
          />
        )}
      </Field>
      <Button
        type="primary"
        disabled={opened.readOnly || source.trim() === '' || text.trim() === ''}
        onClick={() => void submit()}
      >
        {opinion ? words.updateOpinion : words.saveOpinion}
      </Button>
    </div>
  );
}
