import type { Dice } from './dice.ts';
import { withUnit } from './draw-tree.ts';
import type { UnitPlace } from './header-tree.ts';
import { indicators, towns } from './names.ts';

/** A row to come: what is written and what it is. */
export interface RowPlan {
  readonly raw: string;
  readonly label: string;
  readonly unit?: string | null;
  readonly role: string;
}

/** Rows that are towns, with totals, last year's and computed rows among them. */
export function planTowns(dice: Dice, traits: string[]): RowPlan[] {
  const names = dice.some(towns, 4 + dice.below(8));
  const rows: RowPlan[] = [];
  const total = dice.pick(['first', 'first', 'last', 'both', 'none'] as const);
  traits.push(`total ${total}`);
  const word = () => dice.pick(['合计', '总计', '合  计', '全县', '总\u3000计']);
  const fold = (text: string) => text.replace(/\s/g, '');
  if (total === 'first' || total === 'both') {
    const raw = word();
    rows.push({ raw, label: fold(raw), role: 'total' });
    if (dice.chance(0.25)) {
      traits.push('last year rows');
      rows.push({ raw: '上年', label: '上年', role: 'previous' });
      rows.push({ raw: '增减', label: '增减', role: 'change' });
      if (dice.chance(0.6)) rows.push({ raw: '增减%', label: '增减', role: 'growth' });
    }
  }
  const indent = total === 'first' && dice.chance(0.4) ? dice.pick(['  ', '\u3000']) : '';
  const halves = dice.chance(0.2);
  names.forEach((name, index) => {
    if (halves && index % 4 === 0) {
      const group = dice.pick(['一、城区', '二、北部山区', '三、南部川区', '（一）沿河乡镇']);
      if (!rows.some(({ raw }) => raw === group)) rows.push({ raw: group, label: group, role: 'group' });
    }
    rows.push({ raw: `${indent}${name}`, label: name, role: 'data' });
    if (dice.chance(0.06)) {
      traits.push('of which row');
      rows.push({ raw: dice.pick(['其中：镇区', '  其中：开发区', '#园区']), label: '', role: 'data' });
    }
  });
  if (total === 'last' || total === 'both') {
    const raw = total === 'both' ? '横向合计' : word();
    rows.push({ raw, label: fold(raw), role: 'total' });
  }
  return rows;
}

export function planYears(dice: Dice): RowPlan[] {
  const from = 2010 + dice.below(6);
  const after = dice.pick(['', '年', ' 年']);
  return Array.from({ length: 4 + dice.below(6) }, (_, index) => {
    const raw = `${from + index}${after}`;
    return { raw, label: raw.replace(' ', ''), role: 'data' };
  });
}

/** Rows that are indicators: numbered groups, 其中, indents; the unit beside the name where it stands in the rows. */
export function planIndicators(dice: Dice, unit: UnitPlace, traits: string[]): RowPlan[] {
  const some = dice.some(indicators, 5 + dice.below(9));
  const numbered = dice.pick(['none', 'plain', 'groups'] as const);
  traits.push(`numbering ${numbered}`);
  const rows: RowPlan[] = [];
  some.forEach(([name, own], index) => {
    if (numbered === 'groups' && index % 4 === 0) {
      const raw = `${'一二三四五'[index / 4]}、${dice.pick(['综合情况', '农业生产', '人民生活', '社会事业'])}`;
      rows.push({ raw, label: raw, role: 'group' });
    }
    const number =
      numbered === 'plain' ? `${index + 1}.` : numbered === 'groups' ? `（${'一二三四'[index % 4]}）` : '';
    const text = unit === 'row-brackets' ? withUnit(name, own, dice).replace('\n', '') : name;
    const stated = unit === 'row-brackets' || unit === 'column' ? own : undefined;
    rows.push({ raw: `${number}${text}`, label: name, role: 'data', ...(stated ? { unit: stated } : {}) });
    if (dice.chance(0.12)) {
      traits.push('of which row');
      const part = dice.pick(['其中：小麦', '其中:女', '#城镇', '  其中：规模养殖']);
      rows.push({
        raw: unit === 'row-brackets' ? `${part}（${own}）` : part,
        label: '',
        role: 'data',
        ...(stated ? { unit: stated } : {}),
      });
    }
  });
  return rows;
}
