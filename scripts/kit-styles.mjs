// The UI kit's styles, made when the page is built: making them in the page was nearly a third of the work of drawing the
// first grid, by a profile. The kit makes them from its components, so each one that the page uses is drawn here once;
// their colours and sizes stay variables, which the page sets (renderer/frame/theme.ts), so one sheet serves normal and
// high contrast.
import { createRequire } from 'node:module';
import * as kit from 'antd';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';

const { resolve } = createRequire(import.meta.url);
// The copy that the kit itself uses.
const { createCache, extractStyle, StyleProvider } = createRequire(resolve('antd'))('@ant-design/cssinjs');

/** What the kit draws only when it is asked for, as it would stand on the page. */
const drawn = '_InternalPanelDoNotUseOrYouWillBeFired';

/** Components with what each needs to be drawn, also those that others bring along. */
const samples = {
  App: {},
  Alert: {},
  Button: {},
  Checkbox: {},
  Progress: {},
  Select: {},
  Tag: {},
  TreeSelect: {},
  Empty: {},
  Dropdown: { menu: { items: [] }, children: createElement('i') },
  Input: {},
  'Input.Password': {},
  'Input.Search': {},
  'Input.TextArea': {},
  Radio: {},
  'Radio.Button': {},
  Segmented: { options: ['a'] },
  Space: { children: 'a' },
  'Space.Compact': { children: 'a' },
  Splitter: { children: createElement(kit.Splitter.Panel) },
  Tabs: { items: [{ key: 'a', label: 'a' }] },
  Tree: { treeData: [{ key: 'a', title: 'a' }] },
  [`Modal.${drawn}`]: {},
  [`Popover.${drawn}`]: { content: 'a' },
  [`message.${drawn}`]: { content: 'a' },
  [`notification.${drawn}`]: { title: 'a' },
};
const parts = Object.keys(samples);

/** Folders of the kit whose styles the page never shows: what builds on them has its own, and no dialog shows that it loads. */
const unused = ['grid', 'menu', 'skeleton', 'tooltip'];

/** The style sheet of all parts. */
export function makeKitStyles() {
  const cache = createCache();
  const page = createElement(kit.ConfigProvider, { theme: { hashed: false } }, parts.map(drawPart));
  renderToString(createElement(StyleProvider, { cache, mock: 'server' }, page));
  return extractStyle(cache, { plain: true, types: 'style' });
}

function drawPart(name) {
  const component = name.split('.').reduce((holder, key) => holder[key], kit);
  return createElement(component, { ...samples[name], key: name });
}

/** Folders of the kit, among these modules, that have styles and are neither drawn here nor known to be unused. */
export function unstyledParts(modules) {
  const known = new Set([...unused, ...parts.map((name) => kebab(name.split('.')[0]))]);
  const found = modules.map((id) => /\/antd\/es\/([\w-]+)\/style\//.exec(id)?.[1]);
  return [...new Set(found)].filter((name) => name !== undefined && !known.has(name));
}

const kebab = (name) => name.replace(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase();

/** Puts the sheet into renderer/styles/kit.css. A page with a component that has no styles is not built. */
export const kitStyles = () => ({
  name: 'kit-styles',
  enforce: 'pre',
  transform: (_code, id) => (id.endsWith('/renderer/styles/kit.css') ? makeKitStyles() : undefined),
  generateBundle(_options, bundle) {
    const modules = Object.values(bundle).flatMap((part) => Object.keys(part.modules ?? {}));
    const missing = unstyledParts(modules);
    if (missing.length > 0) this.error(`scripts/kit-styles.mjs does not draw: ${missing.join(', ')}`);
  },
});
