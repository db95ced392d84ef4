/**
 * Step 20: what stands beside a return's figures (上年同期, 增长, 备注) as one text per return: it is only ever read whole,
 * and a row for each cell was twice the cost of the figures themselves. The old table stays with what it holds, so that a
 * return staged before can still be undone row by row.
 */
export const contextsStep = {
  version: 20,
  sql: `
CREATE TABLE contexts (id INTEGER PRIMARY KEY, returnId INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
CREATE INDEX contexts_by_return ON contexts (returnId);
`,
} as const;
