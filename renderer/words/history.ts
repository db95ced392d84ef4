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
  'history/undo': (summary) => `撤销：${changeName(String(summary.method ?? ''))}`,
  'history/redo': (summary) => `重做：${changeName(String(summary.method ?? ''))}`,
  'history/restore': () => '恢复到早先的备份',
};

const names: Readonly<Record<string, string>> = {
  'plans/create': '新建规划',
  'returns/stage': '收表',
  'returns/resolve': '处理问题',
  'returns/accept': '接收上报表',
  'returns/withdraw': '撤回上报表',
  'returns/send-back': '退回上报表',
  'returns/enter': '代录上报数据',
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
