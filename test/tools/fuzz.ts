/** How many cases a property tries: a few in every run of the tests, as many as `FUZZ` says where somebody lets it run. */

/** `few`, or the number in `FUZZ` (`npm run test:fuzz`). */
export function runs(few: number): number {
  const asked = Number(process.env.FUZZ);
  return Number.isSafeInteger(asked) && asked > 0 ? asked : few;
}

/** A test's time limit in milliseconds: longer where more is tried. */
export function patience(few: number): number {
  return Math.max(120_000, 120_000 * (runs(few) / few));
}
