import { Progress } from 'antd';
import type { MethodOutput } from '../../../shared/contract/index.ts';
import { attributes } from '../../../shared/domain/plan.ts';
import { periodEndDate, requirePeriod } from '../../../shared/text/period.ts';
import type { Form } from '../../api/plan-content.ts';
import { StatusIcon } from '../../components/status/StatusIcon.tsx';
import { FailureNote } from '../../frame/failure.tsx';
import { periodForType } from '../../frame/periods.ts';
import { printRoute } from '../../frame/route.ts';
import { useOpenPlan } from '../../frame/session.tsx';
import { TakeIn } from '../../frame/TakeIn.tsx';
import { useQuery } from '../../frame/use-query.ts';
import { changeLine } from '../../words/history.ts';
import { momentWords } from '../../words/moments.ts';
import { periodWords } from '../../words/periods.ts';
import { deskWords as words } from '../../words/screen-desk.ts';
import { formatShare } from '../../words/shares.ts';
import { DemoGuide } from './DemoGuide.tsx';

const listedDecisions = 8;
const listedChanges = 6;

/** 工作台: what must I do now? Every number leads to where it is settled. */
export function DeskScreen() {
  return (
    <div className="screen screen-scroll">
      <DemoGuide />
      <TakeIn large />
      <ScheduleLine />
      <div className="desk-columns">
        <FormsTable />
        <Decisions />
        <Lagging />
        <Changes />
      </div>
    </div>
  );
}

/** Share of the plan period elapsed at the end of the chosen period. */
function ScheduleLine() {
  const { content, state } = useOpenPlan();
  const [first, last] = content.header.period;
  const elapsed = requirePeriod(state.period).lastMonth + 1 - first * 12;
  const share = Math.max(0, Math.min(100, (elapsed / ((last - first + 1) * 12)) * 100));
  const text = share.toFixed(0);
  return (
    <div className="desk-schedule">
      <span>{words.schedule(text)}</span>
      <Progress
        percent={share}
        status="normal"
        showInfo={false}
        size="small"
        aria-label={words.scheduleName}
      />
      <span className="quiet">
        {first}—{last}
      </span>
    </div>
  );
}

