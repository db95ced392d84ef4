import { Button } from 'antd';
import { frameWords } from '../words/frame.ts';
import { usePrint } from './use-print.ts';

/** Prints the grid of the screen, as Ctrl+P does. */
export function PrintButton({ disabled = false }: { readonly disabled?: boolean }) {
  const print = usePrint();
  return (
    <Button disabled={disabled} onClick={() => void print()}>
      {frameWords.print}
    </Button>
  );
}
