import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** Asks on the terminal without echo; undefined where there is no terminal. */
export async function askPassword(): Promise<string | undefined> {
  if (!process.stdin.isTTY) return undefined;
  process.stderr.write('密码：');
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  const answer = await new Promise<string>((resolve) => lines.question('', resolve));
  lines.close();
  process.stderr.write('\n');
  return answer;
}
