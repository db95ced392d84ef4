import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { answerSchemas } from '../../../../shared/contract/json-schemas.ts';
import type { Command } from '../cli-context.ts';

/** Writes one JSON Schema per method. */
export const schemasWrite: Command = async ({ options }) => {
  const out = options.required('out');
  const schemas = answerSchemas();
  await mkdir(out, { recursive: true });
  for (const [name, schema] of Object.entries(schemas))
    await writeFile(path.join(out, `${name.replace('/', '.')}.json`), `${JSON.stringify(schema, null, 2)}\n`);
  return {
    json: { out, schemas: Object.keys(schemas) },
    text: [`${Object.keys(schemas).length} 个结构说明已写到 ${out}`],
    exit: 0,
  };
};
