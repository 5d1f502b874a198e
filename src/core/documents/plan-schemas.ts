/** The parts of a plan that more than one document holds, as schemas. */
import * as z from 'zod';
import { FINISHING_STEPS } from '../run/earlier-run.ts';
import { beside, count, customers, moment, tableRows, text } from './ledger-schemas.ts';
import { KEPT_TEXTS } from '../plan/plan.ts';

const tableCount = z.object({ table: text, level: z.enum(['customer', 'link']), rows: count });
const guard = z.discriminatedUnion('guard', [
  z.object({
    guard: z.literal('open-loans'),
    customers: count,
    allowed: count.nullable(),
    refuses: z.boolean(),
    firstRow: count.nullable(),
  }),
  z.object({
    guard: z.literal('cap'),
    removals: count,
    cap: count,
    given: z.boolean(),
    recent: count,
    refuses: z.boolean(),
  }),
  z.object({
    guard: z.literal('personal-data'),
    where: z.enum(KEPT_TEXTS),
    named: z.enum(['names', 'surname']),
    refuses: z.boolean(),
  }),
  z.object({
    guard: z.literal('strict-tables'),
    asked: z.boolean(),
    tables: count,
    orphans: count,
    refuses: z.boolean(),
  }),
  z.object({
    guard: z.literal('returned'),
    customers: count,
    allowed: count.nullable(),
    refuses: z.boolean(),
    firstRow: count.nullable(),
  }),
]);

const loanTotals = z.object({ linked: count, customersWithOpen: count, leftAlone: count });

/** What a plan and a saved plan say of the whole. */
export const planTotals = {
  removals: count,
  alreadyRemoved: count,
  /** Of the removals, those whose own row in customer_entity is gone already. */
  remains: count.default(0),
  customers,
  tables: z.array(tableCount),
  loans: loanTotals,
  guards: z.array(guard),
  notExamined: z.array(text),
  /** The same tables with their rows, which stay, and what each is to a customer's records. */
  beside: z.array(beside).default([]),
  /** Rows that have no parent, and stay: nobody can say whose they are. */
  orphans: z.array(tableRows).default([]),
};

/** A run of before. */
const earlierRun = z.object({ run: count, at: moment });

/** Steps of finishing that are not noted as done. */
export const missing = z.array(z.enum(FINISHING_STEPS)).readonly();

/** The run of the file's own bytes: is it finished, how many of its customers are back, and which reason has exit 9 for that? */
export const ingested = earlierRun
  .extend({
    finished: z.boolean(),
    /** Steps that are not noted as done; none where it is finished, or what was noted cannot be trusted (`changed`). */
    missing,
    /** What the ledger holds of it and is not what was written. */
    changed: text.nullable(),
    back: count,
    reason: z.enum(['customer-returned', 'ledger-changed', 'unfinished']).nullable(),
  })
  .nullable();

/** One removal as a plan shows it. */
export const planned = z.object({
  row: count,
  line: count,
  customerId: count,
  records: z.array(tableCount),
  loans: z.array(
    z.object({
      status: text,
      open: z.boolean(),
      state: z.enum(['live', 'archived', 'deleted']),
      loans: count,
    }),
  ),
  /** The last run that removed this ID: the customer is back, or somebody else has it. */
  returned: earlierRun.nullable(),
  flagged: z.boolean(),
});
