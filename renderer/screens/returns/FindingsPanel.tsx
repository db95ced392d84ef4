import { Button, Input, Popover } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ReturnReport } from '../../../shared/contract/returns.ts';
import type { FindingView } from '../../../shared/contract/values.ts';
import type { FindingCode } from '../../../shared/domain/finding.ts';
import { readNumberEntry } from '../../components/grid/entry.ts';
import { StatusIcon } from '../../components/status/StatusIcon.tsx';
import { useOpenPlan } from '../../frame/session.tsx';
import { findingSentence, severityWords } from '../../words/findings.ts';
import { findingNames, severityLevels, returnsWords as words } from '../../words/screen-returns.ts';
import { ReasonField } from './AcceptAll.tsx';
import { isOpen, placeOf } from './place.ts';
import { type DecisionCall, useResolve } from './use-resolve.ts';

type Resolution = 'repaired' | 'as-is' | 'explained';

/** What may be decided about a finding of a severity; the first is the usual one. */
const choices: Readonly<Record<string, readonly Resolution[]>> = {
  repair: ['repaired', 'as-is'],
  query: ['explained'],
  error: ['as-is'],
};

export interface FindingsPanelProps {
  readonly id: number;
  readonly report: ReturnReport;
  readonly place: string | undefined;
  readonly onPlace: (place: string) => void;
}

/** Findings by kind: one decision for a whole kind, or one by one. */
export function FindingsPanel({ id, report, place, onPlace }: FindingsPanelProps) {
  const resolve = useResolve();
  const [reason, setReason] = useState('');
  const shown = report.findings.filter((finding) => finding.severity !== 'parked');
  const groups = groupFindings(shown);
  const decide = (findings: readonly FindingView[], as: Resolution, value?: string) => {
    const decisions = findings.map(
      (finding): DecisionCall => ({
        kind: 'finding',
        id,
        finding: finding.id,
        as,
        ...(value !== undefined && { value }),
      }),
    );
    void resolve(decisions, reason);
  };
  if (shown.length === 0) return <p className="empty-note">{words.noFindings}</p>;
  const editable = report.state === 'staged';
  return (
    <div className="scroll-panel">
      {editable && shown.some(isOpen) && <ReasonField value={reason} onChange={setReason} />}
      {groups.map(([code, findings]) => (
        <FindingGroup key={code} code={code} findings={findings} editable={editable} onDecide={decide}>
          {findings.map((finding) => (
            <FindingLine
              key={finding.id}
              finding={finding}
              chosen={placeOf(finding) !== undefined && placeOf(finding) === place}
              editable={editable}
              onPlace={onPlace}
              onDecide={decide}
              onReason={setReason}
            />
          ))}
        </FindingGroup>
      ))}
    </div>
  );
}

const order = ['refused', 'error', 'repair', 'query', 'parked', 'note'];

function groupFindings(findings: readonly FindingView[]): [FindingCode, FindingView[]][] {
  const groups = new Map<string, FindingView[]>();
  for (const finding of findings) groups.set(finding.code, [...(groups.get(finding.code) ?? []), finding]);
  const weight = (group: FindingView[]) => (group.some(isOpen) ? 0 : 10) + order.indexOf(group[0]!.severity);
  return [...groups].sort((a, b) => weight(a[1]) - weight(b[1])) as [FindingCode, FindingView[]][];
}

type Decide = (findings: readonly FindingView[], as: Resolution, value?: string) => void;

interface FindingGroupProps {
  readonly code: FindingCode;
  readonly findings: readonly FindingView[];
  readonly editable: boolean;
  readonly onDecide: Decide;
  readonly children: ReactNode;
}

function FindingGroup({ code, findings, editable, onDecide, children }: FindingGroupProps) {
  const open = findings.filter(isOpen);
  const severity = findings[0]!.severity;
  return (
    <section className="finding-group">
      <header className="finding-group-head">
        <StatusIcon kind={open.length > 0 ? severityLevels[severity] : 'ok'} />
        <h3>{words.group(findingNames[code] ?? code, findings.length)}</h3>
        <span className="quiet">
          {open.length > 0
            ? severityWords[severity]
            : severity === 'note'
              ? severityWords.note
              : words.settled}
        </span>
        <span className="toolbar-space" />
        {editable &&
          open.length > 1 &&
          choices[severity]?.map((as) => (
            <Button key={as} size="small" onClick={() => onDecide(open, as)}>
              {words.forAll(words.actions[as], open.length)}
            </Button>
          ))}
      </header>
      <ul>{children}</ul>
    </section>
  );
}

