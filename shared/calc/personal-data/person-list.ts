/**
 * Lists of persons: several rows with a name and a mobile number, or a header that asks for them. One phone number at
 * the foot of a form is no list.
 */
import type { Cell, Sheet } from '../../domain/sheet.ts';
import { remember } from '../../text/remember.ts';
import { findMobileNumbers, isNumericMobile, isPhoneText } from './phone-number.ts';

export interface PersonRow {
  readonly cell: Cell;
  readonly digits: string;
}

/** Rows of this many persons are a list; a form's foot names two or three people at most, in one row. */
const fewestRows = 3;
const fewestRowsUnderHeader = 2;

const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜阿买努古热艾吐';
const headerName = /^(?:姓名|户主|户主姓名|人员姓名|联系人|联系人姓名|负责人|负责人姓名|身份证姓名)$/;
const headerPhone = /(?:手机|电话|联系方式)/;
const headerIdentity = /(?:身份证|公民身份号码|证件号码)/;

const squeeze = (text: string): string => text.replace(/[\s\u3000:：*]/g, '');

/** A Han name of two to four characters with a common surname, or a name with a middle dot. */
function looksLikeName(text: string): boolean {
  const bare = squeeze(text);
  if (/^[\u4e00-\u9fff]{2,12}[·•・.][\u4e00-\u9fff]{1,12}$/.test(bare)) return true;
  return /^[\u4e00-\u9fff]{2,4}$/.test(bare) && surnames.includes(bare[0] ?? '');
}

/** One cell per person; empty where the sheet holds no list of persons. */
export function findPersonList(sheet: Sheet): PersonRow[] {
  const rows = groupRows(sheet.cells);
  const named = rows.flatMap((row) => personOf(row) ?? []);
  if (named.length >= fewestRows && sharesColumn(named)) return named;
  return listUnderHeader(rows);
}

function groupRows(cells: readonly Cell[]): Cell[][] {
  const rows: Cell[][] = [];
  let current = -1;
  for (const cell of cells) {
    if (cell.row !== current) rows.push([]);
    current = cell.row;
    rows.at(-1)?.push(cell);
  }
  return rows;
}

function personOf(row: readonly Cell[]): PersonRow | undefined {
  for (const cell of row) {
    const digits = mobileOf(cell);
    if (digits && row.some((other) => other !== cell && other.kind === 'text' && looksLikeName(other.text)))
      return { cell, digits };
    if (digits && cell.kind === 'text' && looksLikeName(cell.text.replace(/[\d\s+-]{11,20}/g, '')))
      return { cell, digits };
  }
  return undefined;
}

function mobileOf(cell: Cell): string | undefined {
  if (cell.kind === 'number') return isNumericMobile(cell.value) ? cell.value : undefined;
  return cell.kind === 'text' ? findMobileNumbers(cell.text)[0] : undefined;
}

function sharesColumn(persons: readonly PersonRow[]): boolean {
  const counts = new Map<number, number>();
  for (const { cell } of persons) counts.set(cell.column, (counts.get(cell.column) ?? 0) + 1);
  return Math.max(...counts.values()) >= fewestRows;
}

/** A header row that asks for a name and a phone or card number, with at least two rows that answer. */
function listUnderHeader(rows: readonly Cell[][]): PersonRow[] {
  const index = rows.findIndex((row) => row.some(headsNames) && askedColumn(row));
  const header = rows[index];
  const name = header?.find(headsNames);
  const asked = header && askedColumn(header);
  if (!name || !asked) return [];
  const answers = rows.slice(index + 1).flatMap((row): PersonRow[] => {
    const answer = row.find((cell) => cell.column === asked.column);
    const person = row.find((cell) => cell.column === name.column && cell.kind === 'text');
    if (!answer || !person || !looksPersonal(answer)) return [];
    return [{ cell: answer, digits: answer.text.replace(/[^\dXx*]/g, '') }];
  });
  return answers.length >= fewestRowsUnderHeader ? answers : [];
}

const isNameHeader = remember((text) => headerName.test(squeeze(text)));

function headsNames(cell: Cell): boolean {
  return cell.kind === 'text' && isNameHeader(cell.text);
}

function askedColumn(row: readonly Cell[]): Cell | undefined {
  return row.find((cell) => {
    const text = squeeze(cell.text);
    return (
      text.length <= 12 && !headerName.test(text) && (headerPhone.test(text) || headerIdentity.test(text))
    );
  });
}

/** A phone, or a card number of which some digits are starred out. */
function looksPersonal(cell: Cell): boolean {
  return (
    isPhoneText(cell.text) || isPhoneText(cell.value) || /^\d{3,6}\*{3,12}[\dXx]{2,4}$/.test(cell.text.trim())
  );
}
