import { Input } from 'antd';
import { useEffect, useState } from 'react';
import { fieldWords } from '../../words/fields.ts';

export interface DateFieldProps {
  readonly value: string;
  /** Gets `YYYY-MM-DD`, or '' where the field may be empty. */
  readonly onChange: (date: string) => void;
  readonly label?: string;
  readonly hint?: string;
  readonly id?: string;
  readonly optional?: boolean;
}

/** Reads 2023-12-31, 2023.12.31, 20231231 and 2023年12月31日; undefined where the text is no day of the calendar. */
export function readDay(text: string): string | undefined {
  const folded = text.normalize('NFKC').trim();
  const match = /^(\d{4})[-./年]?(\d{1,2})[-./月]?(\d{1,2})日?$/.exec(folded);
  if (!match) return undefined;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.toISOString().slice(0, 10);
}

/** A day typed as text: the browser's own date field follows the language of the system, not of the workbench. */
export function DateField({ value, onChange, label, hint, id, optional }: DateFieldProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const day = readDay(text);
  const empty = text.trim() === '';
  const commit = () => {
    if (day) onChange(day);
    else if (empty && optional) onChange('');
    else setText(value);
  };
  return (
    <Input
      {...(id && { id })}
      {...(label && { 'aria-label': label, title: [label, hint].filter(Boolean).join('：') })}
      className="date-field"
      value={text}
      placeholder={optional && label ? `${label}（${fieldWords.day}）` : fieldWords.day}
      status={day || (empty && optional) ? '' : 'warning'}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onPressEnter={commit}
    />
  );
}
