/** Visible texts for choosing places on the machine, and for the password of a plan file. */
export const placeWords = {
  parent: '上一级',
  home: '主目录',
  documents: '文档',
  seed: '自带规划包',
  useFolder: '选这个文件夹',
  useName: '保存到这里',
  cancel: '取消',
  name: '文件名',
  empty: '这个文件夹里没有可选的内容。',
  entries: '文件夹内容',
} as const;

export const passwordWords = {
  open: '密码…',
  title: '规划文件的密码',
  hint: '设了密码，文件和备份都加密存放。密码和恢复码都丢了，就再也打不开。',
  optional: '密码（可不设）',
  orRecovery: '密码或恢复码',
  next: '新密码',
  again: '再输一遍密码',
  differ: '两次输入的密码不一样',
  set: '设置密码',
  remove: '取消密码',
  removed: '已取消密码，文件不再加密',
  recoveryTitle: '恢复码：只显示这一次',
  recoveryHint: (plan: string) =>
    `这是“${plan}”的恢复码，忘记密码时用它打开。请打印或抄在纸上，与密码分开保管；关闭以后不再显示。`,
  print: '打印',
  copy: '复制',
  kept: '已经保管好',
} as const;
