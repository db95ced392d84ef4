/**
 * Project names out of the running lists of a box (专栏). The list mark 、 also stands inside names
 * (餐厨垃圾、建筑垃圾处理项目), so a piece is a project only when it is complete by itself.
 */

/** Splits at marks outside brackets and quotes. */
export function splitOutside(text: string, marks: string): string[] {
  const pieces: string[] = [];
  let [piece, depth] = ['', 0];
  for (const letter of text) {
    if ('（(“‘《「'.includes(letter)) depth += 1;
    if ('）)”’》」'.includes(letter)) depth = Math.max(0, depth - 1);
    if (depth === 0 && marks.includes(letter)) {
      pieces.push(piece);
      piece = '';
    } else piece += letter;
  }
  pieces.push(piece);
  return pieces.map((one) => one.trim()).filter((one) => one !== '');
}

const sure = /(?:项目|工程|行动|计划|改造|扩建|新建|迁建|建设|[一二三四五]期)(?:[（(][^）)]*[)）])?$/;
const place =
  /(?:园区?|基地|中心|桥|铁路|公路|高速|机场|场|馆|厂|站|院|镇|城|平台|系统|体系|网络|一体化|学校|小学|中学|幼儿园|水库|医院|营地|公园|市场|枢纽|港|库)(?:[（(][^）)]*[)）])?$/;
const batch =
  /等(?:一批|单位|片区|区域|街道|乡镇|\d+[个座条处所项家]|[一二三四五六七八九十]+[个座条处所项家])/;

/** The opening that at least two pieces share: most often the city's own name. */
function commonOpening(pieces: readonly string[]): string | undefined {
  for (const piece of pieces) {
    const opening = /^.{1,6}?[市县区州旗]/.exec(piece)?.[0];
    if (opening && pieces.filter((one) => one.startsWith(opening)).length >= 2) return opening;
  }
  return undefined;
}

/** Joins pieces until each is a name of its own. `opening` = the city's name, which opens a new project. */
function joinPieces(pieces: readonly string[], opening: string | undefined): string[] {
  const names: string[] = [];
  let open: string[] = [];
  pieces.forEach((piece, index) => {
    open.push(piece);
    const next = pieces[index + 1];
    const nextOpens = opening !== undefined && next?.startsWith(opening) === true;
    // 花果山路、后滩路等一批: the batch owns the places listed before it.
    const nextIsBatch = next !== undefined && batch.test(next) && !nextOpens;
    const complete = sure.test(piece) || (place.test(piece) && !nextIsBatch);
    if (next === undefined || complete || (nextOpens && piece.length > 4)) {
      names.push(open.join('、'));
      open = [];
    }
  });
  return names;
}

const label =
  /^(?:[-•·●◆■]\s*)?(?:[（(]?[\d一二三四五六七八九十]{1,3}[)）.．、]\s*)?([^：:，。]{2,20})[：:](.+)$/;
const itemMark = /^(?:[-•·●◆■]\s*)?[（(]?[\d一二三四五六七八九十]{1,3}[)）.．、]\s*/;

/** A line of prose (a layout, a principle) names no projects. */
function isProse(text: string): boolean {
  const body = text.replace(/[。；;]$/, '');
  return /[。]/.test(body) || splitOutside(body, '，').length > 2 || /即|坚持|围绕/.test(body.slice(0, 8));
}

const longestName = 60;

/** 高标准农田建设项目：新建高标准农田10万亩。 names its project first and describes it then; 铁路项目：甲线、乙线 lists. */
function describedProject(title: string, rest: string): string | undefined {
  if (title.length < 6 || !sure.test(title)) return undefined;
  const pieces = splitOutside(rest, '；;。、，');
  const lists = pieces.some((piece) => sure.test(piece) || place.test(piece));
  const describes = /\d/.test(rest) || isProse(rest);
  return describes && !lists ? title : undefined;
}

/** （1）产业园基础设施。新建标准厂房20万平方米。 */
const titled =
  /^(?:[-•·●◆■]\s*)?[（(]?[\d一二三四五六七八九十]{1,3}[)）.．、]\s*([^：:，、。；;]{4,30})。(?:规划建设|新建|建设|改建|扩建|改造|实施|购置|建成|完成)[^。]*。?$/;

/** The projects of one line of a box; empty where the line is prose. A leading sub-heading (1.铁路项目：) is left out. */
export function listProjects(line: string): string[] {
  const own = titled.exec(line)?.[1];
  if (own) return [own];
  const labelled = label.exec(line);
  const described = labelled && describedProject(labelled[1]!.trim(), labelled[2]!);
  if (described) return [described];
  const list = (labelled?.[2] ?? line.replace(itemMark, '')).replace(/^[：:]/, '');
  if (isProse(list)) return [];
  const parted = list.replace(/(项目|工程|建设)[及和](?=一批)/g, '$1；');
  const groups = splitOutside(parted, '；;。').map((group) => splitOutside(group, '、，'));
  const opening = commonOpening(groups.flat());
  return groups
    .flatMap((group) => joinPieces(group, opening))
    .map((name) => name.replace(/^(?:重点)?(?:实施|推进|加快)(?=.{4,})/, '').replace(/[及和等]$/, ''))
    .map((name) => name.replace(/[。；;，,]$/, ''))
    .filter((name) => name.length >= 3 && name.length <= longestName);
}

/** Does the line begin like an item of a list (1. （1） 一是 •)? */
export function isListItem(line: string): boolean {
  return itemMark.test(line);
}
