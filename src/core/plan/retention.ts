/** The retention rule that a removal may break: 12 CFR 1041.12(b), 36 months after a loan stops being outstanding. */

const RETENTION_MONTHS = 36;

/** The day, `YYYY-MM-DD`, 36 months before `now` (UTC): a loan closed after it is `recently-closed`. */
export function retentionCutoff(now: Date): string {
  const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - RETENTION_MONTHS, 1));
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(now.getUTCDate(), lastDay));
  return first.toISOString().slice(0, 10);
}
