/** Visible texts of charts. */
export const chartWords = {
  table: '数据表',
  chart: '图',
  copy: '复制图片',
  save: '存为 SVG',
  copied: '图片已复制，可以粘贴到 WPS 文字里',
  saved: (place: string) => `已保存到 ${place}`,
  year: '年份',
  actual: '实际',
  planned: '分解',
  target: '目标',
} as const;
