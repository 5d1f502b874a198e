/** Why an import was refused although file and store are right, and the line to type if it is meant. */
import type { Refusal } from '../../core/errors.ts';
import type { KeptText } from '../../core/plan/plan.ts';
import { lineFor, unchanged, type FailureContext, type FailureWords } from './failure-words.ts';
import { clean } from '../../core/text/clean.ts';
import { leaveOut, openLoanCustomers, returnedCustomers } from '../findings/words-store.ts';
import { strictWords } from '../plan/not-examined.ts';
import { percent, plural, thousands } from '../text/format.ts';

/** What an earlier removal wrote stands at the paths of this one's outputs, perhaps, and `plan` would write over it. */
const WRITES_NOTHING = { errors: null, list: null };

/** What was compared, that nothing was changed, and how to go on. */
export function refusedWords(refusal: Refusal, context: FailureContext): FailureWords {
  switch (refusal.reason) {
    case 'consent':
      return consent(refusal, context);
    case 'count':
      return count(refusal, context);
    case 'cap':
      return cap(refusal);
    case 'open-loans':
      return openLoans(refusal);
    case 'personal-data':
      return unchanged(
        `Refused (personal-data): ${KEPT[refusal.where].what} names somebody who goes, and the ledger would keep it for ever.`,
        KEPT[refusal.where].remedy,
      );
    case 'returned':
      return returned(refusal, context);
    case 'strict-tables':
      return unchanged(
        `Refused (strict-tables): ${strictWords({ notExamined: refusal.tables, orphans: refusal.orphans })}.`,
        'Look at what they hold: it stays. Where that is right, leave the option out; else have whoever made the tables see to it first.',
      );
    case 'approver':
      return approver(refusal, context);
  }
}

/** Where personal data stands, never what it is. */
export const KEPT: Readonly<Record<KeptText, { readonly what: string; readonly remedy: string }>> = {
  file: { what: "the file's name", remedy: 'Give the file a name that names nobody.' },
  template: {
    what: "the name of --template's file",
    remedy: 'Give the template a name that names nobody.',
  },
  reason: { what: '--reason', remedy: 'Say the reason without a name: the number of the request, for one.' },
  report: { what: '--report', remedy: 'Name a folder for reports that names nobody.' },
  store: {
    what: "the store's path",
    remedy: 'Give the folder or the file a name that names nobody.',
  },
};

type Of<R extends Refusal['reason']> = Extract<Refusal, { reason: R }>;

function consent(refusal: Of<'consent'>, context: FailureContext): FailureWords {
  const would = `the plan removes ${plural(refusal.removals, 'customer')} for ever`;
  switch (refusal.why) {
    case 'other-file':
      return unchanged(
        `Refused (consent): --confirm-removes is for a file whose sha256 begins with ${clean(refusal.said, 8)}, this one's begins with ${refusal.found}.`,
        'Name the file that was meant; or plan this one.',
      );
    case 'not-asked':
      return unchanged(
        `Refused (consent): ${would}, and nobody can be asked here.`,
        `See them:  ${lineFor(context, 'plan', WRITES_NOTHING)}`,
        `In a script that knows its count:  --confirm-removes N`,
      );
    case 'answer-piped':
      return unchanged(
        `Refused (consent): ${would}, and nobody is asked while another program reads the answer.`,
        `To be asked, run it without the | and what follows:  ${lineFor(context, 'ingest')}`,
        `In a script that knows its count:  --confirm-removes N`,
      );
    case 'not-given':
      return unchanged(
        `Refused (consent): ${would}; what was typed is not "remove" and a number.`,
        'The same line asks again.',
      );
  }
}

const SAYS = { option: '--confirm-removes says', prompt: 'you typed', plan: 'the saved plan says' } as const;

function count({ by, said, removals }: Of<'count'>, context: FailureContext): FailureWords {
  const who = SAYS[by];
  return unchanged(
    `Refused (count): ${who} ${thousands(said)}, the plan removes ${thousands(removals)}.`,
    `See them:  ${lineFor(context, 'plan', WRITES_NOTHING)} --all`,
  );
}

function cap({ removals, cap: most, given, recent, customers }: Of<'cap'>): FailureWords {
  const share = `${thousands(removals)} of ${plural(customers, 'customer')} (${percent(removals, customers)})`;
  const today = recent === 0 ? '' : ` in 24 hours, and ${thousands(recent)} went already`;
  return unchanged(
    `Refused (cap): ${share} would go; ${given ? '--max-removes' : '--yes'} allows ${thousands(most)}${today}.`,
    given && recent === 0
      ? `If it is meant:  --max-removes ${removals}`
      : `If it is meant:  --confirm-removes ${removals}`,
  );
}

function returned({ why, customers, allowed }: Of<'returned'>, context: FailureContext): FailureWords {
  const who = returnedCustomers(customers);
  const said = allowed === null ? '' : `; --allow-returned says ${thousands(allowed)}`;
  switch (why) {
    case 'number':
      if (customers === 0)
        return unchanged(`Refused (returned): ${who}${said}.`, leaveOut('--allow-returned'));
      return unchanged(
        `Refused (returned): ${who}${said}.`,
        'Take out whom you do not know: an ID may have been given out again.',
        `See them:  ${lineFor(context, 'validate')}`,
      );
    case 'names':
      return unchanged(
        `Refused (returned): ${who}: too many to be shown by name, one by one.`,
        'Compare names with your own list:  --check-names FILE',
      );
  }
}

function approver({ maker, user }: Of<'approver'>, context: FailureContext): FailureWords {
  if (maker === null)
    return unchanged(
      'Refused (approver): --require-approver needs a plan that somebody else made.',
      `They make it:  ${lineFor(context, 'plan', { out: 'PLAN' })}`,
      `You apply it:  ${lineFor(context, 'ingest', { plan: 'PLAN' })}`,
    );
  return unchanged(
    `Refused (approver): ${clean(user, 60)} made the plan, and cannot be the one who applies it.`,
    'Another system user must run the same line. --actor does not count.',
  );
}

function openLoans({ customers, allowed }: Of<'open-loans'>): FailureWords {
  const said = allowed === null ? '' : `; --allow-open-loans says ${thousands(allowed)}`;
  const what = `Refused (open-loans): ${openLoanCustomers(customers)}${said}.`;
  if (customers === 0) return unchanged(what, leaveOut('--allow-open-loans'));
  return unchanged(
    what,
    customers === 1
      ? 'Take the row out: the plan marks it with !'
      : 'Take the rows out: the plan marks them with !',
    `If it is meant:  --allow-open-loans ${customers}`,
  );
}
