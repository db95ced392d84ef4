import { Input, Segmented, Tree } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { periodEndDate, requirePeriod } from '../../../shared/text/period.ts';
import type { OutlineNode, PlanIndex } from '../../api/plan-content.ts';
import { ListingButton } from '../../frame/ListingButton.tsx';
import { PrintButton } from '../../frame/PrintButton.tsx';
import { go, printRoute, useRoute } from '../../frame/route.ts';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { planWords as words } from '../../words/screen-plan.ts';
import { planViewNames } from '../../words/screen-plan-entry.ts';
import { AlignmentsView } from './AlignmentsView.tsx';
import { AssignedView } from './AssignedView.tsx';
import { ImportView } from './ImportView.tsx';
import { IndicatorCard } from './IndicatorCard.tsx';
import { IndicatorGrid } from './IndicatorGrid.tsx';
import { SplitsView } from './SplitsView.tsx';

type Scope = 'main' | 'commitment';
const views = { splits: SplitsView, assigned: AssignedView, alignments: AlignmentsView, import: ImportView };
type ViewName = keyof typeof views;
const isView = (name: string | undefined): name is ViewName => name !== undefined && name in views;
const viewNames = Object.keys(views) as ViewName[];

/** 规划: `#/plan/splits` and its like are views of their own; `#/plan/indicator/C03` and `#/plan/outline/6.2` lead to a row or a chapter. */
export function PlanScreen() {
  const { opened, content, state } = useOpenPlan();
  const periodEnd = periodEndDate(requirePeriod(state.period));
  const [reason, setReason] = useState('');
  const session = useSession();
  const { parts } = useRoute();
  const [kind, name] = parts;
  const asked = kind === 'indicator' ? content.indicatorByCode.get(name ?? '') : undefined;
  const [scope, setScope] = useState<Scope>(asked && asked.scope !== 'main' ? 'commitment' : 'main');
  const [node, setNode] = useState(kind === 'outline' ? (name ?? '') : '');
  const shown = useMemo(
    () => content.indicators.filter((one) => one.scope === scope && isBelow(one.outline ?? '', node)),
    [content, scope, node],
  );
  const [active, setActive] = useState<string>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the card follows the selection and the plan's content
  useEffect(() => {
    const indicator = content.indicatorByCode.get(active ?? '');
    if (indicator) session.inspect(indicator.name, <IndicatorCard indicator={indicator} content={content} />);
  }, [active, content]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the address alone
  useEffect(() => {
    if (kind === 'outline') setNode(name ?? '');
    if (asked) setScope(asked.scope === 'main' ? 'main' : 'commitment');
  }, [kind, name]);
  const view = isView(kind) ? kind : undefined;
  const View = view && views[view];
  const choose = (next: Scope | ViewName) => {
    session.closeInspector();
    if (isView(next)) return go(printRoute('plan', [next]));
    setScope(next);
    if (kind) go(printRoute('plan'));
  };
  return (
    <div className="screen">
      <div className="toolbar">
        <Segmented<Scope | ViewName>
          value={view ?? scope}
          onChange={choose}
          options={[
            { value: 'main', label: words.main },
            { value: 'commitment', label: words.commitments },
            ...viewNames.map((value) => ({ value, label: planViewNames[value] })),
          ]}
        />
        <span className="toolbar-space" />
        {!opened.readOnly && !view && (
          <Input
            className="reason-field"
            aria-label={words.reason}
            placeholder={words.reason}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
        {!view && scope === 'main' && <ListingButton kind="main-table" date={periodEnd} />}
        {!view && <PrintButton />}
      </div>
      {View ? (
        <View />
      ) : (
        <div className="side-by-side">
          <OutlineTree content={content} chosen={node} onChoose={setNode} />
          <IndicatorGrid
            key={scope}
            indicators={shown}
            content={content}
            title={scope === 'main' ? words.main : words.commitments}
            goTo={asked?.code}
            reason={opened.readOnly ? undefined : reason.trim()}
            onActive={setActive}
          />
        </div>
      )}
    </div>
  );
}

/** `6.2` lies below `6`; a box `专栏6-1` below chapter 6. */
function isBelow(outline: string, node: string): boolean {
  if (node === '' || outline === node) return true;
  const chapter = /^专栏(\d+)-/.exec(outline)?.[1] ?? outline;
  return chapter === node || chapter.startsWith(`${node}.`);
}

interface OutlineTreeProps {
  readonly content: PlanIndex;
  readonly chosen: string;
  readonly onChoose: (number: string) => void;
}

function OutlineTree({ content, chosen, onChoose }: OutlineTreeProps) {
  const nodes = useMemo(() => outlineTree(content.outline), [content]);
  return (
    <nav className="outline" aria-label={words.outline}>
      <Tree
        blockNode
        virtual
        height={560}
        titleRender={({ title }) => <span title={String(title)}>{String(title)}</span>}
        treeData={[{ key: '', title: words.whole }, ...nodes]}
        selectedKeys={[chosen]}
        defaultExpandedKeys={[chosen.split('.')[0] ?? '']}
        onSelect={(keys) => onChoose(String(keys[0] ?? ''))}
      />
    </nav>
  );
}

interface TreeNode {
  readonly key: string;
  readonly title: string;
  readonly children: TreeNode[];
}

function outlineTree(outline: readonly OutlineNode[]): TreeNode[] {
  const title = (node: OutlineNode) => `${node.number} ${node.title}`;
  const chapterOf = (node: OutlineNode) => /^专栏(\d+)-/.exec(node.number)?.[1] ?? node.number.split('.')[0];
  return outline
    .filter(({ kind }) => kind === 'chapter')
    .map((chapter) => ({
      key: chapter.number,
      title: title(chapter),
      children: outline
        .filter((node) => node.kind !== 'chapter' && chapterOf(node) === chapter.number)
        .map((node) => ({ key: node.number, title: title(node), children: [] })),
    }));
}
