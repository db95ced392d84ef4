/** Visible texts of records on the method card: commitments without a figure, changes of definition. */
export const commitmentWords = {
  title: '记录进展',
  due: '完成时限',
  achieved: '完成日期',
  document: '佐证文件',
  documentHint: '没有佐证文件不能判为完成',
  date: '数据日期',
  executed: '已执行标准的数量',
  applicable: '适用标准的数量',
  numberWrong: '请填不小于 0 的数字',
  overApplicable: '执行数量不能多于适用数量',
  list: '完整清单',
  listHint: '每行一项：名称、完成日期、佐证文件，可从表格粘贴；未完成的只写名称。以最近一次记录的清单为准',
  listCount: (done: number, total: number) => `共 ${total} 项，已完成 ${done} 项`,
  listWrong: (line: number) => `第 ${line} 行：第二列应为完成日期`,
  stage: '阶段',
  plannedStart: '计划开始',
  plannedEnd: '计划完成',
  save: '记录',
  saved: '已记录进展',
} as const;

export const breakWords = {
  title: '登记口径变化',
  hint: '自这一期起按新口径统计，前后不直接比较',
  period: '起始期',
  note: '变化内容和依据',
  bridged: '历史数据已按新口径调整，可以比较',
  save: '登记',
  saved: '已登记口径变化',
} as const;

export const compareWords = {
  before: '前次',
  after: '本次',
  date: '评估日期',
  asOf: '截至当时',
  asOfHint: '只用这一天以前录入的数据；留空用最新',
  lost: '由达标变为未达标',
  appeared: '新增',
  vanished: '不再评估',
  changed: '变化',
  kind: '情况',
  indicator: '指标',
  verdict: '判定',
  actual: '现值',
  target: '目标值',
  dataDate: '数据日期',
  change: '进度变化',
  points: '百分点',
  summary: (changes: number, lost: number) =>
    lost === 0 ? `${changes} 项有变化` : `${changes} 项有变化，其中 ${lost} 项由达标变为未达标`,
  none: '两次评估没有差别。',
  grid: '两次评估的差别',
} as const;

export const evaluationPrintWords = {
  print: '打印',
  title: (plan: string, scope: string) => `${plan}${scope}监测评估表`,
  date: (date: string, schedule: string) => `评估日期：${date}　规划期已过：${schedule}`,
  asOf: (day: string) => `　数据截至 ${day} 录入`,
  signs: '填报人：　　　　　　审核人：　　　　　　负责人：',
  missing: '未报',
} as const;
