/** What becomes of a remove row, by what the store knows of its customer. The one table of that rule. */

/** `present`: in the store; `removed`: an earlier run removed it; `unknown`: neither store nor ledger has it. */
export type Presence = 'present' | 'removed' | 'unknown';
export type Verdict = 'remove' | 'done' | 'customer-already-removed' | 'customer-not-found';

/** With `--missing-ok` a customer that an earlier run removed counts as done; one never known is always an error. */
export function decide(presence: Presence, missingOk: boolean): Verdict {
  switch (presence) {
    case 'present':
      return 'remove';
    case 'removed':
      return missingOk ? 'done' : 'customer-already-removed';
    case 'unknown':
      return 'customer-not-found';
  }
}

/** The presences whose rows stop an import. */
export function stoppingPresences(missingOk: boolean): readonly Presence[] {
  return (['present', 'removed', 'unknown'] satisfies Presence[]).filter((presence) => {
    const verdict = decide(presence, missingOk);
    return verdict !== 'remove' && verdict !== 'done';
  });
}
