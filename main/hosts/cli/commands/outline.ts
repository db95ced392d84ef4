import type { MethodOutput } from '../../../../shared/contract/index.ts';
import { type Command, call, requireWord } from '../cli-context.ts';

interface Outline {
  readonly chapters: readonly { readonly sections: readonly unknown[]; readonly boxes: readonly unknown[] }[];
  readonly indicators: readonly unknown[];
  readonly candidates: readonly unknown[];
}

/** Chapters, boxes, main table and quantified targets of a plan's text; nothing is stored. */
export const outlineExtract: Command = async (context) => {
  const path = requireWord(context, 2, 'FILE');
  const answer: MethodOutput<'plan/extract-outline'> = await call(context, 'plan/extract-outline', { path });
  const { chapters, indicators, candidates } = answer as unknown as Outline;
  const sections = chapters.reduce((sum, chapter) => sum + chapter.sections.length, 0);
  const boxes = chapters.reduce((sum, chapter) => sum + chapter.boxes.length, 0);
  return {
    json: { ...answer },
    text: [
      `章 ${chapters.length}，节 ${sections}，专栏 ${boxes}，主要指标 ${indicators.length}，量化目标候选 ${candidates.length}`,
    ],
    exit: 0,
  };
};
