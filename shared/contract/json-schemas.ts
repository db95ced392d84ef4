import { z } from 'zod';
import { contract } from './index.ts';

/** JSON Schema (2020-12) of every method's answer, by method name; shipped so that outsiders can check what they parse. */
export function answerSchemas(): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(contract).map(([name, { output }]) => [
      name,
      z.toJSONSchema(output, { unrepresentable: 'any', io: 'output', target: 'draft-2020-12' }),
    ]),
  );
}
