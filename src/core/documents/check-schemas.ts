/** What a look beforehand holds as a document. */
import * as z from 'zod';
import { beside, count, tableRows, text } from './ledger-schemas.ts';
import { LOOKS } from '../run/looks.ts';

const room = z.object({ free: count, wanted: count }).nullable();

/** The keys of `lms-import/check` beside those of every document. */
export const checkKeys = {
  looks: z.array(
    z.object({
      look: z.enum(LOOKS),
      /** Null where an earlier look kept it from being asked. */
      ok: z.boolean().nullable(),
      /** No trouble, and something to know before a removal: `message` says it. */
      warning: z.boolean(),
      /** As of exit 7; `report-folder` where no report can be written, `earlier-run` where a run is there that nothing finishes. */
      reason: text.nullable(),
      message: text.nullable(),
    }),
  ),
  /** Bytes; `wanted` is a guess: the store's size, a MiB, and some bytes for each customer. */
  room,
  /** The same where reports go, without the store's size. */
  reportRoom: room,
  /** All these are null where a trouble kept them from being asked. */
  ids: z.object({ once: z.boolean(), behind: count.nullable() }).nullable(),
  nulls: z
    .object({ status: count, archived: count, deleted: count, closedOn: count, loanId: count })
    .nullable(),
  beside: z.array(beside).nullable(),
  orphans: z.array(tableRows).nullable(),
  unfinishedRuns: z.array(count).nullable(),
};
