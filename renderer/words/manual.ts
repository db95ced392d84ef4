/** Texts around the 用户手册 inside the program; the manual itself lies in docs/手册. */
export const manualWords = {
  title: '用户手册',
  contents: '目录',
  search: '在手册中查找',
  searchPlaceholder: '例如 退回、锁定、密码',
  found: (count: number) => (count === 0 ? '没有找到，换一个词试试。' : `找到 ${count} 处`),
  previous: '上一章',
  next: '下一章',
  print: '打印本章',
  backToStart: '回到首页',
  loading: '正在打开手册…',
} as const;

export const helpWords = {
  button: '帮助',
  manual: '用户手册',
  chapter: '本页怎么用',
  keys: '快捷键（F1）',
  guide: '重新显示“走一圈看看”',
  contrast: { system: '对比度：跟随系统', more: '对比度：高', normal: '对比度：正常' },
  diagnostics: '生成诊断信息…',
  diagnosticsTitle: '诊断信息',
  diagnosticsHint: '下面就是文件的全部内容，请看过再交给管理员。',
  saveDiagnostics: '保存为文件',
  copyDiagnostics: '复制',
  saved: (place: string) => `已保存到 ${place}`,
  copied: '已复制',
} as const;
