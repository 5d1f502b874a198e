/** A saved plan at a terminal and as a document: who may do what until when, and whether it still holds. */
import { clean } from '../../core/text/clean.ts';
import type { DocumentOf } from '../../core/documents/documents.ts';
import type { SavedPlanHeader, SavedRemoval, ShownPlan } from '../../core/plan/saved-plan.ts';
import { envelope, type Ending } from '../documents/envelope.ts';
import { movedSentence, tableSentence, tablesMoved } from '../failures/failure-stale.ts';
import { moment, plural, shortHash, thousands } from '../text/format.ts';
import { movedPart, tablesPart } from '../documents/json.ts';
import { hangingIndent, padStart, screen } from '../text/layout.ts';
import { orphanLines } from './orphans.ts';
import { givenOutLines, goneBefore, notExaminedLines } from './plan.ts';
import { guardLines } from './plan-guards.ts';
import { whoIs } from './plan-rows.ts';
import { guardRefusal } from '../../core/plan/guards.ts';
import { warningLines } from './plan-warnings.ts';
import { paint, type Style } from '../text/style.ts';

/** Rows of each warning that are named: whoever agrees to the plan by this screen has no other. */
const PLACES = 20;

/** `show PLAN`: the plan, its removals, whether it can still be applied, and then alone `next`, the line that does it. */
export function savedPlanScreen(style: Style, shown: ShownPlan, next: string): string {
  const { header, removals, names } = shown;
  const more = header.removals - removals.length;
  const marked = markedRows(header);
  return screen(style, [
    ...headerLines(style, header),
    '',
    ...removals.flatMap((removal) => removalLines(style, removal, { marked, names })),
    ...(names === null && removals.length > 0 ? [LEFT_OUT] : []),
    ...(more > 0 ? [`  and ${thousands(more)} more:  --all`] : []),
    '',
    ...verdict(style, shown),
    ...(holds(shown) ? ['', `  Next:  ${next}`] : []),
  ]);
}

/** Of a plan that was compared with no store nobody knows; one that a guard refuses needs an option first. */
function holds({ header, expired, ahead, compared }: ShownPlan): boolean {
  if (expired || ahead || compared === null || guardRefusal(header) !== null) return false;
  const { sameStore, moved, shape } = compared;
  return sameStore && moved.customers === 0 && (shape?.tables ?? 0) === 0;
}

function headerLines(style: Style, header: SavedPlanHeader): string[] {
  const { file, store, customers, removals, remains, loans, orphans } = header;
  const name = file.name === '-' ? 'standard input' : clean(file.name, 60);
  const sum = `${thousands(customers.before)} − ${thousands(customers.before - customers.after)} = ${thousands(customers.after)}`;
  return [
    `  ${paint(style, 'bold', name)} ${shortHash(file.sha256)} → ${clean(store.name, 60)}, ${plural(removals, 'removal')}`,
    ...hangingIndent(style, '  Made       ', `by ${clean(header.maker, 60)}, ${moment(header.madeAt)}`),
    ...(header.requireApprover
      ? hangingIndent(style, '  Approver   ', `needed: another system user than ${clean(header.maker, 60)}`)
      : []),
    ...hangingIndent(style, '  Until      ', moment(header.expiresAt)),
    ...hangingIndent(style, '  Customers  ', sum + goneBefore(remains)),
    ...hangingIndent(
      style,
      '  Loans      ',
      `${thousands(loans.linked)} linked; ${thousands(loans.leftAlone)} left with nobody`,
    ),
    ...warningLines(style, header.warnings, PLACES),
    ...givenOutLines(style, header),
    ...notExaminedLines(style, header),
    ...orphanLines(style, orphans),
    ...guardLines(style, header),
  ];
}

/** Rows that a warning is about; with old loans it is the rule that they are left with nobody. */
function markedRows({ warnings }: SavedPlanHeader): ReadonlySet<number | null> {
  const about = warnings.filter(({ code }) => code !== 'loan-left-alone');
  return new Set(about.flatMap(({ at }) => at.map(({ row }) => row)));
}

const LEFT_OUT = '  Names are left out here: a terminal alone shows them, with --store.';

function removalLines(
  style: Style,
  { row, customerId, linkedLoans, openLoans }: SavedRemoval,
  { marked, names }: { readonly marked: ReadonlySet<number | null>; readonly names: ShownPlan['names'] },
): string[] {
  const open = openLoans === 0 ? '' : `, ${thousands(openLoans)} open`;
  const sign = marked.has(row) ? paint(style, 'yellow', '!') : ' ';
  const name = names?.get(customerId);
  const who = name === undefined ? '' : `  ${whoIs(name)}`;
  const place = `  ${padStart(`row ${row}`, 11)} ${sign} ${padStart(String(customerId), 10)}`;
  return hangingIndent(style, `${place}  `, `${plural(linkedLoans, 'loan')}${open}${who}`);
}

function verdict(style: Style, { header, expired, ahead, compared }: ShownPlan): string[] {
  const bad = (text: string) => hangingIndent(style, `  ${paint(style, 'red', '✗')} `, text);
  const late = [
    ...(expired ? bad(`Expired: it could be applied until ${moment(header.expiresAt)}.`) : []),
    ...(ahead ? bad(`By this machine's clock it was made in the future, ${moment(header.madeAt)}.`) : []),
  ];
  if (compared === null)
    return [
      ...late,
      ...hangingIndent(style, '  ', 'Not compared with a store, nor its seal checked:  --store DB'),
    ];
  if (!compared.sameStore) return [...late, ...bad('It was made for another store.')];
  const { moved, shape } = compared;
  const changed = [
    ...movedLines(style, bad, {
      count: moved.customers,
      title: `${plural(moved.customers, 'customer')} moved since`,
      shown: moved.shown.map(movedSentence),
    }),
    ...movedLines(style, bad, {
      count: shape?.tables ?? 0,
      title: tablesMoved(shape?.tables ?? 0),
      shown: shape?.shown.map(tableSentence) ?? [],
    }),
  ];
  const good = 'Its seal fits, and nothing moved for its customers.';
  return [
    ...late,
    ...(changed.length > 0 ? changed : hangingIndent(style, `  ${paint(style, 'green', '✓')} `, good)),
  ];
}

function movedLines(
  style: Style,
  bad: (text: string) => string[],
  moved: { readonly count: number; readonly title: string; readonly shown: readonly string[] },
): string[] {
  const { count, title, shown } = moved;
  if (count === 0) return [];
  const more = count > shown.length ? [`    And ${thousands(count - shown.length)} more.`] : [];
  return [...bad(`${title}:`), ...shown.flatMap((one) => hangingIndent(style, '    ', one)), ...more];
}

/** `lms-import/saved-plan`: the same for programs. */
export function savedPlanDocument(ending: Ending, shown: ShownPlan): DocumentOf<'saved-plan'> {
  const { header, removals, expired, ahead, compared } = shown;
  const { schema: _schema, schemaVersion: _version, file, template, ...saved } = header;
  return {
    ...envelope('saved-plan', ending),
    file,
    template,
    counts: { removals: header.removals, alreadyRemoved: header.alreadyRemoved },
    saved,
    removals,
    truncated: removals.length < header.removals,
    expired,
    ahead,
    compared: compared === null ? null : comparedPart(compared),
  };
}

function comparedPart({
  sameStore,
  moved,
  shape,
}: NonNullable<ShownPlan['compared']>): DocumentOf<'saved-plan'>['compared'] {
  return { sameStore, moved: movedPart(moved), shape: shape === null ? null : tablesPart(shape) };
}