interface FindingLineProps {
  readonly finding: FindingView;
  readonly chosen: boolean;
  readonly editable: boolean;
  readonly onPlace: (place: string) => void;
  readonly onDecide: Decide;
  /** Takes a text over as the reason of the next decision. */
  readonly onReason: (reason: string) => void;
}

function FindingLine({ finding, chosen, editable, onPlace, onDecide, onReason }: FindingLineProps) {
  const { content } = useOpenPlan();
  const line = useRef<HTMLLIElement>(null);
  const place = placeOf(finding);
  const indicator = content.indicatorByCode.get(finding.indicator ?? '');
  useEffect(() => {
    if (chosen) line.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <li
      ref={line}
      className={chosen ? 'finding finding-chosen' : 'finding'}
      aria-current={chosen || undefined}
    >
      <div className="finding-text">
        {place && (
          <button type="button" className="cell-link" onClick={() => onPlace(place)}>
            {place}
          </button>
        )}
        {indicator && <strong>{words.withUnit(indicator.name, indicator.unit)}</strong>}
        <span>{findingSentence(finding)}</span>
        {finding.lastReason && (
          <span className="quiet">
            {words.lastReason(finding.lastReason)}
            {editable && isOpen(finding) && (
              <button type="button" className="cell-link" onClick={() => onReason(finding.lastReason!)}>
                {words.useLastReason}
              </button>
            )}
          </span>
        )}
        {finding.resolution && (
          <span className="quiet">
            {words.settledLine(
              words.resolutions[finding.resolution],
              finding.resolvedBy ?? '',
              finding.reason ?? '',
            )}
          </span>
        )}
        {finding.emptyReason && (
          <span>
            <StatusIcon kind="warning" /> {words.emptyReason}
          </span>
        )}
      </div>
      {editable && isOpen(finding) && (
        <FindingActions finding={finding} measure={indicator?.unit} onDecide={onDecide} />
      )}
    </li>
  );
}

interface FindingActionsProps {
  readonly finding: FindingView;
  /** Unit in which figures are kept, which need not be the one the sheet is written in. */
  readonly measure: string | undefined;
  readonly onDecide: Decide;
}

function FindingActions({ finding, measure, onDecide }: FindingActionsProps) {
  const proposed = finding.severity === 'error' && typeof finding.details?.proposed === 'string';
  const actions = proposed ? (['repaired', 'as-is'] as const) : (choices[finding.severity] ?? []);
  const correctable =
    finding.cell !== undefined && (finding.severity === 'error' || finding.severity === 'query');
  return (
    <div className="finding-actions">
      {actions.map((as) => (
        <Button key={as} size="small" onClick={() => onDecide([finding], as)}>
          {words.actions[as]}
        </Button>
      ))}
      {correctable && (
        <CorrectButton measure={measure} onCorrect={(value) => onDecide([finding], 'repaired', value)} />
      )}
    </div>
  );
}

function CorrectButton({
  measure,
  onCorrect,
}: {
  readonly measure: string | undefined;
  readonly onCorrect: (value: string) => void;
}) {
  const [text, setText] = useState('');
  const entry = readNumberEntry(text);
  const ready = entry.ok && entry.text !== '';
  const send = () => entry.ok && entry.text !== '' && onCorrect(entry.text);
  return (
    <Popover
      trigger="click"
      content={
        <div className="field-row">
          <Input
            value={text}
            inputMode="decimal"
            aria-label={words.withUnit(words.correctTo, measure)}
            {...(measure && { suffix: measure })}
            status={text !== '' && !entry.ok ? 'error' : ''}
            onChange={(event) => setText(event.target.value)}
            onPressEnter={send}
          />
          <Button type="primary" disabled={!ready} onClick={send}>
            {words.confirm}
          </Button>
        </div>
      }
    >
      <Button size="small">{words.correctTo}</Button>
    </Popover>
  );
}
