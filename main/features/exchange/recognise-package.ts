import { sendersOf } from '../../../shared/calc/consolidate/form-senders.ts';
import type { ExchangeBody, ExchangePackage } from '../../../shared/domain/exchange-package.ts';
import type { Form } from '../../../shared/domain/plan.ts';
import { normaliseUnitName } from '../../../shared/text/names.ts';
import { parsePeriod } from '../../../shared/text/period.ts';
import type { ReadHandle } from '../../db/handles.ts';
import { listRecords } from '../../db/tables/pack-records.ts';
import { listLearned } from '../../db/tables/returns.ts';
import { countMatched, type PackageReader } from './read-figures.ts';

/* Whose package it is and which of our forms it answers: codes and form numbers are the sender's own. */

/** By code, else by name or alias; two of one name are nobody. */
export function findSender(db: ReadHandle, { sender }: ExchangeBody): string | null {
  const units = listRecords(db, 'units');
  const byCode = units.find((unit) => unit.code === sender.code);
  if (byCode) return byCode.code;
  const wanted = normaliseUnitName(sender.name);
  const named = units.filter((unit) =>
    [unit.name, ...unit.aliases].some((name) => normaliseUnitName(name) === wanted),
  );
  return named.length === 1 ? named[0]!.code : null;
}

/** Forms that ask this unit for anything in the period. */
export function formsAsking(db: ReadHandle, sender: string, period: string): Form[] {
  const units = listRecords(db, 'units');
  return listRecords(db, 'forms').filter((form) =>
    sendersOf(form, units, period).some((unit) => unit.code === sender),
  );
}

/**
 * The form that the package answers: the one named by a person, the one of its code, else the only one of this sender and
 * period type that asks for most of what is in it. A county numbers its forms as it likes.
 */
export function findForm(
  db: ReadHandle,
  found: ExchangePackage,
  sender: string,
  wanted: string | undefined,
): Form | undefined {
  const { form: code, period } = found.body;
  const asked = formsAsking(db, sender, period);
  if (wanted !== undefined) return asked.find((form) => form.code === wanted);
  const ranked = asked
    .filter((form) => form.period === parsePeriod(period)?.type)
    .map((form) => {
      const reader = readerFor(db, form, sender);
      return { form, share: countMatched(found, reader) / Math.max(1, reader.asked.length) };
    })
    .filter(({ share }) => share > 0);
  const own = ranked.find(({ form }) => form.code === code);
  if (own) return own.form;
  const [best, next] = ranked.sort((a, b) => b.share - a.share);
  return best && best.share >= 0.5 && best.share !== next?.share ? best.form : undefined;
}

/** The indicators that a form asks for, and what persons said about this sender's words. */
export function readerFor(db: ReadHandle, form: Form, sender: string): PackageReader {
  const items = listRecords(db, 'formItems').filter((item) => item.form === form.code);
  const codes = new Set(items.map((item) => item.indicator));
  const learned = listLearned(db).filter((one) => one.sender === sender && one.kind === 'indicator');
  return {
    asked: listRecords(db, 'indicators').filter((indicator) => codes.has(indicator.code)),
    sender,
    learned: new Map(learned.map(({ label, code }) => [label, code])),
  };
}
