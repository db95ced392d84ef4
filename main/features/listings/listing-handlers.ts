import path from 'node:path';
import { listingWords as words } from '../../../renderer/words/listings.ts';
import { periodWords } from '../../../renderer/words/periods.ts';
import type { MethodInput } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { listChanges } from '../../db/change-log.ts';
import type { ReadHandle } from '../../db/handles.ts';
import { findRecord, getPlanHeader, getPlanStructure } from '../../db/tables/pack-records.ts';
import { writeFileAtomically } from '../../excel/write/atomic-file.ts';
import { writeListing, writeListingCsv } from '../../excel/write/write-listing.ts';
import { type Call, queryHandler } from '../../rpc/handler.ts';
import { consolidateForm } from '../consolidate-form.ts';
import { evaluate } from '../evaluate.ts';
import { returnStatusOf } from '../return-status.ts';
import { safeFileName } from '../safe-file-name.ts';
import type { Services } from '../services.ts';
import { withheldFigures } from '../withheld-figures.ts';
import {
  chaseListing,
  consolidationListing,
  historyListing,
  type Listing,
  mainTableListing,
  projectListing,
} from './list-tables.ts';

/* Plain tables as workbook, CSV (text neutralised) or JSON. */

type Input = MethodInput<'listings/export'>;

export const exportListing = queryHandler<'listings/export', Services>(
  'listings/export',
  async (db, input, _services, call) => {
    const today = call.now.toISOString().slice(0, 10);
    const subtitle =
      input.form !== undefined && input.period !== undefined
        ? periodWords(input.period)
        : words.asOf(input.date ?? today);
    const title = words.titles[input.kind];
    const listing = listingFor(db, input, today, call);
    const bytes = writeAs(input.format, listing, title, subtitle, getPlanHeader(db).settings.demo === true);
    const name = safeFileName(`${title}_${subtitle}`, `.${input.format}`);
    if (input.out === undefined) return { name, rows: listing.rows.length, bytes };
    const target = path.resolve(input.out);
    await writeFileAtomically(target, bytes);
    return { name, rows: listing.rows.length, path: target };
  },
);

function listingFor(db: ReadHandle, input: Input, today: string, call: Call): Listing {
  const date = input.date ?? today;
  switch (input.kind) {
    case 'projects':
      return projectListing(getPlanStructure(db), evaluate(db, date));
    case 'main-table':
      return mainTableListing(getPlanStructure(db), evaluate(db, date));
    case 'history':
      return historyListing(listChanges(db, Number.MAX_SAFE_INTEGER));
    case 'chase': {
      const asked = requireForm(db, input);
      return chaseListing(returnStatusOf(db, { ...asked, date: input.date }, call.now));
    }
    case 'consolidation': {
      const { form, period } = requireForm(db, input);
      const result = consolidateForm(db, form, period);
      return consolidationListing(result, withheldFigures(db, result));
    }
  }
}

function requireForm(db: ReadHandle, { form, period }: Input): { form: string; period: string } {
  if (form === undefined || period === undefined) throw new AppError('usage', { reason: '--form, --period' });
  if (!findRecord(db, 'forms', { code: form })) throw new AppError('not-found', { what: 'form', code: form });
  return { form, period };
}

function writeAs(
  format: Input['format'],
  listing: Listing,
  title: string,
  subtitle: string,
  demo: boolean,
): Uint8Array {
  if (format === 'csv') return writeListingCsv(listing);
  if (format === 'json') {
    const rows = listing.rows.map((row) =>
      Object.fromEntries(listing.columns.map(({ header }, at) => [header, row[at] ?? null])),
    );
    return new TextEncoder().encode(`${JSON.stringify({ title, subtitle, demo, rows }, null, 2)}\n`);
  }
  return writeListing({
    sheet: title,
    title,
    subtitle,
    demo,
    columns: listing.columns,
    rows: listing.rows,
    none: words.none,
  });
}
