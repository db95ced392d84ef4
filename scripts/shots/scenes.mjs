/* What is shown on each picture, in the order in which a person would come to it; later scenes stand on earlier ones. */

/** Goes to a screen by its address and waits until it has drawn. */
const at = (hash, ready) => async (page) => {
  await page.evaluate((next) => {
    location.hash = next;
  }, hash);
  if (ready) await page.locator(ready).first().waitFor();
  // The page keeps a connection open for progress, so that the network is never idle.
  await page.waitForTimeout(700);
};
const closeDialog = async (page) => {
  await page.keyboard.press('Escape');
  await page.waitForTimeout(400);
};
const click = (page, role, name) => page.getByRole(role, { name, exact: true }).first().click();
const chooseTab = (page, name) => page.locator('.ant-segmented-item', { hasText: name }).first().click();
const chooseView = async (page, name) => {
  await chooseTab(page, new RegExp(`^${name}$`));
  await page.waitForTimeout(700);
};
const cell = (page, row, column) =>
  page
    .locator('[role=gridcell]')
    .and(page.locator(`[aria-colindex="${column}"]`))
    .nth(row);

const everyScreen = [
  { name: 'desk', play: at('#/desk', '.desk-columns') },
  { name: 'plan', play: at('#/plan', '[role=grid]') },
  { name: 'plan-card', play: (page) => cell(page, 0, 3).click() },
  {
    name: 'plan-commitments',
    play: async (page) => {
      await chooseTab(page, '正文量化目标');
      await page.waitForTimeout(500);
    },
  },
  { name: 'plan-splits', play: at('#/plan/splits', '[role=grid]') },
  { name: 'plan-assigned', play: at('#/plan/assigned') },
  { name: 'plan-alignments', play: at('#/plan/alignments') },
  { name: 'plan-import', play: at('#/plan/import') },
  { name: 'forms', play: at('#/forms', '[role=grid]') },
  {
    name: 'forms-issue',
    play: (page) => click(page, 'button', '下发模板'),
    leave: closeDialog,
  },
  { name: 'forms-blank', play: at('#/forms?view=blank') },
  { name: 'returns', play: at('#/returns', '[role=grid]') },
  { name: 'returns-senders', play: at('#/returns?view=senders', '[role=grid]') },
  { name: 'returns-entry', play: at('#/returns?view=entry&form=T1') },
  { name: 'consolidation', play: at('#/consolidation', '[role=grid]') },
  { name: 'consolidation-fill', play: at('#/consolidation/T1?view=fill') },
  { name: 'evaluation', play: at('#/evaluation', '[role=grid]') },
  { name: 'evaluation-card', play: (page) => cell(page, 0, 3).click() },
  { name: 'evaluation-compare', play: (page) => chooseView(page, '对比') },
  { name: 'evaluation-report', play: (page) => chooseView(page, '报告') },
  { name: 'projects', play: at('#/projects', '[role=grid]') },
  { name: 'projects-box', play: (page) => chooseView(page, '按专栏') },
  { name: 'data', play: at('#/data', '[role=grid]') },
  { name: 'revision', play: at('#/revision', '[role=grid]') },
  {
    name: 'revision-propose',
    play: (page) => click(page, 'button', '提出修订'),
    leave: closeDialog,
  },
  { name: 'history', play: at('#/history', '[role=grid]') },
  {
    name: 'history-backups',
    play: async (page) => {
      await chooseTab(page, '备份');
      await page.waitForTimeout(500);
    },
  },
  {
    name: 'search',
    play: async (page) => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('人口');
      await page.waitForTimeout(300);
    },
    leave: closeDialog,
  },
  { name: 'manual', play: at('#/manual', '.manual-text') },
  { name: 'manual-chapter', play: at('#/manual/01', '.manual-text img') },
  {
    name: 'manual-search',
    play: async (page) => {
      await page.getByLabel('在手册中查找').fill('锁定');
      await page.waitForTimeout(300);
    },
    leave: at('#/desk', '.desk-columns'),
  },
  {
    name: 'help',
    play: async (page) => {
      await click(page, 'button', '帮助');
      await page.waitForTimeout(400);
    },
  },
  {
    name: 'diagnostics',
    play: async (page) => {
      await page.getByRole('menuitem', { name: '生成诊断信息…' }).click();
      await page.waitForTimeout(600);
    },
    leave: closeDialog,
  },
  {
    name: 'contrast',
    play: async (page) => {
      await page.emulateMedia({ contrast: 'more' });
      await at('#/evaluation', '[role=grid]')(page);
    },
    leave: async (page) => {
      await page.emulateMedia({ contrast: 'no-preference' });
      await at('#/desk', '.desk-columns')(page);
    },
  },
  {
    name: 'keys',
    play: (page) => page.keyboard.press('F1'),
    leave: closeDialog,
  },
];

export const emptyScenes = [
  {
    name: 'start',
    play: (page) => page.getByLabel('您的姓名').fill('王明'),
    leave: (page) => click(page, 'button', '进入'),
  },
  ...everyScreen,
];

export const demoScenes = [
  {
    name: 'start',
    play: (page) => page.getByLabel('您的姓名').fill('王明'),
    leave: async (page) => {
      await click(page, 'button', '打开演示规划');
      await page.locator('.guide').waitFor();
    },
  },
  { name: 'desk-before', play: async (page) => page.waitForTimeout(500) },
  {
    name: 'desk-taken',
    play: async (page) => {
      await click(page, 'button', '收入演示上报表');
      await page
        .getByText(/收入 \d+ 份/)
        .first()
        .waitFor({ timeout: 60_000 });
    },
  },
  {
    name: 'return-findings',
    play: async (page) => {
      await page.locator('.desk-section .plain-list a', { hasText: '塔什库勒克' }).first().click();
      await page.getByRole('grid', { name: /原表/ }).waitFor();
      await page.waitForTimeout(500);
    },
  },
  {
    name: 'return-figures',
    play: async (page) => {
      await click(page, 'tab', '识别结果');
      await page.waitForTimeout(400);
    },
  },
  {
    name: 'accept-all',
    play: async (page) => {
      await at('#/returns?form=T1', '[role=grid]')(page);
      await click(page, 'button', '接收本期全部');
      await page.getByText('同意所有建议的更正').waitFor();
      await click(page, 'button', '属格式问题，数值无误');
    },
    leave: async (page) => {
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /接\s*收/ })
        .click();
      await page
        .getByText(/已接收 \d+ 份/)
        .first()
        .waitFor({ timeout: 60_000 });
      await page.waitForTimeout(1500);
    },
  },
  ...everyScreen,
  {
    name: 'consolidation-trace',
    play: async (page) => {
      await at('#/consolidation/T1', '[role=grid]')(page);
      await cell(page, 0, 4).click();
      await page.locator('.inspector').waitFor();
      await page.waitForTimeout(800);
    },
  },
  { name: 'unknown-page', play: at('#/nowhere') },
];
