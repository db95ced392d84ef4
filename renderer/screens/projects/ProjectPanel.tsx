import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { type ProjectStage, projectStages } from '../../../shared/domain/judgement.ts';
import { parseDecimal } from '../../../shared/text/decimal.ts';
import { Facts } from '../../components/facts/Facts.tsx';
import { DateField } from '../../components/field/DateField.tsx';
import { Field } from '../../components/field/Field.tsx';
import { useOpenPlan } from '../../frame/session.tsx';
import { useQuery } from '../../frame/use-query.ts';
import { useSave } from '../../frame/use-save.ts';
import { projectStageWords } from '../../words/judgement.ts';
import { formatFigure } from '../../words/numbers.ts';
import { dayWords } from '../../words/periods.ts';
import { progressWords as words } from '../../words/screen-projects.ts';
import {
  carryOn,
  knownRecords,
  type ProjectPlace,
  type ProjectRecordInput,
  type ProjectRecordView,
  sortRecords,
} from './project-records.ts';

export interface ProjectPanelProps {
  readonly place: ProjectPlace;
  readonly date: string;
}

/** One project: what the plan says, its next record, and every record before. */
export function ProjectPanel({ place, date }: ProjectPanelProps) {
  const { opened } = useOpenPlan();
  const { project } = place;
  const list = useQuery('projects/list-records', { plan: opened.plan, project: project.code });
  const records = list.value?.records;
  const years = [project.startYear, project.endYear].filter((year) => year !== undefined).join('—');
  return (
    <div className="card">
      <Facts
        facts={[
          [words.facts.box, place.box],
          [words.facts.category, project.category],
          [words.facts.location, project.location],
          [words.facts.years, years],
          [words.facts.lead, place.lead],
        ]}
      />
      {records && !opened.readOnly && (
        <RecordForm
          key={`${project.code}-${date}-${records.length}`}
          start={carryOn(knownRecords(records, date).get(project.code), project.code, date)}
        />
      )}
      {records && <RecordList records={sortRecords(records)} />}
    </div>
  );
}

function RecordList({ records }: { readonly records: readonly ProjectRecordView[] }) {
  return (
    <>
      <h3>{words.history}</h3>
      {records.length === 0 && <p className="quiet">{words.noRecords}</p>}
      <ul className="trace-list">
        {records.map((record) => (
          <li key={record.id} className="trace-line">
            <div className="trace-head">
              <span>{dayWords(record.date)}</span>
              <strong>{record.stage ? projectStageWords[record.stage] : ''}</strong>
            </div>
            {record.invested && <div>{words.investedLine(formatFigure(record.invested))}</div>}
            {record.problem && <div className="problem">{record.problem}</div>}
            {record.note && <div className="quiet">{record.note}</div>}
            {record.id < 0 && <div className="quiet">{words.fromReturn}</div>}
          </li>
        ))}
      </ul>
    </>
  );
}

const dayFields = ['plannedStart', 'actualStart', 'plannedEnd', 'actualEnd'] as const;

function RecordForm({ start }: { readonly start: ProjectRecordInput }) {
  const { opened, state } = useOpenPlan();
  const save = useSave();
  const [record, setRecord] = useState<ProjectRecordInput>(start);
  const [invested, setInvested] = useState(start.invested ?? '');
  const amount = invested.trim() === '' ? undefined : parseDecimal(invested.replaceAll(/[,，\s]/g, ''));
  const wrong = invested.trim() !== '' && (!amount || amount.isNegative());
  const set = (patch: Partial<ProjectRecordInput>) => setRecord((before) => ({ ...before, ...patch }));
  const submit = () => {
    const { invested: _before, ...rest } = record;
    const filled = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== ''));
    const records = [{ ...(filled as ProjectRecordInput), ...(amount && { invested: amount.toFixed() }) }];
    void save('projects/record', { plan: opened.plan, records, by: state.person }, words.onlyStored);
  };
  return (
    <>
      <h3>{words.record}</h3>
      <div className="form-column">
        <Field label={words.recordDate} inline>
          {(id) => <DateField id={id} value={record.date} onChange={(date) => set({ date })} />}
        </Field>
        <Field label={words.stage} inline>
          {(id) => (
            <Select<ProjectStage>
              id={id}
              className="wide"
              {...(record.stage && { value: record.stage })}
              onChange={(stage) => set({ stage })}
              options={projectStages.map((value) => ({ value, label: projectStageWords[value] }))}
            />
          )}
        </Field>
        <Field label={words.investedField} {...(wrong && { hint: words.investedWrong })}>
          {(id) => (
            <Input
              id={id}
              value={invested}
              status={wrong ? 'warning' : ''}
              onChange={(event) => setInvested(event.target.value)}
            />
          )}
        </Field>
        <div className="field-pairs">
          {dayFields.map((field) => (
            <Field key={field} label={words[field]}>
              {(id) => (
                <DateField
                  id={id}
                  optional
                  value={record[field] ?? ''}
                  onChange={(day) => set({ [field]: day })}
                />
              )}
            </Field>
          ))}
        </div>
        <Field label={words.problem}>
          {(id) => (
            <Input.TextArea
              id={id}
              rows={2}
              maxLength={2000}
              value={record.problem ?? ''}
              onChange={(event) => set({ problem: event.target.value })}
            />
          )}
        </Field>
        <Field label={words.note}>
          {(id) => (
            <Input.TextArea
              id={id}
              rows={2}
              maxLength={2000}
              value={record.note ?? ''}
              onChange={(event) => set({ note: event.target.value })}
            />
          )}
        </Field>
        <Button type="primary" disabled={wrong} onClick={submit}>
          {words.save}
        </Button>
      </div>
    </>
  );
}
