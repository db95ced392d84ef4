import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { chartWords as words } from '../../words/chart.ts';
import type { ChartOption } from './echarts.ts';
import './chart.css';

export interface PathPoint {
  readonly year: number;
  readonly value: number;
  /** As printed, for the table and the label. */
  readonly text: string;
  readonly provisional?: boolean;
}

export interface PathChartProps {
  readonly title: string;
  readonly unit: string;
  readonly years: readonly number[];
  readonly actual: readonly PathPoint[];
  readonly planned: readonly PathPoint[];
  readonly target: { readonly value: number; readonly text: string } | undefined;
  /** Of the picture, without ending. */
  readonly fileName: string;
  readonly onCopy: (png: Uint8Array, name: string) => void;
  readonly onSave: (name: string, bytes: Uint8Array) => void;
}

/** Actual figures against the planned path and the target, with a table of the same figures. */
export function PathChart(props: PathChartProps) {
  const { fileName, onCopy, onSave } = props;
  const [asTable, setAsTable] = useState(false);
  const canvas = useRef<HTMLDivElement>(null);
  const picture = useRef<(() => string) | undefined>(undefined);
  useEffect(() => {
    const element = canvas.current;
    if (!element || asTable) return;
    let dispose: (() => void) | undefined;
    let wanted = true;
    void import('./echarts.ts').then(({ init }) => {
      if (!wanted) return;
      const chart = init(element);
      chart.setOption(pathOption(props));
      picture.current = () => chart.getDataURL({ pixelRatio: 2, backgroundColor: '#fff' });
      const observer = new ResizeObserver(() => chart.resize());
      observer.observe(element);
      dispose = () => {
        observer.disconnect();
        chart.dispose();
      };
    });
    return () => {
      wanted = false;
      picture.current = undefined;
      dispose?.();
    };
  }, [props, asTable]);
  const copy = () => {
    const address = picture.current?.();
    if (address) onCopy(bytesOf(address), `${fileName}.png`);
  };
  const save = async () => {
    const { drawSvg } = await import('./echarts.ts');
    onSave(`${fileName}.svg`, new TextEncoder().encode(drawSvg(pathOption(props), svgSize)));
  };
  return (
    <figure className="path-chart">
      <figcaption>
        <span>
          {props.title}
          <span className="quiet">（{props.unit}）</span>
        </span>
        <Button size="small" type="link" onClick={() => setAsTable(!asTable)}>
          {asTable ? words.chart : words.table}
        </Button>
        {!asTable && (
          <>
            <Button size="small" type="link" onClick={copy}>
              {words.copy}
            </Button>
            <Button size="small" type="link" onClick={() => void save()}>
              {words.save}
            </Button>
          </>
        )}
      </figcaption>
      {asTable ? (
        <PathTable {...props} />
      ) : (
        <div ref={canvas} className="path-canvas" role="img" aria-label={describe(props)} />
      )}
    </figure>
  );
}

const svgSize = { width: 640, height: 360 } as const;

function bytesOf(address: string): Uint8Array {
  return Uint8Array.from(atob(address.split(',')[1] ?? ''), (character) => character.charCodeAt(0));
}

function describe({ title, unit, actual, target }: PathChartProps): string {
  const figures = actual.map(({ year, text }) => `${year} ${text}`).join('，');
  return `${title}（${unit}）：${words.actual} ${figures}${target ? `；${words.target} ${target.text}` : ''}`;
}

function PathTable({ years, actual, planned, target }: PathChartProps) {
  const textOf = (points: readonly PathPoint[], year: number) =>
    points.find((point) => point.year === year)?.text ?? '';
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">{words.year}</th>
          <th scope="col" className="number">
            {words.actual}
          </th>
          <th scope="col" className="number">
            {words.planned}
          </th>
        </tr>
      </thead>
      <tbody>
        {years.map((year) => (
          <tr key={year}>
            <td>{year}</td>
            <td className="number">{textOf(actual, year)}</td>
            <td className="number">{textOf(planned, year)}</td>
          </tr>
        ))}
        {target && (
          <tr>
            <td>{words.target}</td>
            <td />
            <td className="number">{target.text}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

/** Named in full: a picture leaves the page and can't inherit. */
const fonts = '"Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
const ink = '#1d2129';
const accent = '#1a5fb4';
const grey = '#7b8490';

function pathOption({ years, actual, planned, target }: PathChartProps): ChartOption {
  const line = (points: readonly PathPoint[]) =>
    years.map((year) => points.find((point) => point.year === year)?.value ?? null);
  const labels = new Map(actual.map(({ year, text }) => [String(year), text]));
  return {
    animation: false,
    grid: { left: 8, right: 14, top: 26, bottom: 4, containLabel: true },
    textStyle: { fontFamily: fonts, fontSize: 11, color: ink },
    xAxis: {
      type: 'category',
      data: years.map(String),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: grey } },
    },
    yAxis: {
      type: 'value',
      scale: true,
      // Room for the labels above and below the outermost points.
      boundaryGap: ['12%', '12%'],
      splitNumber: 3,
      splitLine: { lineStyle: { color: '#e9ebee' } },
    },
    series: [
      {
        name: words.planned,
        type: 'line',
        data: line(planned),
        connectNulls: true,
        symbol: 'emptyDiamond',
        symbolSize: 6,
        lineStyle: { color: grey, type: 'dashed', width: 1.5 },
        itemStyle: { color: grey },
        endLabel: { show: true, formatter: words.planned, color: grey, offset: [-30, -10] },
      },
      {
        name: words.actual,
        type: 'line',
        data: line(actual),
        connectNulls: true,
        symbol: 'circle',
        symbolSize: 6,
        lineStyle: { color: accent, width: 2 },
        itemStyle: { color: accent },
        label: {
          show: true,
          position: 'top',
          color: ink,
          formatter: ({ name }: { name: string }) => labels.get(name) ?? '',
        },
      },
      ...(target ? [targetLine(target, years)] : []),
    ],
  };
}

/** The target as a series of its own, so that the axis reaches it however far the figures are. */
function targetLine(target: { readonly value: number; readonly text: string }, years: readonly number[]) {
  const red = '#b3261e';
  return {
    name: words.target,
    type: 'line',
    data: years.map((_, index) =>
      index === 0
        ? {
            value: target.value,
            label: {
              show: true,
              position: 'right',
              offset: [0, -8],
              color: red,
              formatter: `${words.target} ${target.text}`,
            },
          }
        : target.value,
    ),
    symbol: 'circle',
    symbolSize: 0.1,
    silent: true,
    lineStyle: { color: red, width: 1.5 },
    itemStyle: { color: red },
  };
}
