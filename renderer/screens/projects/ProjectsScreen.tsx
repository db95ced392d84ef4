import { Segmented, Select } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { ProjectLight } from '../../../shared/domain/judgement.ts';
import { periodEndDate, requirePeriod } from '../../../shared/text/period.ts';
import { DateField } from '../../components/field/DateField.tsx';
import { FailureNote } from '../../frame/failure.tsx';
import { ListingButton } from '../../frame/ListingButton.tsx';
import { PrintButton } from '../../frame/PrintButton.tsx';
import { useRoute } from '../../frame/route.ts';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { useQuery } from '../../frame/use-query.ts';
import { lightWords } from '../../words/judgement.ts';
import { projectsWords } from '../../words/screen-plan.ts';
import { progressWords as words } from '../../words/screen-projects.ts';
import './projects.css';
import { ProjectGrid } from './ProjectGrid.tsx';
import { ProjectGroups } from './ProjectGroups.tsx';
import { ProjectPanel } from './ProjectPanel.tsx';
import { ProjectProblems } from './ProjectProblems.tsx';
import { knownRecords, placeProjects, sortRecords } from './project-records.ts';

type View = keyof typeof words.views;
const lights: readonly ProjectLight[] = ['red', 'yellow', 'green', 'none'];

/** What a filter keeps; `all` keeps everything, '' keeps what belongs to nothing. */
const all = '*';

/** 项目: the register with lights on a day; `#/projects/X4-1-01` leads to a project. */
export function ProjectsScreen() {
  const { opened, content, state } = useOpenPlan();
  const session = useSession();
  const { parts } = useRoute();
  const [view, setView] = useState<View>('list');
  const periodEnd = periodEndDate(requirePeriod(state.period));
  const [date, setDate] = useState(periodEnd);
  // Another period in the top bar is another day to judge at.
  useEffect(() => setDate(periodEnd), [periodEnd]);
  const [box, setBox] = useState(all);
  const [lead, setLead] = useState(all);
  const [light, setLight] = useState<string>(all);
  const evaluation = useQuery('evaluation/get', { plan: opened.plan, date });
  const list = useQuery('projects/list-records', { plan: opened.plan });
  const places = useMemo(() => placeProjects(content), [content]);
  const judgements = useMemo(
    () => new Map(evaluation.value?.projects.map((one) => [one.project, one])),
    [evaluation.value],
  );
  const records = useMemo(
    () => sortRecords(list.value?.records ?? []).filter((one) => one.date <= date),
    [list.value, date],
  );
  const known = useMemo(() => knownRecords(records, date), [records, date]);
  const inPlace = useMemo(
    () =>
      [...places].flatMap(([code, place]) =>
        (box === all || place.box === box) && (lead === all || place.lead === lead) ? [code] : [],
      ),
    [places, box, lead],
  );
  const lightOf = (code: string) => judgements.get(code)?.light ?? 'none';
  // biome-ignore lint/correctness/useExhaustiveDependencies: lights come from the judgements
  const rows = useMemo(
    () => (light === all ? inPlace : inPlace.filter((code) => lightOf(code) === light)),
    [inPlace, light, judgements],
  );
  const inspect = (code: string) => {
    const place = places.get(code);
    if (place) session.inspect(place.project.name, <ProjectPanel key={code} place={place} date={date} />);
  };
  const options = (field: 'box' | 'lead', everything: string, nothing: string) => [
    { value: all, label: everything },
    ...[...new Set([...places.values()].map((place) => place[field]))]
      .sort((a, b) => a.localeCompare(b, 'zh-CN', { numeric: true }))
      .map((value) => ({ value, label: value || nothing })),
  ];
  const failed = [evaluation, list].find(({ failure }) => failure);
  return (
    <div className="screen">
      <div className="toolbar">
        <Segmented<View>
          value={view}
          onChange={setView}
          options={(Object.keys(words.views) as View[]).map((value) => ({
            value,
            label: words.views[value],
          }))}
        />
        <DateField label={words.date} hint={words.dateHint} value={date} onChange={setDate} />
        <Select
          aria-label={projectsWords.box}
          value={box}
          onChange={setBox}
          className="project-filter"
          popupMatchSelectWidth={false}
          options={options('box', projectsWords.allBoxes, words.noBox)}
        />
        <Select
          aria-label={projectsWords.lead}
          value={lead}
          onChange={setLead}
          className="project-filter"
          popupMatchSelectWidth={false}
          options={options('lead', words.allLeads, words.noLead)}
        />
        <span className="toolbar-space" />
        <ListingButton kind="projects" date={date} />
        <PrintButton disabled={view !== 'list'} />
      </div>
      {failed?.failure && <FailureNote failure={failed.failure} onRetry={failed.reload} />}
      {view !== 'problems' && (
        <Segmented
          className="verdict-counts"
          size="small"
          value={light}
          onChange={setLight}
          options={[
            { value: all, label: words.allLights(inPlace.length) },
            ...lights.map((one) => ({
              value: one as string,
              label: words.lightCount(
                lightWords[one],
                inPlace.filter((code) => lightOf(code) === one).length,
              ),
            })),
          ]}
        />
      )}
      {view === 'list' && (
        <ProjectGrid
          rows={rows}
          places={places}
          judgements={judgements}
          known={known}
          date={date}
          goTo={parts[0]}
          onActive={inspect}
        />
      )}
      {(view === 'box' || view === 'lead') && (
        <ProjectGroups
          key={view}
          rows={rows}
          by={view}
          places={places}
          judgements={judgements}
          onOpen={(group) => {
            (view === 'box' ? setBox : setLead)(group);
            setView('list');
          }}
        />
      )}
      {view === 'problems' && (
        <ProjectProblems
          records={records.filter(({ project }) => inPlace.includes(project))}
          places={places}
          onActive={inspect}
        />
      )}
    </div>
  );
}