function FormsTable() {
  const { content, state } = useOpenPlan();
  return (
    <section className="desk-section desk-wide">
      <h2>{words.forms(periodWords(state.period))}</h2>
      {content.forms.length === 0 ? (
        <p className="quiet">{words.noForms}</p>
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{words.form}</th>
              <th scope="col">{words.due}</th>
              {(['senders', 'accepted', 'staged', 'refused', 'notSent', 'late'] as const).map((id) => (
                <th key={id} scope="col" className="number">
                  {words[id]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {content.forms.map((form) => (
              <FormLine key={form.code} form={form} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function FormLine({ form }: { readonly form: Form }) {
  const { opened, state } = useOpenPlan();
  const period = periodForType(state.period, form.period);
  const status = useQuery('returns/status', { plan: opened.plan, form: form.code, period });
  const summary = status.value?.summary;
  const received = printRoute('returns', [], { form: form.code });
  const senders = printRoute('returns', [], { form: form.code, view: 'senders' });
  const count = (value: number | undefined, address: string, level?: 'warning' | 'error') => (
    <td className="number">
      {value === undefined ? (
        ''
      ) : value === 0 ? (
        <span className="quiet">0</span>
      ) : (
        <a href={address}>
          {level && <StatusIcon kind={level} />} {value}
        </a>
      )}
    </td>
  );
  return (
    <tr>
      <th scope="row">
        <a href={printRoute('consolidation', [form.code])}>{form.title}</a>
        <div className="quiet">{periodWords(period)}</div>
        {status.failure && <FailureNote failure={status.failure} onRetry={status.reload} />}
      </th>
      <td>{status.value ? (status.value.due ?? words.noDue) : ''}</td>
      {count(summary?.senders, senders)}
      {count(summary?.accepted, printRoute('consolidation', [form.code]))}
      {count(summary?.staged, received, 'warning')}
      {count(summary?.refused, received, 'error')}
      {count(summary?.notSent, senders)}
      {count(summary?.overdue, senders, 'warning')}
    </tr>
  );
}

type ReturnRow = MethodOutput<'returns/list'>['returns'][number];

function Decisions() {
  const { opened, content } = useOpenPlan();
  const list = useQuery('returns/list', { plan: opened.plan });
  const waiting = (list.value?.returns ?? []).filter((row) => row.state === 'staged').reverse();
  const nameOf = (row: ReturnRow) => content.unitByCode.get(row.sender ?? '')?.name ?? row.file ?? '';
  return (
    <section className="desk-section">
      <h2>{words.decisions}</h2>
      {list.failure && <FailureNote failure={list.failure} onRetry={list.reload} />}
      {list.value && waiting.length === 0 && <p className="quiet">{words.noDecisions}</p>}
      <ul className="plain-list">
        {waiting.slice(0, listedDecisions).map((row) => (
          <li key={row.id}>
            <a href={printRoute('returns', [row.id])}>
              <span>{nameOf(row)}</span>
              <span className="quiet">{row.period ? periodWords(row.period) : ''}</span>
            </a>
            <span className="desk-open">
              {row.open.errors > 0 && <StatusIcon kind="error" />}
              {words.decisionLine(row.open.errors, row.open.repairs, row.open.queries, row.open.parked)}
            </span>
          </li>
        ))}
      </ul>
      {waiting.length > listedDecisions && (
        <a href={printRoute('returns')}>{words.more(waiting.length - listedDecisions)}</a>
      )}
    </section>
  );
}

/** Binding indicators that lag at the end of the chosen period. */
function Lagging() {
  const { opened, content, state } = useOpenPlan();
  const date = periodEndDate(requirePeriod(state.period));
  const evaluation = useQuery('evaluation/get', { plan: opened.plan, date });
  const binding = (evaluation.value?.indicators ?? []).filter(
    ({ indicator }) => content.indicatorByCode.get(indicator)?.attribute === attributes[0],
  );
  const lagging = binding.filter(({ light, override }) => light !== 'none' && !override);
  return (
    <section className="desk-section">
      <h2>{words.lagging(date)}</h2>
      {evaluation.failure && <FailureNote failure={evaluation.failure} onRetry={evaluation.reload} />}
      {evaluation.value && lagging.length === 0 && <p className="quiet">{words.noLagging(binding.length)}</p>}
      <ul className="plain-list">
        {lagging.map((judgement) => (
          <li key={judgement.indicator}>
            <a href={printRoute('evaluation', [judgement.indicator])}>
              {content.indicatorByCode.get(judgement.indicator)?.name ?? judgement.indicator}
            </a>
            <span className="desk-open">
              <StatusIcon kind={judgement.light === 'red' ? 'error' : 'warning'} /> {judgement.verdict}
              {judgement.completion !== null && judgement.schedule !== null && (
                <span className="quiet">
                  {words.against(
                    judgement.completion.startsWith('-') ? undefined : formatShare(judgement.completion),
                    formatShare(judgement.schedule),
                  )}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Changes() {
  const { opened } = useOpenPlan();
  const history = useQuery('history/list', { plan: opened.plan, limit: listedChanges });
  const changes = history.value?.changes ?? [];
  return (
    <section className="desk-section">
      <h2>{words.changes}</h2>
      {history.failure && <FailureNote failure={history.failure} onRetry={history.reload} />}
      {history.value && changes.length === 0 && <p className="quiet">{words.noChanges}</p>}
      <ul className="plain-list">
        {changes.map((change) => (
          <li key={change.id}>
            <span className={change.undoneBy === null ? '' : 'undone'}>
              {changeLine(change.method, change.summary)}
            </span>
            <span className="quiet">
              {change.by ?? ''} {momentWords(change.at)}
            </span>
          </li>
        ))}
      </ul>
      {changes.length > 0 && <a href={printRoute('history')}>{words.allChanges}</a>}
    </section>
  );
}
