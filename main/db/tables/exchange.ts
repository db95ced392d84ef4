import { type ExchangeBody, exchangeBody } from '../../../shared/domain/exchange-package.ts';
import type { ReadHandle, WriteHandle } from '../handles.ts';

/* Packages sent to and received from other offices, and this plan's own signing key. */

export interface KnownPackage {
  readonly direction: 'sent' | 'received';
  readonly sender: string;
  readonly sequence: number;
  readonly hash: string;
  readonly publicKey: string;
  readonly at: string;
  readonly body: ExchangeBody;
}

/** The newest one of a direction, sender, form and period. */
export function findLastPackage(
  db: ReadHandle,
  direction: KnownPackage['direction'],
  sender: string,
  form: string,
  period: string,
): KnownPackage | undefined {
  const row = db.one(
    'SELECT * FROM exchange_packages WHERE direction = ? AND sender = ? AND form = ? AND period = ? ORDER BY sequence DESC, id DESC LIMIT 1',
    [direction, sender, form, period],
  );
  return (
    row && {
      direction,
      sender,
      sequence: Number(row.sequence),
      hash: String(row.hash),
      publicKey: String(row.publicKey),
      at: String(row.at),
      body: exchangeBody.parse(JSON.parse(String(row.body))),
    }
  );
}

/** The key that packages of this sender were signed with before, whatever the form. */
export function findSenderKey(db: ReadHandle, sender: string): string | undefined {
  const row = db.one(
    "SELECT publicKey FROM exchange_packages WHERE direction = 'received' AND sender = ? ORDER BY id DESC LIMIT 1",
    [sender],
  );
  return row && String(row.publicKey);
}

export function insertPackage(db: WriteHandle, known: KnownPackage): void {
  db.insert('exchange_packages', {
    direction: known.direction,
    sender: known.sender,
    form: known.body.form,
    period: known.body.period,
    sequence: known.sequence,
    hash: known.hash,
    publicKey: known.publicKey,
    at: known.at,
    body: JSON.stringify(known.body),
  });
}

const keyName = 'exchange-key';

/** The private key (PKCS8, base64) as it was made for this plan; undefined before the first package. */
export function findSigningKey(db: ReadHandle): string | undefined {
  const row = db.one('SELECT value FROM meta WHERE key = ?', [keyName]);
  return row && String(row.value);
}

export function writeSigningKey(db: WriteHandle, key: string): void {
  db.insert('meta', { key: keyName, value: key });
}
