/** Visible texts of the screen 汇总 and of the panel 从哪来. */
export const consolidationWords = {
  form: '报表',
  indicator: '指标',
  measureUnit: '计量单位',
  total: '合计',
  previous: '上年同期',
  growth: '增长（%）',
  department: '部门数',
  difference: '与部门数之差',
  units: '各单位',
  states: { open: '收报中', review: '审核中', locked: '已锁定' },
  summary: (units: number, notSent: number, notAccepted: number) =>
    [
      `${units} 个填报单位`,
      notSent > 0 && `${notSent} 个未报`,
      notAccepted > 0 && `${notAccepted} 个已报未接收`,
    ]
      .filter(Boolean)
      .join('，'),
  allIn: '全部已报并接收',
  incomplete: (names: string) => `不含：${names}`,
  notSent: '未报送',
  notAccepted: '已报，尚未接收，不计入',
  shownOnly: '只列示，不计入合计',
  noTotal: '不汇总',
  mark: (mark: string) => `填的是“${mark}”`,
  cells: {
    blank: '没有填数',
  },
  export: '导出汇总表',
  exported: (name: string) => `已导出 ${name}`,
  exporting: '正在导出…',
  copyHint: '选中一块后按 Ctrl+C 可粘贴到 WPS；Ctrl+Shift+C 连同表头。',
  onlyMissing: '只看有缺口的',
  noForms: '这份规划没有报表。请先在“报表”中建立。',
  noItems: '这张报表没有指标。',
  register: '登记类报表逐条汇总，请到“项目”查看。',
} as const;

export const traceWords = {
  title: '从哪来',
  loading: '正在查…',
  rules: {
    sum: '各单位相加',
    ratio: '分子之和 ÷ 分母之和',
    weighted: '加权平均',
    last: '取最新一期',
    none: '不汇总',
    'as-reported': '填报单位的数',
  },
  rule: '算法',
  missing: (names: string) => `缺：${names}。合计不完整。`,
  contributions: (count: number) => `构成（${count} 项）`,
  none: '没有构成这个数的数据。',
  kinds: { return: '上报表', observation: '历史数据', entered: '代录', consolidated: '汇总数' },
  raw: '原文',
  statedUnit: (unit: string, factor: string) => `原单位 ${unit}，× ${factor}`,
  repaired: (from: string) => `更正前 ${from}`,
  acceptedBy: (name: string, at: string) => `${name} ${at} 接收`,
  source: '来源',
  version: (version: number) => `第 ${version} 版`,
  openCell: '到原表查看',
} as const;
