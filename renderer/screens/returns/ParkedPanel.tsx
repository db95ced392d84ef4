import { Button, Select } from 'antd';
import { useState } from 'react';
import type { ReturnReport } from '../../../shared/contract/returns.ts';
import type { PlanIndex } from '../../api/plan-content.ts';
import { useOpenPlan } from '../../frame/session.tsx';

import { returnsWords as words } from '../../words/screen-returns.ts';
import { ReasonField } from './AcceptAll.tsx';
import { placeOf } from './place.ts';
import { type DecisionCall, useResolve } from './use-resolve.ts';

type Parked = ReturnReport['parked'][number];

export interface ParkedPanelProps {
  readonly id: number;
  readonly report: ReturnReport;
  readonly place: string | undefined;
  readonly onPlace: (place: string) => void;
}

/** Rows without an indicator: name the indicator (remembered for this sender), or leave them out. */
export function ParkedPanel({ id, report, place, onPlace }: ParkedPanelProps) {
  const resolve = useResolve();
  const [reason, setReason] = useState('');
  const open = report.parked.filter((row) => !row.settled && row.id !== undefined);
  const editable = report.state === 'staged';
  const setAside = (rows: readonly Parked[]) =>
    resolve(
      rows.map((row): DecisionCall => ({ kind: 'parked', id, parked: row.id!, as: 'set-aside' })),
      reason,
    );
  const match = (row: Parked, indicator: string) =>
    resolve([{ kind: 'parked', id, parked: row.id!, as: 'matched', indicator }], reason);
  return (
    <div className="scroll-panel">
      {editable && open.length > 0 && (
        <div className="parked-head">
          <ReasonField value={reason} onChange={setReason} />
          {open.length > 1 && (
            <Button size="small" onClick={() => void setAside(open)}>
              {words.forAll(words.actions['set-aside'], open.length)}
            </Button>
          )}
        </div>
      )}
      <ul className="parked-list">
        {report.parked.map((row) => (
          <ParkedLine
            key={`${row.sheet}!${row.cell}`}
            row={row}
            form={report.form?.code}
            chosen={placeOf(row) === place}
            editable={editable}
            onPlace={onPlace}
            onSetAside={() => void setAside([row])}
            onMatch={(indicator) => void match(row, indicator)}
          />
        ))}
      </ul>
    </div>
  );
}

/** What the form asks for, each indicator once. */
function listItems(content: PlanIndex, form: string | undefined) {
  const items = content.itemsByForm.get(form ?? '') ?? [];
  return [...new Map(items.map((item) => [item.indicator, item.label])).entries()];
}

interface ParkedLineProps {
  readonly row: Parked;
  readonly form: string | undefined;
  readonly chosen: boolean;
  readonly editable: boolean;
  readonly onPlace: (place: string) => void;
  readonly onSetAside: () => void;
  readonly onMatch: (indicator: string) => void;
}

function ParkedLine({ row, form, chosen, editable, onPlace, onSetAside, onMatch }: ParkedLineProps) {
  const { content } = useOpenPlan();
  const place = placeOf(row);
  const isRegister = content.formByCode.get(form ?? '')?.shape === 'register';
  const action = isRegister ? words.actions.matchedProject : words.actions.matched;
  const offered = isRegister
    ? content.projects.map(({ code, name }) => [code, name] as const)
    : listItems(content, form);
  return (
    <li className={chosen ? 'finding finding-chosen' : 'finding'}>
      <div className="finding-text">
        {place && (
          <button type="button" className="cell-link" onClick={() => onPlace(place)}>
            {place}
          </button>
        )}
        <strong>{row.raw}</strong>
        <span className="quiet">{words.why[row.why as keyof typeof words.why] ?? row.why}</span>
        {row.values.length > 0 && (
          <span>
            {words.parkedValues}：{row.values.map(({ raw }) => raw).join('，')}
          </span>
        )}
        {row.settled && (
          <span className="quiet">
            {words.settledLine(words.resolutions[row.settled], row.settledBy ?? '', row.reason ?? '')}
          </span>
        )}
      </div>
      {editable && !row.settled && (
        <div className="finding-actions">
          <Select
            size="small"
            showSearch={{ optionFilterProp: 'label' }}
            className="parked-select"
            aria-label={action}
            placeholder={action}
            popupMatchSelectWidth={false}
            options={offered.map(([value, label]) => ({ value, label: label.trim() }))}
            onChange={onMatch}
            value={null}
          />
          <Button size="small" onClick={onSetAside}>
            {words.actions['set-aside']}
          </Button>
        </div>
      )}
    </li>
  );
}
