/** What a look beforehand holds as a document. */
import * as z from 'zod';
import { count, text } from './ledger-schemas.ts';
import { LOOKS } from './looks.ts';

/** The keys of `lms-import/check` beside those of every document. */
export const checkKeys = {
  looks: z.array(
    z.object({
      look: z.enum(LOOKS),
      /** Null where an earlier look kept it from being asked. */
      ok: z.boolean().nullable(),
      /** As of exit 7; `report-folder` where no report can be written. */
      reason: text.nullable(),
      message: text.nullable(),
    }),
  ),
  /** Bytes; `wanted` is a guess: the store's size and a MiB. */
  room: z.object({ free: count, wanted: count }).nullable(),
  loansWithNulls: count.nullable(),
  unfinishedRuns: z.array(count).nullable(),
};
