import { SearchOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Input, Popover, Select, TreeSelect } from 'antd';
import { useMemo, useState } from 'react';
import type { Unit } from '../api/plan-content.ts';
import { StatusIcon } from '../components/status/StatusIcon.tsx';
import { frameWords, periodTypeWords } from '../words/frame.ts';
import { periodWords } from '../words/periods.ts';
import { HelpMenu, type HelpMenuProps } from './HelpMenu.tsx';
import { listPeriods, periodTypes } from './periods.ts';
import { go, printRoute } from './route.ts';
import { useOpenPlan, useSession, useSessionState } from './session.tsx';

interface TopBarProps extends HelpMenuProps {
  readonly onSearch: () => void;
}

/** The three things everything depends on (plan, period, unit), whether it is saved, search, who works. */
export function TopBar({ onSearch, ...help }: TopBarProps) {
  const session = useSession();
  const { content, state } = useOpenPlan();
  const periods = useMemo(
    () =>
      periodTypes(content).map((type) => ({
        label: periodTypeWords[type],
        options: listPeriods(content, type).map((key) => ({ value: key, label: periodWords(key) })),
      })),
    [content],
  );
  const units = useMemo(() => unitTree(content.units), [content.units]);
  return (
    <header className="top-bar">
      <PlanSelect />
      <Select
        aria-label={frameWords.period}
        value={state.period}
        onChange={session.setPeriod}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        className="top-period"
        options={periods}
      />
      <TreeSelect
        aria-label={frameWords.unit}
        value={state.unit}
        onChange={session.setUnit}
        treeData={units}
        treeDefaultExpandAll
        showSearch={{ treeNodeFilterProp: 'title' }}
        popupMatchSelectWidth={false}
        className="top-unit"
      />
      <span className="top-space" />
      <SaveState />
      <Button icon={<SearchOutlined aria-hidden />} onClick={onSearch} title={frameWords.searchHint}>
        {frameWords.search}
      </Button>
      <HelpMenu {...help} />
      <PersonButton />
    </header>
  );
}

function PlanSelect() {
  const session = useSession();
  const { opened, plans } = useSessionState();
  const choices = plans.length > 0 ? plans : opened ? [opened] : [];
  const choose = (handle: string) => {
    const plan = choices.find(({ plan: name }) => name === handle);
    if (plan) void session.openPlan(plan);
    else go(printRoute('start'));
  };
  return (
    <Select
      aria-label={frameWords.plan}
      className="top-plan"
      value={opened?.plan ?? ''}
      onChange={choose}
      popupMatchSelectWidth={false}
      options={[
        ...choices.map(({ plan, header }) => ({ value: plan, label: header.title, title: header.title })),
        { value: '', label: frameWords.otherPlan },
      ]}
    />
  );
}

function SaveState() {
  const { saving, opened } = useSessionState();
  const kind = saving === 'saved' ? 'ok' : saving;
  return (
    <span className="save-state" role="status">
      <StatusIcon kind={opened?.readOnly ? 'locked' : kind} />
      {opened?.readOnly ? frameWords.readOnly : frameWords[saving]}
    </span>
  );
}

function PersonButton() {
  const session = useSession();
  const { person } = useSessionState();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      title={frameWords.personHint}
      content={
        <Input
          aria-label={frameWords.person}
          defaultValue={person}
          maxLength={40}
          onPressEnter={(event) => {
            session.setPerson(event.currentTarget.value.trim() || person);
            setOpen(false);
          }}
        />
      }
    >
      <Button type="text" icon={<UserOutlined aria-hidden />} title={frameWords.person}>
        {person}
      </Button>
    </Popover>
  );
}

interface UnitNode {
  readonly value: string;
  readonly title: string;
  readonly children: UnitNode[];
}

/** Units under their parents, in administrative order. */
function unitTree(units: readonly Unit[]): UnitNode[] {
  const codes = new Set(units.map(({ code }) => code));
  const children = new Map<string, Unit[]>();
  for (const unit of units) {
    const parent = unit.parent && codes.has(unit.parent) ? unit.parent : '';
    const siblings = children.get(parent);
    if (siblings) siblings.push(unit);
    else children.set(parent, [unit]);
  }
  const below = (parent: string): UnitNode[] =>
    (children.get(parent) ?? [])
      .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
      .map(({ code, name }) => ({ value: code, title: name, children: below(code) }));
  return below('');
}
