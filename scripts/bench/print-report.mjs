// The measured figures as a part of docs/benchmarks.md.
import { median } from './run-tool.mjs';

const seconds = (milliseconds) => (milliseconds / 1000).toFixed(2);
const megabytes = (value) => Math.round(value).toString();

function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/**
 * How many times as long: the median of the rounds, each compared within itself, as the machine is a third faster in one minute
 * than in the next. `times` by round, of a tool that runs only once by that one.
 */
const ratioOf = (times, base) => median(times.map((time, round) => time / base[round]));

const phases = (row) =>
  Object.entries(row.phases)
    .map(([name, value]) => `${name} ${seconds(value)}`)
    .join(', ');

function returnsTable(results, format) {
  const rows = results.filter((row) => row.format === format);
  const base = new Map(rows.filter(({ tool }) => tool === 'SheetJS').map((row) => [row.count, row]));
  return table(
    ['returns', 'tool', 'time s', 'CPU s', '× SheetJS', 'peak MB', 'of which'],
    rows.map((row) => [
      row.count,
      row.tool,
      seconds(row.work),
      row.tool === 'LibreOffice' ? '–' : seconds(row.cpu),
      ratioOf(row.works, base.get(row.count).works).toFixed(2),
      megabytes(row.peak),
      phases(row),
    ]),
  );
}

const verdict = (met) => (met ? 'met' : '**not met**');

/** What the issue asks, and what this run gave. */
export function judge({ returns, plans }) {
  const found = (tool, count) =>
    returns.find((row) => row.format === 'xlsx' && row.tool === tool && row.count === count);
  const judged = [];
  const add = (what, limit, value, unit = '') =>
    judged.push({ what, limit, value, unit, met: value <= limit });
  for (const count of [300, 1000]) {
    const [own, base, pandas] = ['workbench', 'SheetJS', 'pandas + openpyxl'].map((tool) =>
      found(tool, count),
    );
    if (!own || !base) continue;
    add(`whole path over SheetJS alone, ${count} returns`, 2, ratioOf(own.works, base.works), '×');
    // Without consolidation and workbook: taking the returns in, up to the durable save.
    add(`import alone over SheetJS alone, ${count} returns`, 2, ratioOf(own.stages, base.works), '×');
    if (pandas)
      add(`whole path over pandas + openpyxl, ${count} returns`, 1, ratioOf(own.works, pandas.works), '×');
    add(`peak of all processes, ${count} returns`, count === 300 ? 400 : 500, own.peak, ' MB');
  }
  const [small, large] = [found('workbench', 300), found('workbench', 1000)];
  if (small && large) add('time(1000) / time(300)', 3.8, large.work / small.work);
  for (const plan of plans)
    add(`peak, plan of ${plan.observations.toLocaleString('en')} observations`, plan.limit, plan.peak, ' MB');
  return judged;
}

export function printReport(found) {
  const judged = judge(found);
  return [
    `Run of ${found.day}. ${found.machine.join('; ')}.`,
    `Medians of ${found.repeats} rounds, the tools interleaved, ratios within a round${found.note}. Load of the machine at the start ${found.load}.`,
    '',
    '### Targets',
    '',
    table(
      ['what', 'limit', 'measured', ''],
      judged.map((row) => [
        row.what,
        `${row.limit}${row.unit}`,
        `${row.value.toFixed(row.value < 20 ? 2 : 0)}${row.unit}`,
        verdict(row.met),
      ]),
    ),
    '',
    '### Returns as .xlsx',
    '',
    returnsTable(found.returns, 'xlsx'),
    '',
    '### Returns as .xls',
    '',
    returnsTable(found.returns, 'xls'),
    '',
    `### One sheet of ${found.sheetRows.toLocaleString('en')} rows × 12 columns, reading only`,
    '',
    table(
      ['tool', 'time s', 'CPU s', 'peak MB'],
      found.sheets.map((row) => [row.tool, seconds(row.work), seconds(row.cpu), megabytes(row.peak)]),
    ),
    '',
    '### Plans with a long history',
    '',
    table(
      [
        'observations',
        'file MB',
        'making it s',
        'peak making it MB',
        'opening s',
        'after opening MB',
        'then',
        'peak MB',
      ],
      found.plans.map((row) => [
        row.observations.toLocaleString('en'),
        row.fileMegabytes.toFixed(1),
        seconds(row.making.work),
        megabytes(row.making.peak),
        seconds(row.phases.open),
        megabytes(row.afterOpen),
        phases({ phases: { ...row.phases, open: undefined } }).replace('open NaN, ', ''),
        megabytes(row.peak),
      ]),
    ),
  ].join('\n');
}
