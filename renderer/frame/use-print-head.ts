import { useMemo } from 'react';
import type { PrintHead } from '../components/print/PrintTable.tsx';
import { frameWords } from '../words/frame.ts';
import { useOpenPlan } from './session.tsx';

/** What stands above a printed table: the plan and what it is, below it whatever the table depends on. */
export function usePrintHead(name: string, ...facts: readonly string[]): PrintHead {
  const { content } = useOpenPlan();
  const line = facts.filter(Boolean).join('　');
  return useMemo(
    () => ({ title: frameWords.printTitle(content.header.title, name), ...(line && { lines: [line] }) }),
    [content, name, line],
  );
}
