import { readFile } from 'node:fs/promises';
import { extractOutline } from '../../../../shared/calc/outline/extract-outline.ts';
import { readPlanText } from '../../../../shared/calc/outline/read-text.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { readDocx } from '../../../reports/read-docx.ts';
import { type Command, requireWord } from '../cli-context.ts';

/** Chapters, boxes, main table and quantified targets of a plan's text; nothing is stored. */
export const outlineExtract: Command = async (context) => {
  const path = requireWord(context, 2, 'FILE');
  context.options.refuseOthers();
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new AppError('not-found', { what: 'file', path, cause: String(error) });
  });
  const outline = extractOutline(isZip(bytes) ? readDocx(bytes) : readPlanText(decode(bytes)));
  const sections = outline.chapters.reduce((sum, chapter) => sum + chapter.sections.length, 0);
  const boxes = outline.chapters.reduce((sum, chapter) => sum + chapter.boxes.length, 0);
  return {
    json: { ...outline },
    text: [
      `章 ${outline.chapters.length}，节 ${sections}，专栏 ${boxes}，主要指标 ${outline.indicators.length}，量化目标候选 ${outline.candidates.length}`,
    ],
    exit: 0,
  };
};

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
