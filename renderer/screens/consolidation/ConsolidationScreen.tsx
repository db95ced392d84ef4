import { Button, Checkbox, Select } from 'antd';
import { useMemo } from 'react';
import { FailureNote } from '../../frame/failure.tsx';
import { periodForType } from '../../frame/periods.ts';
import { go, printRoute, useRoute } from '../../frame/route.ts';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { useQuery } from '../../frame/use-query.ts';
import { frameWords } from '../../words/frame.ts';
import { periodWords } from '../../words/periods.ts';
import { traceWords, consolidationWords as words } from '../../words/screen-consolidation.ts';
import { fillWords } from '../../words/screen-entry.ts';
import { CompareView } from './CompareView.tsx';
import { ExchangeMenu } from './ExchangeMenu.tsx';
import { ExportButton, TablesMenu } from './ExportMenus.tsx';
import { FillView } from './FillView.tsx';
import { findGaps, onlyGaps } from './gaps.ts';
import { MatrixGrid } from './MatrixGrid.tsx';
import { formOf, matrixQuestion } from './matrix-question.ts';
import { PeriodState } from './PeriodState.tsx';
import { PrintView } from './PrintView.tsx';
import { TotalChecks } from './TotalChecks.tsx';
import { TracePanel } from './TracePanel.tsx';

/** 汇总: `#/consolidation/T1?indicator=A01&unit=PJ` shows the matrix of a form and where a figure comes from. */
export function ConsolidationScreen() {
  const { opened, content, state } = useOpenPlan();
  const session = useSession();
  const { parts, query } = useRoute();
  const form = formOf(content, parts[0]);
  const period = form && periodForType(state.period, form.period);
  const matrix = useQuery('consolidation/get-matrix', matrixQuestion(opened.plan, form, state.period));
  const gaps = useMemo(() => matrix.value && findGaps(matrix.value), [matrix.value]);
  const onlyMissing = query.gaps === '1';
  const shown = useMemo(
    () => (matrix.value && gaps && onlyMissing ? onlyGaps(matrix.value, gaps) : matrix.value),
    [matrix.value, gaps, onlyMissing],
  );
  if (!form || !period) return <div className="empty-note">{words.noForms}</div>;
  if (form.shape !== 'register' && query.view === 'compare')
    return <CompareView key={`${form.code}-${period}`} form={form} period={period} />;
  if (form.shape !== 'register' && query.view === 'print') return <PrintView form={form} period={period} />;
  if (query.view === 'fill') return <FillView key={`${form.code}-${period}`} form={form} period={period} />;
  const value = matrix.value;
  const trace = (indicator: string, unit: string | undefined) =>
    session.inspect(
      traceWords.title,
      <TracePanel plan={opened.plan} form={form.code} indicator={indicator} period={period} unit={unit} />,
    );
  return (
    <div className="screen">
      <div className="toolbar">
        <Select
          aria-label={words.form}
          value={form.code}
          onChange={(code) => go(printRoute('consolidation', [code]))}
          className="toolbar-form"
          popupMatchSelectWidth={false}
          options={content.forms.map(({ code, title }) => ({ value: code, label: title }))}
        />
        <span>{periodWords(period)}</span>
        {value && <PeriodState form={form} period={period} state={value.state} />}
        <span className="toolbar-space" />
        {value && (
          <>
            <Button onClick={() => go(printRoute('consolidation', [form.code], { view: 'compare' }))}>
              {words.compare}
            </Button>
            <Button
              onClick={() => {
                // A landscape page needs the room that the panel takes.
                session.closeInspector();
                go(printRoute('consolidation', [form.code], { view: 'print' }));
              }}
            >
              {words.print}
            </Button>
          </>
        )}
        <Button onClick={() => go(printRoute('consolidation', [form.code], { view: 'fill' }))}>
          {fillWords.open}
        </Button>
        <ExchangeMenu form={form} period={period} />
        <TablesMenu form={form} period={period} />
        {value && <ExportButton form={form} period={period} />}
      </div>
      {form.shape !== 'register' && (
        <div className="toolbar">
          {gaps && (
            <Checkbox
              checked={onlyMissing}
              onChange={({ target }) =>
                go(
                  printRoute('consolidation', [form.code], {
                    ...query,
                    gaps: target.checked ? 1 : undefined,
                  }),
                )
              }
            >
              {words.onlyMissing(gaps.rows.size)}
            </Checkbox>
          )}
          {value && (
            <span className="quiet">
              {value.notSent.length + value.notAccepted.length === 0
                ? words.allIn
                : words.summary(value.units.length, value.notSent.length, value.notAccepted.length)}
            </span>
          )}
        </div>
      )}
      {form.shape === 'register' && <div className="empty-note">{words.register}</div>}
      {matrix.failure && <FailureNote failure={matrix.failure} onRetry={matrix.reload} />}
      {!value && matrix.slow && <div className="empty-note">{frameWords.loading}</div>}
      {value && <TotalChecks form={form} period={period} />}
      {shown && (
        <MatrixGrid
          key={`${form.code}-${period}-${onlyMissing}`}
          matrix={shown}
          empty={onlyMissing ? words.noGaps : words.noItems}
          goTo={query.indicator ? { row: query.indicator, column: query.unit ?? 'total' } : undefined}
          onTrace={trace}
        />
      )}
    </div>
  );
}
