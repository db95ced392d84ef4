import { Button } from 'antd';
import type { MethodOutput } from '../../../shared/contract/index.ts';
import type { Form } from '../../api/plan-content.ts';
import { OnPaper } from '../../components/print/OnPaper.tsx';
import { FailureNote } from '../../frame/failure.tsx';
import { go, printRoute } from '../../frame/route.ts';
import { useOpenPlan } from '../../frame/session.tsx';
import { useQuery } from '../../frame/use-query.ts';
import { formatFigure } from '../../words/numbers.ts';
import { periodWords } from '../../words/periods.ts';
import { consolidationWords, printWords as words } from '../../words/screen-consolidation.ts';
import { matrixQuestion } from './matrix-question.ts';

type Matrix = MethodOutput<'consolidation/get-matrix'>;
type Unit = Matrix['units'][number];

/** Columns of figures that a landscape page holds at a size people read. */
const unitsPerSheet = 8;

/** The consolidated table as paper gets it, on screen first. */
export function PrintView({ form, period }: { readonly form: Form; readonly period: string }) {
  const { opened } = useOpenPlan();
  const matrix = useQuery('consolidation/get-matrix', matrixQuestion(opened.plan, form, period));
  const sheets = matrix.value ? splitUnits(matrix.value.units) : [];
  return (
    <div className="screen">
      <div className="toolbar">
        <Button onClick={() => go(printRoute('consolidation', [form.code]))}>{words.back}</Button>
        <span className="quiet">{words.hint}</span>
        <span className="toolbar-space" />
        <Button type="primary" disabled={!matrix.value} onClick={() => print()}>
          {words.print}
        </Button>
      </div>
      {matrix.failure && <FailureNote failure={matrix.failure} onRetry={matrix.reload} />}
      {matrix.value && (
        <>
          <section className="paper-preview" aria-label={consolidationWords.print}>
            {sheets.map((units, at) => (
              <div className="paper" key={units[0]?.code ?? at}>
                <Sheet form={form} matrix={matrix.value!} units={units} at={at} count={sheets.length} />
              </div>
            ))}
          </section>
          <OnPaper>
            {sheets.map((units, at) => (
              <div className="print-part" key={units[0]?.code ?? at}>
                <Sheet form={form} matrix={matrix.value!} units={units} at={at} count={sheets.length} />
              </div>
            ))}
          </OnPaper>
        </>
      )}
    </div>
  );
}

/** As equal as they can be: seven and two would look like a mistake. */
function splitUnits(units: readonly Unit[]): Unit[][] {
  const count = Math.max(1, Math.ceil(units.length / unitsPerSheet));
  const size = Math.ceil(units.length / count) || 1;
  return Array.from({ length: count }, (_, at) => units.slice(at * size, (at + 1) * size));
}

interface SheetProps {
  readonly form: Form;
  readonly matrix: Matrix;
  readonly units: readonly Unit[];
  readonly at: number;
  readonly count: number;
}

function Sheet({ form, matrix, units, at, count }: SheetProps) {
  const { content } = useOpenPlan();
  const nameOf = (code: string) => content.unitByCode.get(code)?.name ?? code;
  const absent = [...matrix.notSent, ...matrix.notAccepted].map(nameOf);
  const root = content.unitByCode.get(content.header.root)?.name ?? content.header.root;
  return (
    <>
      {content.header.settings.demo === true && <p className="print-demo">{words.demo}</p>}
      <h1>
        {words.title(form.title, periodWords(matrix.period))}
        {absent.length > 0 && words.without(absent.join('、'))}
      </h1>
      <p className="print-line">
        <span>{words.preparedBy(root)}</span>
        {count > 1 && <span>{words.part(at + 1, count)}</span>}
      </p>
      <Table matrix={matrix} units={units} withTotals={at === 0} />
      {at === count - 1 && <Notes matrix={matrix} nameOf={nameOf} />}
      <p className="print-signs">{words.signs}</p>
    </>
  );
}

interface TableProps {
  readonly matrix: Matrix;
  readonly units: readonly Unit[];
  readonly withTotals: boolean;
}

function Table({ matrix, units, withTotals }: TableProps) {
  const cells = new Map(matrix.cells.map((cell) => [`${cell.indicator}/${cell.unit}`, cell]));
  const totals = new Map(matrix.totals.map((total) => [total.indicator, total]));
  const beside = (['previous', 'growth'] as const).filter(
    (column) => withTotals && matrix.totals.some((total) => total[column] != null),
  );
  const print = (value: string | null | undefined, decimals?: number) =>
    value == null ? '' : formatFigure(value, decimals);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{consolidationWords.indicator}</th>
          <th scope="col">{consolidationWords.measureUnit}</th>
          {withTotals && <th scope="col">{consolidationWords.total}</th>}
          {beside.map((column) => (
            <th key={column} scope="col">
              {consolidationWords[column]}
            </th>
          ))}
          {units.map((unit) => (
            <th key={unit.code} scope="col">
              {unit.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {matrix.rows.map((row) => {
          const total = totals.get(row.indicator);
          return (
            <tr key={row.indicator}>
              <td className={row.indent > 0 ? 'indented' : undefined}>{row.label.trim()}</td>
              <td>{row.unit}</td>
              {withTotals && (
                <td className="number total">
                  {print(total?.value, row.decimals)}
                  {total?.value != null && !total.complete && words.incomplete}
                </td>
              )}
              {beside.map((column) => (
                <td key={column} className="number">
                  {print(total?.[column], column === 'growth' ? 1 : row.decimals)}
                </td>
              ))}
              {units.map((unit) => {
                const cell = cells.get(`${row.indicator}/${unit.code}`);
                return (
                  <td key={unit.code} className="number">
                    {cell?.state === 'mark' ? cell.mark : print(cell?.value, row.decimals)}
                    {cell?.missing && words.incomplete}
                  </td>
                );
              })}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Notes({ matrix, nameOf }: { readonly matrix: Matrix; readonly nameOf: (code: string) => string }) {
  const labels = new Map(matrix.rows.map((row) => [row.indicator, row.label.trim()]));
  const names = (units: readonly Unit[]) => units.map((unit) => unit.name).join('、');
  const aside = matrix.units.filter((unit) => !unit.counted && !unit.subtotal);
  const subtotals = matrix.units.filter((unit) => unit.subtotal);
  const untotalled = matrix.totals.filter((total) => total.rule === 'none' && total.value === null);
  const notes = [
    ...matrix.totals
      .filter((total) => total.value !== null && total.missing.length > 0)
      .map((total) =>
        words.incompleteNote(labels.get(total.indicator) ?? '', total.missing.map(nameOf).join('、')),
      ),
    ...subtotals.flatMap(({ code, name }) => {
      const cells = matrix.cells.filter((cell) => cell.unit === code);
      const missing = new Set(cells.flatMap((cell) => cell.missing ?? []));
      return missing.size > 0 ? [words.incompleteSubtotal(name, [...missing].map(nameOf).join('、'))] : [];
    }),
    aside.length > 0 && words.shownOnlyNote(names(aside)),
    subtotals.length > 0 && words.subtotalNote(names(subtotals)),
    untotalled.length > 0 &&
      words.noTotalNote(untotalled.map((total) => labels.get(total.indicator)).join('、')),
  ].filter((note) => note !== false);
  return (
    <>
      {notes.map((note, at) => (
        <div key={note}>
          {at === 0 ? words.notes : '　　'}
          {note}
        </div>
      ))}
    </>
  );
}
