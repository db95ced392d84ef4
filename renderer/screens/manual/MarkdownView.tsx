import { Fragment } from 'react';
import { printRoute } from '../../frame/route.ts';
import { pictureAddress } from './chapters.ts';
import { type Block, parseInline } from './markdown.ts';

/** Blocks of a chapter as elements; text never becomes markup. */
export function MarkdownView({ blocks }: { readonly blocks: readonly Block[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: a chapter never changes while it is shown
  return blocks.map((block, index) => <BlockView key={index} block={block} />);
}

function BlockView({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'heading': {
      const Heading = `h${Math.min(block.level, 4)}` as 'h1' | 'h2' | 'h3' | 'h4';
      return (
        <Heading id={block.id}>
          <InlineText text={block.text} />
        </Heading>
      );
    }
    case 'paragraph':
      return (
        <p>
          <InlineText text={block.text} />
        </p>
      );
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return (
        <List>
          {block.items.map((text) => (
            <li key={text}>
              <InlineText text={text} />
            </li>
          ))}
        </List>
      );
    }
    case 'table':
      return <TableView {...block} />;
    case 'code':
      return <pre>{block.text}</pre>;
  }
}

function TableView({ head, rows }: Extract<Block, { readonly kind: 'table' }>) {
  return (
    <table>
      <thead>
        <tr>
          {head.map((text) => (
            <th key={text} scope="col">
              <InlineText text={text} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.join('|')}>
            {row.map((text, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two cells of a row may say the same
              <td key={index}>
                <InlineText text={text} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function InlineText({ text }: { readonly text: string }) {
  return parseInline(text).map((part, index) => {
    // The parts of a sentence stay in their order.
    const key = index;
    switch (part.kind) {
      case 'strong':
        return <strong key={key}>{part.text}</strong>;
      case 'code':
        return <code key={key}>{part.text}</code>;
      case 'link':
        return (
          <a key={key} href={chapterAddress(part.target)}>
            {part.text}
          </a>
        );
      case 'picture':
        return <img key={key} src={pictureAddress(part.target)} alt={part.text} />;
      default:
        return <Fragment key={key}>{part.text}</Fragment>;
    }
  });
}

/** Links of the manual lead to its chapters only. */
function chapterAddress(target: string): string {
  return printRoute('manual', [/^(\d\d)-/.exec(target)?.[1] ?? '']);
}
