/** One command as bytes: its statements with their bound values, so that replaying needs no clock and no random. */
import { z } from 'zod';
import type { JournalRecord, StatementParameter } from './plan-file-types.ts';

/** Bytes and the numbers that JSON doesn't know are wrapped; text and plain numbers stand as they are. */
const storedParameter = z.union([
  z.string(),
  z.number(),
  z.null(),
  z.object({ bytes: z.string() }),
  z.object({ number: z.enum(['NaN', 'Infinity', '-Infinity', '-0']) }),
]);
const storedStatements = z.array(z.object({ sql: z.string(), params: z.array(storedParameter) }));

function storeParameter(value: StatementParameter): z.infer<typeof storedParameter> {
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('base64') };
  if (Object.is(value, -0)) return { number: '-0' };
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return { number: String(value) as 'NaN' | 'Infinity' | '-Infinity' };
  }
  return value;
}

function restoreParameter(value: z.infer<typeof storedParameter>): StatementParameter {
  if (value === null || typeof value !== 'object') return value;
  return 'bytes' in value ? new Uint8Array(Buffer.from(value.bytes, 'base64')) : Number(value.number);
}

export function encodeStatements(record: JournalRecord): Buffer {
  const statements = record.statements.map(({ sql, params }) => ({
    sql,
    params: params.map(storeParameter),
  }));
  return Buffer.from(JSON.stringify(statements));
}

/** Undefined where the bytes are no statements. */
export function decodeStatements(payload: Uint8Array): JournalRecord['statements'] | undefined {
  try {
    const statements = storedStatements.parse(JSON.parse(Buffer.from(payload).toString('utf8')));
    return statements.map(({ sql, params }) => ({ sql, params: params.map(restoreParameter) }));
  } catch {
    return undefined;
  }
}
