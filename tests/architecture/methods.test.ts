import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { featureHandlers } from '../../main/method-table.ts';
import { contract } from '../../shared/contract/index.ts';
import { answerSchemas } from '../../shared/contract/json-schemas.ts';

const root = path.resolve(import.meta.dirname, '../..');

describe('methods', () => {
  const createApp = readFileSync(path.join(root, 'main/create-app.ts'), 'utf8');

  test('every method of the contract has a handler, and every handler a method', () => {
    const answered = new Set([
      ...Object.keys(featureHandlers),
      ...[...createApp.matchAll(/^ {4}'([a-z-]+\/[a-z-]+)'/gm)].map((match) => match[1]!),
    ]);
    expect(Object.keys(contract).filter((name) => !answered.has(name))).toEqual([]);
    expect([...answered].filter((name) => !Object.hasOwn(contract, name))).toEqual([]);
  });

  test('names are feature/verb-noun in small letters', () => {
    expect(Object.keys(contract).filter((name) => !/^[a-z]+\/[a-z]+(-[a-z]+)*$/.test(name))).toEqual([]);
  });

  test('every answer has a JSON Schema that says something', () => {
    const schemas = answerSchemas();
    expect(Object.keys(schemas).sort()).toEqual(Object.keys(contract).sort());
    expect(schemas['returns/stage']).toMatchObject({
      type: 'object',
      properties: { files: { type: 'array' }, summary: { type: 'object' } },
    });
  });

  test('kinds of handler and contract agree', () => {
    const wrong = Object.entries(featureHandlers).filter(
      ([name, handler]) => contract[name as keyof typeof contract].kind !== handler.kind,
    );
    expect(wrong.map(([name]) => name)).toEqual([]);
  });

  test('every command of the command line is in the usage text', () => {
    const table = readFileSync(path.join(root, 'main/hosts/cli/command-table.ts'), 'utf8');
    const usage = readFileSync(path.join(root, 'renderer/words/cli.ts'), 'utf8');
    const commands = [...table.matchAll(/^ {2}'?([a-z]+(?: [a-z-]+)?)'?: (?:entry|onPlan)\(/gm)].map(
      (match) => match[1]!,
    );
    expect(commands.length).toBeGreaterThan(15);
    const hidden = ['demo write-returns'];
    const known = (command: string) => command.split(' ').every((word) => usage.includes(word));
    expect(commands.filter((command) => !hidden.includes(command) && !known(command))).toEqual([]);
  });

  test('a table of rows is never read outside its schema: no cast of a row to a record type', () => {
    const files = readdirSync(path.join(root, 'main/db/tables')).map((name) =>
      path.join(root, 'main/db/tables', name),
    );
    const casts = files.filter((file) => /row as unknown as/.test(readFileSync(file, 'utf8')));
    expect(casts).toEqual([]);
  });
});
