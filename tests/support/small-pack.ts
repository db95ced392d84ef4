import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as XLSX from 'xlsx';

/** A made-up city with three townships and one list form: small enough to check every figure by hand. */
const files: Readonly<Record<string, string>> = {
  'pack.json': JSON.stringify({
    format: 'planbench-pack',
    version: 1,
    id: 'small',
    title: '示例市“十四五”规划',
    period: [2021, 2025],
    baseYear: 2020,
    root: 'SL',
    settings: {},
  }),
  'units.csv': [
    'code,name,type,parent,order',
    'SL,示例市,city,,1',
    'DH,东湖镇,township,SL,2',
    'XS,西山乡,township,SL,3',
    'NQ,南桥镇,township,SL,4',
  ].join('\n'),
  'outline.csv': ['number,kind,title', '6,chapter,乡村振兴', '6.1,section,现代农业'].join('\n'),
  'indicators.csv': [
    'code,name,unit,attribute,direction,measure,reporting,scope,outline,decimals,definition',
    'C01,森林覆盖率,%,约束性,up,ratio,period,main,6.1,2,',
    'A01,蔬菜产量,吨,,up,flow,ytd,form,6.1,1,按收获量统计',
    'A02,羊存栏,只,,up,stock,period,form,6.1,0,',
    'A03,固定资产投资,万元,,up,flow,ytd,form,6.1,1,',
  ].join('\n'),
  'targets.csv': ['indicator,base,year', 'C01,10,20'].join('\n'),
  'forms.csv': [
    'code,title,shape,period,due,senders,overlap,unit',
    'T1,乡镇主要指标季报表,list,quarter,10,township,add,',
  ].join('\n'),
  'form-items.csv': [
    'form,order,indicator,label,unit,column,appliesTo,required',
    'T1,1,A01,蔬菜产量,吨,current,,yes',
    'T1,2,A02,羊存栏,只,current,,yes',
    'T1,3,A03,固定资产投资,万元,current,,yes',
  ].join('\n'),
};

export async function writeSmallPack(folder: string): Promise<string> {
  const pack = path.join(folder, 'pack');
  await mkdir(pack, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(pack, name), text);
  return pack;
}

export type ReturnRows = readonly (readonly [
  label: string,
  unit: string,
  value: string | number | undefined,
])[];

/** A return as a township would make it. */
export async function writeReturn(folder: string, sender: string, rows: ReturnRows): Promise<string> {
  const cells: (string | number | undefined)[][] = [
    ['乡镇主要指标季报表'],
    [`填报单位：${sender}`, undefined, '2023年1-6月'],
    ['指标名称', '计量单位', '本期'],
    ...rows.map((row): (string | number | undefined)[] => [...row]),
  ];
  const sheet = XLSX.utils.aoa_to_sheet(cells);
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, sheet, '季报');
  const file = path.join(folder, `${sender}.xlsx`);
  await writeFile(file, XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Uint8Array);
  return file;
}
