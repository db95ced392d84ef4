import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { answerPageRequest } from '../../../main/hosts/electron/app-protocol.ts';
import { makeFolder } from './test-folder.ts';

vi.mock('electron', async () => (await import('./electron-double.ts')).electronDouble);

const outer = makeFolder();
const bundle = path.join(outer, 'renderer');
const page = '<html><head><meta name="csp-nonce" content="" /></head></html>';

beforeAll(() => {
  mkdirSync(path.join(bundle, 'assets'), { recursive: true });
  writeFileSync(path.join(bundle, 'index.html'), page);
  writeFileSync(path.join(bundle, 'assets/a.js'), 'export {};');
  writeFileSync(path.join(bundle, 'notes.txt'), 'no type of ours');
  writeFileSync(path.join(bundle, 'a.plan'), 'no type of ours');
  writeFileSync(path.join(outer, 'secret.json'), '{}');
  symlinkSync(path.join(outer, 'secret.json'), path.join(bundle, 'link.json'));
  symlinkSync(outer, path.join(bundle, 'up'));
});

const get = (url: string, method = 'GET') => answerPageRequest(bundle, { method, url });

describe('E4 app://workbench', () => {
  test.each([
    ['app://workbench/index.html', 'text/html; charset=utf-8'],
    ['app://workbench/', 'text/html; charset=utf-8'],
    ['app://workbench/assets/a.js', 'text/javascript; charset=utf-8'],
    ['app://workbench/assets/a.js?v=1#x', 'text/javascript; charset=utf-8'],
  ])('%s', async (url, type) => {
    const answer = await get(url);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
  });

  test.each([
    'app://workbench/../../etc/passwd',
    'app://workbench/../secret.json',
    'app://workbench/%2e%2e%2fsecret.json',
    'app://workbench/%2e%2e/secret.json',
    'app://workbench/..%5csecret.json',
    'app://workbench/..\\secret.json',
    'app://workbench/assets/..%2f..%2fsecret.json',
    'app://workbench/index.html%00.js',
    'app://workbench/%00',
    'app://workbench/%E0%A4%A',
    'app://workbench//etc/passwd',
    'app://workbench/link.json',
    'app://workbench/up/secret.json',
    'app://workbench/assets',
    'app://workbench/notes.txt',
    'app://workbench/a.plan',
    'app://workbench/none.js',
    'app://other/index.html',
    'app://workbench.example/index.html',
    'app://workbench:80/index.html',
    'app://user@workbench/index.html',
    'https://workbench/index.html',
    'file:///etc/passwd',
  ])('%s is not there', async (url) => {
    const answer = await get(url);
    expect([answer.status, await answer.text()]).toEqual([404, '']);
  });

  test.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])('%s is refused', async (method) => {
    expect((await get('app://workbench/index.html', method)).status).toBe(405);
  });
});

describe('E5 content policy', () => {
  const directives = (answer: Response) =>
    Object.fromEntries(
      answer.headers
        .get('content-security-policy')!
        .split('; ')
        .map((part) => [part.slice(0, part.indexOf(' ')), part.slice(part.indexOf(' ') + 1)]),
    );

  test('is exactly this, with a nonce of its own for each load', async () => {
    const [first, second] = [await get('app://workbench/'), await get('app://workbench/')];
    const nonces = [first, second].map(
      (answer) => /'nonce-([^']+)'/.exec(directives(answer)['style-src']!)![1]!,
    );
    expect(nonces[0]).not.toBe(nonces[1]);
    expect(nonces[0]!.length).toBeGreaterThanOrEqual(22);
    expect(await first.text()).toBe(page.replace('content=""', `content="${nonces[0]}"`));
    expect(directives(first)).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': `'self' 'nonce-${nonces[0]}'`,
      'img-src': "'self' data: blob:",
      'font-src': "'self'",
      'connect-src': "'self'",
      'worker-src': "'self'",
      'form-action': "'none'",
      'base-uri': "'none'",
      'frame-src': "'none'",
      'frame-ancestors': "'none'",
      'object-src': "'none'",
      'require-trusted-types-for': "'script'",
      'trusted-types': 'default',
    });
  });

  test('stands on every answer, refusals too', async () => {
    for (const url of ['app://workbench/assets/a.js', 'app://workbench/none.js', 'app://other/'])
      expect(directives(await get(url))['default-src']).toBe("'none'");
  });
});
