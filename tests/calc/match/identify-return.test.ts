import { describe, expect, it } from 'vitest';
import { type IdentifyInput, identifyReturn } from '../../../shared/calc/match/identify-return.ts';
import { recogniseSheet } from '../../../shared/calc/recognise/recognise-sheet.ts';
import type { TemplateMark } from '../../../shared/domain/sheet.ts';
import { matchPlan } from '../../support/match-plan.ts';
import { sheetOf } from '../../support/sheet-of.ts';

const body = [
  '指标名称|计量单位|本期|上年同期',
  '农业总产值|万元|10|9',
  '粮食播种面积|亩|20|19',
  '自来水普及率|%|95|94',
];

function identify(head: readonly string[], fileName: string, more: Partial<IdentifyInput> = {}) {
  const sheet = sheetOf([...head, ...body]);
  return identifyReturn({
    tables: recogniseSheet(sheet),
    sheetNames: [sheet.name],
    fileName,
    plan: matchPlan,
    ...more,
  });
}

function codes(found: ReturnType<typeof identify>): string[] {
  return found.findings.map(({ code }) => code);
}

const stated = ['乡镇农业季报表', '填报单位：石门镇|||2023年1-6月'];
const mark: TemplateMark = {
  plan: 'p',
  form: 'L1',
  formVersion: '1',
  sender: 'DP',
  period: '2023Q1',
  anchors: [],
};

describe('form, sender and period', () => {
  it('come from the sheet, each with its reason', () => {
    const found = identify(stated, 'x.xlsx');
    expect(found).toMatchObject({
      form: { code: 'L1', how: 'content' },
      sender: { code: 'SM', how: 'content' },
      unit: { code: 'SM' },
      period: { value: '2023Q2', how: 'content' },
      findings: [],
    });
    expect(found.reasons.map(({ about, cell }) => [about, cell])).toEqual([
      ['form', 'A1'],
      ['sender', 'A2'],
      ['period', 'D2'],
    ]);
  });

  it('come from the file name where the sheet is silent', () => {
    const found = identify([], '大坪乡2023年二季度农业报表.xlsx');
    expect(found.sender).toEqual({ code: 'DP', how: 'file-name' });
    expect(found.period).toEqual({ value: '2023Q2', how: 'file-name' });
    expect(found.form).toEqual({ code: 'L1', how: 'content' });
  });

  it('come from the options where nothing else speaks', () => {
    const found = identify([], 'x.xlsx', { options: { period: '2023Q3', unit: 'XP' } });
    expect(found.sender).toEqual({ code: 'XP', how: 'option' });
    expect(found.period).toEqual({ value: '2023Q3', how: 'option' });
  });

  it('come from the fingerprint of an issued template first', () => {
    const found = identify([], '报表.xlsx', { mark });
    expect(found).toMatchObject({
      form: { code: 'L1', how: 'fingerprint' },
      sender: { code: 'DP', how: 'fingerprint' },
      period: { value: '2023Q1', how: 'fingerprint' },
      findings: [],
    });
  });

  it('follow a person against everything', () => {
    const found = identify(stated, '大坪乡.xlsx', {
      mark,
      decided: { unit: 'XP', period: '2023Q4', form: 'L1' },
    });
    expect(found.sender).toEqual({ code: 'XP', how: 'person' });
    expect(found.period).toEqual({ value: '2023Q4', how: 'person' });
    expect(codes(found)).toEqual([]);
  });

  it('take the year of a period text from another text', () => {
    const found = identify(['农业季报表', '填报单位：石门镇|||1-6月累计'], '2023年报表.xlsx');
    expect(found.period?.value).toBe('2023Q2');
  });

  it('read 填报单位 from the next cell and a unit from a title', () => {
    expect(identify(['单位名称|小坪乡'], 'x.xlsx').sender).toEqual({ code: 'XP', how: 'content' });
    expect(identify(['丁家市大坪乡2023年上半年农业情况表'], 'x.xlsx').sender).toEqual({
      code: 'DP',
      how: 'content',
    });
  });
});

