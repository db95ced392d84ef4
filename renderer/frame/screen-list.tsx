import {
  AuditOutlined,
  ContainerOutlined,
  DatabaseOutlined,
  DesktopOutlined,
  FormOutlined,
  HistoryOutlined,
  InboxOutlined,
  LineChartOutlined,
  ReadOutlined,
  TableOutlined,
} from '@ant-design/icons';
import type { ComponentType } from 'react';
import type { ScreenName } from '../words/screens.ts';

export interface ScreenEntry {
  readonly name: ScreenName;
  readonly icon: ComponentType;
}

/** The screens in the order of the navigation. */
export const screenList: readonly ScreenEntry[] = [
  { name: 'desk', icon: DesktopOutlined },
  { name: 'plan', icon: ReadOutlined },
  { name: 'forms', icon: FormOutlined },
  { name: 'returns', icon: InboxOutlined },
  { name: 'consolidation', icon: TableOutlined },
  { name: 'evaluation', icon: LineChartOutlined },
  { name: 'projects', icon: ContainerOutlined },
  { name: 'data', icon: DatabaseOutlined },
  { name: 'revision', icon: AuditOutlined },
  { name: 'history', icon: HistoryOutlined },
];
