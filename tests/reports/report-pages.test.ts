import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { convertWithOffice, officePath } from '../support/libreoffice.ts';
import { type DemoBench, demoReports, makeReport, openDemo } from './report-bench.ts';

/** The reports as another office suite lays them out: the summary on one page, no heading alone at a page's foot. */

let bench: DemoBench;
beforeAll(async () => {
  bench = await openDemo();
}, 60_000);
afterAll(() => bench.close());

function hasPdfText(): boolean {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('pdftotext is not installed: the pages of reports are not looked at');
    return false;
  }
}

const readable = Boolean(officePath) && hasPdfText();

async function readPages(bytes: Uint8Array): Promise<string[]> {
  const { folder, files } = await convertWithOffice(bytes, 'docx', 'pdf');
  const text = execFileSync('pdftotext', ['-layout', path.join(folder, files[0]!), '-'], {
    encoding: 'utf8',
  });
  rmSync(path.dirname(folder), { recursive: true, force: true });
  return text.split('\f').filter((page) => page.trim() !== '');
}

const lines = (page: string) =>
  page
    .split('\n')
    .map((line) => line.replace(/\s/g, ''))
    .filter((line) => line !== '');

describe.skipIf(!readable).each(demoReports)('$kind $date', (which) => {
  test('pages', async () => {
    const pages = await readPages(await makeReport(bench, which));
    const [summary = '', body = ''] = pages;
    expect(summary.replace(/\s/g, '')).toContain('三条工作建议');
    expect(lines(body)[0]).toBe('一、总体进展');
    for (const [at, page] of pages.entries()) {
      const own = lines(page);
      // Page numbers between dashes, counted through all sections.
      expect(own.some((line) => line === `—${at + 1}—`)).toBe(true);
      const last = own.filter((line) => !/^—\d+—$/.test(line)).at(-1) ?? '';
      expect(last).not.toMatch(/^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|附表\d|附件\d)/);
    }
    expect(pages.some((page) => lines(page)[0]?.startsWith('附表1'))).toBe(true);
  }, 180_000);
});
