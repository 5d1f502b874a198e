/** A saved plan's lines as they are read. Apart from `saved-plan.ts`: who reads no plan need not load zod. */
import * as z from 'zod';
import { count, file, moment, template, text } from './ledger-schemas.ts';
import { planTotals } from './plan-schemas.ts';

/** 128 bits of an HMAC: long enough not to be met by chance, short enough for a million lines. */
const digest = z.string().regex(/^[0-9a-f]{32}$/);

/** A table by name, and a digest of its columns, its keys and its level. No secret, and the seal is over it. */
export const tableShape = z.object({ table: text, digest: z.string().regex(/^[0-9a-f]{16}$/) });

/** A kind of warning, the first places, and of one dragged range of cells how it goes. */
const warned = z.object({
  code: text,
  rows: count,
  at: z.array(z.object({ row: count.nullable(), cell: text.nullable() })).default([]),
  dragged: z.object({ rows: count, step: z.int(), lastCell: text }).nullable().default(null),
});

export const savedPlanHeader = z.object({
  schema: z.literal('lms-import/saved-plan'),
  schemaVersion: z.literal('1.0'),
  toolVersion: text,
  /** The system user that made it; never `--actor`, which anybody can type. */
  maker: text,
  madeAt: moment,
  expiresAt: moment,
  file,
  template,
  /** The store's file name, and the identity that its ledger gave it. */
  store: z.object({ name: text, identity: text }),
  ...planTotals,
  /** False where SQLite may give the ID of a removed customer to another one; null in plans from before it was said. */
  idsGivenOnce: z.boolean().nullable().default(null),
  warnings: z.array(warned),
  /** Every table but the ledger's own, by name; null in plans from before it was bound. */
  shape: z.array(tableShape).nullable().default(null),
  /** Somebody else than the maker must apply it. */
  requireApprover: z.boolean().default(false),
  /** Paths as its maker gave them, for the line that applies it. */
  given: z
    .object({ file: text, template: text.nullable(), checkNames: text.nullable() })
    .nullable()
    .default(null),
});

/** One removal: keyed digests of all that the store holds of the customer, and of its loans. */
export const savedRemoval = z.object({
  row: count,
  customerId: z.int(),
  linkedLoans: count,
  openLoans: count,
  customer: digest,
  loans: digest,
});

/** The last line: an HMAC over every line before it. */
export const savedPlanSeal = z.object({ seal: z.string().regex(/^[0-9a-f]{64}$/) });

export const tableMove = z.object({ table: text, what: z.enum(['new', 'gone', 'changed']) });

export const drift = z.enum(['gone', 'changed', 'linked', 'reopened', 'loans-changed', 'not-planned']);

/** What moved since a plan was saved: the first few customers, and how many there are. */
export const moved = z.object({
  customers: count,
  truncated: z.boolean(),
  shown: z.array(z.object({ row: count, customerId: z.int(), what: z.array(drift) })),
});

/** Tables that are not as they were; null in plans from before they were bound. */
export const movedTables = z.object({ tables: count, truncated: z.boolean(), shown: z.array(tableMove) });