describe('contradictions', () => {
  it('between sheet and file name: the sheet counts and a person is asked', () => {
    const found = identify(stated, '大坪乡2023年一季度.xlsx');
    expect(found.sender?.code).toBe('SM');
    expect(found.period?.value).toBe('2023Q2');
    expect(codes(found)).toEqual(['sender-conflict', 'period-conflict']);
    expect(found.findings[0]!.details).toMatchObject({ used: 'SM', other: 'DP', otherFrom: 'file-name' });
  });

  it('between the title and the line below it: last quarter’s sheet filled again', () => {
    const found = identify(['乡镇农业季报表（2023年一季度）', '填报单位：石门镇|||2023年1-6月'], 'x.xlsx');
    expect(found.period?.value).toBe('2023Q2');
    expect(codes(found)).toEqual(['period-conflict']);
    expect(found.findings[0]).toMatchObject({ cell: 'A1', details: { used: '2023Q2', other: '2023Q1' } });
  });

  it('between sheet and fingerprint', () => {
    const found = identify(stated, 'x.xlsx', { mark });
    expect(found.sender?.code).toBe('DP');
    expect(codes(found)).toEqual(['sender-conflict', 'period-conflict']);
    expect(found.findings[0]).toMatchObject({ cell: 'A2', raw: '石门镇' });
  });

  it('between sheet and option: a batch of one quarter that holds another', () => {
    expect(codes(identify(stated, 'x.xlsx', { options: { period: '2023Q1' } }))).toEqual(['period-conflict']);
  });

  it('where the sheet names a unit that nobody knows', () => {
    const found = identify(['填报单位：石门乡|||2023年1-6月'], '石门镇.xlsx');
    expect(found.sender).toEqual({ code: 'SM', how: 'file-name' });
    expect(codes(found)).toEqual(['sender-conflict']);
  });
});

describe('what stays open', () => {
  it('石门乡 is not guessed to be 石门镇', () => {
    const found = identify(['填报单位：石门乡|||2023年1-6月'], 'x.xlsx');
    expect(found.sender).toBeNull();
    expect(codes(found)).toEqual(['sender-unknown']);
    expect(found.senderCandidates.map(({ code }) => code)).toContain('SM');
  });

  it('a file name with a longer place name does not stand for the shorter one', () => {
    expect(identify([], '石门坎乡2023年1-6月.xlsx').sender?.code).toBe('SK');
    expect(identify([], '石门坎.xlsx').sender).toEqual({ code: 'SK', how: 'file-name' });
    expect(identify([], '石门口.xlsx').sender).toBeNull();
  });

  it('a unit that no longer exists in the period, or is not asked', () => {
    expect(codes(identify(['填报单位：旧街镇|||2023年1-6月'], 'x.xlsx'))).toContain('sender-unknown');
    expect(codes(identify(['填报单位：临江新区|||2023年1-6月'], 'x.xlsx'))).toEqual(['sender-unknown']);
    expect(codes(identify(['填报单位：旧街镇|||2022年1-6月'], 'x.xlsx'))).toEqual([]);
  });

  it('a workbook of no known form', () => {
    const sheet = sheetOf(['品名|单价', '苹果|5', '梨|4']);
    const found = identifyReturn({
      tables: recogniseSheet(sheet),
      sheetNames: ['s'],
      fileName: 'x.xlsx',
      plan: matchPlan,
    });
    expect(found.form).toBeNull();
    expect(codes(found)).toEqual(expect.arrayContaining(['form-unknown', 'period-unknown']));
  });

  it('a period that is none of the form', () => {
    expect(codes(identify(['填报单位：石门镇|||2023年1-5月'], 'x.xlsx'))).toEqual(['period-unknown']);
  });
});
