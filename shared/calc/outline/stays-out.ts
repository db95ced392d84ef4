/**
 * What no commitment is made of (domain.md section 7): public security, religious and ethnic affairs, labour transfer,
 * language training, small vulnerable groups. Such passages stay headings of the outline.
 */
const sectionTitles = /宗教|民族共同体|民族团结|社会稳定|维稳|反恐|戍边|国家安全/;
const clauses =
  /转移就业|国家通用语言|语言文字|五保|孤儿|特困人员|流浪|宗教|民族团结|维稳|反恐|社区矫正|吸毒|党的?组织|党支部|访惠聚/;

/** A section whose figures are not offered. */
export function sectionStaysOut(title: string): boolean {
  return sectionTitles.test(title);
}

/** A clause that is not offered. */
export function clauseStaysOut(clause: string): boolean {
  return clauses.test(clause);
}
