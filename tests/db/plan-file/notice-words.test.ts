import { expect, it } from 'vitest';
import { planNoticeCodes } from '../../../main/db/plan-file/plan-file.ts';
import { planNoticeSentence, planNoticeSentences } from '../../../renderer/words/plan-notices.ts';

it('every notice of the plan file has its sentence, and no sentence is left over', () => {
  expect(Object.keys(planNoticeSentences).sort()).toEqual([...planNoticeCodes].sort());
});

it('fills in what the notice knows', () => {
  const sentence = planNoticeSentence({ code: 'journal-replayed', details: { records: 3 } });
  expect(sentence).toBe('上次没有正常关闭，已从日志补回 3 步改动，没有缺少。');
});
