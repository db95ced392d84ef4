import { parseTarget } from '../../../../shared/calc/target/parse-target.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { given } from '../arguments.ts';
import type { Command } from '../cli-context.ts';

export const targetParse: Command = async ({ options }) => {
  const text = options.required('text');
  const column = options.required('column');
  const unit = options.optional('unit');
  if (column !== 'base' && column !== 'year' && column !== 'total')
    throw new AppError('usage', { reason: '--column 只能是 base、year 或 total' });
  const parsed = parseTarget(text, column, given({ unit }));
  return { json: { ...parsed }, text: parsed.parts.map((part) => JSON.stringify(part)), exit: 0 };
};
