import type { Evaluation, Judgement } from '../../../shared/domain/judgement.ts';
import { OnPaper } from '../../components/print/OnPaper.tsx';
import { useOpenPlan } from '../../frame/session.tsx';
import { formatFigure } from '../../words/numbers.ts';
import { dayWords } from '../../words/periods.ts';
import { evaluationPrintWords as words } from '../../words/screen-commitments.ts';
import { evaluationWords } from '../../words/screen-evaluation.ts';
import { formatShare } from '../../words/shares.ts';
import { leadOf, verdictOf } from './judged.ts';

export interface PrintSheetProps {
  readonly evaluation: Evaluation;
  readonly judgements: readonly Judgement[];
  readonly scope: 'indicators' | 'commitments';
}

/** The table as paper gets it. */
export function PrintSheet(props: PrintSheetProps) {
  return (
    <OnPaper>
      <Sheet {...props} />
    </OnPaper>
  );
}

const heads = [
  'number',
  'indicator',
  'unit',
  'attribute',
  'base',
  'target',
  'actual',
  'dataDate',
  'completion',
  'scheduleColumn',
  'verdict',
  'lead',
] as const;

function Sheet({ evaluation, judgements, scope }: PrintSheetProps) {
  const { content } = useOpenPlan();
  const name = scope === 'indicators' ? evaluationWords.main : evaluationWords.commitments;
  return (
    <>
      <h1>{words.title(content.header.title, name)}</h1>
      <p>
        {words.date(dayWords(evaluation.date), formatShare(evaluation.schedule))}
        {evaluation.asOf && words.asOf(dayWords(evaluation.asOf))}
      </p>
      <table>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {evaluationWords[head]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {judgements.map((judgement, index) => (
            <PrintRow key={judgement.indicator} judgement={judgement} number={index + 1} />
          ))}
        </tbody>
      </table>
      <p className="print-signs">{words.signs}</p>
    </>
  );
}

function PrintRow({ judgement, number }: { readonly judgement: Judgement; readonly number: number }) {
  const { content } = useOpenPlan();
  const indicator = content.indicatorByCode.get(judgement.indicator);
  const figure = (value: string | null) => (value === null ? '' : formatFigure(value, indicator?.decimals));
  const share = (value: string | null) => (value === null ? '' : formatShare(value));
  return (
    <tr>
      <td className="number">{number}</td>
      <td>{indicator?.name ?? judgement.indicator}</td>
      <td>{indicator?.unit}</td>
      <td>{indicator?.attribute}</td>
      <td className="number">{figure(judgement.base)}</td>
      <td className="number">{figure(judgement.target)}</td>
      <td className="number">{judgement.actual === null ? words.missing : figure(judgement.actual)}</td>
      <td>{judgement.dataDate}</td>
      <td className="number">{share(judgement.completion)}</td>
      <td className="number">{share(judgement.schedule)}</td>
      <td>{verdictOf(judgement)}</td>
      <td>{leadOf(content, judgement.indicator)}</td>
    </tr>
  );
}
