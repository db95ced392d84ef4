import { DownloadOutlined, DownOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, Space } from 'antd';
import { useState } from 'react';
import { failureOf } from '../../api/client.ts';
import type { Form } from '../../api/plan-content.ts';
import { showFailure } from '../../frame/failure.tsx';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { consolidationWords as words } from '../../words/screen-consolidation.ts';

const besideColumns = ['previous', 'growth', 'share', 'rank'] as const;
const menu = 'workbook-columns';

export interface ExportProps {
  readonly form: Form;
  readonly period: string;
}

/** The workbook, with what stands beside each unit's figure chosen at the arrow; the choice is remembered. */
export function ExportButton({ form, period }: ExportProps) {
  const { opened, state } = useOpenPlan();
  const session = useSession();
  const { message, notification } = App.useApp();
  const [working, setWorking] = useState(false);
  const ticked = state.settings.choices[menu];
  const columns = ticked && besideColumns.filter((column) => ticked.includes(column));
  const run = async () => {
    setWorking(true);
    try {
      const file = await session.client.call('consolidation/export', {
        plan: opened.plan,
        form: form.code,
        period,
        ...(columns && { columns }),
      });
      const saved = await session.saveFile(file);
      if (saved) void message.success(words.exported(saved));
    } catch (error) {
      showFailure(notification, failureOf(error));
    } finally {
      setWorking(false);
    }
  };
  const choose = ({ selectedKeys }: { readonly selectedKeys: readonly string[] }) => {
    const chosen = besideColumns.filter((column) => selectedKeys.includes(column));
    session.remember({ choices: { ...state.settings.choices, [menu]: chosen } });
  };
  return (
    <Space.Compact>
      <Button icon={<DownloadOutlined aria-hidden />} loading={working} onClick={() => void run()}>
        {working ? words.exporting : words.export}
      </Button>
      <Dropdown
        trigger={['click']}
        menu={{
          selectable: true,
          multiple: true,
          selectedKeys: columns ?? [],
          onSelect: choose,
          onDeselect: choose,
          items: [
            {
              type: 'group',
              label: words.beside,
              children: besideColumns.map((key) => ({ key, label: words.besideColumns[key] })),
            },
          ],
        }}
      >
        <Button aria-label={words.beside} icon={<DownOutlined aria-hidden />} />
      </Dropdown>
    </Space.Compact>
  );
}

const kinds = ['consolidation', 'chase', 'main-table', 'projects'] as const;
const formats = ['xlsx', 'csv', 'json'] as const;

/** Plain tables to hand out, each as workbook, CSV or JSON. */
export function TablesMenu({ form, period }: ExportProps) {
  const { opened } = useOpenPlan();
  const session = useSession();
  const { message, notification } = App.useApp();
  const run = async (kind: (typeof kinds)[number], format: (typeof formats)[number]) => {
    try {
      const asked = kind === 'chase' || kind === 'consolidation' ? { form: form.code, period } : {};
      const file = await session.client.call('listings/export', {
        plan: opened.plan,
        kind,
        format,
        ...asked,
      });
      const saved = await session.saveFile(file);
      if (saved) void message.success(words.exported(saved));
    } catch (error) {
      showFailure(notification, failureOf(error));
    }
  };
  const wanted = kinds.filter((kind) => kind !== 'consolidation' || form.shape !== 'register');
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: wanted.map((kind) => ({
          key: kind,
          label: words.tableKinds[kind],
          children: formats.map((format) => ({
            key: `${kind}/${format}`,
            label: words.tableFormats[format],
            onClick: () => void run(kind, format),
          })),
        })),
      }}
    >
      <Button>{words.tables}</Button>
    </Dropdown>
  );
}
