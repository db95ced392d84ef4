import { LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';

// Loaded only when a chart is shown. On the page the canvas renderer draws: it writes no style attributes, which the
// strict policy refuses. The SVG renderer makes files, never a part of the page.
use([LineChart, GridComponent, CanvasRenderer, SVGRenderer]);

export type ChartOption = EChartsCoreOption;
export { init };

/** The chart as the text of an SVG file, sizes in pixels. */
export function drawSvg(
  option: ChartOption,
  size: { readonly width: number; readonly height: number },
): string {
  const chart = init(null, undefined, { renderer: 'svg', ssr: true, ...size });
  try {
    chart.setOption({ ...option, backgroundColor: '#ffffff' });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}
