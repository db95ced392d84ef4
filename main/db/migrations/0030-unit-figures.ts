/**
 * Step 30: the figures that a return holds about one unit as one text. They are written and read together; a row and two
 * index entries for each were most of the time of storing a return. What a person decided about
 * a figure is a row of its own, so that what was read stays as it was read. The old table stays with what it holds, so that
 * a return staged before can still be undone row by row.
 */
export const unitFiguresStep = {
  version: 30,
  sql: `
CREATE TABLE unit_figures (id INTEGER PRIMARY KEY, returnId INTEGER NOT NULL, unit TEXT NOT NULL, figures INTEGER NOT NULL,
  body TEXT NOT NULL) STRICT;
CREATE INDEX unit_figures_by_return ON unit_figures (returnId);
CREATE INDEX unit_figures_by_unit ON unit_figures (unit);
CREATE TABLE decided_values (id INTEGER PRIMARY KEY, returnId INTEGER NOT NULL, unit TEXT NOT NULL, indicator TEXT NOT NULL,
  "column" TEXT NOT NULL, sheet TEXT NOT NULL, cell TEXT NOT NULL, value TEXT NOT NULL) STRICT;
CREATE INDEX decided_values_by_return ON decided_values (returnId);
`,
} as const;
