/** What becomes of a remove row, by what the store knows of its customer. The one table of that rule. */

/**
 * `present`: in the store; `removed`: an earlier run removed it; `returned`: both, so that the ID was given out again, or a
 * backup brought the customer back; `remains`: the customer's own row is gone, by whatever hand, and records or links of
 * that ID are there; `unknown`: neither store nor ledger has it.
 */
export type Presence = 'present' | 'removed' | 'returned' | 'remains' | 'unknown';
export type Verdict =
  'remove' | 'done' | 'customer-already-removed' | 'customer-returned' | 'customer-not-found';

/** What options say of rows that would stop an import otherwise. */
export interface Lenience {
  /** `--missing-ok`: a customer that an earlier run removed, and that is gone, counts as done. */
  readonly missingOk: boolean;
  /** `--allow-returned` was given: its number is a guard's (`guards.ts`). */
  readonly returnedOk: boolean;
}

/** Whoever is back may be another person; one never known is always an error. */
export function decide(presence: Presence, { missingOk, returnedOk }: Lenience): Verdict {
  switch (presence) {
    case 'present':
    case 'remains':
      return 'remove';
    case 'removed':
      return missingOk ? 'done' : 'customer-already-removed';
    case 'returned':
      return returnedOk ? 'remove' : 'customer-returned';
    case 'unknown':
      return 'customer-not-found';
  }
}

/** The presences whose rows stop an import. */
export function stoppingPresences(lenience: Lenience): readonly Presence[] {
  return (['present', 'removed', 'returned', 'remains', 'unknown'] satisfies Presence[]).filter(
    (presence) => {
      const verdict = decide(presence, lenience);
      return verdict !== 'remove' && verdict !== 'done';
    },
  );
}
