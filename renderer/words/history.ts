/** What a change of the history did, in one line. */
type Summary = Readonly<Record<string, unknown>>;

const count = (value: unknown): number =>
  Array.isArray(value) ? value.length : typeof value === 'number' ? value : 0;

const lines: Readonly<Record<string, (summary: Summary) => string>> = {
  'plans/create': (summary) => `新建规划“${String(summary.title ?? '')}”`,
  'returns/stage': (summary) =>
    `收表：收入 ${count(summary.staged)} 份，拒收 ${count(summary.refused)} 份，重复 ${count(summary.duplicate)} 份`,
  'returns/resolve': (summary) => `处理问题 ${count(summary.resolved)} 项`,
  'returns/accept': (summary) => `接收上报表 ${count(summary.accepted)} 份`,
  'returns/withdraw': (summary) => `撤回上报表 ${count(summary.withdrawn)} 份`,
  'returns/send-back': (summary) => `退回上报表 ${count(summary.sentBack)} 份`,
  'returns/enter': () => '代录上报数据',
  'plan/edit': (summary) => {
    const files = Array.isArray(summary.files)
      ? summary.files.map((file) => editedNames[String(file)] ?? '')
      : [];
    return `修改${files.filter(Boolean).join('、') || '规划内容'} ${count(summary.changed)} 条`;
  },
  'chase/extend': (summary) => `准予延期至 ${String(summary.until ?? '')}`,
  'chase/set-calendar': (summary) => `登记假日日历 ${count(summary.days)} 天`,
  'exchange/export': (summary) => `导出上报包，第 ${count(summary.sequence)} 号`,
  'history/undo': (summary) => `撤销：${changeName(String(summary.method ?? ''))}`,
  'history/redo': (summary) => `重做：${changeName(String(summary.method ?? ''))}`,
  'history/restore': () => '恢复到早先的备份',
};

/** What an edit of the plan's records touched, by the pack's files. */
const editedNames: Readonly<Record<string, string>> = {
  units: '单位',
  outline: '章节',
  indicators: '指标',
  targets: '目标',
  assigned: '上级下达数',
  splits: '年度分解',
  assignments: '目标分工',
  projects: '项目',
  forms: '报表',
  formItems: '报表项目',
  checks: '审核关系',
};

const names: Readonly<Record<string, string>> = {
  'plans/create': '新建规划',
  'returns/stage': '收表',
  'returns/resolve': '处理问题',
  'returns/accept': '接收上报表',
  'returns/withdraw': '撤回上报表',
  'returns/send-back': '退回上报表',
  'returns/enter': '代录上报数据',
  'plan/edit': '修改规划内容',
  'plan/set-settings': '修改规划设置',
  'chase/extend': '准予延期',
  'chase/remind': '登记催报',
  'chase/record-paper': '登记纸质件',
  'chase/set-calendar': '登记假日日历',
  'period/set-state': '变更收报状态',
  'fill/remember-cells': '记住模板的对应',
  'exchange/export': '导出上报包',
  'exchange/import': '收入下级上报包',
  'revisions/propose': '提出修订',
  'revisions/record-step': '办理修订程序',
  'history/undo': '撤销',
  'history/redo': '重做',
  'history/restore': '恢复备份',
};

export function changeName(method: string): string {
  return names[method] ?? '其他改动';
}

export function changeLine(method: string, summary: Summary): string {
  return lines[method]?.(summary) ?? changeName(method);
}
