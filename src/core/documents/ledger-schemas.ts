/** What the ledger holds as JSON text, as schemas: read back through these, because anybody can write to a SQLite file. */
import * as z from 'zod';
import { BESIDE } from '../shape/beside.ts';

export const count = z.int().min(0);
export const text = z.string();
export const moment = z.iso.datetime();
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const file = z.object({
  name: text,
  size: count,
  sha256,
  byteOrderMark: z.boolean(),
  lineEnds: z.enum(['LF', 'CRLF', 'mixed', 'none']),
  rows: count,
  blankRows: count,
});
export const template = z.object({ name: text, sha256 });

export const customers = z.object({ before: count, after: count });

export const check = z.object({
  check: z.literal([1, 2, 3, 4, 5, 6, 7]),
  expected: z.union([count, z.literal('unchanged')]),
  found: z.union([z.int(), z.enum(['unchanged', 'changed'])]),
  passed: z.boolean(),
});

/** A number of rows by table. */
export const tableRows = z.object({ table: text, rows: count });

const digest = z.object({ table: text, rows: count, sha256 });

/** A table that is not examined. */
export const beside = z.object({
  table: text,
  rows: count,
  why: z.enum(BESIDE),
  by: text.nullable(),
});

/** What the ledger holds of a run; read back through this schema, because anybody can write to a SQLite file. */
export const runRecordSchema = z.object({
  run: count,
  toolVersion: text,
  actor: text,
  user: text.nullable().default(null),
  plan: z.object({ maker: text, madeAt: moment, seal: sha256 }).nullable().default(null),
  reason: text.nullable(),
  consent: z.object({ by: z.enum(['prompt', 'confirm-removes', 'yes', 'plan']), count }),
  startedAt: moment,
  committedAt: moment,
  file,
  template,
  store: text,
  removals: count,
  alreadyRemoved: count,
  /** Of the removed, those whose ID an earlier run had removed. */
  returned: count.default(0),
  /** SQLite's sequence of customers' IDs, where it was raised so that no removed ID is given out again. */
  idsRaisedTo: count.nullable().default(null),
  /** Of the removed, those whose own row in customer_entity was gone before. */
  remains: count.default(0),
  customers,
  tables: z.array(
    z.object({
      table: text,
      level: z.enum(['customer', 'link']),
      before: count,
      removed: count,
      after: count,
    }),
  ),
  loanTables: z.array(tableRows),
  loanDigests: z
    .object({
      before: z.array(digest),
      after: z.array(digest),
      ways: z.enum(['all', 'shortest']).default('shortest'),
    })
    .default({ before: [], after: [], ways: 'shortest' }),
  linkedLoans: count,
  loansLeftAlone: count,
  customersWithOpenLoans: count,
  notExamined: z.array(text),
  beside: z.array(beside).default([]),
  orphans: z.array(tableRows),
  samples: count.nullable().default(null),
  checks: z.array(check),
  planDigest: sha256,
});

/** The finding noted after a scrub. */
export const scrubRecordSchema = z.object({
  pages: count,
  unusedBytes: count,
  unusedPages: count,
  zeroedBytes: count,
  zeroedPages: count,
  left: count,
  logBytes: count,
});

/** The finding noted after the checks on a fresh connection. */
export const afterRecordSchema = z.object({ absent: check, nothingLeft: check, integrity: text });

export const head = z.object({ store: text, link: count, digest: sha256 });

/** The finding noted when the report has been written; the first version of it held the folder alone. */
export const reportedSchema = z.object({
  folder: text,
  finishedAt: moment.nullable().default(null),
  ledger: head.nullable().default(null),
});
