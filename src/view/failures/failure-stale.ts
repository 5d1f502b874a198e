/** Why what was planned is not carried out: what moved, that nothing was changed, how to plan afresh. */
import { clean } from '../../core/text/clean.ts';
import type { Staleness, WroteRun } from '../../core/errors.ts';
import type { Moved, Drift, TableMove } from '../../core/plan/saved-plan.ts';
import { lineFor, unchanged, type FailureContext, type FailureWords } from './failure-words.ts';
import { moment, plural, shortHash, thousands } from '../text/format.ts';

/** The words for every reason of exit 6. */
export function staleWords(stale: Staleness, context: FailureContext): FailureWords {
  const afresh = `Plan afresh:  ${lineFor(context, 'plan', { out: 'PLAN' })}`;
  switch (stale.reason) {
    case 'file-moved': {
      const hashes = `sha256 ${clean(shortHash(stale.planned), 40)}, this one has ${clean(shortHash(stale.found), 40)}`;
      return unchanged(
        `Stale (file-moved): the plan was made with another ${stale.what}: ${hashes}.`,
        afresh,
      );
    }
    case 'expired':
      return unchanged(
        `Stale (expired): the plan of ${moment(stale.madeAt)} could be applied until ${moment(stale.expiresAt)}.`,
        afresh,
      );
    case 'clock':
      return unchanged(
        `Stale (clock): the plan is of ${moment(stale.madeAt)}, and this machine's clock says ${moment(stale.now)}.`,
        'Set the clock; or, where the one that made the plan was wrong:',
        afresh,
      );
    case 'store-moved':
      return storeMoved(stale, afresh);
  }
}

/** Who comes second hears what the first did. */
function whoWrote(by: WroteRun | undefined): string {
  if (by === undefined)
    return 'the store is not the one that was read, another program wrote to it or replaced it.';
  return `run ${by.run} of ${moment(by.at)} removed ${plural(by.removals, 'customer')} meanwhile.`;
}

function storeMoved(stale: Extract<Staleness, { reason: 'store-moved' }>, afresh: string): FailureWords {
  switch (stale.why) {
    case 'written':
      return unchanged(`Stale (store-moved): ${whoWrote(stale.by)}`, 'The same line again begins afresh.');
    case 'other-store':
      return unchanged(
        'Stale (store-moved): the plan was made for another store.',
        'Is this the right store?  --store DB',
      );
    case 'customers': {
      const { customers, shown } = stale.moved;
      const more =
        customers > shown.length ? [`And ${plural(customers - shown.length, 'customer')} more.`] : [];
      return unchanged(
        `Stale (store-moved): ${plural(customers, 'customer')} of the file moved since the plan was made.`,
        ...shown.map(movedSentence),
        ...more,
        afresh,
      );
    }
    case 'shape': {
      const { tables, shown } = stale.tables;
      return unchanged(
        `Stale (store-moved): ${tablesMoved(tables)}.`,
        ...shown.map(tableSentence),
        ...(tables > shown.length ? [`And ${plural(tables - shown.length, 'table')} more.`] : []),
        afresh,
      );
    }
  }
}

/** `2 tables of the store are not what the plan was made with` */
export function tablesMoved(tables: number): string {
  const which = tables === 1 ? '1 table of the store is' : `${thousands(tables)} tables of the store are`;
  return `${which} not what the plan was made with`;
}

/** One table, and what became of it. */
export function tableSentence({ table, what }: TableMove): string {
  return `Table ${clean(table, 60)}: ${BECAME[what]}.`;
}

const BECAME: Readonly<Record<TableMove['what'], string>> = {
  new: 'made since',
  gone: 'no longer there',
  changed: 'it has other columns or keys',
};

/** One customer, by row and ID, and what became different. */
export function movedSentence({ row, customerId, what }: Moved): string {
  return `Row ${row}, customer ${customerId}: ${what.map((one) => WHAT[one]).join('; ')}.`;
}

const WHAT: Readonly<Record<Drift, string>> = {
  gone: 'no longer in the store',
  changed: 'its data or records were changed',
  linked: 'linked to more loans',
  reopened: 'more of its loans are open',
  'loans-changed': 'its links to loans, or their status, were changed',
  'not-planned': 'in the store again, and not in the plan',
};
