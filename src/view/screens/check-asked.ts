/** What `check` says of rows and runs: what stands in no ingest's way, and is worth knowing before one. */
import { clean } from '../../core/text/clean.ts';
import type { Asked, ChangedRun, LookName, Nulls } from '../../core/run/looks.ts';
import { listed, plural } from '../text/format.ts';
import { besideSentences, notExaminedWords } from '../plan/not-examined.ts';
import { orphanWords } from '../plan/orphans.ts';
import { historyLine } from '../text/shell.ts';
import type { Style } from '../text/style.ts';

/** A look that asks rows, in words; the same in the screen and, where it is a warning, in the document. */
export function askedWords(
  look: Extract<LookName, 'ids' | 'nulls' | 'tables' | 'unfinished'>,
  asked: Asked,
  finish: string,
): string {
  switch (look) {
    case 'ids':
      return idWords(asked.ids);
    case 'nulls':
      return nullWords(asked.nulls);
    case 'tables':
      return tableWords(asked);
    case 'unfinished':
      return unfinishedWords(asked.unfinishedRuns, finish);
  }
}

function idWords({ once, behind }: Asked['ids']): string {
  if (!once)
    return 'table customer_entity has no AUTOINCREMENT: SQLite gives the highest ID to the next customer once its row is gone. An ingest that removes that one is refused (7 shape). Make the table again with: id INTEGER PRIMARY KEY AUTOINCREMENT';
  if (behind !== null)
    return `the sequence of customer_entity is below ID ${behind}, which a run removed: a customer to come may get it. The next removal raises it`;
  return 'no ID is given out twice (AUTOINCREMENT)';
}

function nullWords({ status, archived, deleted, closedOn, loanId }: Nulls): string {
  const loans = (rows: number, what: string) => (rows === 0 ? [] : [`${plural(rows, 'loan')} ${what}`]);
  const said = [
    ...loans(status, 'without a status: not Closed'),
    ...loans(archived, 'with archived NULL: not archived'),
    ...loans(deleted, 'with deleted NULL: not deleted'),
    ...loans(closedOn, 'closed on no day: nobody can say whether 36 months have passed'),
    ...(loanId === 0
      ? []
      : [
          `${plural(loanId, 'link')} to no loan: an ingest that removes the customer of one is refused (7 shape)`,
        ]),
  ];
  return said.length === 0 ? 'no null in a column that a guard reads' : said.join('; ');
}

function tableWords({ beside, orphans }: Asked): string {
  const words = orphanWords(orphans);
  const stays = [...besideSentences(beside), ...(words === '' ? [] : [`${words}. They stay.`])];
  if (beside.length === 0) return ['every table is examined.', ...stays].join(' ');
  return [`not examined: ${notExaminedWords(beside)}.`, ...stays].join(' ');
}

function unfinishedWords(runs: readonly number[], finish: string): string {
  if (runs.length === 0) return 'no run is unfinished';
  return `the next ingest first does what is left of ${named(runs.map(runName))}; so does  ${finish}`;
}

/** Runs that nothing finishes: named with what was found; what is left of the others is done all the same, by `finish`. */
export function changedWords(
  changed: readonly ChangedRun[],
  asked: Asked | null,
  context: { readonly style: Style; readonly store: string | null },
): string {
  const runs = named(changed.map(({ run, found }) => `${runName(run)} (${clean(found, 200)})`));
  const others = (asked?.unfinishedRuns ?? []).filter((run) => changed.every((one) => one.run !== run));
  return [
    `(earlier-run) what the ledger holds of ${runs} is not what was written: nothing finishes ${changed.length === 1 ? 'it' : 'them'}, and no file is begun before.`,
    ...(others.length === 0 ? [] : [`finish still does what is left of ${named(others.map(runName))}.`]),
    `A person must look. See what was changed:  ${historyLine(context.style, context)}`,
  ].join(' ');
}

const runName = (run: number): string => `run ${run}`;

function named(runs: readonly string[]): string {
  const more = runs.length > 20 ? [plural(runs.length - 20, 'more run')] : [];
  return listed([...runs.slice(0, 20), ...more]);
}
