import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTarget } from '../../../shared/calc/target/parse-target.ts';
import { printTarget } from '../../../shared/calc/target/print-target.ts';
import {
  comparisonOps,
  relations,
  type TargetPart,
  targetColumns,
  targetSpans,
} from '../../../shared/domain/target.ts';
import { Decimal, printDecimal } from '../../../shared/text/decimal.ts';

const value = fc
  .tuple(fc.integer({ min: -99_999_999, max: 99_999_999 }), fc.integer({ min: 0, max: 4 }))
  .map(([digits, decimals]) => printDecimal(new Decimal(digits).div(new Decimal(10).pow(decimals))));
const positive = value.filter((text) => !text.startsWith('-'));
// A figure of 1900–2099 with 年 is a date in every plan, so it is no amount.
const unit = fc.constantFrom(
  '%',
  '‰',
  '万元',
  '亿元',
  '个',
  '家',
  '万人',
  '人次',
  '万亩',
  '㎡',
  '个百分点',
  '元/人',
);
const hope = fc.option(fc.constant(true as const), { nil: undefined });
const span = fc.constantFrom(...targetSpans);
const change = fc.option(fc.constant('down' as const), { nil: undefined });
const subject = fc.option(fc.constantFrom('投入强度', '农村居民收入', '合格率'), { nil: undefined });

const bare = <T extends object>(part: T) =>
  Object.fromEntries(Object.entries(part).filter(([, held]) => held !== undefined)) as unknown as TargetPart;

const amount = fc
  .record({
    op: fc.constantFrom(...comparisonOps),
    value,
    unit: fc.option(unit, { nil: undefined }),
    span,
    change,
    aspirational: hope,
    subject,
  })
  // 投入强度下降: the verb of the quantity and the verb of the change are one and the same word.
  .map(bare);
const range = fc
  .record({
    op: fc.constant('range'),
    ends: fc.uniqueArray(positive, { minLength: 2, maxLength: 2 }),
    unit: fc.option(unit, { nil: undefined }),
    span,
    aspirational: hope,
  })
  .map(({ ends, ...rest }) => {
    const [low, high] = [...ends].sort((a, b) => new Decimal(a).comparedTo(b));
    return bare({ ...rest, low, high });
  })
  .filter(
    (part) => part.op === 'range' && !(/^(19|20)\d\d$/.test(part.low) && /^(19|20)\d\d$/.test(part.high)),
  );
const relative = fc
  .record({
    op: fc.constant('relative'),
    relation: fc.constantFrom(...relations),
    to: fc.constantFrom('GDP增长', '全区平均水平', '经济增长', '“十三五”时期实际', '全州、全区平均水平'),
    aspirational: hope,
    subject,
  })
  .map(bare);
const assigned = fc
  .record({
    op: fc.constant('assigned'),
    mode: fc.constantFrom('within', 'complete'),
    authority: fc.option(fc.constantFrom('自治区、自治州', '国家', '上级', '省级'), { nil: undefined }),
    span: fc.option(fc.constantFrom('cumulative', 'every-year'), { nil: undefined }),
    aspirational: hope,
  })
  .map(bare);
const times = fc
  .record({
    op: fc.constant('times-base'),
    value: fc.constantFrom('2', '4', '8', '1.5', '0.82'),
    span: fc.constant('year'),
  })
  .map(bare);

describe('printing and reading a target', () => {
  it('gives the same parts again', () => {
    const part = fc.oneof(amount, range, relative, assigned, times);
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(...targetColumns),
        (parts, column) => {
          expect(parseTarget(printTarget(parts, column), column).parts).toEqual(parts);
        },
      ),
      { numRuns: 4000 },
    );
  });

  it('prints what it read from any text so that the same is read again', () => {
    const piece = fc.constantFrom(
      ...[
        '[',
        ']',
        '【',
        '】',
        '累计',
        '年均',
        '每年',
        '力争',
        '高于',
        '不低于',
        '以上',
        '左右',
        '8',
        '12.5',
        '%',
        '万人',
      ],
      ...[
        '、',
        '，',
        '-',
        '～',
        '达到',
        '控制在',
        'GDP增长',
        '下降',
        '自治州下达任务',
        '与',
        '基本同步',
        '（',
        '）',
        '5',
        ' ',
        '翻一番',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.constantFrom(...targetColumns), (pieces, column) => {
        const { parts } = parseTarget(pieces.join(''), column);
        if (parts.some((part) => part.op === 'text')) return;
        expect(parseTarget(printTarget(parts, column), column).parts).toEqual(parts);
      }),
      { numRuns: 15000 },
    );
  });
});
