/** `details` of an error document: a shape for each reason, which holds what its sentence is made of. */
import * as z from 'zod';
import { CODES } from '../findings/diagnostics.ts';
import { FILE_REASONS } from '../findings/file-reason.ts';
import { count, moment, sha256, tableRows, text } from './ledger-schemas.ts';
import { KEPT_TEXTS } from '../plan/plan.ts';
import { movedTables } from './saved-plan-schemas.ts';
import { COLUMN_SHAPES, NAMED_PARTS } from '../shape/shape-trouble.ts';
import { HOLDS } from '../shape/virtual-table.ts';

const columns = z.array(text).readonly();
const run = { run: count };
const found = { found: text };
const locked = { seconds: z.number(), by: z.enum(['reader', 'writer']) };

const shape = z.union([
  z.object({
    why: z.enum(COLUMN_SHAPES),
    table: text,
    columns,
  }),
  z.object({ why: z.enum(['reserved-name', 'missing-table']), table: text }),
  z.object({ why: z.literal('id-given-out-again'), table: text, customerId: z.int() }),
  z.object({ why: z.literal('not-understood'), found: text }),
  z.object({ why: z.literal('name-taken'), kind: z.enum(NAMED_PARTS), name: text }),
  z.object({ why: z.literal('trigger'), table: text, trigger: text }),
  z.object({
    why: z.literal('virtual-table'),
    table: text,
    holds: z.enum(HOLDS),
  }),
  z.object({ why: z.literal('too-deep'), table: text, levels: count, most: count }),
  z.object({ why: z.literal('reserved-bytes'), bytes: count, page: count }),
  z.object({ why: z.literal('longer-file'), bytes: count }),
]);

const ofStore = <Reason extends string, Part extends z.ZodRawShape>(reason: Reason, part: Part) =>
  z.object({ outcome: z.literal('store'), reason: z.literal(reason), path: text, ...part });

/** Exit 7. Of two shapes of a reason the one with more keys comes first: a reader takes the first that fits. */
const store = [
  ofStore('missing', {}),
  ofStore('not-a-store', { found: text }),
  /** Mounted by itself, there. */
  ofStore('not-a-store', { mounted: text }),
  ofStore('version', { found: count, known: count }),
  ofStore('shape', { shape }),
  ofStore('journal-mode', { found: text }),
  ofStore('journal-mode', { journal: z.enum(['done', 'not-done']), bytes: count }),
  ofStore('locked', locked),
  ofStore('read-only', { what: z.enum(['-wal', '-shm']), owner: text, ownerOfStore: text }),
  ofStore('read-only', { what: z.enum(['file', 'folder', 'mount']) }),
  ofStore('full', {}),
  ofStore('limit', { what: z.enum(['file-size', 'open-files']) }),
  ofStore('clock', { now: moment, last: moment }),
  ofStore('damaged', { page: count.nullable(), found: text, table: text.nullable() }),
  ofStore('damaged', { page: count.nullable(), found: text }),
  ofStore('check-failed', { checks: z.array(count).readonly() }),
] as const;

const refusal = <Reason extends string, Part extends z.ZodRawShape>(reason: Reason, part: Part) =>
  z.object({ outcome: z.literal('refused'), reason: z.literal(reason), ...part });

/** Exit 5. */
const refused = [
  refusal('consent', { why: z.literal('other-file'), removals: count, said: text, found: text }),
  refusal('consent', { why: z.enum(['not-asked', 'answer-piped', 'not-given']), removals: count }),
  refusal('count', { by: z.enum(['option', 'prompt', 'plan']), said: count, removals: count }),
  refusal('cap', { removals: count, cap: count, given: z.boolean(), recent: count, customers: count }),
  refusal('open-loans', { customers: count, allowed: count.nullable() }),
  refusal('personal-data', { where: z.enum(KEPT_TEXTS) }),
  refusal('returned', { why: z.enum(['number', 'names']), customers: count, allowed: count.nullable() }),
  refusal('strict-tables', {
    tables: z.array(text).readonly(),
    orphans: z.array(tableRows).readonly(),
  }),
  /** `maker` is null where no saved plan was given. */
  refusal('approver', { maker: text.nullable(), user: text }),
] as const;

const wroteRun = z.object({ run: count, at: moment, removals: count });

const staleness = <Reason extends string, Part extends z.ZodRawShape>(reason: Reason, part: Part) =>
  z.object({ outcome: z.literal('stale'), reason: z.literal(reason), ...part });

/** Exit 6. The customers that moved are in `moved`. */
const stale = [
  staleness('store-moved', { why: z.literal('shape'), tables: movedTables }),
  staleness('store-moved', { why: z.literal('customers'), customers: count }),
  /** `by`: the run that wrote to the store meanwhile; left out where it was no run. */
  staleness('store-moved', { why: z.literal('written'), by: wroteRun.optional() }),
  staleness('store-moved', { why: z.literal('other-store') }),
  staleness('file-moved', { what: z.enum(['file', 'template']), planned: sha256, found: sha256 }),
  staleness('expired', { madeAt: moment, expiresAt: moment }),
  staleness('clock', { madeAt: moment, now: moment }),
] as const;

const unverified = <Reason extends string, Part extends z.ZodRawShape>(reason: Reason, part: Part) =>
  z.object({ outcome: z.literal('unverified'), reason: z.literal(reason), ...run, ...part });

/** Exit 9, of the run itself. */
const ofRun = [
  unverified('scrub-incomplete', found),
  unverified('locked', locked),
  unverified('check-failed', { checks: z.array(count).readonly(), found: text.nullable() }),
  unverified('integrity', found),
  unverified('customer-returned', { at: text, customers: count }),
  unverified('report-not-written', { path: text, found: text }),
  unverified('not-noted', found),
  unverified('ledger-changed', found),
  unverified('internal', found),
] as const;

const codes = Object.entries(CODES).flatMap(([code, { about }]) => (about === 'file' ? [code] : []));

/** Exit 4; more of it is in `diagnostics`. */
const file = z.object({
  outcome: z.literal('file'),
  reason: z.enum(FILE_REASONS),
  code: z.enum(codes),
  path: text,
});

/** By `outcome` and `reason`, which are those of the document; null where the message says it all (exits 1, 2, 3, stopped). */
export const failureDetails = z
  .union([
    file,
    ...refused,
    ...stale,
    ...store,
    ...ofRun,
    /** That run, of another file, could not be finished, and `why`. */
    unverified('earlier-run', { why: z.union(ofRun) }),
  ])
  .nullable();
