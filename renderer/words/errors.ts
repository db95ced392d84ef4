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
  'plan-packed': '{path} 是打包成一个文件的规划，要先还原才能打开：planbench plan unpack FILE PLAN。',
  'plan-read-only': '规划文件以只读方式打开，不能修改。可以另存一份再改。',
  'plan-journal-missing': '规划文件的日志不见了，最近的改动可能不全。请把同名文件夹放回规划文件旁边。',
  'wrong-password': '密码不对。请重新输入。',
  'password-needed': '这个规划文件设了密码，请输入密码。',
  'write-failed': '保存没有成功（{cause}），规划内容没有改变。请检查磁盘空间和U盘，然后重试。',
  'target-busy': '{path} 正被 WPS 或 Excel 打开，没有写入。请关闭它，或另存为 {suggestion}。',
  'target-exists': '{path} 里已经有文件，没有覆盖。请换一个空的文件夹。',
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

/** Words for the tokens that errors carry in `what`, `reason`, `state` and `cause`; other texts stand as they are. */
const tokenWords: Readonly<Record<string, string>> = {
  folder: '文件夹',
  file: '文件',
  'password-file': '密码文件',
  form: '报表',
  indicator: '指标',
  unit: '单位',
  return: '上报表',
  finding: '问题',
  parked: '待安放内容',
  original: '原表',
  period: '报告期',
  plan: '规划',
  project: '项目',
  target: '目标',
  revision: '修订',
  generation: '备份',
  change: '改动',
  item: '报表项目',
  opinion: '意见',
  'text-block': '文字段',
  demo: '演示规划',
  'not-staged': '这份上报表不在待采用状态：',
  staged: '待采用',
  accepted: '已采用',
  superseded: '已被新版替代',
  'sent-back': '已退回',
  withdrawn: '已撤回',
  refused: '已拒收',
  'no-proposal': '这个问题没有可采用的更正，请写明数值',
  'indicator-needed': '请写明对应的指标',
  'other-dimension': '计量单位不是同一类，不能换算',
  'nothing-named': '请写 --all 或 --id',
  'nothing-recognised': '没有认出可填的表',
  'target-needs-reason': '改目标要写理由',
  'approval-needs-document': '批准要写文号',
  'revision-closed': '这次修订已经结束：',
  'steps-missing': '前面的步骤还没有办完',
  'nothing-changes': '新旧目标相同',
  'already-undone': '已经撤销过',
  'name-too-long': '文件名太长',
  'name-not-allowed': '文件名里有不能用的字符',
  'period-of-month': '这张报表按月报送，报告期应写成 2023-06 这样',
  'period-of-quarter': '这张报表按季报送，报告期应写成 2023Q2 这样',
  'period-of-half': '这张报表按半年报送，报告期应写成 2023H1 这样',
  'period-of-year': '这张报表按年报送，报告期应写成 2023 这样',
  'two-values': '同一格有两个不同的数',
  'no-decimal': '不是数字',
  'not-json': '不是交换包',
  shape: '内容不完整',
  hash: '内容被改过',
  signature: '签名不符',
  'sender-unknown': '不认识报送单位',
  'sender-not-asked': '这张报表不向这个单位收',
  older: '比已收到的旧',
  diverged: '与已收到的不是同一条线，可能在另一台电脑上另做过',
  'other-key': '签名与以前不同，可能换了电脑或不是同一单位',
  'form-unknown': '不认识报表',
  ENOSPC: '磁盘空间不足',
  ENOENT: '文件夹不存在',
  ENOTDIR: '路径中有一段不是文件夹',
  EISDIR: '同名的是文件夹',
  EACCES: '没有权限',
  EPERM: '没有权限',
  EROFS: '磁盘只能读取',
  EBUSY: '正被别的程序使用',
};
const tokenFields = ['what', 'reason', 'state', 'cause'] as const;

function inWords(details: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const words: Record<string, unknown> = { ...details };
  for (const field of tokenFields) {
    const token = words[field];
    if (typeof token === 'string')
      words[field] = Object.hasOwn(tokenWords, token) ? tokenWords[token] : token;
  }
  if (Array.isArray(words.issues)) words.issues = words.issues.map(issueInWords);
  return words;
}

/** What an input should have been, by the words of the schemas. */
const issueWords: readonly (readonly [RegExp, string])[] = [
  [/^period$/, '应为报告期，如 2023、2023H1、2023Q2 或 2023-06'],
  [/ISO date/, '应为日期，如 2023-06-30'],
  [/pattern/, '写法不对'],
  [/expected .*received undefined/, '没有写'],
  [/Too small/, '太短或太小'],
  [/Too big/, '太长或太大'],
];

function issueInWords(issue: unknown): unknown {
  const { path, message } = issue as { path?: string; message?: string };
  if (typeof message !== 'string') return issue;
  const found = issueWords.find(([pattern]) => pattern.test(message));
  return `${path ?? ''} ${found?.[1] ?? message}`.trim();
}

/** The sentence of an envelope's error; unknown codes are told as internal ones. */
export function errorSentence(error: { code: string; details?: Readonly<Record<string, unknown>> }): string {
  const sentence = errorSentences[error.code as ErrorCode] ?? errorSentences.internal;
  return fillSentence(sentence, inWords(error.details ?? {}));
}
