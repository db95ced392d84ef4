import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  WidthType,
} from 'docx';
import { ChartRun, type ChartSeries as WordSeries } from 'docx/charts';
import type { ChartSeries, ReportChart } from '../../shared/calc/report/document.ts';
import { faceNames, twips } from './typography.ts';

/*
 * Charts are native (DrawingML with their data), not pictures: sharp at any size, editable in Word and WPS, readable by
 * a screen reader, and no rasteriser is needed. A picture route would need a renderer of fonts that we don't ship.
 */

const colours = { actual: '1F4E79', plan: 'BF6B00', projection: '7F7F7F' } as const;
const dashes = { actual: 'solid', plan: 'dash', projection: 'dot' } as const;

const pixelsPerMillimetre = 96 / 25.4;

/** Numbers of a drawing only: figures in text and tables stay decimal strings. */
const drawn = (values: ChartSeries['values']) =>
  values.map((value) => (value === null ? null : Number(value)));

function lineSeries(series: ChartSeries, numberFormat: string): WordSeries {
  return {
    name: series.name,
    values: drawn(series.values),
    color: colours[series.look],
    markers:
      series.look === 'projection'
        ? false
        : { shape: series.look === 'actual' ? 'circle' : 'diamond', size: 5 },
    line: {
      color: colours[series.look],
      width: series.look === 'actual' ? 2.25 : 1.5,
      dash: dashes[series.look],
    },
    dataLabels:
      series.look === 'actual' ? { value: true, position: 'above', numberFormat, font: { size: 8 } } : false,
  };
}

/** A chart in a paragraph of its own. @param room usable width in millimetres */
export function makeChart(chart: ReportChart, room: number): Paragraph {
  const numberFormat =
    chart.decimals > 0 ? `0.${(chart.fixedDecimals ? '0' : '#').repeat(chart.decimals)}` : '0';
  const rows = chart.categories.length;
  const height = chart.shape === 'bar' ? Math.min(200, 32 + rows * 12) : 50;
  const common = {
    title: { text: chart.title, font: { size: chart.shape === 'bar' ? 11 : 9, bold: true, color: '000000' } },
    font: { name: faceNames.table, color: '262626' },
    altText: { name: chart.title, description: chart.description },
    transformation: {
      width: Math.round(room * pixelsPerMillimetre),
      height: Math.round(height * pixelsPerMillimetre),
    },
    legend: { position: 'bottom' as const },
    chartArea: { border: 'none' as const, fill: 'none' as const },
  };
  const run =
    chart.shape === 'bar'
      ? new ChartRun({
          ...common,
          type: 'bar',
          categories: [...chart.categories],
          categoryAxis: { reverseOrder: true, font: { size: 8 } },
          valueAxis: { numberFormat: '0', crossesAt: 'maximum' as const },
          gapWidth: 60,
          series: chart.series.map((series) => ({
            name: series.name,
            values: drawn(series.values),
            color: colours[series.look],
            dataLabels: { value: true, numberFormat: '0.0', font: { size: 8 } },
          })),
        })
      : new ChartRun({
          ...common,
          type: 'line',
          categories: [...chart.categories],
          emptyValues: 'connect',
          series: chart.series.map((series) => lineSeries(series, numberFormat)),
        });
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: 60, after: 60 },
    children: [run],
  });
}

const noBorder = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const noBorders = {
  top: noBorder,
  bottom: noBorder,
  left: noBorder,
  right: noBorder,
  insideHorizontal: noBorder,
  insideVertical: noBorder,
};

/** Charts two abreast in a table without lines; a row is never broken. @param room usable width in millimetres */
export function pairCharts(charts: readonly ReportChart[], room: number): Table {
  const width = { size: twips(room / 2), type: WidthType.DXA };
  const rows: TableRow[] = [];
  for (let at = 0; at < charts.length; at += 2) {
    const pair = [charts[at], charts[at + 1]];
    const children = pair.map(
      (chart) =>
        new TableCell({
          width,
          margins: { left: 0, right: 0, top: 0, bottom: 0 },
          children: [chart ? makeChart(chart, room / 2 - 2) : new Paragraph({})],
        }),
    );
    rows.push(new TableRow({ cantSplit: true, children }));
  }
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: twips(room), type: WidthType.DXA },
    columnWidths: [twips(room / 2), twips(room / 2)],
    borders: noBorders,
    rows,
  });
}
