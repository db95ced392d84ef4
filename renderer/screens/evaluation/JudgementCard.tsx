import { App, Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { Judgement } from '../../../shared/domain/judgement.ts';
import type { Observation } from '../../../shared/domain/plan.ts';
import { failureOf } from '../../api/client.ts';
import type { Indicator } from '../../api/plan-content.ts';
import { Facts } from '../../components/facts/Facts.tsx';
import { Field } from '../../components/field/Field.tsx';
import { StatusIcon } from '../../components/status/StatusIcon.tsx';
import { showFailure } from '../../frame/failure.tsx';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { useQuery } from '../../frame/use-query.ts';
import {
  baseWords,
  cautionWords,
  completionWords,
  describeReason,
  methodWords,
} from '../../words/judgement.ts';
import { formatFigure } from '../../words/numbers.ts';
import { periodWords } from '../../words/periods.ts';
import { evaluationWords as words } from '../../words/screen-evaluation.ts';
import { formatShare } from '../../words/shares.ts';
import { BreakForm } from './BreakForm.tsx';
import { CommitmentForm } from './CommitmentForm.tsx';
import { JudgementPath } from './JudgementPath.tsx';

export interface JudgementCardProps {
  readonly judgement: Judgement;
  readonly indicator: Indicator;
  readonly date: string;
  /** '' = as known now. */
  readonly asOf: string;
}

/** 方法卡: verdict, formula, figures with their sources, thresholds, and where a person may decide otherwise. */
export function JudgementCard({ judgement, indicator, date, asOf }: JudgementCardProps) {
  const { card } = judgement;
  const method = methodWords[judgement.method];
  return (
    <div className="card">
      <div className="trace-value">{judgement.override?.verdict ?? judgement.verdict}</div>
      {judgement.override && (
        <p className="quiet">
          {words.overrideLine(
            judgement.override.verdict,
            judgement.override.by,
            judgement.override.date,
            judgement.override.reason,
          )}
        </p>
      )}
      {judgement.reason && (
        <p>
          <StatusIcon kind="info" /> {describeReason(judgement.reason, judgement.reasonDetails)}
        </p>
      )}
      <Cautions judgement={judgement} />
      <JudgementPath judgement={judgement} indicator={indicator} date={date} asOf={asOf} />
      <h3>{words.card}</h3>
      <Facts
        facts={[
          [words.formula, `${method.name}：${method.formula}`],
          [words.dataDate, card.dataDate],
          [words.scheduleColumn, card.schedule && formatShare(card.schedule)],
          [completionWords.linear, judgement.completionLinear && formatShare(judgement.completionLinear)],
          [
            completionWords.compound,
            judgement.completionCompound && formatShare(judgement.completionCompound),
          ],
          [completionWords.shareOfTarget, judgement.shareOfTarget && formatShare(judgement.shareOfTarget)],
          [
            words.thresholds,
            words.thresholdLine(formatShare(card.thresholds.ahead), formatShare(card.thresholds.onSchedule)),
          ],
          [words.baseChoice, card.baseChoice.used && baseWords[card.baseChoice.used]],
          [words.definition, card.definition],
          [words.priceBasis, card.priceBasis],
          [words.official, card.official],
          [words.document, card.document],
          [words.breaks, card.breaks.map(({ period, note }) => `${periodWords(period)} ${note}`).join('；')],
        ]}
      />
      <h3>{words.inputs}</h3>
      <Inputs inputs={card.inputs} indicator={indicator} />
      {judgement.parts.length > 1 && (
        <>
          <h3>{words.parts}</h3>
          <ul className="trace-list">
            {judgement.parts.map((part) => (
              <li key={`${part.column}-${part.text}`} className="trace-line">
                <div className="trace-head">
                  <span>{part.text}</span>
                  <strong>{part.verdict}</strong>
                </div>
                {!part.decides && <div className="quiet">{cautionWords.restated}</div>}
              </li>
            ))}
          </ul>
        </>
      )}
      <CommitmentForm
        key={`record-${judgement.indicator}-${judgement.card.document}`}
        judgement={judgement}
        date={date}
      />
      <OverrideForm key={judgement.indicator} judgement={judgement} date={date} />
      <CauseForm key={`cause-${judgement.indicator}`} indicator={indicator.code} />
      <BreakForm key={`break-${judgement.indicator}`} indicator={indicator.code} />
    </div>
  );
}

function Cautions({ judgement }: { readonly judgement: Judgement }) {
  const lines = [
    judgement.estimated && cautionWords.estimated,
    judgement.stale && cautionWords.stale,
    judgement.backLoaded && cautionWords.backLoaded,
    judgement.everMet && cautionWords.everMet(periodWords(judgement.everMet)),
  ].filter((line): line is string => typeof line === 'string');
  return lines.map((line) => (
    <p key={line} className="trace-missing">
      <StatusIcon kind="warning" /> {line}
    </p>
  ));
}

function Inputs({
  inputs,
  indicator,
}: {
  readonly inputs: readonly Observation[];
  readonly indicator: Indicator;
}) {
  if (inputs.length === 0) return <p className="quiet">{words.noInputs}</p>;
  return (
    <ul className="trace-list">
      {inputs.map((one) => (
        <li key={`${one.indicator}-${one.unit}-${one.period}-${one.series}`} className="trace-line">
          <div className="trace-head">
            <span>{periodWords(one.period)}</span>
            <strong>{one.value === null ? '—' : formatFigure(one.value, indicator.decimals)}</strong>
          </div>
          <div className="quiet">{[one.series, one.status, one.source].filter(Boolean).join(' ')}</div>
        </li>
      ))}
    </ul>
  );
}

function OverrideForm({ judgement, date }: { readonly judgement: Judgement; readonly date: string }) {
  const session = useSession();
  const { opened, state } = useOpenPlan();
  const { message, notification } = App.useApp();
  const [verdict, setVerdict] = useState<string>();
  const [reason, setReason] = useState('');
  const save = async () => {
    if (!verdict) return;
    try {
      await session.command('evaluation/override', {
        plan: opened.plan,
        indicator: judgement.indicator,
        date,
        verdict,
        reason: reason.trim(),
        by: state.person,
      });
      void message.success(words.saved);
    } catch (error) {
      showFailure(notification, failureOf(error));
    }
  };
  return (
    <>
      <h3>{words.override}</h3>
      <div className="form-column">
        <Field label={words.overrideTo}>
          {(id) => (
            <Select
              id={id}
              {...(verdict && { value: verdict })}
              onChange={setVerdict}
              options={words.verdicts.map((value) => ({ value, label: value }))}
            />
          )}
        </Field>
        <Field label={words.reason} hint={words.reasonNeeded}>
          {(id) => (
            <Input.TextArea
              id={id}
              rows={2}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <Button disabled={!verdict || reason.trim() === ''} onClick={() => void save()}>
          {words.save}
        </Button>
      </div>
    </>
  );
}

function CauseForm({ indicator }: { readonly indicator: string }) {
  const { opened } = useOpenPlan();
  const causes = useQuery('evaluation/list-causes', { plan: opened.plan });
  if (!causes.value) return null;
  const known = causes.value.causes.find((one) => one.indicator === indicator);
  return <CauseFields indicator={indicator} cause={known?.cause ?? ''} measure={known?.measure ?? ''} />;
}

interface CauseFieldsProps {
  readonly indicator: string;
  readonly cause: string;
  readonly measure: string;
}

function CauseFields(before: CauseFieldsProps) {
  const session = useSession();
  const { opened, state } = useOpenPlan();
  const { message, notification } = App.useApp();
  const [cause, setCause] = useState(before.cause);
  const [measure, setMeasure] = useState(before.measure);
  const save = async () => {
    try {
      await session.command('evaluation/set-cause', {
        plan: opened.plan,
        indicator: before.indicator,
        cause,
        measure,
        by: state.person,
      });
      void message.success(words.saved);
    } catch (error) {
      showFailure(notification, failureOf(error));
    }
  };
  return (
    <>
      <h3>{words.causeTitle}</h3>
      <div className="form-column">
        <Field label={words.cause}>
          {(id) => (
            <Input.TextArea
              id={id}
              rows={2}
              value={cause}
              onChange={(event) => setCause(event.target.value)}
            />
          )}
        </Field>
        <Field label={words.measure}>
          {(id) => (
            <Input.TextArea
              id={id}
              rows={2}
              value={measure}
              onChange={(event) => setMeasure(event.target.value)}
            />
          )}
        </Field>
        <Button disabled={cause === before.cause && measure === before.measure} onClick={() => void save()}>
          {words.save}
        </Button>
      </div>
    </>
  );
}
