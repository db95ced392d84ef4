/** The four states of the workbench plus progress of saving; always shown together with a word. */
export type StatusKind = 'ok' | 'info' | 'warning' | 'error' | 'saving' | 'unsaved' | 'locked';

const shapes: Readonly<Record<StatusKind, string>> = {
  ok: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm-1 9.3L4 7.9l1.1-1.1L7 8.7l3.9-3.9L12 5.9Z',
  info: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM7.2 4h1.6v1.6H7.2Zm0 3h1.6v5H7.2Z',
  warning: 'M8 1.2 15.3 14H.7Zm-.8 4.6v4.4h1.6V5.8Zm0 5.4v1.6h1.6v-1.6Z',
  error:
    'M5 1.5h6L14.5 5v6L11 14.5H5L1.5 11V5Zm.3 4.8L7 8l-1.7 1.7 1 1L8 9l1.7 1.7 1-1L9 8l1.7-1.7-1-1L8 7 6.3 5.3Z',
  saving: 'M8 2a6 6 0 0 1 6 6h-1.6A4.4 4.4 0 0 0 8 3.6ZM2 8h1.6A4.4 4.4 0 0 0 8 12.4V14a6 6 0 0 1-6-6Z',
  unsaved: 'M8 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7Z',
  locked: 'M5 7V5a3 3 0 0 1 6 0v2h1v7H4V7Zm1.4 0h3.2V5a1.6 1.6 0 0 0-3.2 0Z',
};

/** An icon for a state. Without `word` it is decoration beside a written word. */
export function StatusIcon({ kind, word }: { readonly kind: StatusKind; readonly word?: string }) {
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: without a word it is hidden from screen readers
    <svg
      className={`status-icon status-${kind}`}
      viewBox="0 0 16 16"
      width="12"
      height="12"
      {...(word ? { role: 'img', 'aria-label': word } : { 'aria-hidden': true })}
    >
      {word ? <title>{word}</title> : null}
      <path d={shapes[kind]} fillRule="evenodd" fill="currentColor" />
    </svg>
  );
}
