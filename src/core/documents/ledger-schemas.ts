/** What the ledger holds as JSON text, as schemas: read back through these, because anybody can write to a SQLite file. */
import * as z from 'zod';
import { BESIDE } from '../shape/beside.ts';

export const count = z.int().min(0);
export const text = z.string();
export const moment = z.iso.datetime();
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What the input file was. */
export const file = z.object({
  /** As given, without its folder; `-` for standard input. */
  name: text,
  size: count,
  sha256,
  byteOrderMark: z.boolean(),
  lineEnds: z.enum(['LF', 'CRLF', 'mixed', 'none']),
  /** Rows after the header, blank ones too. */
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

/** Over so many rows of a table. */
export const digest = z.object({ table: text, rows: count, sha256 });

/** A table that is not examined. */
export const beside = z.object({
  table: text,
  rows: count,
  why: z.enum(BESIDE),
  by: text.nullable(),
});

/** Records of loans that stay, and name a customer of their loan who goes. */
export const mentions = z.object({
  /** The tables that were looked at. */
  tables: z.array(text).readonly(),
  records: count,
  /** The first of them, without their text. `id` is null where it is no number, `displayId` where the store has none. */
  shown: z
    .array(z.object({ table: text, id: z.int().nullable(), loan: z.int(), displayId: text.nullable() }))
    .readonly(),
});

/** Why an auditor asks of a customer: a warning was given, or an option allowed it. */
const WARNED = ['open-loan', 'customer-returned', 'recently-closed', 'closed-on-unknown'] as const;

/** What an auditor asks beside what was removed. */
const evidence = z.object({
  /** The store's whole path. */
  storePath: text,
  /** Were its customers made up? */
  demo: z.boolean().default(false),
  /** Had two system users to agree? */
  approverRequired: z.boolean(),
  /** `--max-removes`, as a number of customers; null where it was not given. */
  maxRemoves: count.nullable(),
  /** `--allow-clock`. */
  allowClock: text.nullable(),
  /** The operator's own list: how many customers it named, how many names were compared; null where there was none. */
  names: z.object({ ids: count, compared: count }).nullable(),
  /** Files written of the run, as they were when the removal committed. */
  outputs: z.array(z.object({ option: z.enum(['list', 'errors']), sha256 })),
  /** How many customers, and the first of them in file order; none where there is nobody. */
  warned: z.array(z.object({ why: z.enum(WARNED), customers: count, ids: z.array(z.int()) })),
  /** The first of the loans that lost their last customer; `displayId` is null where the store has none. */
  leftAlone: z.array(z.object({ loan: z.int(), displayId: text.nullable() })),
  /** Null in runs from before they were looked for. */
  mentions: mentions.nullable().default(null),
});

/** What the ledger holds of a run; read back through this schema, because anybody can write to a SQLite file. */
export const runRecordSchema = z.object({
  run: count,
  toolVersion: text,
  actor: text,
  /** The system user that ran it; null in runs from before it was noted. */
  user: text.nullable().default(null),
  /** The saved plan that it applied: the system user that made it, and its last line, which tells it from every other. */
  plan: z.object({ maker: text, madeAt: moment, seal: sha256 }).nullable().default(null),
  reason: text.nullable(),
  consent: z.object({ by: z.enum(['prompt', 'confirm-removes', 'yes', 'plan']), count }),
  startedAt: moment,
  committedAt: moment,
  file,
  template,
  /** The store's file name, without its folder. */
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
  /** Over the loans that were linked to the removed and what hangs on them; empty in runs from before digests. */
  loanDigests: z
    .object({
      before: z.array(digest),
      after: z.array(digest),
      /** By which keys rows were taken for a loan's: every one, or, by earlier versions, the shortest of each table. */
      ways: z.enum(['all', 'shortest']).default('shortest'),
    })
    .default({ before: [], after: [], ways: 'shortest' }),
  linkedLoans: count,
  loansLeftAlone: count,
  customersWithOpenLoans: count,
  notExamined: z.array(text),
  /** The same with their rows; empty in runs from before they were counted. */
  beside: z.array(beside).default([]),
  /** Rows without a parent before the removal, by table that hangs on another record. */
  orphans: z.array(tableRows),
  /** Rows of SQLite's statistics that were taken away, samples and counts under old names; null before all samples were. */
  samples: count.nullable().default(null),
  /** Checks 1 to 6, asked inside the transaction. */
  checks: z.array(check),
  planDigest: sha256,
  /** Null in runs from before it was noted. */
  evidence: evidence.nullable().default(null),
});

/** The finding noted after a scrub. */
export const scrubRecordSchema = z.object({
  pages: count,
  unusedBytes: count,
  unusedPages: count,
  zeroedBytes: count,
  zeroedPages: count,
  /** Bytes of unused space that were not zero when read again: 0, or the run is not verified. */
  left: count,
  /** Size of the write-ahead log during that reading: 0, or the run is not verified. */
  logBytes: count,
});

/** The finding noted after the checks on a fresh connection. */
export const afterRecordSchema = z.object({
  absent: check,
  nothingLeft: check,
  /** `ok`, or SQLite's first complaint. */
  integrity: text,
});

/** The end of a ledger's chain: `store` is its identity, 32 hexadecimal digits; links are counted from 1. */
export const head = z.object({ store: text, link: count, digest: sha256 });

/** The finding noted when the report has been written; the first version of it held the folder alone. */
export const reportedSchema = z.object({
  folder: text,
  finishedAt: moment.nullable().default(null),
  ledger: head.nullable().default(null),
});
