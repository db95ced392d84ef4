import { App } from 'antd';
import { useMemo } from 'react';
import type { Judgement } from '../../../shared/domain/judgement.ts';
import { parseDecimal } from '../../../shared/text/decimal.ts';
import { parsePeriod, periodEndDate } from '../../../shared/text/period.ts';
import { failureOf } from '../../api/client.ts';
import type { Indicator } from '../../api/plan-content.ts';
import { PathChart, type PathPoint } from '../../components/chart/PathChart.tsx';
import { showFailure } from '../../frame/failure.tsx';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { useQuery } from '../../frame/use-query.ts';
import { chartWords } from '../../words/chart.ts';
import { formatFigure } from '../../words/numbers.ts';
import { evaluationWords as words } from '../../words/screen-evaluation.ts';

export interface JudgementPathProps {
  readonly judgement: Judgement;
  readonly indicator: Indicator;
  readonly date: string;
  readonly asOf: string;
}

/**
 * Year figures up to the day of the evaluation against the annual split; an axis needs binary numbers, every printed
 * figure stays decimal text.
 */
export function JudgementPath({ judgement, indicator, date, asOf }: JudgementPathProps) {
  const { opened, content } = useOpenPlan();
  const session = useSession();
  const { message, notification } = App.useApp();
  const held = useQuery('observations/list', {
    plan: opened.plan,
    indicators: [indicator.code],
    units: [content.header.root],
    ...(asOf && { asOf }),
  });
  const chart = useMemo(() => {
    const { baseYear, period } = content.header;
    const years = Array.from({ length: period[1] - baseYear + 1 }, (_, index) => baseYear + index);
    const point = (year: number, text: string): PathPoint[] => {
      const value = parseDecimal(text);
      return value ? [{ year, value: value.toNumber(), text: formatFigure(text, indicator.decimals) }] : [];
    };
    const base = judgement.base === null ? [] : point(baseYear, judgement.base);
    // Newest first: reversed, the newest figure of a year is the one that stays. What was judged comes last.
    const known = (held.value?.figures ?? [])
      .filter(({ series }) => !indicator.official || series === indicator.official)
      .toReversed();
    const figures = [...known, ...judgement.inputs]
      .filter((one) => one.indicator === judgement.indicator && one.value !== null)
      .flatMap((one) => {
        const at = parsePeriod(one.period);
        return at?.type === 'year' && periodEndDate(at) <= date ? point(at.year, one.value!) : [];
      });
    const actual = [...new Map([...base, ...figures].map((one) => [one.year, one])).values()].sort(
      (a, b) => a.year - b.year,
    );
    const planned = content.splits
      .filter((split) => split.indicator === judgement.indicator && !split.unit)
      .flatMap((split) => point(split.year, split.target));
    const target = judgement.target === null ? undefined : point(period[1], judgement.target)[0];
    return { years, actual, planned, target };
  }, [content, judgement, indicator, held.value, date]);
  if (chart.actual.length === 0) return null;
  const save = async (name: string, bytes: Uint8Array) => {
    try {
      const place = await session.saveFile({ name, bytes });
      if (place !== undefined) void message.success(chartWords.saved(place));
    } catch (error) {
      showFailure(notification, failureOf(error));
    }
  };
  const copy = (png: Uint8Array, name: string) =>
    session.client.transport.copyPicture(png).then(
      () => void message.success(chartWords.copied),
      // Where the page may not write to the clipboard the picture is offered as a file.
      () => save(name, png),
    );
  return (
    <PathChart
      title={words.path}
      fileName={indicator.name}
      unit={indicator.unit}
      onCopy={(png, name) => void copy(png, name)}
      onSave={(name, bytes) => void save(name, bytes)}
      {...chart}
    />
  );
}
