/** What the guards say to a plan, before any question: what would be refused, and the option to type if it is meant. */
import type { Guarded } from '../../core/plan/guards.ts';
import type { Guard, KeptText } from '../../core/plan/plan.ts';
import { KEPT } from '../failures/failure-refused.ts';
import { percent, plural, thousands } from '../text/format.ts';
import { strictWords } from './not-examined.ts';
import { leaveOut, openLoanCustomers, returnedCustomers } from '../findings/words-store.ts';
import { hangingIndent } from '../text/layout.ts';
import { paint, type Style } from '../text/style.ts';

/** An empty line, what is much, and the guards that refuse; `said`: the one that is said afterwards. Nothing where none does. */
export function guardLines(style: Style, plan: Guarded, said: string | null = null): string[] {
  if (plan.removals === 0) return [];
  const first = plan.guards.find((guard) => guard.refuses && guard.guard === said);
  const lines = [
    ...shareLines(style, plan),
    ...plan.guards.flatMap((guard) => (guard === first ? [] : guardLine(style, plan, guard))),
  ];
  return lines.length === 0 ? [] : ['', ...lines];
}

/** More than a tenth of all customers is more than one list of old ones has. */
function shareLines(style: Style, { removals, customers }: Guarded): string[] {
  if (removals * 10 <= customers.before) return [];
  const share = `${percent(removals, customers.before)} of all customers go: ${thousands(removals)} of ${thousands(customers.before)}.`;
  return hangingIndent(style, `  ${paint(style, 'yellow', '!')} `, share);
}

function guardLine(style: Style, plan: Guarded, guard: Guard): string[] {
  if (!guard.refuses && guard.guard !== 'personal-data') return [];
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
      // The cap of `--yes` is said to who gives `--yes`, when it refuses.
      return guard.given
        ? hangingIndent(style, `  ${paint(style, 'red', '✗')} `, `Would be refused: ${capGiven(plan, guard)}`)
        : [];
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
