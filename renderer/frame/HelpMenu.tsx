import { QuestionCircleOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { contrasts } from '../../shared/domain/page-settings.ts';
import { helpWords as words } from '../words/manual.ts';
import type { ScreenName } from '../words/screens.ts';
import { go, printRoute, useRoute } from './route.ts';
import { useSession, useSessionState } from './session.tsx';

/** The chapter of the manual that tells about a screen. */
const chapterOf: Readonly<Record<ScreenName, string>> = {
  desk: '01',
  plan: '04',
  forms: '02',
  returns: '02',
  consolidation: '03',
  evaluation: '05',
  projects: '07',
  data: '07',
  revision: '06',
  history: '08',
};

export interface HelpMenuProps {
  readonly onKeys: () => void;
  readonly onDiagnostics: () => void;
}

/** What the native menu's 帮助 holds, for a page in a browser too. */
export function HelpMenu({ onKeys, onDiagnostics }: HelpMenuProps) {
  const session = useSession();
  const { screen } = useRoute();
  const { settings, demoReturns } = useSessionState();
  const chapter = chapterOf[screen as ScreenName];
  const showGuide = () => {
    session.remember({ guideClosed: false });
    go(printRoute('desk'));
  };
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{
        selectable: true,
        selectedKeys: [settings.contrast],
        items: [
          ...(chapter === undefined
            ? []
            : [
                {
                  key: 'chapter',
                  label: words.chapter,
                  onClick: () => go(printRoute('manual', [chapter])),
                },
              ]),
          { key: 'manual', label: words.manual, onClick: () => go(printRoute('manual')) },
          { key: 'keys', label: words.keys, onClick: onKeys },
          ...(demoReturns !== undefined && settings.guideClosed
            ? [{ key: 'guide', label: words.guide, onClick: showGuide }]
            : []),
          { type: 'divider' },
          ...contrasts.map((contrast) => ({
            key: contrast,
            label: words.contrast[contrast],
            onClick: () => session.remember({ contrast }),
          })),
          { type: 'divider' },
          { key: 'diagnostics', label: words.diagnostics, onClick: onDiagnostics },
        ],
      }}
    >
      <Button type="text" icon={<QuestionCircleOutlined aria-hidden />}>
        {words.button}
      </Button>
    </Dropdown>
  );
}
