import type { Finding } from '../../domain/finding.ts';
import type { Form } from '../../domain/plan.ts';
import type { Identified } from '../../domain/return-reading.ts';
import { foldText, hasUnitType, normaliseUnitName, tidyText } from '../../text/names.ts';
import {
  type Answer,
  type Claim,
  type IdentifyInput,
  identificationFinding,
  settle,
} from './identify-return.ts';
import { findExact, listCandidates, matchName, type NameIndex } from './match-name.ts';
import { indexUnits, sendersOf, unitsOn } from './plan-index.ts';

/** The sender: fingerprint → 填报单位, title, sheet name → file name → option. */
export function identifySender(
  input: IdentifyInput,
  form: Form | undefined,
  day: string | undefined,
): Answer & { sender: Identified | null } {
  const { plan, mark, options, decided } = input;
  const all = indexUnits(plan, unitsOn(plan, day), input.learnedUnits);
  const senders = indexUnits(plan, sendersOf(plan, form), input.learnedUnits);
  const stated = statedUnit(input, senders, all);
  const claims = [
    given(all, decided?.unit, 'person'),
    given(all, mark?.sender, 'fingerprint'),
    stated.claim,
    stated.text === undefined ? fromTexts(input, senders) : undefined,
    fromFileName(input.fileName, senders),
    given(all, options?.unit, 'option'),
  ];
  const { winner, against } = settle(claims);
  const findings: Finding[] = [];
  if (!winner) findings.push(identificationFinding('sender-unknown', { reason: 'no-match' }, stated.at));
  else {
    const told = against.filter(({ reason }) => reason.how !== 'option' || winner.reason.how === 'content');
    if (told[0] && winner.reason.how !== 'person')
      findings.push(
        identificationFinding(
          'sender-conflict',
          {
            used: winner.value,
            usedFrom: winner.reason.how,
            other: told[0].value,
            otherFrom: told[0].reason.how,
          },
          { ...told[0].reason, raw: told[0].reason.text },
        ),
      );
    // The sheet names a unit nobody knows, and only the file name or an option says who it is.
    if (
      !stated.claim &&
      stated.text !== undefined &&
      winner.reason.how !== 'person' &&
      winner.reason.how !== 'fingerprint'
    )
      findings.push(
        identificationFinding(
          'sender-conflict',
          { used: winner.value, usedFrom: winner.reason.how, stated: stated.text },
          stated.at,
        ),
      );
  }
  return {
    sender: winner ? { code: winner.value, how: winner.reason.how } : null,
    reasons: winner ? [winner.reason] : [],
    candidates: winner ? [] : listCandidates(senders, stated.text ?? coreOfFileName(input.fileName)),
    findings,
  };
}

function given(
  index: NameIndex,
  code: string | undefined,
  how: 'person' | 'fingerprint' | 'option',
): Claim | undefined {
  if (code === undefined) return undefined;
  const match = matchName(index, code);
  return match.kind === 'match'
    ? { value: match.code, reason: { about: 'sender', how, text: code } }
    : undefined;
}

interface Stated {
  readonly claim?: Claim;
  readonly text?: string;
  readonly at?: { readonly sheet: string; readonly cell: string; readonly raw: string };
}

/** 填报单位：X. A sender of the form first; any other unit of the plan is taken as well (and then found not to be asked). */
function statedUnit(input: IdentifyInput, senders: NameIndex, all: NameIndex): Stated {
  let first: Stated = {};
  for (const table of input.tables) {
    const found = table.reportingUnit;
    if (!found || foldText(found.text) === '') continue;
    const at = { sheet: table.sheet, cell: found.cell, raw: found.text };
    const sender = matchName(senders, found.text);
    const match = sender.kind === 'match' ? sender : matchName(all, found.text);
    if (match.kind === 'match')
      return {
        claim: {
          value: match.code,
          reason: { about: 'sender', how: 'content', text: found.text, sheet: at.sheet, cell: at.cell },
        },
        text: found.text,
        at,
      };
    first = first.text === undefined ? { text: found.text, at } : first;
  }
  return first;
}

