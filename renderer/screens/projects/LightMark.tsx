import type { ProjectLight } from '../../../shared/domain/judgement.ts';
import { StatusIcon, type StatusKind } from '../../components/status/StatusIcon.tsx';
import { lightWords } from '../../words/judgement.ts';

const lightKinds: Readonly<Record<ProjectLight, StatusKind | undefined>> = {
  green: 'ok',
  yellow: 'warning',
  red: 'error',
  none: undefined,
};

/** A light is never colour alone: its own shape, its word, then its colour. */
export function LightMark({ light }: { readonly light: ProjectLight }) {
  const kind = lightKinds[light];
  return (
    <span className={kind ? `light status-${kind}` : 'light quiet'}>
      {kind && <StatusIcon kind={kind} />} {lightWords[light]}
    </span>
  );
}
