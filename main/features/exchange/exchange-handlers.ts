import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { periodWords } from '../../../renderer/words/periods.ts';
import { totalPlace } from '../../../shared/calc/consolidate/nested-sums.ts';
import {
  canonicalText,
  type ExchangeBody,
  type ExchangePackage,
} from '../../../shared/domain/exchange-package.ts';
import type { Form } from '../../../shared/domain/plan.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { ReadHandle, WriteHandle } from '../../db/handles.ts';
import {
  findLastPackage,
  findSenderKey,
  findSigningKey,
  insertPackage,
  writeSigningKey,
} from '../../db/tables/exchange.ts';
import { insertFindings } from '../../db/tables/findings.ts';
import { findRecord, getPlanHeader } from '../../db/tables/pack-records.ts';
import { insertParked } from '../../db/tables/return-content.ts';
import { insertFigures } from '../../db/tables/return-figures.ts';
import { insertReturn, listReturns } from '../../db/tables/returns.ts';
import { writeFileAtomically } from '../../excel/write/atomic-file.ts';
import { commandHandler, queryHandler } from '../../rpc/handler.ts';
import { consolidateForm } from '../consolidate-form.ts';
import { requireOwnPeriod } from '../own-period.ts';
import { safeFileName } from '../safe-file-name.ts';
import type { Services } from '../services.ts';
import { withheldFigures } from '../withheld-figures.ts';
import { readPackageFigures } from './read-figures.ts';
import { findForm, findSender, formsAsking, readerFor } from './recognise-package.ts';
import { makeSigningKey, readPackage, signPackage } from './sign-package.ts';

/*
 * The same circle one level up: an office's consolidated figures travel as a signed, numbered package and become a
 * return of that office in the plan above. A copy that went its own way never silently replaces another.
 */

export interface MadePackage {
  readonly body: ExchangeBody;
  readonly key: string;
  readonly isNewKey: boolean;
  readonly package: ExchangePackage;
  readonly path?: string;
}

export const exchangeHandlers = {
  'exchange/export': commandHandler<'exchange/export', Services, MadePackage>('exchange/export', {
    async prepare(db, input, _services, call) {
      const made = makePackage(db, input.form, input.period, call.now.toISOString());
      if (input.out === undefined) return made;
      const target = path.resolve(input.out);
      await writeFileAtomically(target, new TextEncoder().encode(JSON.stringify(made.package)));
      return { ...made, path: target };
    },
    apply(db, made, input) {
      if (made.isNewKey) writeSigningKey(db, made.key);
      remember(db, 'sent', made.body.sender.code, made.package);
      const name = safeFileName(
        `${made.body.sender.name}_${input.form}_${periodWords(input.period)}_${made.body.sequence}`,
        '.pbx.json',
      );
      return {
        name,
        sequence: made.body.sequence,
        hash: made.package.hash,
        ...(made.path === undefined
          ? { bytes: new TextEncoder().encode(JSON.stringify(made.package)) }
          : { path: made.path }),
      };
    },
    summary: (output, { form, period }) => ({ form, period, sequence: output.sequence, hash: output.hash }),
  }),
  'exchange/preview': queryHandler<'exchange/preview', Services>('exchange/preview', async (db, input) =>
    compare(db, readPackage(await loadPackage(input)), input.form),
  ),
  'exchange/import': commandHandler<'exchange/import', Services, ExchangePackage>('exchange/import', {
    prepare: async (_db, input) => readPackage(await loadPackage(input)),
    apply(db, found, input, call) {
      const { status, sender, ownForm } = compare(db, found, input.form);
      if (sender === null) throw new AppError('package-invalid', { reason: 'sender-unknown' });
      if (status === 'same') return { id: null, status };
      if (
        (status === 'diverged' || status === 'older' || status === 'other-key') &&
        input.acceptAnyway !== true
      )
        throw new AppError('package-invalid', { reason: status });
      if (ownForm === null)
        throw new AppError('package-invalid', {
          reason: formsAsking(db, sender, found.body.period).length > 0 ? 'form-unknown' : 'sender-not-asked',
        });
      const form = findRecord(db, 'forms', { code: ownForm })!.record;
      requireOwnPeriod(form, found.body.period);
      const id = stagePackage(db, found, { form, sender, by: input.by, at: call.now.toISOString() });
      remember(db, 'received', sender, found);
      return { id, status };
    },
    summary: (output, input) => ({
      id: output.id,
      status: output.status,
      ...(input.acceptAnyway ? { acceptAnyway: true } : {}),
    }),
  }),
};

function remember(
  db: WriteHandle,
  direction: 'sent' | 'received',
  sender: string,
  { body, hash, publicKey }: ExchangePackage,
): void {
  insertPackage(db, { direction, sender, sequence: body.sequence, hash, publicKey, at: body.madeAt, body });
}

