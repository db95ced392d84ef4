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
import { type ComponentType, lazy } from 'react';
import type { ScreenName } from '../words/screens.ts';

export interface ScreenEntry {
  readonly name: ScreenName;
  readonly icon: ComponentType;
  readonly Screen: ComponentType;
  /** Fetches the screen's code without showing it. */
  readonly load: () => Promise<unknown>;
}

/** A screen is loaded when it is opened first: what is seen first need not wait for the other nine. */
function onDemand(load: () => Promise<ComponentType>) {
  return { load, Screen: lazy(async () => ({ default: await load() })) };
}

/** The screens in the order of the navigation. */
export const screenList: readonly ScreenEntry[] = [
  {
    name: 'desk',
    icon: DesktopOutlined,
    ...onDemand(async () => (await import('../screens/desk/DeskScreen.tsx')).DeskScreen),
  },
  {
    name: 'plan',
    icon: ReadOutlined,
    ...onDemand(async () => (await import('../screens/plan/PlanScreen.tsx')).PlanScreen),
  },
  {
    name: 'forms',
    icon: FormOutlined,
    ...onDemand(async () => (await import('../screens/forms/FormsScreen.tsx')).FormsScreen),
  },
  {
    name: 'returns',
    icon: InboxOutlined,
    ...onDemand(async () => (await import('../screens/returns/ReturnsScreen.tsx')).ReturnsScreen),
  },
  {
    name: 'consolidation',
    icon: TableOutlined,
    ...onDemand(
      async () => (await import('../screens/consolidation/ConsolidationScreen.tsx')).ConsolidationScreen,
    ),
  },
  {
    name: 'evaluation',
    icon: LineChartOutlined,
    ...onDemand(async () => (await import('../screens/evaluation/EvaluationScreen.tsx')).EvaluationScreen),
  },
  {
    name: 'projects',
    icon: ContainerOutlined,
    ...onDemand(async () => (await import('../screens/projects/ProjectsScreen.tsx')).ProjectsScreen),
  },
  {
    name: 'data',
    icon: DatabaseOutlined,
    ...onDemand(async () => (await import('../screens/data/DataScreen.tsx')).DataScreen),
  },
  {
    name: 'revision',
    icon: AuditOutlined,
    ...onDemand(async () => (await import('../screens/revision/RevisionScreen.tsx')).RevisionScreen),
  },
  {
    name: 'history',
    icon: HistoryOutlined,
    ...onDemand(async () => (await import('../screens/history/HistoryScreen.tsx')).HistoryScreen),
  },
];
