/** Every JSON document that the program writes, as schemas: `schemas/*.json` are made of these, and tests hold both. */
import { checkKeys } from './check-schemas.ts';
import * as z from 'zod';
import type { DeepReadonly } from '../deep-readonly.ts';
import {
  afterRecordSchema,
  check,
  count,
  file,
  head,
  mentions,
  moment,
  runRecordSchema,
  scrubRecordSchema,
  sha256,
  template,
  text,
} from './ledger-schemas.ts';
import { failureDetails } from './failure-schemas.ts';
import { ingested, missing, planTotals, planned } from './plan-schemas.ts';
import { moved, movedTables, savedPlanHeader, savedRemoval } from './saved-plan-schemas.ts';

const place = {
  row: count.nullable(),
  line: count.nullable(),
  cell: text.nullable(),
  label: text.nullable(),
  value: text.nullable(),
};
const diagnostic = z.object({
  code: text,
  severity: z.enum(['error', 'warning']),
  ...place,
  details: z.record(text, z.unknown()),
  message: text,
});

/** What every document holds, whatever it is about. */
const envelope = {
  schemaVersion: z.literal('1.0'),
  tool: z.literal('lms-import'),
  toolVersion: text,
  command: text,
  exitCode: count.max(255),
  outcome: z.enum([
    'ok',
    'internal',
    'usage',
    'invalid',
    'file',
    'refused',
    'stale',
    'store',
    'unverified',
    'stopped',
  ]),
  reason: text.nullable(),
  /** May the same line succeed later, nothing else changed? */
  retryable: z.boolean(),
  storeChanged: z.boolean(),
  store: text.nullable(),
  file: file.nullable(),
  template: template.extend({ columns: count.optional() }).nullable(),
  counts: z.record(text, count),
};

const diagnostics = {
  diagnostics: z.array(diagnostic),
  truncated: z.boolean(),
  codes: z.array(
    z.object({ code: text, severity: z.enum(['error', 'warning']), rows: count, cells: count, shown: count }),
  ),
};
/** With `--timings`: what the time went to. */
const timings = z.array(z.object({ phase: text, ms: count })).optional();

const plan = z.object({
  ...planTotals,
  /** False where SQLite may give the ID of a removed customer to another one. */
  idsGivenOnce: z.boolean(),
  mentions,
  shown: z.array(planned),
  truncated: z.boolean(),
  digest: sha256,
  /** What `--confirm-removes` takes to agree to exactly this plan. */
  consent: text,
  /** Where `--out` saved it, and until when it may be applied. */
  saved: z.object({ path: text, expiresAt: moment, requireApprover: z.boolean() }).nullable(),
});

const { file: _file, template: _template, toolVersion: _version, ...runShape } = runRecordSchema.shape;
const report = z.object({
  ...runShape,
  verified: z.boolean(),
  /** Null where the run is not finished. */
  finishedAt: moment.nullable(),
  /** All seven: 1 to 6 as asked in the transaction, 2 and 3 as asked again where they failed then. */
  checks: z.array(check),
  checksInTransaction: z.array(check),
  scrub: scrubRecordSchema.nullable(),
  integrity: text.nullable(),
  after: afterRecordSchema.nullable(),
  /** Where the ledger's chain ended; `history --check --report` compares it. */
  ledger: head.nullable().default(null),
  /** True where the lists of IDs below are cut; never in `report.json`. */
  truncated: z.boolean(),
  removedIds: z.array(z.int()),
  linkedLoanIds: z.array(z.int()),
});

const document = <Name extends string, Part extends z.ZodRawShape>(name: Name, part: Part) =>
  z.object({ schema: z.literal(`lms-import/${name}`), ...envelope, ...part });

