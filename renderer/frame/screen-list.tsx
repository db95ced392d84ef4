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
import { ConsolidationScreen } from '../screens/consolidation/ConsolidationScreen.tsx';
import { DataScreen } from '../screens/data/DataScreen.tsx';
import { DeskScreen } from '../screens/desk/DeskScreen.tsx';
import { EvaluationScreen } from '../screens/evaluation/EvaluationScreen.tsx';
import { FormsScreen } from '../screens/forms/FormsScreen.tsx';
import { HistoryScreen } from '../screens/history/HistoryScreen.tsx';
import { PlanScreen } from '../screens/plan/PlanScreen.tsx';
import { ProjectsScreen } from '../screens/projects/ProjectsScreen.tsx';
import { ReturnsScreen } from '../screens/returns/ReturnsScreen.tsx';
import { RevisionScreen } from '../screens/revision/RevisionScreen.tsx';
import type { ScreenName } from '../words/screens.ts';

export interface ScreenEntry {
  readonly name: ScreenName;
  readonly icon: ComponentType;
  readonly Screen: ComponentType;
}

/** The screens in the order of the navigation. */
export const screenList: readonly ScreenEntry[] = [
  { name: 'desk', icon: DesktopOutlined, Screen: DeskScreen },
  { name: 'plan', icon: ReadOutlined, Screen: PlanScreen },
  { name: 'forms', icon: FormOutlined, Screen: FormsScreen },
  { name: 'returns', icon: InboxOutlined, Screen: ReturnsScreen },
  { name: 'consolidation', icon: TableOutlined, Screen: ConsolidationScreen },
  { name: 'evaluation', icon: LineChartOutlined, Screen: EvaluationScreen },
  { name: 'projects', icon: ContainerOutlined, Screen: ProjectsScreen },
  { name: 'data', icon: DatabaseOutlined, Screen: DataScreen },
  { name: 'revision', icon: AuditOutlined, Screen: RevisionScreen },
  { name: 'history', icon: HistoryOutlined, Screen: HistoryScreen },
];