function makePackage(db: ReadHandle, form: string, period: string, madeAt: string): MadePackage {
  const header = getPlanHeader(db);
  const result = consolidateForm(db, form, period);
  const name = (code: string) => findRecord(db, 'units', { code })?.record.name ?? code;
  const last = findLastPackage(db, 'sent', header.root, form, period);
  const known = findSigningKey(db);
  const key = known ?? makeSigningKey();
  const isWithheld = withheldFigures(db, result);
  const body: ExchangeBody = {
    format: 'planbench-exchange',
    version: 1,
    plan: header.id,
    sender: { code: header.root, name: name(header.root) },
    form,
    period,
    sequence: (last?.sequence ?? 0) + 1,
    previous: last?.hash ?? null,
    madeAt,
    figures: result.totals.map((total) => ({
      indicator: total.indicator,
      name: result.indicators.get(total.indicator)!.name,
      unit: result.indicators.get(total.indicator)!.unit,
      ...(isWithheld(total.indicator, totalPlace)
        ? { value: null, complete: false, missing: [], withheld: true as const }
        : { value: total.value, complete: total.complete, missing: total.missing.map(name) }),
    })),
  };
  return { body, key, isNewKey: known === undefined, package: signPackage(body, key) };
}

async function loadPackage(input: {
  path?: string | undefined;
  bytes?: Uint8Array | undefined;
}): Promise<Uint8Array> {
  if (input.bytes) return input.bytes;
  if (input.path === undefined) throw new AppError('usage', { reason: 'path' });
  return readFile(input.path).catch((error: unknown) => {
    throw new AppError('not-found', { what: 'file', path: input.path, cause: String(error) });
  });
}

type Status = 'first' | 'next' | 'same' | 'older' | 'diverged' | 'other-key';

/** What is new against the last package of this sender, whether it follows that one, and what it becomes here. */
function compare(db: ReadHandle, found: ExchangePackage, wanted: string | undefined) {
  const { body, hash, publicKey } = found;
  const sender = findSender(db, body);
  const last = sender === null ? undefined : findLastPackage(db, 'received', sender, body.form, body.period);
  const before = new Map((last?.body.figures ?? []).map((figure) => [figure.indicator, figure]));
  const differences = body.figures
    .filter((figure) => canonicalText(before.get(figure.indicator) ?? null) !== canonicalText(figure))
    .map((figure) => ({
      indicator: figure.indicator,
      name: figure.name,
      before: before.get(figure.indicator)?.value ?? null,
      after: figure.value,
    }));
  const knownKey = sender === null ? undefined : findSenderKey(db, sender);
  const status = knownKey !== undefined && knownKey !== publicKey ? 'other-key' : follow(last, body, hash);
  const form = sender === null ? undefined : findForm(db, found, sender, wanted);
  return {
    status,
    sender,
    form: body.form,
    ownForm: form?.code ?? null,
    period: body.period,
    sequence: body.sequence,
    differences,
    parked: form ? readPackageFigures(found, readerFor(db, form, sender!)).parked.map(({ raw }) => raw) : [],
  };
}

function follow(last: ReturnType<typeof findLastPackage>, body: ExchangeBody, hash: string): Status {
  if (!last) return 'first';
  if (last.hash === hash) return 'same';
  if (body.previous === last.hash && body.sequence === last.sequence + 1) return 'next';
  return body.sequence <= last.sequence ? 'older' : 'diverged';
}

interface Staging {
  readonly form: Form;
  readonly sender: string;
  readonly by: string;
  readonly at: string;
}

/** The totals below become the sender's figures above; what the form doesn't ask for is parked, as a row of a sheet is. */
function stagePackage(db: WriteHandle, found: ExchangePackage, { form, sender, by, at }: Staging): number {
  const { body, hash } = found;
  const read = readPackageFigures(found, readerFor(db, form, sender));
  const content = { how: 'content' as const };
  const earlier = listReturns(db, { form: form.code, sender, period: body.period }).filter(
    (row) => row.state !== 'refused',
  );
  const id = insertReturn(db, {
    form: form.code,
    sender,
    unit: sender,
    period: body.period,
    version: Math.max(0, ...earlier.map((row) => row.version)) + 1,
    part: 1,
    state: 'staged',
    file: safeFileName(`${body.sender.name}_${body.sequence}`, '.pbx.json'),
    format: 'exchange',
    identification: {
      form: { code: form.code, ...content },
      sender: { code: sender, ...content },
      unit: { code: sender, ...content },
      period: { value: body.period, ...content },
    },
    codes: [],
    stagedAt: at,
    stagedBy: by,
    evidence: hash,
  });
  const figures = read.figures.map((figure) => ({
    ...figure,
    unit: sender,
    period: body.period,
    column: 'current',
    sheet: '',
  }));
  insertFigures(db, [[id, figures]]);
  insertFindings(db, [[id, read.findings]]);
  insertParked(
    db,
    id,
    read.parked.map((parked) => ({
      ...parked,
      sheet: '',
      finding: read.findings.findIndex((one) => one.severity === 'parked' && one.cell === parked.cell) + 1,
    })),
  );
  return id;
}
