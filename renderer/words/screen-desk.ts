/** Visible texts of the screen 工作台. */
export const deskWords = {
  forms: (period: string) => `${period}报送情况`,
  form: '报表',
  due: '截止',
  senders: '应报',
  accepted: '已接收',
  staged: '待处理',
  notSent: '未报',
  late: '逾期',
  refused: '拒收',
  noDue: '未定',
  decisions: '待处理的上报表',
  noDecisions: '没有等待处理的上报表。',
  decisionLine: (errors: number, repairs: number, queries: number, parked: number) =>
    [
      errors > 0 && `错误 ${errors}`,
      repairs > 0 && `待确认更正 ${repairs}`,
      queries > 0 && `待说明 ${queries}`,
      parked > 0 && `待安放 ${parked}`,
    ]
      .filter(Boolean)
      .join('，') || '可以接收',
  more: (count: number) => `还有 ${count} 份`,
  lagging: (date: string) => `滞后的约束性指标（${date}）`,
  noLagging: (count: number) => `${count} 个约束性指标中没有亮灯的；数据不足的请到“监测评估”查看。`,
  /** Without a completion: the figure is worse than where the plan began. */
  against: (completion: string | undefined, schedule: string) =>
    completion === undefined ? `比基期还差，序时 ${schedule}` : `完成 ${completion}，序时 ${schedule}`,
  changes: '最近的改动',
  noChanges: '还没有改动。',
  allChanges: '查看全部记录',
  schedule: (share: string) => `规划期已过 ${share}%`,
  scheduleName: '规划期时间进度',
  noForms: '这份规划还没有报表。',
} as const;
