import { periodLines } from '../../../../renderer/words/cli.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { parseDecimal, printDecimal } from '../../../../shared/text/decimal.ts';
import { given } from '../arguments.ts';
import { type Command, call, openNamedPlan } from '../cli-context.ts';

export const formsIssue: Command = async (context) => {
  const opened = await openNamedPlan(context, 'read');
  const input = {
    plan: opened.plan,
    form: context.options.required('form'),
    period: context.options.required('period'),
    out: context.options.required('out'),
  };
  const { files } = await call(context, 'forms/issue', input);
  return {
    json: { files: files.map(({ sender, name, path }) => ({ sender, name, path })) },
    text: [`已写出 ${files.length} 份模板到 ${input.out}`],
    exit: 0,
  };
};

const periodState =
  (state: 'open' | 'locked'): Command =>
  async (context) => {
    const opened = await openNamedPlan(context, 'write');
    const { options } = context;
    const input = {
      plan: opened.plan,
      form: options.required('form'),
      period: options.required('period'),
      by: options.required('by'),
      state,
      ...given({
        second: options.optional('second'),
        reason: options.optional('reason'),
        document: options.optional('document'),
      }),
    };
    const result = await call(context, 'period/set-state', input);
    return {
      json: { form: input.form, period: input.period, ...result },
      text: [state === 'locked' ? '已锁定' : '已解锁'],
      exit: 0,
    };
  };

/** Where the period stands, and what differs by now from what was handed up. */
export const periodShow: Command = async (context) => {
  const opened = await openNamedPlan(context, 'read');
  const { options } = context;
  const input = {
    plan: opened.plan,
    form: options.required('form'),
    period: options.required('period'),
  };
  const state = await call(context, 'period/get', input);
  return {
    json: { form: input.form, period: input.period, ...state },
    text: periodLines(state),
    exit: state.differences.length > 0 ? 1 : 0,
  };
};

export const periodLock = periodState('locked');
export const periodUnlock = periodState('open');

export const fill: Command = async (context) => {
  const opened = await openNamedPlan(context, 'read', 1);
  const { options } = context;
  const input = {
    plan: opened.plan,
    template: { path: options.required('template') },
    out: options.required('out'),
    period: options.required('period'),
    ...given({ form: options.optional('form'), unit: options.optional('unit') }),
  };
  const { out: _out, ...preview } = input;
  const { kind, cells } = await call(context, 'fill/preview', preview);
  const { filled, missing, incomplete, path } = await call(context, 'fill/write', input);
  return {
    json: { out: path, kind, filled, missing, incomplete, cells },
    text: [`已填 ${filled} 格，缺数 ${missing} 格，合计不完整 ${incomplete.length} 格：${path}`],
    exit: missing > 0 || incomplete.length > 0 ? 1 : 0,
  };
};

/** 1.50 is 1.5; anything else than a plain decimal is refused, never guessed at. */
function enteredValue(text: string): string | null {
  if (text.trim() === '') return null;
  const value = /^[+-]?\d+(\.\d+)?$/.test(text.trim()) ? parseDecimal(text.trim()) : undefined;
  if (!value) throw new AppError('usage', { reason: `--figure 的数应为普通数字，如 1234.5：${text}` });
  return printDecimal(value);
}

/** `--cell 'Sheet1!C5=A01@PJ:previous'` once per cell; `Sheet1!C5=` leaves the cell alone. Kept for the template. */
export const fillMap: Command = async (context) => {
  const opened = await openNamedPlan(context, 'write');
  const { options } = context;
  const cells = options.all('cell').map((text) => {
    const match = /^(.+)!([A-Z]{1,3}\d+)=(?:([^@:]+)(?:@([^:]+))?(?::(current|previous|growth))?)?$/.exec(
      text,
    );
    if (!match) throw new AppError('usage', { reason: `--cell ${text}` });
    const [, sheet, cell, indicator, unit, column] = match;
    return {
      sheet: sheet!,
      cell: cell!,
      indicator: indicator ?? null,
      ...given({ unit, column: column as 'current' | 'previous' | 'growth' | undefined }),
    };
  });
  const input = {
    plan: opened.plan,
    template: { path: options.required('template') },
    cells,
    by: options.required('by'),
  };
  const { remembered } = await call(context, 'fill/remember-cells', input);
  return { json: { remembered }, text: [`已记住这个模板的 ${remembered} 格`], exit: 0 };
};

/** `--figure A01=123.4` once per figure; a unit other than the sender as `A01@PJ=123.4`; an empty value is a blank. */
export const returnsEnter: Command = async (context) => {
  const opened = await openNamedPlan(context, 'write');
  const { options } = context;
  const figures = options.all('figure').map((text) => {
    const match = /^([^=@]+)(?:@([^=]+))?=(.*)$/.exec(text);
    if (!match?.[1]) throw new AppError('usage', { reason: `--figure ${text}` });
    return { indicator: match[1], value: enteredValue(match[3]!), ...given({ unit: match[2] }) };
  });
  const input = {
    plan: opened.plan,
    form: options.required('form'),
    period: options.required('period'),
    unit: options.required('unit'),
    by: options.required('by'),
    evidence: options.required('evidence'),
    figures,
    zero: options.flag('zero'),
  };
  const report = await call(context, 'returns/enter', input);
  return {
    json: report,
    text: [`已代录，编号 ${report.id}`],
    exit: report.findings.some((one) => one.severity !== 'note') ? 1 : 0,
  };
};
