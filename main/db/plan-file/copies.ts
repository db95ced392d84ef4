/**
 * Copies of one plan on two sticks: which of them is the newer, or did they go apart? Each file carries the hashes of
 * the saves before it, so this needs no clock.
 */
import { ancestorLimit, type PlanHeader, shortHash } from './header.ts';

export type CopyRelation = 'same' | 'first-newer' | 'second-newer' | 'diverged' | 'unclear' | 'unrelated';

export interface CopyComparison {
  readonly relation: CopyRelation;
  /** The last save that both have in common, where it is known. */
  readonly commonSequence?: number;
}

interface Save {
  readonly sequence: number;
  readonly hash: string;
}

function savesOf(header: PlanHeader): Save[] {
  return [{ sequence: header.sequence, hash: shortHash(header.bodyHash) }, ...header.ancestors];
}

function holds(saves: readonly Save[], save: Save): boolean {
  return saves.some((one) => one.sequence === save.sequence && one.hash === save.hash);
}

/** How far back a header's list of saves reaches: 0 where it is complete. */
function reachOf(header: PlanHeader): number {
  return header.ancestors.length < ancestorLimit ? 0 : (header.ancestors.at(-1)?.sequence ?? 0);
}

/** Pure: `first` and `second` are the headers of two intact files. */
export function compareCopies(first: PlanHeader, second: PlanHeader): CopyComparison {
  if (first.fileId !== second.fileId) return { relation: 'unrelated' };
  const [own, other] = [savesOf(first), savesOf(second)];
  const common = own.find((save) => holds(other, save));
  if (common) {
    const relation =
      common === own[0] ? (holds(other.slice(0, 1), common) ? 'same' : 'second-newer') : undefined;
    if (relation) return { relation, commonSequence: common.sequence };
    const isSecond = common.hash === other[0]?.hash && common.sequence === other[0]?.sequence;
    return { relation: isSecond ? 'first-newer' : 'diverged', commonSequence: common.sequence };
  }
  // Nothing in common inside the lists: apart for certain only where the longer list would have to know the other.
  const known = first.sequence >= reachOf(second) || second.sequence >= reachOf(first);
  const clearlyApart = first.sequence >= reachOf(second) && second.sequence >= reachOf(first);
  return { relation: known && clearlyApart ? 'diverged' : 'unclear' };
}
