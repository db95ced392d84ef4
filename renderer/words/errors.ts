import type { ErrorCode } from '../../shared/errors/app-error.ts';

/** One sentence per error: what happened, what was kept, what to do. `{name}` is filled from the error's details. */
export const errorSentences: Record<ErrorCode, string> = {
  usage: '命令用法不对：{reason}。用 planbench --help 查看用法。',
  'invalid-input': '输入的内容不符合要求：{issues}{reason}。没有做任何改动。',
  'unknown-method': '没有这个功能：{method}。',
  'not-found': '找不到{what}：{path}{code}{id}。请核对后再试。',
  conflict: '当前状态不允许这样做（{reason}{state}）。没有做任何改动。',
  stale: '您看到的内容已经不是最新的，没有做任何改动。请刷新后再决定。',
  'pack-invalid': '规划包有错误，没有建立规划文件。请按下面列出的位置逐条改正。',
  'plan-missing': '找不到规划文件 {path}。如果它在U盘上，请插好U盘再打开。',
  'plan-exists': '{path} 已经存在，没有覆盖它。请换一个文件名。',
  'plan-locked': '规划文件正被另一个程序或另一台电脑使用，暂时只能查看最近一次保存的内容。',
  'plan-damaged':
    '规划文件已损坏，没有改动它。请在工作台里打开（会自动用备份），或用 planbench backup restore 恢复。',
  'plan-newer': '规划文件是用更新版本的程序保存的，本程序不能打开，也没有改动它。请升级程序。',
  'plan-read-only': '规划文件以只读方式打开，不能修改。可以另存一份再改。',
  'plan-journal-missing': '规划文件的日志不见了，最近的改动可能不全。请把同名文件夹放回规划文件旁边。',
  'wrong-password': '密码不对。请重新输入。',
  'password-needed': '这个规划文件设了密码，请输入密码。',
  'write-failed': '保存没有成功（{cause}），规划内容没有改变。请检查磁盘空间和U盘，然后重试。',
  'target-busy': '{path} 正被 WPS 或 Excel 打开，没有写入。请关闭它，或另存为 {suggestion}。',
  'undo-blocked': '后面的改动用到了同样的内容，不能撤销这一步。请先撤销列出的改动。',
  'period-locked': '{form} {period} 已经锁定，不能再改。需要改动时请先由两人办理解锁。',
  'second-name-needed': '这一步需要第二个人的姓名和理由。',
  'template-unsupported': '这个模板不能直接填写（{reason}）。请在 WPS 或 Excel 中另存为 .xlsx 后再试。',
  cancelled: '已取消，没有做任何改动。',
  'too-big': '文件太大，没有读取。',
  'personal-data': '文件里有个人信息，已拒收，没有保存其中任何内容。',
  damaged: '文件已损坏，读不出来。请对方重新发送。',
  encrypted: '文件加了密码，读不出来。请对方去掉密码后重新发送。',
  'wrong-type': '文件类型不对，读不出来。',
  'package-invalid': '交换包核对不通过（{reason}），没有导入。',
  internal: '程序内部出错：{cause}。内容没有改变，请把诊断信息交给管理员。',
};

/** Fills `{name}` from details; what isn't there is left out. Lists are joined with 、. */
export function fillSentence(sentence: string, details: Readonly<Record<string, unknown>>): string {
  return sentence.replace(/\{(\w+)\}/g, (_all, name: string) => printDetail(details[name]));
}

function printDetail(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(printDetail).join('、');
  if (typeof value === 'object') return Object.values(value).map(printDetail).join(' ');
  return String(value);
}

/** The sentence of an envelope's error; unknown codes are told as internal ones. */
export function errorSentence(error: { code: string; details?: Readonly<Record<string, unknown>> }): string {
  const sentence = errorSentences[error.code as ErrorCode] ?? errorSentences.internal;
  return fillSentence(sentence, error.details ?? {});
}
