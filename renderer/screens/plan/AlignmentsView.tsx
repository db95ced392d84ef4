import { Checkbox } from 'antd';
import { useState } from 'react';
import type { MethodOutput } from '../../../shared/contract/index.ts';
import { StatusIcon } from '../../components/status/StatusIcon.tsx';
import { FailureNote } from '../../frame/failure.tsx';
import { printRoute } from '../../frame/route.ts';
import { useOpenPlan } from '../../frame/session.tsx';
import { useQuery } from '../../frame/use-query.ts';
import { alignmentWords as words } from '../../words/screen-plan-entry.ts';

type Alignment = MethodOutput<'plan/list-alignments'>['alignments'][number];

/** The same quantity at several places of the plan, each place with its text and how it is read. */
export function AlignmentsView() {
  const { opened } = useOpenPlan();
  const [onlyDiffer, setOnlyDiffer] = useState(false);
  const list = useQuery('plan/list-alignments', { plan: opened.plan });
  if (list.failure) return <FailureNote failure={list.failure} onRetry={list.reload} />;
  const all = list.value?.alignments;
  if (!all) return null;
  if (all.length === 0) return <div className="empty-note">{words.none}</div>;
  const differing = all.filter(({ agree }) => !agree);
  return (
    <>
      <div className="toolbar">
        <span>{words.count(all.length, differing.length)}</span>
        <span className="quiet">{words.hint}</span>
        <span className="toolbar-space" />
        <Checkbox checked={onlyDiffer} onChange={(event) => setOnlyDiffer(event.target.checked)}>
          {words.onlyDiffer}
        </Checkbox>
      </div>
      <section className="scroll-panel" aria-label={words.hint}>
        {(onlyDiffer ? differing : [...differing, ...all.filter(({ agree }) => agree)]).map((one) => (
          <AlignmentBlock key={one.places.map(({ indicator }) => indicator).join('/')} alignment={one} />
        ))}
      </section>
    </>
  );
}

function AlignmentBlock({ alignment }: { readonly alignment: Alignment }) {
  return (
    <div className="finding-group">
      <div className="finding-group-head">
        <h3>{alignment.name}</h3>
        <span>
          <StatusIcon kind={alignment.agree ? 'ok' : 'warning'} />{' '}
          {alignment.agree ? words.agree : words.differ}
        </span>
      </div>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{words.place}</th>
            <th scope="col">{words.text}</th>
            <th scope="col">{words.reading}</th>
          </tr>
        </thead>
        <tbody>
          {alignment.places.map((place) => (
            <tr key={place.indicator}>
              <td>
                <a href={printRoute('plan', ['indicator', place.indicator])}>{place.name}</a>{' '}
                <span className="quiet">{place.outline ?? words.noPlace}</span>
              </td>
              <td>{place.texts.join('；')}</td>
              <td>{place.readings.join('；')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
