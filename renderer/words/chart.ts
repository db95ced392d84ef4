/** Visible texts of charts. */
export const chartWords = {
  table: '数据表',
  chart: '图',
  copy: '复制图片',
  year: '年份',
  actual: '实际',
  planned: '分解',
  target: '目标',
} as const;
