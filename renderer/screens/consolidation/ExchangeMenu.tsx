import { App, Button, Dropdown } from 'antd';
import { failureOf } from '../../api/client.ts';
import type { Form } from '../../api/plan-content.ts';
import { showFailure } from '../../frame/failure.tsx';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { exchangeWords as words } from '../../words/screen-exchange.ts';
import { ImportPackage } from './ImportPackage.tsx';

/** Signed packages up and down: export this form and period, or take one in from below. */
export function ExchangeMenu({ form, period }: { readonly form: Form; readonly period: string }) {
  const session = useSession();
  const { opened, state } = useOpenPlan();
  const { message, notification } = App.useApp();
  const send = async () => {
    try {
      const file = await session.command('exchange/export', {
        plan: opened.plan,
        form: form.code,
        period,
        by: state.person,
      });
      const saved = await session.saveFile(file);
      if (saved) void message.success(words.exported(saved, file.sequence));
    } catch (error) {
      showFailure(notification, failureOf(error));
    }
  };
  const actions: Readonly<Record<string, () => void>> = {
    export: () => void send(),
    import: () => session.inspect(words.title, <ImportPackage />),
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        onClick: ({ key }) => actions[key]?.(),
        items: [
          { key: 'export', label: words.export, disabled: opened.readOnly || form.shape === 'register' },
          { key: 'import', label: words.import, disabled: opened.readOnly },
        ],
      }}
    >
      <Button>{words.menu}</Button>
    </Dropdown>
  );
}
