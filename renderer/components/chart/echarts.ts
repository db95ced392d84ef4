import { LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

// Loaded only when a chart is shown. The canvas renderer writes no style attributes, which the strict policy refuses.
use([LineChart, GridComponent, CanvasRenderer]);

export type ChartOption = EChartsCoreOption;
export { init };
