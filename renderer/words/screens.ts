/** Names of the screens, as the navigation and the search show them. */
export const screenNames = {
  desk: '工作台',
  plan: '规划',
  forms: '报表',
  returns: '收表',
  consolidation: '汇总',
  evaluation: '监测评估',
  projects: '项目',
  data: '数据',
  revision: '修订',
  history: '记录',
} as const;

export type ScreenName = keyof typeof screenNames;
