/** The screen of `plan`: what will happen, before it happens. */
import { clean } from '../../core/text/clean.ts';
import { recordsOf, type Plan, type TableCount } from '../../core/plan/plan.ts';
import type { Tally } from '../../core/findings/tally.ts';
import { warnedOf } from '../../core/findings/warned.ts';
import { moment, plural, shortHash, thousands } from '../text/format.ts';
import type { Saved } from '../documents/json.ts';
import { byWorth, kindCount } from '../text/kinds.ts';
import { glued, hangingIndent, screen, justify } from '../text/layout.ts';
import { NO_ROWS } from '../screens/validation.ts';
import { guardLines } from './plan-guards.ts';
import { besideSentences, notExaminedWords } from './not-examined.ts';
import { orphanLines } from './orphans.ts';
import { removalLines } from './plan-rows.ts';
import { mentionLines } from './mentions.ts';
import { warningLines } from './plan-warnings.ts';
import { paint, type Style } from '../text/style.ts';

export interface PlanContext {
  readonly file: { readonly name: string; readonly sha256: string };
  /** The store's path as given. */
  readonly store: string;
  readonly tally: Tally;
  /** From `namesAgree`; null where no list of names was compared. */
  readonly agreed: string | null;
  /** Until when the plan may be applied, where it was saved. */
  readonly saved: Saved | null;
  /** From `nextLine`; `null` where the question comes next, or nothing does. */
  readonly next: string | null;
  /** At a terminal alone: names that the plan holds are shown, with the first name's initial. */
  readonly names: boolean;
  /** The guard whose refusal is said after this screen, or null. */
  readonly refusedBy: string | null;
}

/** Rows of each warning that are named: those that matter most have a sign of their own in the list above. */
const PLACES = 4;

/** The whole screen. Off a terminal, give `names: false`: then it holds IDs and no names. */
export function planScreen(style: Style, plan: Plan, context: PlanContext): string {
  const { saved } = context;
  const next = context.next === null ? [] : ['', `  Next:  ${context.next}`];
  return screen(style, [
    ...titleLines(style, plan, context),
    '',
    ...(plan.removals === 0 ? nothing(style, plan) : removalLines(style, plan, context.names)),
    '',
    ...totals(style, plan),
    ...nameLines(style, plan, context),
    ...warningLines(style, warnedOf(context.tally), PLACES),
    ...mentionLines(style, plan.mentions),
    ...givenOutLines(style, plan),
    ...notExaminedLines(style, plan),
    ...orphanLines(style, plan.orphans),
    ...guardLines(style, plan, context.refusedBy),
    ...(saved === null ? [] : ['', ...hangingIndent(style, '  Saved      ', savedWords(saved))]),
    ...next,
  ]);
}

function titleLines(style: Style, plan: Plan, { file, store }: PlanContext): string[] {
  const name = file.name === '-' ? 'standard input' : clean(file.name);
  const customers = plural(plan.customers.before, 'customer');
  const left = `  ${paint(style, 'bold', name)} ${shortHash(file.sha256)} → ${clean(store, 60)}, ${customers}`;
  return justify(style, left, paint(style, 'dim', 'nothing changed'));
}

/** Whether names were compared; and where none are shown, that they are not: an ID alone is nobody whom one knows. */
function nameLines(style: Style, { removals }: Plan, { agreed, names }: PlanContext): string[] {
  const left = removals === 0 || names ? [] : ['Left out here: a terminal alone shows them.'];
  const words = [...(agreed === null ? [] : [agreed]), ...left];
  return words.length === 0 ? [] : hangingIndent(style, '  Names      ', words.join(' '));
}

function savedWords({ path, expiresAt, requireApprover }: Saved): string {
  const who = requireApprover ? 'by whoever has it but its maker' : 'by whoever has it';
  return `${clean(path, 120)}, to be applied until ${moment(expiresAt)}, ${who}`;
}

function nothing(style: Style, plan: Plan): string[] {
  const why =
    plan.alreadyRemoved === 0
      ? NO_ROWS
      : `${plural(plan.alreadyRemoved, 'row')}, all removed by earlier runs: nothing to do.`;
  return [`  ${paint(style, 'green', '✓')} ${why}`];
}

function totals(style: Style, plan: Plan): string[] {
  const { before, after } = plan.customers;
  const sum = `${thousands(before)} − ${thousands(before - after)} = ${thousands(after)}${goneBefore(plan.remains)}`;
  const already = `${plural(plan.alreadyRemoved, 'row')} more: removed by earlier runs, counted as done`;
  return [
    ...(plan.removals === 0 ? [] : hangingIndent(style, '  Records    ', records(plan.tables))),
    ...hangingIndent(style, '  Customers  ', sum),
    ...(plan.removals === 0 ? [] : hangingIndent(style, '  Loans      ', loans(plan))),
    ...(plan.removals === 0 || plan.alreadyRemoved === 0
      ? []
      : hangingIndent(style, '  Already    ', already)),
  ];
}

/** Of customers whose own row is gone already. */
export function goneBefore(remains: number): string {
  return remains === 0 ? '' : `; ${thousands(remains)} gone already, and what is left of them goes`;
}

/** Every kind that goes: what is not named here would be a surprise later. */
function records(tables: readonly TableCount[]): string {
  const counted = tables.filter((table) => table.rows > 0);
  const kinds = byWorth(counted.filter((table) => table.level === 'customer')).map((kind) =>
    glued(kindCount(kind)),
  );
  const links = counted.filter((table) => table.level === 'link').map((kind) => glued(kindCount(kind)));
  return [`${kinds.join(', ')}: ${glued(`${thousands(recordsOf(tables))} in all`)}`, ...links].join('; ');
}

function loans({ loans: { linked, leftAlone }, removals }: Plan): string {
  if (linked === 0) return `none linked to the ${thousands(removals)}`;
  const alone = leftAlone === 0 ? '' : `; ${thousands(leftAlone)} left with nobody`;
  return `${thousands(linked)} linked to the ${thousands(removals)}: 0 deleted, 0 changed${alone}`;
}

/** That a removed ID may be given to another customer; nothing where it may not, or nobody knows. */
export function givenOutLines(
  style: Style,
  { idsGivenOnce, removals }: { readonly idsGivenOnce: boolean | null; readonly removals: number },
): string[] {
  if (idsGivenOnce !== false || removals === 0) return [];
  const why = 'customer_entity has no AUTOINCREMENT: SQLite may give a removed ID to another customer';
  return hangingIndent(style, `  ${paint(style, 'yellow', '!')} `, why);
}

/** Tables that lead to no customer by a key, with their rows; a saved plan of before knows their names alone. */
export function notExaminedLines(
  style: Style,
  { notExamined, beside }: Pick<Plan, 'notExamined' | 'beside'>,
): string[] {
  if (notExamined.length === 0) return [];
  const names = notExamined.map((table) => clean(table)).join(', ');
  const words =
    beside.length === 0 ? `${plural(notExamined.length, 'table')}: ${names}` : notExaminedWords(beside);
  return [
    ...hangingIndent(style, '  Not examined   ', words),
    ...besideSentences(beside).flatMap((text) =>
      hangingIndent(style, `  ${paint(style, 'yellow', '!')} `, text),
    ),
  ];
}
