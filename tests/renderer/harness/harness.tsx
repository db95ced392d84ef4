import { ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Grid } from '../../../renderer/components/grid/Grid.tsx';
import type { GridCell, GridColumn, GridEdit } from '../../../renderer/components/grid/model.ts';
import '../../../renderer/styles/base.css';

/**
 * The grid alone on a page. The address chooses the scene: `?scene=small` (editing, states, grouped header),
 * `?scene=large` (10,000 × 60), `?scene=read`. What the grid reports is kept on `window.grid` for the tests.
 */
declare global {
  interface Window {
    grid: {
      edits: { edits: readonly GridEdit[]; kind: string }[];
      undo: number;
      redo: number;
      active: string[];
    };
  }
}
window.grid = { edits: [], undo: 0, redo: 0, active: [] };

const scene = new URLSearchParams(location.search).get('scene') ?? 'small';

const smallColumns: readonly GridColumn[] = [
  { id: 'name', header: ['单位'], kind: 'text', width: 120, readOnly: true },
  {
    id: 'a',
    header: ['经济', '固定资产投资', '本期'],
    kind: 'number',
    unit: '万元',
    additive: true,
    hint: '按项目所在地统计',
  },
  { id: 'b', header: ['经济', '固定资产投资', '上年同期'], kind: 'number', unit: '万元', additive: true },
  { id: 'c', header: ['经济', '增长'], kind: 'number', unit: '%', width: 80 },
  { id: 'd', header: ['人口', '常住', '人数'], kind: 'number', unit: '人', width: 90 },
  { id: 'note', header: ['备注'], kind: 'text', width: 200 },
];

const names = [
  '巴彦岱镇',
  '潘津镇',
  '英塔木镇',
  '达达木图镇',
  '汉宾乡',
  '塔什科瑞克乡',
  '克伯克于孜乡',
  '托格拉克乡',
];

function smallValues(): Record<string, string> {
  const values: Record<string, string> = {};
  names.forEach((name, i) => {
    values[`r${i}/name`] = name;
    values[`r${i}/a`] = String((i * 7919) % 5000);
    values[`r${i}/b`] = i === 3 ? '' : String(1000 + i);
  });
  values['r0/a'] = '1234567.5';
  return values;
}

const special: Readonly<Record<string, Omit<GridCell, 'text'>>> = {
  'r1/a': { finding: { level: 'error', message: '比上年同期大 10000 倍，请核对计量单位' } },
  'r2/a': { provisional: '预计' },
  'r3/b': { missing: 'not-reported' },
  'r4/b': { missing: 'not-applicable', readOnly: true },
  'r5/a': { finding: { level: 'warning', message: '变动超过 50%' }, provisional: '初步' },
  'r6/d': { readOnly: true },
  'r7/a': { save: 'unsaved' },
  'r7/b': { save: 'saved' },
};

function SmallScene() {
  const [values, setValues] = useState(smallValues);
  const rows = useMemo(() => names.map((_, i) => `r${i}`), []);
  const cellAt = useMemo(
    () =>
      (row: string, column: string): GridCell => {
        const text = values[`${row}/${column}`] ?? '';
        const display = /^\d{4,}(\.\d+)?$/.test(text)
          ? { display: Number(text).toLocaleString('zh-CN') }
          : {};
        return { text, ...display, ...special[`${row}/${column}`] };
      },
    [values],
  );
  return (
    <Grid
      label="测试表"
      columns={smallColumns}
      rows={rows}
      cellAt={cellAt}
      rowName={(row) => values[`${row}/name`] ?? row}
      frozenColumns={1}
      onEdit={(edits, kind) => {
        window.grid.edits.push({ edits, kind });
        setValues((before) => ({
          ...before,
          ...Object.fromEntries(edits.map(({ row, column, text }) => [`${row}/${column}`, text])),
        }));
      }}
      onUndo={() => (window.grid.undo += 1)}
      onRedo={() => (window.grid.redo += 1)}
      onActive={(row, column) => window.grid.active.push(`${row}/${column}`)}
    />
  );
}

function LargeScene() {
  const rows = useMemo(() => Array.from({ length: 10_000 }, (_, i) => `r${i}`), []);
  const columns = useMemo(
    () =>
      Array.from(
        { length: 60 },
        (_, i): GridColumn => ({
          id: `c${i}`,
          header: [`第${Math.floor(i / 6) + 1}组`, `指标${i + 1}`],
          kind: 'number',
        }),
      ),
    [],
  );
  const [changed, setChanged] = useState<Record<string, string>>({});
  const cellAt = useMemo(
    () =>
      (row: string, column: string): GridCell => ({
        text:
          changed[`${row}/${column}`] ??
          String((Number(row.slice(1)) * 31 + Number(column.slice(1)) * 17) % 9973),
      }),
    [changed],
  );
  return (
    <Grid
      label="大表"
      columns={columns}
      rows={rows}
      cellAt={cellAt}
      frozenColumns={2}
      frozenRows={1}
      onEdit={(edits) =>
        setChanged((before) => ({
          ...before,
          ...Object.fromEntries(edits.map((edit) => [`${edit.row}/${edit.column}`, edit.text])),
        }))
      }
    />
  );
}

function ReadScene() {
  const rows = useMemo(() => ['r0', 'r1'], []);
  const cellAt = useMemo(
    () =>
      (row: string, column: string): GridCell => ({ text: smallValues()[`${row}/${column}`] ?? '' }),
    [],
  );
  return <Grid label="只读表" columns={smallColumns} rows={rows} cellAt={cellAt} frozenColumns={1} />;
}

const scenes = { small: SmallScene, large: LargeScene, read: ReadScene } as const;
const Scene = scenes[scene as keyof typeof scenes];

createRoot(document.getElementById('root')!).render(
  <ConfigProvider locale={zhCN} csp={{ nonce: 'test-nonce' }}>
    <div style={{ height: '100vh', display: 'flex', flexDirection: 'column' }}>
      <button type="button">前</button>
      <Scene />
      <button type="button">后</button>
    </div>
  </ConfigProvider>,
);
