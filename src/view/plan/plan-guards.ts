/** What the guards say to a plan, before any question: what would be refused, and the option to type if it is meant. */
import type { Guard, KeptText, Plan } from '../../core/plan/plan.ts';
import { KEPT } from '../failures/failure-refused.ts';
import { percent, plural, thousands } from '../text/format.ts';
import { strictWords } from './not-examined.ts';
import { leaveOut, openLoanCustomers, returnedCustomers } from '../findings/words-store.ts';
import { hangingIndent } from '../text/layout.ts';
import { paint, type Style } from '../text/style.ts';

/** A plan, as far as guards speak of it; a saved one, too. */
type Guarded = Pick<Plan, 'guards' | 'removals' | 'customers' | 'notExamined' | 'orphans'>;

/** An empty line and the guards that refuse; nothing where none does. */
export function guardLines(style: Style, plan: Guarded): string[] {
  const refusing = plan.guards.filter((guard) => guard.refuses || guard.guard === 'personal-data');
  if (refusing.length === 0 || plan.removals === 0) return [];
  return ['', ...refusing.flatMap((guard) => guardLine(style, plan, guard))];
}

function guardLine(style: Style, plan: Guarded, guard: Guard): string[] {
  switch (guard.guard) {
    case 'open-loans':
      return hangingIndent(style, `  ${paint(style, 'red', '✗')} `, openLoans(guard));
    case 'returned':
      return hangingIndent(style, `  ${paint(style, 'red', '✗')} `, returned(guard));
    case 'strict-tables':
      return hangingIndent(
        style,
        `  ${paint(style, 'red', '✗')} `,
        `Would be refused: ${strictWords(plan)}.`,
      );
    case 'cap':
      return guard.given
        ? hangingIndent(style, `  ${paint(style, 'red', '✗')} `, `Would be refused: ${capGiven(plan, guard)}`)
        : hangingIndent(style, `  ${paint(style, 'yellow', '!')} `, cap(plan, guard));
    case 'personal-data':
      return guard.refuses
        ? hangingIndent(style, `  ${paint(style, 'red', '✗')} `, names(guard.where))
        : hangingIndent(style, `  ${paint(style, 'yellow', '!')} `, surname(guard.where));
  }
}

function names(kept: KeptText): string {
  const { what, remedy } = KEPT[kept];
  return `Would be refused: ${what} names somebody who goes, and the ledger would keep it for ever. ${remedy}`;
}

function surname(kept: KeptText): string {
  const { what, remedy } = KEPT[kept];
  return `A word of ${what} is the last name of somebody who goes; the ledger keeps it for ever. Is a person meant? ${remedy}`;
}

function openLoans({ customers, allowed, firstRow }: Extract<Guard, { guard: 'open-loans' }>): string {
  const where =
    firstRow === null ? '' : customers === 1 ? ` (row ${firstRow})` : ` (the first in row ${firstRow})`;
  const said = allowed === null ? '' : ` and --allow-open-loans says ${thousands(allowed)}`;
  const what = `Would be refused: ${openLoanCustomers(customers)}${where}${said}.`;
  if (customers === 0) return `${what} ${leaveOut('--allow-open-loans')}`;
  const rows = customers === 1 ? 'Take the row out' : 'Take the rows out';
  return `${what} ${rows}, or, if it is meant:  --allow-open-loans ${customers}`;
}

function returned({ customers, allowed, firstRow }: Extract<Guard, { guard: 'returned' }>): string {
  const where = firstRow === null ? '' : ` (${customers === 1 ? '' : 'the first in '}row ${firstRow})`;
  const said = allowed === null ? '' : `; --allow-returned says ${thousands(allowed)}`;
  const what = `Would be refused: ${returnedCustomers(customers)}${where}${said}.`;
  return `${what} ${customers === 0 ? leaveOut('--allow-returned') : 'Take out whom you do not know.'}`;
}

function capGiven({ customers }: Guarded, { removals, cap: most }: Extract<Guard, { guard: 'cap' }>): string {
  const who = `${thousands(removals)} of ${plural(customers.before, 'customer')} would go`;
  return `${who}, --max-removes allows ${thousands(most)}.`;
}

function cap(
  { customers }: Guarded,
  { removals, cap: most, recent }: Extract<Guard, { guard: 'cap' }>,
): string {
  const share = percent(removals, customers.before);
  const who = `${thousands(removals)} of ${plural(customers.before, 'customer')} (${share}) would go`;
  const today = recent === 0 ? '' : ` in 24 hours, and ${thousands(recent)} went`;
  return `--yes would be refused: ${who}, it allows ${thousands(most)}${today}. If it is meant:  --confirm-removes ${removals}`;
}