/** A unit named in a title or as a sheet's name. */
function fromTexts(input: IdentifyInput, senders: NameIndex): Claim | undefined {
  for (const table of input.tables)
    for (const title of [table.title, ...table.subtitles]) {
      const code = title && findNamed(senders, title.text);
      if (code)
        return {
          value: code,
          reason: { about: 'sender', how: 'content', text: title.text, sheet: table.sheet, cell: title.cell },
        };
    }
  const only = onlyRow(input, senders);
  if (only) return only;
  for (const sheet of input.sheetNames) {
    const match = matchName(senders, sheet);
    if (match.kind === 'match' && match.how !== 'stem' && match.how !== 'code')
      return { value: match.code, reason: { about: 'sender', how: 'content', text: sheet, sheet } };
  }
  return undefined;
}

/** A table with a single row of figures that is named after a sender. */
function onlyRow(input: IdentifyInput, senders: NameIndex): Claim | undefined {
  for (const table of input.tables) {
    const rows = table.rows.filter((row) => row.role === 'data');
    const row = rows.length === 1 ? rows[0] : undefined;
    const code =
      row &&
      [row.raw, ...row.labels]
        .map((text) => (text === '' ? undefined : findExact(senders, text)))
        .find(Boolean);
    if (row && code)
      return {
        value: code,
        reason: { about: 'sender', how: 'content', text: row.raw, sheet: table.sheet, cell: row.labelCell },
      };
  }
  return undefined;
}

interface OwnName {
  readonly code: string;
  readonly name: string;
}

const ownNames = new WeakMap<NameIndex, readonly OwnName[]>();

/** Names of all units as they may stand inside a longer text. */
function ownNamesOf(index: NameIndex): readonly OwnName[] {
  const known = ownNames.get(index);
  if (known) return known;
  const names = index.entries.flatMap((entry) =>
    [...entry.names, ...entry.aliases].map((name) => ({ code: entry.code, name: normaliseUnitName(name) })),
  );
  const usable = names.filter(({ name }) => name.length >= 2);
  ownNames.set(index, usable);
  return usable;
}

/** The one unit whose whole name stands in the text; a name inside a longer found name doesn't count. */
function findNamed(index: NameIndex, text: string): string | undefined {
  const key = foldText(tidyText(text)).toLowerCase();
  const hits = ownNamesOf(index).filter(({ name }) => key.includes(name));
  const longest = hits.filter(
    (hit) => !hits.some((other) => other.name !== hit.name && other.name.includes(hit.name)),
  );
  const codes = new Set(longest.map(({ code }) => code));
  return codes.size === 1 ? longest[0]!.code : undefined;
}

const fileNoise =
  /附件\d*|附表\d*|(?:主要)?(?:经济|社会|统计)?(?:指标)?(?:上报|填报|报送|汇总|统计)?(?:报表|季报表?|月报表?|年报表?|快报|台账|数据|表格|汇总表|统计表|情况表|表)|终版|最终版?|定稿|修改版?|修订|更新|副本|复制|新建|模板|重报|补报|盖章版?|扫描件?|电子版?|损坏|(?:上报|填报|报送)|v?\d+|[的年月日季度上下半第一二三四~～\-_—()（）【】[\]、，,.。·+&\s]/gi;

/** The file name without what only says form and period. */
function coreOfFileName(fileName: string): string {
  return fileName
    .normalize('NFC')
    .replace(/\.[A-Za-z]{2,5}$/, '')
    .replace(/\.(?:xls|xlsx|csv|et)$/i, '')
    .replace(fileNoise, ' ')
    .trim();
}

function fromFileName(fileName: string, senders: NameIndex): Claim | undefined {
  const whole = fileName.normalize('NFC').replace(/\.[A-Za-z]{2,5}$/, '');
  const reason = { about: 'sender' as const, how: 'file-name' as const, text: fileName };
  const named = findNamed(senders, whole);
  if (named) return { value: named, reason };
  // A short name (南岸.xlsx) only where it is all that is left of the file name; a full kind of unit was tried above.
  const parts = coreOfFileName(fileName)
    .split(/\s+/)
    .filter((part) => part.length >= 2);
  const codes = new Set<string>();
  for (const part of parts) {
    const match = matchName(senders, part);
    if (match.kind === 'match' && (match.how !== 'stem' || !hasUnitType(part))) codes.add(match.code);
  }
  const [only] = codes;
  return only !== undefined && codes.size === 1 ? { value: only, reason } : undefined;
}
