import { describe, expect, it } from 'vitest';
import { makeKitStyles, unstyledParts } from '../../scripts/kit-styles.mjs';

/* The UI kit's styles are made at build time: what is missing there would stand on the page without any. */

describe('styles of the UI kit', () => {
  const styles = makeKitStyles();

  it.each([
    'btn',
    'select',
    'tree-select',
    'modal',
    'dropdown-menu',
    'message-notice',
    'notification',
    'input-search',
  ])('have rules for ant-%s', (name) => expect(styles).toContain(`.ant-${name}`));

  it('leave colours to the theme, so that one sheet serves both contrasts', () => {
    expect(styles).toContain('var(--ant-color-primary)');
    expect(styles).not.toContain('css-dev-only');
  });

  it('name a component that is on the page and not drawn', () => {
    const of = (name: string) => `/x/node_modules/antd/es/${name}/style/index.js`;
    expect(unstyledParts([of('button'), of('tree-select'), of('table'), of('table'), '/x/main.tsx'])).toEqual(
      ['table'],
    );
  });
});
