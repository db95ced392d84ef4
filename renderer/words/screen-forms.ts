/** Visible texts for issuing templates, reminding senders and closing a period. */
export const issueWords = {
  issue: '下发模板',
  title: (form: string, period: string) => `下发“${form}”${period}的模板`,
  hint: '每个填报单位一份：填报格可填，其余锁定，上年数据已预填；收回时自动对上单位和期别。',
  senders: '填报单位',
  allSenders: '全部填报单位',
  confirm: '生成',
  working: '正在生成…',
  done: (count: number) => `已生成 ${count} 份模板`,
  doneIn: (count: number, folder: string) => `已生成 ${count} 份模板，在 ${folder}`,
} as const;

export const chaseWords = {
  remind: '登记催报',
  reminded: '已登记催报，催报文字已复制，可以粘贴到聊天窗口',
  none: '没有需要催报的单位',
} as const;

export const periodStateWords = {
  open: '收报中',
  review: '审核中',
  locked: '已锁定',
  change: '收报状态',
  title: (form: string, period: string) => `“${form}”${period}`,
  actions: { review: '转入审核', locked: '审核完毕，锁定', open: '解锁，重新收报' },
  hints: {
    review: '审核期间仍可收表。',
    locked: '锁定后不能再改；上报的数随文号一起留存，以后的改动会列为差异。',
    open: '解锁要两个人的姓名和理由。',
  },
  second: '第二人姓名',
  reason: '理由',
  document: '文号',
  handedUp: (document: string | null, hash: string) =>
    `已上报${document === null ? '' : `：${document}`}，校验码 ${hash}…`,
  differences: (count: number) => `锁定后有 ${count} 个数与上报时不同`,
  difference: (name: string, before: string | null, now: string | null) =>
    `${name}：上报 ${before ?? '空'}，现在 ${now ?? '空'}`,
  moreDifferences: (count: number) => `另有 ${count} 个，见汇总表附注。`,
  done: '已办理',
  confirm: '确定',
} as const;
