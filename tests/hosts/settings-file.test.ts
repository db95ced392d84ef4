import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { defaultSettings, Settings } from '../../main/hosts/settings.ts';
import { openSettingsFile, settingsFolder } from '../../main/hosts/settings-file.ts';
import { temporaryFolder } from '../support/test-bench.ts';

const reports: string[] = [];
const open = (file: string) =>
  new Settings(
    (text) => reports.push(text),
    () => openSettingsFile(file),
  );
const freshFile = () => path.join(temporaryFolder(), 'config', 'settings.json');

describe('settings of the web host', () => {
  test('come back at the next start, in a file of a version, with nothing left beside it', () => {
    const file = freshFile();
    const first = open(file);
    first.answer({ ask: 'set-settings', changes: { person: '王明', columnWidths: { 汇总: { B01: 120 } } } });
    first.addRecentPlan({ path: '/data/a.plan', title: '甲', openedAt: '2023-07-01T00:00:00Z' });
    const next = open(file);
    expect(next.values).toEqual({
      ...defaultSettings,
      person: '王明',
      columnWidths: { 汇总: { B01: 120 } },
      recentPlans: [{ path: '/data/a.plan', title: '甲', openedAt: '2023-07-01T00:00:00Z' }],
    });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version: 1 });
    expect(readdirSync(path.dirname(file))).toEqual(['settings.json']);
  });

  test('two programs at once keep what the other changed', () => {
    const file = freshFile();
    const [one, other] = [open(file), open(file)];
    one.answer({ ask: 'set-settings', changes: { person: '王明' } });
    other.answer({ ask: 'set-settings', changes: { navigationNarrow: true } });
    expect(open(file).values).toMatchObject({ person: '王明', navigationNarrow: true });
  });

  test('older ones are brought up, with what they held', () => {
    const file = freshFile();
    mkdirSync(path.dirname(file));
    writeFileSync(file, JSON.stringify({ recentPlans: ['/a/旧.plan'], person: '王工' }));
    expect(open(file).values).toMatchObject({
      person: '王工',
      recentPlans: [{ path: '/a/旧.plan', title: '', openedAt: '' }],
    });
  });

  test.each([
    ['half a file', '{"person":"王'],
    ['something else', '[]'],
    ['nothing', ''],
  ])('%s: started anew', (_name, text) => {
    const file = freshFile();
    mkdirSync(path.dirname(file));
    writeFileSync(file, text);
    expect(open(file).values).toEqual(defaultSettings);
  });

  test('a value that fits no schema costs itself alone', () => {
    const file = freshFile();
    mkdirSync(path.dirname(file));
    writeFileSync(file, JSON.stringify({ version: 1, person: '李工', columnWidths: 7, contrast: 'pink' }));
    expect(open(file).values).toEqual({ ...defaultSettings, person: '李工' });
  });

  test('a place that can be neither read nor written costs no more than the memory of them', () => {
    const file = freshFile();
    mkdirSync(file, { recursive: true });
    const settings = open(file);
    reports.length = 0;
    settings.answer({ ask: 'set-settings', changes: { person: '李工' } });
    expect(settings.values.person).toBe('李工');
    expect(reports).toHaveLength(1);
  });

  test('a refused change keeps nothing', () => {
    const settings = open(freshFile());
    expect(() =>
      settings.answer({ ask: 'set-settings', changes: { columnWidths: { 汇总: { B01: 1 } } } }),
    ).toThrow();
    expect(settings.values.columnWidths).toEqual({});
  });

  test('lie where each system keeps settings of a person', () => {
    expect(settingsFolder({ APPDATA: 'C:\\设置' }, 'win32')).toContain('C:\\设置');
    expect(settingsFolder({ XDG_CONFIG_HOME: '/x' }, 'linux')).toBe('/x/planning-workbench');
    expect(settingsFolder({}, 'linux')).toMatch(/\/\.config\/planning-workbench$/);
  });
});
