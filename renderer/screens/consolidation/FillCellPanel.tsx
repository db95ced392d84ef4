import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { MethodInput } from '../../../shared/contract/index.ts';
import { Field } from '../../components/field/Field.tsx';
import { useOpenPlan } from '../../frame/session.tsx';
import { fillWords as words } from '../../words/screen-entry.ts';

export type CellMeaning = MethodInput<'fill/remember-cells'>['cells'][number];

export interface FillCellPanelProps {
  /** The cell chosen in the list; absent: one that wasn't recognised, named by hand. */
  readonly cell?: Pick<CellMeaning, 'sheet' | 'cell' | 'indicator' | 'unit' | 'column'>;
  readonly sheets: readonly string[];
  readonly onSave: (meaning: CellMeaning) => void;
}

const columns = ['current', 'previous', 'growth'] as const;

/** What a cell of the template means: said once, used for every later period of the same template. */
export function FillCellPanel({ cell, sheets, onSave }: FillCellPanelProps) {
  const { content } = useOpenPlan();
  const { root } = content.header;
  const [sheet, setSheet] = useState(cell?.sheet ?? sheets[0] ?? '');
  const [address, setAddress] = useState(cell?.cell ?? '');
  const [indicator, setIndicator] = useState(cell?.indicator ?? undefined);
  const [unit, setUnit] = useState(cell?.unit ?? root);
  const [column, setColumn] = useState(cell?.column ?? 'current');
  const [measure, setMeasure] = useState('');
  const place = { sheet, cell: address.trim().toUpperCase(), column };
  const named = sheet !== '' && /^[A-Z]{1,3}[1-9]\d{0,6}$/.test(place.cell);
  return (
    <div className="form-column">
      <p className="quiet">{words.meaningHint}</p>
      <Field label={words.sheet}>
        {(id) => <Input id={id} value={sheet} onChange={(event) => setSheet(event.target.value)} />}
      </Field>
      <Field label={words.cell}>
        {(id) => <Input id={id} value={address} onChange={(event) => setAddress(event.target.value)} />}
      </Field>
      <Field label={words.indicator}>
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            value={indicator}
            onChange={setIndicator}
            options={content.indicators.map(({ code, name }) => ({ value: code, label: name }))}
          />
        )}
      </Field>
      <Field label={words.unit}>
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            value={unit}
            onChange={setUnit}
            options={content.units.map(({ code, name }) => ({ value: code, label: name }))}
          />
        )}
      </Field>
      <Field label={words.column}>
        {(id) => (
          <Select
            id={id}
            value={column}
            onChange={setColumn}
            options={columns.map((one) => ({ value: one, label: words.columns[one] }))}
          />
        )}
      </Field>
      <Field label={words.measure}>
        {(id) => (
          <Input
            id={id}
            value={measure}
            placeholder={content.indicatorByCode.get(indicator ?? '')?.unit}
            onChange={(event) => setMeasure(event.target.value)}
          />
        )}
      </Field>
      <Button
        type="primary"
        disabled={!named || indicator === undefined}
        onClick={() =>
          onSave({
            ...place,
            indicator: indicator ?? null,
            ...(unit !== root && { unit }),
            ...(measure.trim() && { measure: measure.trim() }),
          })
        }
      >
        {words.remember}
      </Button>
      <Button disabled={!named} onClick={() => onSave({ ...place, indicator: null })}>
        {words.leaveAlone}
      </Button>
    </div>
  );
}
