import { describe, expect, it } from 'vitest';
import {
  type ListingExport,
  writeListing,
  writeListingCsv,
} from '../../../main/excel/write/write-listing.ts';
import { readBack, readParts } from '../../support/read-back.ts';

const chaseList: ListingExport = {
  sheet: '催报单',
  title: '催报单',
  subtitle: '2023年二季度',
  demo: false,
  columns: [
    { header: '填报单位', kind: 'text' },
    { header: '应报时间', kind: 'centred' },
    { header: '第几次催报', kind: 'figure', decimals: 0 },
  ],
  rows: [
    ['沙湾乡', '2023-07-10', '2'],
    ['=HYPERLINK("x")', null, '待定'],
  ],
  none: '没有需要催报的单位。',
};

describe('writeListing', () => {
  it('writes figures as numbers, everything else as text, blanks empty', () => {
    const sheet = readBack(writeListing(chaseList)).Sheets.催报单!;
    expect(sheet.A4).toMatchObject({ t: 's', v: '沙湾乡' });
    expect(sheet.C4).toMatchObject({ t: 'n', v: 2 });
    expect(sheet.A5).toMatchObject({ t: 's', v: '=HYPERLINK("x")' });
    expect(sheet.B5?.v).toBeUndefined();
    expect(sheet.C5).toMatchObject({ t: 's', v: '待定' });
  });

  it('repeats the header on each page and says where there is nothing', () => {
    expect(readParts(writeListing(chaseList)).get('xl/workbook.xml')).toContain("'催报单'!$3:$3");
    expect(readBack(writeListing({ ...chaseList, rows: [] })).Sheets.催报单!.A4.v).toBe(
      '没有需要催报的单位。',
    );
  });

  it('is CSV too', () => {
    expect(new TextDecoder().decode(writeListingCsv(chaseList))).toBe(
      '"填报单位","应报时间","第几次催报"\r\n"沙湾乡","2023-07-10",2\r\n"\'=HYPERLINK(""x"")",,"待定"\r\n',
    );
  });
});
