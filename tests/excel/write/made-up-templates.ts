import type { IssuedTemplate } from '../../../main/excel/write/issued-template.ts';

/** Issued templates of each shape, made up. */
const common = {
  mark: { plan: 'p-1', form: 'T1', formVersion: '1', sender: 'U1', period: '2023Q2' },
  title: '乡镇主要经济指标季报表',
  senderName: '柳泉镇',
  periodText: '2023年二季度',
  issuer: '柳河市发展和改革委员会',
  docNumber: '柳发改〔2023〕15号',
  validUntil: '2025年12月',
  demo: false,
};

export const issuedList: IssuedTemplate = {
  ...common,
  body: {
    shape: 'list',
    unit: 'U1',
    columns: ['current', 'previous', 'note'],
    rows: [
      {
        indicator: 'P01',
        label: '农林牧渔业总产值',
        unit: '万元',
        indent: 0,
        decimals: 1,
        applies: true,
        previous: '1180.5',
      },
      {
        indicator: 'P02',
        label: '粮食作物播种面积',
        unit: '亩',
        indent: 0,
        decimals: 0,
        applies: true,
        previous: null,
      },
      { indicator: 'P03', label: '其中：水稻播种面积', unit: '亩', indent: 1, decimals: 0, applies: false },
      {
        indicator: 'P07',
        label: '农村自来水普及率',
        unit: '%',
        indent: 0,
        decimals: 2,
        applies: true,
        previous: '91.25',
      },
    ],
  },
};

export const issuedMatrix: IssuedTemplate = {
  ...common,
  unitLine: '计量单位：见表头',
  body: {
    shape: 'matrix',
    units: [
      { code: 'U1', name: '柳泉镇' },
      { code: 'U2', name: '河西乡' },
      { code: 'U3', name: '石桥镇' },
    ],
    columns: [
      { indicator: 'P05', label: '农村人口', unit: '人', column: 'current', decimals: 0 },
      {
        indicator: 'P05',
        label: '农村人口',
        unit: '人',
        column: 'previous',
        decimals: 0,
        previous: { U1: '7300', U2: '9500' },
      },
      {
        indicator: 'P06',
        label: '自来水受益人口',
        unit: '人',
        column: 'current',
        decimals: 0,
        notFor: ['U2'],
      },
      { indicator: 'P06', label: '自来水受益人口', unit: '人', column: 'note' },
    ],
  },
};

export const issuedRegister: IssuedTemplate = {
  ...common,
  title: '重点项目进展登记表',
  body: {
    shape: 'register',
    unit: 'U1',
    columns: [
      { attribute: 'name', label: '项目名称', kind: 'text', width: 32, locked: true },
      { attribute: 'investment', label: '总投资', unit: '万元', kind: 'number', locked: true },
      { attribute: 'done', label: '累计完成投资', unit: '万元', kind: 'number' },
      { attribute: 'stage', label: '形象进度', kind: 'choice', choices: ['未开工', '在建', '完工'] },
      { attribute: 'problem', label: '存在问题', kind: 'text', width: 30 },
    ],
    records: [
      { code: 'X01', values: { name: '柳泉镇供水管网改造', investment: '1200', stage: '在建' } },
      { code: 'X02', values: { name: '河东灌区节水配套', investment: '860.5' } },
    ],
    blankRows: 8,
  },
};
