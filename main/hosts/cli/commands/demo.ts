import { type Command, call, requireWord } from '../cli-context.ts';

/** Writes the made-up returns of a demo pack as workbooks. */
export const demoWriteReturns: Command = async (context) => {
  const pack = requireWord(context, 2, 'PACK');
  const out = context.options.required('out');
  const { folder } = await call(context, 'workbench/write-samples', { pack, folder: out });
  return { json: { folder }, text: [folder], exit: 0 };
};
