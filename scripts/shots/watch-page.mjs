import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Collects what the console says and how far things move after they were drawn; to be called before the page loads. */
export async function watchPage(page) {
  const said = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) said.push(message.text().slice(0, 200));
  });
  page.on('pageerror', (error) => said.push(String(error).slice(0, 200)));
  await page.addInitScript(() => {
    window.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return { said };
}

/** What there is to say since the last picture. Layout shift by a new window size is not counted: nobody saw it come. */
export async function inspectPage(page, watch) {
  const console = [...new Set(watch.said.splice(0))];
  const shift = await page.evaluate(() => {
    const value = window.shifted ?? 0;
    window.shifted = 0;
    return value;
  });
  return { console, shift, axe: await findAxe(page), cut: await findCut(page) };
}

/** axe-core through the debugger, not as a script of the page: the page's policy stays as it is. */
async function findAxe(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  const found = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document, {
      resultTypes: ['violations'],
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
    });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, impact, nodes }) => `${impact} ${id} ×${nodes.length} ${nodes[0].target.join(' ')}`);
  });
  return found.map((line) => line.slice(0, 160));
}

/** Texts of buttons, headings, labels and table heads that don't fit; cells of grids may be cut, they tell it by title. */
function findCut(page) {
  return page.evaluate(() => {
    const cut = [];
    for (const element of document.querySelectorAll(
      'button, h1, h2, label, th, a, .ant-segmented-item-label',
    )) {
      const { width } = element.getBoundingClientRect();
      if (
        width > 0 &&
        element.scrollWidth > element.clientWidth + 1 &&
        getComputedStyle(element).overflow !== 'visible'
      )
        cut.push((element.textContent ?? '').trim().slice(0, 24));
    }
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) cut.push(`page is ${scrollWidth - clientWidth} px too wide`);
    return [...new Set(cut)].slice(0, 5);
  });
}
