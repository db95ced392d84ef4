import type { Indicator } from '../../api/plan-content.ts';
import { printRoute } from '../../frame/route.ts';
import { useOpenPlan } from '../../frame/session.tsx';
import { useQuery } from '../../frame/use-query.ts';
import { momentWords } from '../../words/moments.ts';
import { formatFigure } from '../../words/numbers.ts';
import { periodWords } from '../../words/periods.ts';
import { dataWords as words } from '../../words/screen-data.ts';

export interface CellVersionsProps {
  readonly indicator: Indicator;
  readonly unit: string;
  readonly period: string;
}

/** Every figure ever held for one cell, newest first: nothing is overwritten. */
export function CellVersions({ indicator, unit, period }: CellVersionsProps) {
  const { opened, content } = useOpenPlan();
  const held = useQuery('observations/list', {
    plan: opened.plan,
    indicators: [indicator.code],
    units: [unit],
  });
  if (!held.value) return null;
  const figures = held.value.figures.filter((figure) => figure.period === period);
  return (
    <div className="card">
      <div className="quiet">
        {content.unitByCode.get(unit)?.name ?? unit} · {periodWords(period)} · {indicator.unit}
      </div>
      <h3>{words.versions}</h3>
      {figures.length === 0 && <p className="quiet">{words.noVersions}</p>}
      <ul className="trace-list">
        {figures.map((figure) => (
          <li
            key={`${figure.series}-${figure.status}-${figure.recorded}-${figure.value}-${figure.returnId}`}
            className="trace-line"
          >
            <div className="trace-head">
              <span>
                {figure.series} {figure.status}
                {figure.series === indicator.official && <span className="quiet">（{words.official}）</span>}
              </span>
              <strong>{figure.value === null ? '—' : formatFigure(figure.value, indicator.decimals)}</strong>
            </div>
            <div className="quiet">
              {figure.recorded ? words.recorded(momentWords(figure.recorded)) : words.unknownTime}
              {figure.source && `，${figure.source}`}
            </div>
            {figure.returnId !== undefined && (
              <a href={printRoute('returns', [figure.returnId])}>{words.trace}</a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
