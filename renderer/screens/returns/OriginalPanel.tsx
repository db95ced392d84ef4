import { Segmented } from 'antd';
import { useMemo, useState } from 'react';
import type { ReturnReport } from '../../../shared/contract/returns.ts';
import { SheetView } from '../../components/sheet-view/SheetView.tsx';
import { FailureNote } from '../../frame/failure.tsx';
import { useOpenPlan } from '../../frame/session.tsx';
import { useQuery } from '../../frame/use-query.ts';
import { frameWords } from '../../words/frame.ts';
import { returnsWords as words } from '../../words/screen-returns.ts';
import { marksOf, readPlace } from './place.ts';

export interface OriginalPanelProps {
  readonly id: number;
  readonly report: ReturnReport;
  readonly place: string | undefined;
  readonly onPlace: (place: string) => void;
}

/** The sender's workbook, sheet by sheet, with what was taken from it marked. */
export function OriginalPanel({ id, report, place, onPlace }: OriginalPanelProps) {
  const { opened } = useOpenPlan();
  const sheets = useQuery('returns/get-sheets', { plan: opened.plan, id });
  const at = readPlace(place);
  const used = report.figures[0]?.sheet;
  const [own, setOwn] = useState<string>();
  const all = sheets.value?.sheets ?? [];
  const name = [at?.sheet, own, used, all[0]?.name].find((one) => all.some((sheet) => sheet.name === one));
  const sheet = all.find((one) => one.name === name);
  const marks = useMemo(() => marksOf(report, name ?? ''), [report, name]);
  const choose = (next: string) => {
    setOwn(next);
    onPlace(`${next}!`);
  };
  if (sheets.failure)
    return (
      <div className="panel">
        {sheets.failure.code === 'not-found' ? (
          <p className="quiet">{words.originalMissing}</p>
        ) : (
          <FailureNote failure={sheets.failure} onRetry={sheets.reload} />
        )}
      </div>
    );
  return (
    <section className="panel" aria-label={words.original}>
      <div className="panel-head">
        <h2>{words.original}</h2>
        {all.length > 1 && (
          <Segmented
            size="small"
            value={name ?? ''}
            onChange={choose}
            options={all.map((one) => ({
              value: one.name,
              label: one.visibility === 'visible' ? one.name : one.name + words.hiddenSheet,
            }))}
          />
        )}
      </div>
      {sheet ? (
        <SheetView
          label={`${words.original} ${sheet.name}`}
          sheet={sheet}
          marks={marks}
          selected={at?.sheet === sheet.name ? at.cell : undefined}
          onSelect={(cell) => onPlace(`${sheet.name}!${cell}`)}
        />
      ) : (
        sheets.slow && <p className="quiet">{frameWords.loading}</p>
      )}
    </section>
  );
}