/** The schema of each document by its name, which is also its file's: `schemas/<name>.json`. */
export const DOCUMENTS = {
  validation: document('validation', {
    complete: z.boolean(),
    alreadyIngested: ingested,
    ...diagnostics,
    timings,
  }),
  plan: document('plan', { plan: plan.nullable(), alreadyIngested: ingested, ...diagnostics, timings }),
  report: document('report', { report, folder: text.nullable(), alreadyIngested: ingested, timings }),
  template: document('template', {
    labels: z.array(text),
    output: text.nullable(),
    content: text.nullable(),
  }),
  store: document('store', {
    created: z.object({ path: text, customers: count, loans: count, records: count }),
  }),
  migration: document('migration', {
    /** Versions; equal where there was nothing to do. */
    migrated: z.object({ from: count, to: count }),
  }),
  scrub: document('scrub', {
    scrub: scrubRecordSchema,
    /** Check 7. */
    check,
    /** Runs that committed and are not finished: `ingest` finishes them. */
    unfinishedRuns: z.array(count),
    /** Tables in which copies of deleted values may be live rows, and the SQL that frees them. */
    liveCopies: z.array(
      z.object({
        table: text,
        kind: z.enum(['samples', 'full-text', 'boxes', 'unknown']),
        rows: count.nullable(),
        frees: text.nullable(),
      }),
    ),
  }),
  finish: document('finish', {
    /** Runs that committed and were not finished, oldest first, and what became of each. */
    runs: z.array(
      z.object({
        run: count,
        committedAt: text,
        verified: z.boolean(),
        removals: count.nullable(),
        folder: text.nullable(),
        reason: text.nullable(),
        retryable: z.boolean(),
        cause: text.nullable(),
        message: text.nullable(),
      }),
    ),
  }),
  check: document('check', checkKeys),
  history: document('history', {
    /** Newest first. */
    runs: z.array(
      z.object({
        run: count,
        committedAt: text,
        finished: z.boolean(),
        removals: count.nullable(),
        actor: text.nullable(),
        reason: text.nullable(),
        consent: text.nullable(),
        file: z.object({ name: text, sha256: text }).nullable(),
      }),
    ),
    truncated: z.boolean(),
    /** With `--customer`: whether a customer of that ID is in the store now. */
    customer: z.object({ id: count, inStore: z.boolean() }).nullable(),
    /** With `--check`. */
    check: z
      .object({
        links: count,
        head,
        troubles: z.array(z.object({ run: z.int().nullable(), why: text, message: text })),
        truncated: z.boolean(),
      })
      .nullable(),
  }),
  verification: document('verification', {
    runs: z.array(
      z.object({
        run: count,
        committedAt: moment,
        removals: count,
        finished: z.boolean(),
        /** Steps that are not noted as done; none where it is finished. */
        missing,
        checks: z.array(check),
        /** Removed customers that are in the store again. */
        back: z.array(z.int()),
        truncated: z.boolean(),
      }),
    ),
    integrity: text,
    /** Checks that speak of a moment that is over, or could not be asked: `trouble` says why. */
    notAsked: z.array(count),
    trouble: text.nullable(),
    /** `counts.lacking` is there where every report could be read. */
    lacking: z.array(z.object({ folder: text, run: z.int() })),
    /** Reports, or their folder, that are there and could not be read; `why` is the system's code. */
    unread: z.array(z.object({ path: text, why: text })),
  }),
  'saved-plan': document('saved-plan', {
    saved: savedPlanHeader.omit({ schema: true, schemaVersion: true, file: true, template: true }),
    removals: z.array(savedRemoval),
    truncated: z.boolean(),
    /** May it still be applied, as far as its time goes? */
    expired: z.boolean(),
    /** By this machine's clock, was it made more than five minutes in the future? */
    ahead: z.boolean(),
    /** What a store says of it; null where none was asked. */
    compared: z.object({ sameStore: z.boolean(), moved, shape: movedTables.nullable() }).nullable(),
  }),
  error: document('error', {
    message: text,
    run: count.nullable(),
    /** The run of the given file; null where it has none, or is not known. */
    runOfThisFile: count.nullable(),
    /** What made a step after the commit fail: the system's code (`ENOSPC`), or a reason of exit 7. */
    cause: text.nullable(),
    /** What the message is made of, a shape for each reason. */
    details: failureDetails,
    /** With `stale` alone, where a saved plan was to be applied. */
    moved: moved.nullable(),
    ...diagnostics,
  }),
};

export type DocumentName = keyof typeof DOCUMENTS;

/** A document, as the functions that make it are typed: the schemas are the one declaration. */
export type DocumentOf<Name extends DocumentName> = DeepReadonly<z.infer<(typeof DOCUMENTS)[Name]>>;
