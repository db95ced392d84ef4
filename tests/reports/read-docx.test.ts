import {
  Document,
  HeadingLevel,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  VerticalMergeType,
} from 'docx';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readDocx } from '../../main/reports/read-docx.ts';
import { extractOutline } from '../../shared/calc/outline/extract-outline.ts';
import { AppError } from '../../shared/errors/app-error.ts';

const word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"';

function pack(body: string, more: Record<string, Uint8Array> = {}, head = ''): Uint8Array {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>${head}<w:document ${word} ${mc}><w:body>${body}</w:body></w:document>`;
  return zipSync({ 'word/document.xml': strToU8(xml), ...more });
}

const paragraph = (text: string, properties = '') =>
  `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return error instanceof AppError ? error.code : `${error}`;
  }
  return 'none';
}

const cell = (text: string, options: { columnSpan?: number; verticalMerge?: 'restart' | 'continue' } = {}) =>
  new TableCell({
    children: [new Paragraph(text)],
    ...(options.columnSpan && { columnSpan: options.columnSpan }),
    ...(options.verticalMerge && {
      verticalMerge:
        options.verticalMerge === 'restart' ? VerticalMergeType.RESTART : VerticalMergeType.CONTINUE,
    }),
  });
const row = (...children: TableCell[]) => new TableRow({ children });

async function samplePlan(): Promise<Uint8Array> {
  const heading = (text: string, level: (typeof HeadingLevel)[keyof typeof HeadingLevel]) =>
    new Paragraph({ text, heading: level });
  const table = new Table({
    rows: [
      row(cell('类别'), cell('指标'), cell('2020年'), cell('2025年'), cell('年均/累计'), cell('属性')),
      row(
        cell('经济', { verticalMerge: 'restart' }),
        cell('1.人均产值（元）'),
        cell('51000'),
        cell('72000'),
        cell('7'),
        cell('预期性'),
      ),
      row(
        cell('', { verticalMerge: 'continue' }),
        cell('2.能耗强度降低（%）'),
        cell('—'),
        cell('完成上级下达任务', { columnSpan: 2 }),
        cell('约束性'),
      ),
    ],
  });
  const document = new Document({
    sections: [
      {
        children: [
          heading('第一章 总体要求', HeadingLevel.HEADING_1),
          heading('第一节 目标', HeadingLevel.HEADING_2),
          new Paragraph('到2025年，绿道总里程达到260公里以上。'),
          table,
          heading('第二章 重点任务', HeadingLevel.HEADING_1),
          heading('第一节 交通', HeadingLevel.HEADING_2),
          new Paragraph('专栏1 交通工程'),
          new Paragraph('1.公路：环城北路工程、南河大桥项目。'),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

describe('a Word plan', () => {
  it('gives chapters, sections, the indicator table with its merged cells, boxes and targets', async () => {
    const outline = extractOutline(readDocx(await samplePlan()));
    expect(outline.chapters.map(({ number, title, sections }) => [number, title, sections])).toEqual([
      ['1', '总体要求', [{ number: '1.1', title: '目标' }]],
      ['2', '重点任务', [{ number: '2.1', title: '交通' }]],
    ]);
    expect(outline.indicators).toMatchObject([
      { no: 1, name: '人均产值', unit: '元', category: '经济', base: '51000', year: '72000', total: '7' },
      {
        no: 2,
        name: '能耗强度降低',
        category: '经济',
        year: '完成上级下达任务',
        total: '',
        attribute: '约束性',
      },
    ]);
    expect(outline.chapters[1]!.boxes).toEqual([
      { number: '专栏1', title: '交通工程', section: '2.1', projects: ['环城北路工程', '南河大桥项目'] },
    ]);
    expect(outline.candidates).toMatchObject([
      { name: '绿道总里程', where: '1.1', year: 2025, target: { op: 'ge', value: '260', unit: '公里' } },
    ]);
  });

  it('takes headings from styles where the numbers are not in the text', () => {
    const body = [
      paragraph('纲要', '<w:outlineLvl w:val="0"/>'),
      paragraph('发展基础', '<w:outlineLvl w:val="1"/>'),
      paragraph('主要成就', '<w:outlineLvl w:val="2"/>'),
      paragraph('重点任务', '<w:outlineLvl w:val="1"/>'),
      paragraph('农业', '<w:outlineLvl w:val="2"/>'),
      paragraph('林业', '<w:outlineLvl w:val="2"/>'),
    ].join('');
    const { chapters } = extractOutline(readDocx(pack(body)));
    expect(chapters.map(({ number, title }) => [number, title])).toEqual([
      ['1', '发展基础'],
      ['2', '重点任务'],
    ]);
    expect(chapters[1]!.sections).toEqual([
      { number: '2.1', title: '农业' },
      { number: '2.2', title: '林业' },
    ]);
  });

  it('leaves out deleted text, field codes, fallback copies and the table of contents', () => {
    const body =
      paragraph('第一章 目录行 3', '<w:pStyle w:val="TOC1"/>') +
      '<w:p><w:r><w:t>甲</w:t></w:r><w:del><w:r><w:delText>乙</w:delText></w:r></w:del>' +
      '<w:r><w:instrText>PAGE</w:instrText></w:r><w:ins><w:r><w:t>丙</w:t></w:r></w:ins></w:p>' +
      '<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>' +
      paragraph('专栏1 工程') +
      '</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>' +
      paragraph('专栏1 工程') +
      '</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>';
    const blocks = readDocx(pack(body));
    expect(blocks.map((block) => (block.kind === 'paragraph' ? [block.text, block.contents] : []))).toEqual([
      ['第一章目录行3', true],
      ['甲丙', undefined],
      ['专栏1工程', undefined],
    ]);
  });
});

describe('what is no sound Word file', () => {
  it('is refused with its reason', () => {
    expect(codeOf(() => readDocx(strToU8('just text')))).toBe('wrong-type');
    expect(codeOf(() => readDocx(zipSync({ 'xl/workbook.xml': strToU8('<a/>') })))).toBe('wrong-type');
    expect(codeOf(() => readDocx(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0, 0)))).toBe('wrong-type');
    expect(codeOf(() => readDocx(pack('<w:p>').subarray(0, 60)))).toBe('damaged');
    expect(codeOf(() => readDocx(pack('<w:p></w:q>')))).toBe('damaged');
  });

  it('is refused as encrypted when a password wraps it', () => {
    const name = new Uint8Array(Buffer.from('EncryptedPackage', 'utf16le'));
    const bytes = new Uint8Array(512 + name.length);
    bytes.set([0xd0, 0xcf, 0x11, 0xe0]);
    bytes.set(name, 512);
    expect(codeOf(() => readDocx(bytes))).toBe('encrypted');
  });

  it('is refused with a document type: entities hide there', () => {
    const head = '<!DOCTYPE w:document [<!ENTITY a "aaaa">]>';
    expect(codeOf(() => readDocx(pack(paragraph('&amp;'), {}, head)))).toBe('damaged');
  });

  it('is refused when it unpacks beyond the limit, also by a part that nobody reads', () => {
    const bomb = { 'word/media/picture.bin': new Uint8Array(8 * 1024 * 1024) };
    expect(codeOf(() => readDocx(pack(paragraph('甲'), bomb)))).toBe('too-big');
  });
});
