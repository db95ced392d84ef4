/** The guided circle on the demo plan. */
export const guideWords = {
  title: '走一圈看看',
  hint: '这是演示规划，数据都是编造的，可以随意操作，做错了按 Ctrl+Z。',
  close: '不再显示',
  take: '收入演示上报表',
  steps: {
    issue: '1 下发模板',
    receive: '2 收表',
    decide: '3 处理问题',
    consolidate: '4 汇总',
    evaluate: '5 监测评估',
    report: '6 出报告',
  },
  hints: {
    issue: '在“报表”页点“下发模板”，每个填报单位一份。',
    receive: '点右边的按钮收入演示上报表；平时把文件拖进来就行。',
    decide: '打开有问题的一份，左边是原表，右边逐条处理。',
    consolidate: '点任意一个数，右边显示它从哪来。',
    evaluate: '看哪些指标滞后，点开看方法卡。',
    report: '在“监测评估”页导出报告，用 WPS 打开再改。',
  },
} as const;

export const identifyWords = {
  title: '指定这是谁的哪张表',
  hint: '指定后按所选的报表重新识别；同一单位下次会记住。',
  form: '报表',
  sender: '填报单位',
  period: '报告期',
  confirm: '重新识别',
  done: '已重新识别',
  action: '指定报表和单位',
} as const;
