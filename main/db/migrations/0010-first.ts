/** Step 10: the plan as the pack brings it, returns with their figures, and the history. Frozen: later changes are later steps. */
export const firstStep = {
  version: 10,
  sql: `
CREATE TABLE meta (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, value TEXT NOT NULL) STRICT;
CREATE TABLE units (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, type TEXT NOT NULL, parent TEXT,
  aliases TEXT NOT NULL, validFrom TEXT, validTo TEXT, successor TEXT, "order" INTEGER, adminCode TEXT, within TEXT) STRICT;
CREATE TABLE outline (id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, title TEXT NOT NULL) STRICT;
CREATE TABLE indicators (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, unit TEXT NOT NULL, category TEXT,
  attribute TEXT, direction TEXT NOT NULL, measure TEXT NOT NULL, reporting TEXT NOT NULL, basis TEXT, trend TEXT,
  priceBasis TEXT, growthBasis TEXT, recompute INTEGER NOT NULL, numerator TEXT, denominator TEXT, scale TEXT, weight TEXT,
  consolidate TEXT NOT NULL, official TEXT, scope TEXT NOT NULL, commitmentKind TEXT, outline TEXT, aliases TEXT NOT NULL,
  decimals INTEGER, definition TEXT) STRICT;
CREATE TABLE targets (id INTEGER PRIMARY KEY, indicator TEXT NOT NULL UNIQUE, kind TEXT, base TEXT, year TEXT, total TEXT, note TEXT) STRICT;
CREATE TABLE assigned (id INTEGER PRIMARY KEY, indicator TEXT NOT NULL, year INTEGER NOT NULL, value TEXT NOT NULL, document TEXT, date TEXT,
  UNIQUE (indicator, year)) STRICT;
CREATE TABLE splits (id INTEGER PRIMARY KEY, indicator TEXT NOT NULL, unit TEXT, year INTEGER NOT NULL, target TEXT NOT NULL,
  UNIQUE (indicator, unit, year)) STRICT;
CREATE TABLE assignments (id INTEGER PRIMARY KEY, subject TEXT NOT NULL UNIQUE, lead TEXT NOT NULL, contributing TEXT NOT NULL,
  proposed INTEGER NOT NULL) STRICT;
CREATE TABLE projects (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, box TEXT, outline TEXT, category TEXT,
  ownerLevel TEXT, location TEXT, investment TEXT, startYear INTEGER, endYear INTEGER, openBatch INTEGER NOT NULL) STRICT;
CREATE TABLE forms (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, title TEXT NOT NULL, shape TEXT NOT NULL, period TEXT NOT NULL,
  due INTEGER, senders TEXT NOT NULL, overlap TEXT NOT NULL, docNumber TEXT, issuer TEXT, validUntil TEXT, reportingUnit TEXT, unit TEXT) STRICT;
CREATE TABLE form_items (id INTEGER PRIMARY KEY, form TEXT NOT NULL, "order" INTEGER, indicator TEXT, label TEXT, unit TEXT,
  "column" TEXT NOT NULL, appliesTo TEXT NOT NULL, required INTEGER NOT NULL) STRICT;
CREATE TABLE checks (id INTEGER PRIMARY KEY, form TEXT NOT NULL, severity TEXT NOT NULL, expression TEXT NOT NULL, message TEXT NOT NULL) STRICT;
CREATE TABLE observations (id INTEGER PRIMARY KEY, indicator TEXT NOT NULL, unit TEXT NOT NULL, period TEXT NOT NULL, value TEXT,
  status TEXT NOT NULL, series TEXT NOT NULL, source TEXT, recorded TEXT) STRICT;
CREATE INDEX observations_by_cell ON observations (indicator, unit, period);

CREATE TABLE returns (id INTEGER PRIMARY KEY, form TEXT, sender TEXT, period TEXT, version INTEGER NOT NULL, state TEXT NOT NULL,
  file TEXT, hash TEXT, format TEXT, unit TEXT, identification TEXT NOT NULL, codes TEXT NOT NULL, stagedAt TEXT NOT NULL, stagedBy TEXT,
  settledAt TEXT, settledBy TEXT, reason TEXT, acceptedAt TEXT, acceptedBy TEXT, endedAt TEXT, part INTEGER NOT NULL,
  evidence TEXT) STRICT;
CREATE INDEX returns_by_hash ON returns (hash);
CREATE INDEX returns_by_form ON returns (form, period, sender);
CREATE TABLE figures (id INTEGER PRIMARY KEY, returnId INTEGER NOT NULL, indicator TEXT NOT NULL, unit TEXT NOT NULL, period TEXT NOT NULL,
  "column" TEXT NOT NULL, value TEXT, adjudicated TEXT, sheet TEXT NOT NULL, cell TEXT NOT NULL, raw TEXT NOT NULL, statedUnit TEXT,
  factor TEXT, repair TEXT, mark TEXT) STRICT;
CREATE INDEX figures_by_return ON figures (returnId);
CREATE INDEX figures_by_cell ON figures (indicator, unit, period);
CREATE TABLE context_values (id INTEGER PRIMARY KEY, returnId INTEGER NOT NULL, indicator TEXT, unit TEXT, period TEXT, "column" TEXT NOT NULL,
  value TEXT, sheet TEXT NOT NULL, cell TEXT NOT NULL, raw TEXT NOT NULL) STRICT;
CREATE INDEX context_by_return ON context_values (returnId);
CREATE TABLE records (id INTEGER PRIMARY KEY, returnId INTEGER NOT NULL, project TEXT, name TEXT NOT NULL, sheet TEXT NOT NULL, row INTEGER NOT NULL,
  fields TEXT NOT NULL) STRICT;
CREATE INDEX records_by_return ON records (returnId);
CREATE TABLE parked (id INTEGER PRIMARY KEY, returnId INTEGER NOT NULL, sheet TEXT NOT NULL, cell TEXT NOT NULL, raw TEXT NOT NULL,
  why TEXT NOT NULL, "values" TEXT NOT NULL, finding INTEGER, settled TEXT, settledBy TEXT, reason TEXT) STRICT;
CREATE INDEX parked_by_return ON parked (returnId);
CREATE TABLE findings (id INTEGER PRIMARY KEY, returnId INTEGER NOT NULL, number INTEGER NOT NULL, code TEXT NOT NULL, severity TEXT NOT NULL,
  indicator TEXT, unit TEXT, sheet TEXT, cell TEXT, raw TEXT, details TEXT NOT NULL, resolution TEXT, resolvedBy TEXT, resolvedAt TEXT,
  reason TEXT) STRICT;
CREATE INDEX findings_by_return ON findings (returnId);
CREATE TABLE learned (id INTEGER PRIMARY KEY, sender TEXT NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL, code TEXT NOT NULL, by TEXT, at TEXT,
  UNIQUE (sender, kind, label)) STRICT;

CREATE TABLE period_states (id INTEGER PRIMARY KEY, form TEXT NOT NULL, period TEXT NOT NULL, state TEXT NOT NULL, by TEXT, second TEXT,
  reason TEXT, document TEXT, at TEXT, hash TEXT, snapshot TEXT, UNIQUE (form, period)) STRICT;
CREATE TABLE calendar (id INTEGER PRIMARY KEY, date TEXT NOT NULL UNIQUE, kind TEXT NOT NULL) STRICT;
CREATE TABLE extensions (id INTEGER PRIMARY KEY, form TEXT NOT NULL, period TEXT NOT NULL, sender TEXT NOT NULL, until TEXT NOT NULL,
  reason TEXT, by TEXT, UNIQUE (form, period, sender)) STRICT;
CREATE TABLE reminders (id INTEGER PRIMARY KEY, form TEXT NOT NULL, period TEXT NOT NULL, sender TEXT NOT NULL, at TEXT NOT NULL, by TEXT) STRICT;
CREATE TABLE papers (id INTEGER PRIMARY KEY, form TEXT NOT NULL, period TEXT NOT NULL, sender TEXT NOT NULL, receivedOn TEXT NOT NULL, by TEXT, note TEXT) STRICT;

CREATE TABLE discrepancies (id INTEGER PRIMARY KEY, indicator TEXT NOT NULL, period TEXT NOT NULL, explanation TEXT NOT NULL, by TEXT, at TEXT,
  UNIQUE (indicator, period)) STRICT;
CREATE TABLE fill_mappings (id INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL UNIQUE, mapping TEXT NOT NULL, by TEXT, at TEXT) STRICT;
CREATE TABLE overrides (id INTEGER PRIMARY KEY, indicator TEXT NOT NULL, date TEXT NOT NULL, verdict TEXT NOT NULL, reason TEXT NOT NULL,
  by TEXT NOT NULL, at TEXT NOT NULL, UNIQUE (indicator, date)) STRICT;
CREATE TABLE revisions (id INTEGER PRIMARY KEY, indicator TEXT NOT NULL, field TEXT NOT NULL, before TEXT, after TEXT NOT NULL, reason TEXT NOT NULL,
  state TEXT NOT NULL, inForceFrom TEXT, by TEXT, at TEXT NOT NULL) STRICT;
CREATE TABLE revision_steps (id INTEGER PRIMARY KEY, revisionId INTEGER NOT NULL, step TEXT NOT NULL, body TEXT, date TEXT NOT NULL,
  document TEXT, note TEXT, by TEXT) STRICT;
CREATE TABLE project_progress (id INTEGER PRIMARY KEY, project TEXT NOT NULL, date TEXT NOT NULL, stage TEXT, plannedStart TEXT,
  actualStart TEXT, plannedEnd TEXT, actualEnd TEXT, invested TEXT, problem TEXT, note TEXT, recorded TEXT, returnId INTEGER) STRICT;
CREATE INDEX project_progress_by_project ON project_progress (project, date);
CREATE TABLE commitment_progress (id INTEGER PRIMARY KEY, indicator TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, recorded TEXT) STRICT;
CREATE TABLE definition_breaks (id INTEGER PRIMARY KEY, indicator TEXT NOT NULL, period TEXT NOT NULL, note TEXT NOT NULL,
  bridged INTEGER NOT NULL, by TEXT, at TEXT) STRICT;
CREATE TABLE report_texts (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, date TEXT NOT NULL, block TEXT NOT NULL, text TEXT NOT NULL,
  figures TEXT NOT NULL, by TEXT, at TEXT, UNIQUE (kind, date, block)) STRICT;
CREATE TABLE opinions (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, date TEXT NOT NULL, source TEXT NOT NULL, text TEXT NOT NULL, outcome TEXT,
  reply TEXT) STRICT;
CREATE TABLE measures (id INTEGER PRIMARY KEY, indicator TEXT NOT NULL UNIQUE, cause TEXT, measure TEXT, by TEXT, at TEXT) STRICT;

CREATE TABLE exchange_packages (id INTEGER PRIMARY KEY, direction TEXT NOT NULL, sender TEXT NOT NULL, form TEXT NOT NULL,
  period TEXT NOT NULL, sequence INTEGER NOT NULL, hash TEXT NOT NULL, publicKey TEXT NOT NULL, at TEXT NOT NULL, body TEXT NOT NULL) STRICT;

CREATE TABLE changes (id INTEGER PRIMARY KEY, method TEXT NOT NULL, by TEXT, at TEXT NOT NULL, summary TEXT NOT NULL, rows TEXT NOT NULL,
  undoOf INTEGER, undoneBy INTEGER, previousHash TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
`,
} as const;
