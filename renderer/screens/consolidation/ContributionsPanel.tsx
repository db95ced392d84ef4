import type { ChangeContribution } from '../../../shared/calc/consolidate/change-contributions.ts';
import { useOpenPlan } from '../../frame/session.tsx';
import { formatFigure } from '../../words/numbers.ts';
import { compareWords as words } from '../../words/screen-consolidation.ts';

export interface ContributionsPanelProps {
  readonly indicator: string;
  readonly contributions: readonly ChangeContribution[];
}

/** What each unit moved: its change, the points of growth it gave, its part of the whole change. */
export function ContributionsPanel({ indicator, contributions }: ContributionsPanelProps) {
  const { content } = useOpenPlan();
  const known = content.indicatorByCode.get(indicator);
  const ordered = [...contributions].sort((a, b) => Number(b.points) - Number(a.points));
  return (
    <div className="trace">
      <div className="trace-name">{known?.name ?? indicator}</div>
      {ordered.length === 0 ? (
        <p className="quiet">{words.noContributions}</p>
      ) : (
        <>
          <p className="quiet">{words.contributionsHint}</p>
          <table className="plain-table">
            <thead>
              <tr>
                {[words.unit, words.change, words.points, words.share].map((head, at) => (
                  <th key={head} scope="col" className={at === 0 ? undefined : 'number'}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {ordered.map((one) => (
                <tr key={one.unit}>
                  <td>{content.unitByCode.get(one.unit)?.name ?? one.unit}</td>
                  <td className="number">{formatFigure(one.change, known?.decimals)}</td>
                  <td className="number">{formatFigure(one.points, 2)}</td>
                  <td className="number">{one.share === null ? '—' : formatFigure(one.share, 1)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </div>
  );
}
