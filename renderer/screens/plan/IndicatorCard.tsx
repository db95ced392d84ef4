import { Tag } from 'antd';
import { targetColumns } from '../../../shared/domain/target.ts';
import type { Indicator, PlanIndex } from '../../api/plan-content.ts';
import { Facts } from '../../components/facts/Facts.tsx';
import { StatusIcon } from '../../components/status/StatusIcon.tsx';
import { planWords as words } from '../../words/screen-plan.ts';
import { readTarget } from './target-reading.ts';

/** What an indicator is and how its target texts are understood. */
export function IndicatorCard({
  indicator,
  content,
}: {
  readonly indicator: Indicator;
  readonly content: PlanIndex;
}) {
  const texts = content.targets.find((target) => target.indicator === indicator.code);
  const assignment = content.assignments.find(({ subject }) => subject === indicator.code);
  const assigned = content.assigned.filter((one) => one.indicator === indicator.code);
  const splits = content.splits.filter((one) => one.indicator === indicator.code);
  const nameOf = (code: string) => content.unitByCode.get(code)?.name ?? code;
  const columnNames = {
    base: words.base(content.header.baseYear),
    year: words.target(content.header.period[1]),
    total: words.total,
  };
  return (
    <div className="card">
      <Facts
        facts={[
          [words.unit, indicator.unit],
          [words.attribute, indicator.attribute],
          [words.measure, words.measures[indicator.measure]],
          [words.direction, words.directions[indicator.direction]],
          [words.official, indicator.official],
          [words.section, indicator.outline],
          [
            words.lead,
            assignment && nameOf(assignment.lead) + (assignment.proposed ? `（${words.proposed}）` : ''),
          ],
          [words.contributing, assignment?.contributing.map(nameOf).join('、')],
          [words.definition, indicator.definition],
        ]}
      />
      <h3>{words.reading}</h3>
      {targetColumns.map((column) => {
        const text = texts?.[column];
        if (!text) return null;
        const reading = readTarget(text, column, indicator);
        return (
          <div key={column} className="target-reading">
            <div className="quiet">{columnNames[column]}</div>
            <div>{text}</div>
            {reading.unread ? (
              <div>
                <StatusIcon kind="info" /> {words.unread}
              </div>
            ) : (
              <Tag>{reading.shown === '' ? words.noTarget : reading.shown}</Tag>
            )}
          </div>
        );
      })}
      {texts?.note && <p className="quiet">{texts.note}</p>}
      {assigned.length > 0 && (
        <YearTable
          title={words.assigned}
          rows={assigned.map(({ year, value, document }) => [year, value, document ?? ''])}
          last={words.document}
        />
      )}
      {splits.length > 0 && (
        <YearTable
          title={words.split}
          rows={splits.map(({ year, target, unit }) => [year, target, unit ? nameOf(unit) : ''])}
          last={words.unit}
        />
      )}
    </div>
  );
}

interface YearTableProps {
  readonly title: string;
  readonly rows: readonly (readonly [number, string, string])[];
  readonly last: string;
}

function YearTable({ title, rows, last }: YearTableProps) {
  return (
    <>
      <h3>{title}</h3>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{words.year}</th>
            <th scope="col">{words.value}</th>
            <th scope="col">{last}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([year, value, more]) => (
            <tr key={`${year}-${more}`}>
              <td>{year}</td>
              <td>{value}</td>
              <td>{more}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
