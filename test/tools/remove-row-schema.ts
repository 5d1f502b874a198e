/** The two cells of a remove row as a schema: the definition that tests hold the fast functions equal to. */
import { z } from 'zod';

/** Any other cell of a remove row is empty. */
export const removeRowSchema = z.object({
  action: z.literal('remove'),
  customerId: z
    .string()
    .regex(/^[1-9][0-9]*$/, { abort: true })
    .refine((text) => text.length <= 16 && BigInt(text) <= 9_007_199_254_740_991n)
    .transform(Number),
});
