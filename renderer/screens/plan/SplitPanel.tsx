import { App, Button, Radio } from 'antd';
import { useState } from 'react';
import { StatusIcon } from '../../components/status/StatusIcon.tsx';
import { FailureNote } from '../../frame/failure.tsx';
import { useOpenPlan } from '../../frame/session.tsx';
import { useQuery } from '../../frame/use-query.ts';
import { splitWords as words } from '../../words/screen-plan-entry.ts';
import { planYears, splitEdits, splitsOfUnit } from './split-edits.ts';
import { usePackEdits } from './use-pack-edits.ts';

type Shape = keyof typeof words.shapes;
const shapes = Object.keys(words.shapes) as Shape[];

/** What a split would be in a shape, beside what is stored; taken over only when a person says so. */
export function SplitPanel({ indicator }: { readonly indicator: string }) {
  const { opened, content, state } = useOpenPlan();
  const { message } = App.useApp();
  const store = usePackEdits();
  const [shape, setShape] = useState<Shape>('equal-steps');
  const proposal = useQuery('plan/propose-split', { plan: opened.plan, indicator, shape });
  const years = planYears(content);
  const stored = splitsOfUnit(content, state.unit).get(indicator);
  const proposed = new Map(proposal.value?.years.map(({ year, target }) => [year, target]));
  const name = content.indicatorByCode.get(indicator)?.name ?? indicator;
  const isRoot = state.unit === content.header.root;
  const put = async (wanted: ReadonlyMap<number, string>, told: string) => {
    const edits = splitEdits(content, indicator, state.unit, wanted);
    if (edits.length > 0 && (await store(edits))) void message.success(told);
  };
  const notDivisible = proposal.failure?.details.reason === 'target-not-divisible';
  return (
    <div className="form-column">
      <strong>{words.shapeTitle}</strong>
      <Radio.Group
        aria-label={words.shapeTitle}
        value={shape}
        onChange={(event) => setShape(event.target.value as Shape)}
        options={shapes.map((value) => ({ value, label: words.shapes[value] }))}
      />
      {notDivisible && <p className="quiet">{words.notDivisible}</p>}
      {proposal.failure && !notDivisible && (
        <FailureNote failure={proposal.failure} onRetry={proposal.reload} />
      )}
      {proposal.value && (
        <p>
          <StatusIcon kind={proposal.value.closes && !proposal.value.backLoaded ? 'ok' : 'warning'} />{' '}
          {[proposal.value.closes ? words.closed : words.open, proposal.value.backLoaded && words.backLoaded]
            .filter(Boolean)
            .join('，')}
        </p>
      )}
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{words.years}</th>
            <th scope="col" className="number">
              {words.proposed}
            </th>
            <th scope="col" className="number">
              {words.stored}
            </th>
          </tr>
        </thead>
        <tbody>
          {years.map((year) => (
            <tr key={year}>
              <td>{words.year(year)}</td>
              <td className="number">{proposed.get(year) ?? ''}</td>
              <td className="number">{stored?.get(year) ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {!opened.readOnly && (
        <div className="field-row">
          <Button
            type="primary"
            disabled={!proposal.value || !isRoot}
            onClick={() => void put(proposed, words.adopted(name))}
          >
            {words.adopt}
          </Button>
          <Button
            disabled={!stored}
            onClick={() => void put(new Map(years.map((year) => [year, ''])), words.cleared)}
          >
            {words.clear}
          </Button>
        </div>
      )}
    </div>
  );
}
