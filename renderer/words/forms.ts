import type { ProjectStage } from '../../shared/domain/judgement.ts';

const stages: Record<ProjectStage, string> = {
  'not-started': '未开工',
  preparing: '前期',
  building: '在建',
  completed: '完工',
  'in-use': '投用',
};

/** Texts of issued templates, chasing and locks. */
export const formWords = {
  unitLine: (unit: string) => `计量单位：${unit}`,
  stages,
  heldByOffice: '本单位已掌握',
  /** A text to paste into a chat group. */
  reminder: (given: {
    title: string;
    period: string;
    due: string | null;
    names: readonly string[];
    times: number;
  }) =>
    `【催报】${given.period}《${given.title}》${given.due === null ? '' : `应于${given.due}前报送，`}以下单位尚未报送：${given.names.join('、')}。请尽快报送，如有困难请说明。${given.times > 1 ? `（第${given.times}次）` : ''}`,
} as const;
