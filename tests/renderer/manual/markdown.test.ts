import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseInline, parseMarkdown, plainText } from '../../../renderer/screens/manual/markdown.ts';

const folder = path.resolve(import.meta.dirname, '../../../docs/手册');
const names = readdirSync(folder).filter((name) => name.endsWith('.md'));
const chapters = names.map((name) => ({ name, text: readFileSync(path.join(folder, name), 'utf8') }));

describe('the manual as the program shows it', () => {
  test.each(chapters)('$name: nothing is shown raw, nothing is lost', ({ text }) => {
    const blocks = parseMarkdown(text);
    const shown = blocks.map(plainText).join('\n');
    expect(blocks[0]).toMatchObject({ kind: 'heading', level: 1 });
    expect(shown).not.toMatch(/\*\*|\]\(|^#|^\||^>|^\d+\. |^- /m);
    const letters = (one: string) => (one.match(/[一-鿿]/g) ?? []).length;
    const pictures = [...text.matchAll(/!\[([^\]]*)\]/g)].reduce((sum, [, name]) => sum + letters(name!), 0);
    const files = [...text.matchAll(/\]\(([^)]*)\)/g)].reduce((sum, [, target]) => sum + letters(target!), 0);
    expect(letters(shown)).toBe(letters(text) - pictures - files);
  });

  test.each(chapters)('$name: every link and picture is there', ({ text }) => {
    const targets = parseMarkdown(text).flatMap((block) =>
      ('text' in block ? [block.text] : 'items' in block ? block.items : [...block.rows.flat()]).flatMap(
        (one) => parseInline(one).flatMap((part) => ('target' in part ? [part.target] : [])),
      ),
    );
    for (const target of targets)
      expect([target, existsSync(path.join(folder, target))]).toEqual([target, true]);
  });

  test('headings of a chapter have places of their own', () => {
    for (const { name, text } of chapters) {
      const ids = parseMarkdown(text).flatMap((block) => (block.kind === 'heading' ? [block.id] : []));
      expect([name, ids.length]).toEqual([name, new Set(ids).size]);
    }
  });
});

describe('blocks', () => {
  test('a list goes on over indented lines and ends before the next paragraph', () => {
    expect(parseMarkdown('1. 一\n   二\n2. 三\n四')).toEqual([
      { kind: 'list', ordered: true, items: ['一二', '三'] },
      { kind: 'paragraph', text: '四' },
    ]);
  });

  test('a table, a block of code, a picture in a sentence', () => {
    expect(parseMarkdown('| 甲 | 乙 |\n|---|---|\n| 1 | **2** |\n\n```\na  b\n```')).toEqual([
      { kind: 'table', head: ['甲', '乙'], rows: [['1', '**2**']] },
      { kind: 'code', text: 'a  b' },
    ]);
    expect(parseInline('见 **图** ![图一](../images/a.png)。')).toEqual([
      { kind: 'text', text: '见 ' },
      { kind: 'strong', text: '图' },
      { kind: 'text', text: ' ' },
      { kind: 'picture', text: '图一', target: '../images/a.png' },
      { kind: 'text', text: '。' },
    ]);
  });
});
