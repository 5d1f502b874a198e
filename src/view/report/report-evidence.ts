/** The parts of `report.txt` that an auditor asks for: who agreed, what was compared, allowed and warned of, by ID. */
import { EVIDENCE_KEPT } from '../../core/run/new-run.ts';
import { clean } from '../../core/text/clean.ts';
import type { Evidence, RunRecord } from '../../core/run/report.ts';
import { mentionWords } from '../plan/mentions.ts';
import { loanName, moment, plural, shortHash, thousands } from '../text/format.ts';

/** A name of the report's first column, and its text. */
export type Fact = readonly [name: string, text: string];

/** `--actor` is what somebody typed; the system user is what the system says. */
export function whoFact({ actor, user, toolVersion }: RunRecord): Fact {
  const system = user === null ? '' : actor === user ? ' (system user)' : `, system user ${clean(user, 60)}`;
  return ['By', `${clean(actor, 60)}${system}   lms-import ${clean(toolVersion)}`];
}

/** Who made the saved plan, and who applied it: both are system users. */
export function approverFacts({ plan, user, evidence }: RunRecord): readonly Fact[] {
  const required = evidence?.approverRequired === true ? ', as was required' : '';
  if (plan === null)
    return evidence === null ? [] : [['Approver', 'none: one person planned the removal and agreed to it']];
  const maker = clean(plan.maker, 60);
  const made = `made by ${maker}, ${moment(plan.madeAt)}; seal ${shortHash(plan.seal)}`;
  if (user === null) return [['Plan', made]];
  const applied = clean(user, 60);
  const two = user !== plan.maker;
  return [
    ['Plan', made],
    [
      'Approver',
      two
        ? `${applied} applied the plan of ${maker}${required}`
        : `none: ${maker} made the plan and applied it`,
    ],
  ];
}

/** Was the operator's own list of names compared? */
export function namesFacts({ evidence }: RunRecord): readonly Fact[] {
  if (evidence === null) return [];
  const { names } = evidence;
  if (names === null) return [['Names', 'not compared: no list was given (--check-names)']];
  const many = `${plural(names.compared, 'name')} of a list of ${plural(names.ids, 'customer')}`;
  return [['Names', `compared: ${many}, equal to the store's; the list holds the same IDs as the file`]];
}

/** What was allowed by an option, and the customers that it was for. */
export function overrideFacts(run: RunRecord): readonly Fact[] {
  const { evidence } = run;
  if (evidence === null) return [];
  const { maxRemoves, allowClock } = evidence;
  const texts = [
    allowed(evidence, 'open-loan', (customers) => `--allow-open-loans ${customers}, a loan not closed`),
    allowed(
      evidence,
      'customer-returned',
      (customers) => `--allow-returned ${customers}, an ID that an earlier run had removed`,
    ),
    maxRemoves === null ? null : `--max-removes: ${thousands(maxRemoves)} customers`,
    allowClock === null ? null : `--allow-clock ${clean(allowClock, 40)}`,
  ].flatMap((text) => text ?? []);
  return texts.length === 0
    ? [['Overrides', 'none']]
    : texts.map((text, at) => [at === 0 ? 'Overrides' : '', text]);
}

const WARNED_WORDS = {
  'recently-closed': 'Closed less than 36 months before',
  'closed-on-unknown': 'Closed on a day that is not known',
} as const;

/** Customers that a warning was given of, and that no option had to allow. */
export function warnedFacts({ evidence }: RunRecord): readonly Fact[] {
  if (evidence === null) return [];
  const texts = (['recently-closed', 'closed-on-unknown'] as const).flatMap(
    (why) => allowed(evidence, why, () => WARNED_WORDS[why]) ?? [],
  );
  return texts.map((text, at) => [at === 0 ? 'Warned of' : '', text]);
}

function allowed(
  { warned }: Evidence,
  why: Evidence['warned'][number]['why'],
  words: (customers: number) => string,
): string | null {
  const found = warned.find((one) => one.why === why);
  return found === undefined
    ? null
    : `${words(found.customers)}: ${idWords(found.ids.map(String), found.customers)}`;
}

/** Loans that lost their last customer, as people know them. */
export function aloneFacts({ evidence, loansLeftAlone }: RunRecord): readonly Fact[] {
  if (evidence === null || loansLeftAlone === 0) return [];
  const names = evidence.leftAlone.map(loanName);
  return [
    [
      'Left alone',
      `${plural(loansLeftAlone, 'loan')} with no customer any more: ${idWords(names, loansLeftAlone)}`,
    ],
  ];
}

/** Texts that stay, and name somebody who went: by the ID of the record, for afterwards no name can be searched for. */
export function mentionFacts({ evidence, linkedLoans }: RunRecord): readonly Fact[] {
  const mentions = evidence?.mentions ?? null;
  if (mentions === null || linkedLoans === 0) return [];
  const { records, tables } = mentions;
  if (tables.length === 0)
    return [['Mentions', 'Not looked for: the store has no loan_note.body and no loan_document.name.']];
  const looked = `Looked at: ${tables.map((table) => clean(table)).join(' and ')}.`;
  if (records === 0)
    return [['Mentions', `None: no text of these loans names a removed customer of theirs. ${looked}`]];
  const words = `${plural(records, 'record')} of these loans, with the name of a removed customer of theirs:`;
  return [['Mentions', `${words} ${mentionWords(mentions, EVIDENCE_KEPT)}. ${looked}`]];
}

function idWords(ids: readonly string[], many: number): string {
  const more = many - ids.length;
  return `${ids.join(', ')}${more > 0 ? `, and ${thousands(more)} more` : ''}`;
}

/** Lists that were written of the run: who has one can tell by this that it is the one. */
export function outputFacts({ evidence }: RunRecord): readonly Fact[] {
  return (evidence?.outputs ?? []).map(({ option, sha256 }) => [`--${option}`, sha256]);
}

/** Where an auditor, or whoever answers for the removal, signs. */
export const SIGN_LINES = [
  '',
  '  Checked by  ____________________________   Date  ____________',
  '',
  '  Signed      ____________________________',
  '',
];
