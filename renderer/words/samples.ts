/** Texts of the made-up sample workbooks that the demo takes in. */
export const sampleWords = {
  title: '乡镇（街道、园区）规划目标季报表',
  matrixTitle: '主要指标半年报表',
  registerTitle: '重点项目月调度表',
  reportedBy: (unit: string) => `填报单位：${unit}`,
  headers: {
    serial: '序号',
    name: '指标名称',
    unit: '计量单位',
    current: '本期',
    previous: '上年同期',
    remark: '备注',
    half: '本年',
    area: '地区',
  },
  total: '合计',
  hiddenNote: '内部核对用',
  extraSheet: '附表',
  personHeaders: ['姓名', '身份证号', '村'],
  personRow: '样例',
  village: '一村',
  foot: ['单位负责人：', '', '填表人：', '', '联系电话：', '报出日期：'],
  periodOf: (period: string) => {
    const [year, rest = ''] = [period.slice(0, 4), period.slice(4)];
    if (rest === 'Q1') return `${year}年1-3月`;
    if (rest === 'Q2' || rest === 'H1') return `${year}年1-6月`;
    if (rest === 'Q3') return `${year}年1-9月`;
    if (rest.startsWith('-')) return `${year}年${Number(rest.slice(1))}月`;
    return `${year}年`;
  },
} as const;

/** Folder and plan file of the demo, and the folder with its made-up returns. */
export const demoFolderName = '规划工作台演示';
export const sampleFolderName = '演示上报表';
