import { gridWords } from '../../words/grid.ts';
import { readPastedBlock } from './clipboard-html.ts';
import { printHtmlBlock, printTextBlock } from './clipboard-text.ts';
import type { GridCore } from './controller-core.ts';
import { fillCopies, fillSeries, fillTarget } from './fill.ts';
import type { Position } from './model.ts';
import { planClear, planEdits, planPaste } from './plan-edits.ts';
import { blockOf, blockSize } from './selection.ts';

/** What works on the selected block as a whole: clear, fill, copy, paste. */
export function blockCommands(core: GridCore) {
  const { latest, update, size, current, textAt, check, textsOf, select, apply } = core;
  let headersWanted = false;

  const clear = () => {
    const selection = current();
    if (selection) apply(planClear(blockOf(selection), textAt, check), 'clear');
  };

  const fillSelection = (direction: 'down' | 'right') => {
    const selection = current();
    if (!selection) return;
    let block = blockOf(selection);
    const single = direction === 'down' ? block.top === block.bottom : block.left === block.right;
    if (single && direction === 'down') block = { ...block, top: Math.max(0, block.top - 1) };
    if (single && direction === 'right') block = { ...block, left: Math.max(0, block.left - 1) };
    const texts = textsOf(block);
    const line = direction === 'down' ? texts[0]! : texts.map((row) => row[0]!);
    const target =
      direction === 'down' ? { ...block, top: block.top + 1 } : { ...block, left: block.left + 1 };
    apply(planEdits(fillCopies(line, target, direction), target, check), 'fill');
  };

  const dragFill = (to: Position) => {
    const selection = current();
    if (selection) update({ fillTo: fillTarget(blockOf(selection), to)?.block });
  };

  const dropFill = (to: Position) => {
    const selection = current();
    update({ fillTo: undefined });
    const target = selection && fillTarget(blockOf(selection), to);
    if (!selection || !target) return;
    const source = blockOf(selection);
    const edits = fillSeries(textsOf(source), target.block, target.direction);
    if (!apply(planEdits(edits, target.block, check), 'fill')) return;
    select({
      active: {
        row: Math.min(source.top, target.block.top),
        column: Math.min(source.left, target.block.left),
      },
      extent: {
        row: Math.max(source.bottom, target.block.bottom),
        column: Math.max(source.right, target.block.right),
      },
    });
  };

  const copyTo = (data: Pick<DataTransfer, 'setData'>): void => {
    const selection = current();
    if (!selection) return;
    const block = blockOf(selection);
    const columns = latest.current.props.columns.slice(block.left, block.right + 1);
    const headers = headersWanted ? [columns.map((column) => column.header.at(-1) ?? '')] : [];
    const texts = [...headers, ...textsOf(block)];
    data.setData('text/plain', printTextBlock(texts));
    data.setData(
      'text/html',
      printHtmlBlock(texts, (row, column) => row < headers.length || columns[column]?.kind === 'text'),
    );
    const copied = blockSize(block);
    update({ notice: gridWords.copied(copied.rows, copied.columns), message: undefined });
  };

  const paste = (plain: string, html: string): void => {
    const selection = current();
    const block = readPastedBlock(plain, html);
    if (!selection || !block) return;
    const plan = planPaste(block, blockOf(selection), size(), check, gridWords.outside);
    if (!apply(plan, 'paste') || !plan.ok) return;
    const { block: landed } = plan;
    select({
      active: { row: landed.top, column: landed.left },
      extent: { row: landed.bottom, column: landed.right },
    });
  };

  /** Asks the browser for an ordinary copy, so that the page needs no right to the clipboard of its own. */
  const copyWithHeaders = () => {
    headersWanted = true;
    document.execCommand('copy');
    headersWanted = false;
  };

  return { clear, fillSelection, dragFill, dropFill, copyTo, paste, copyWithHeaders };
}
