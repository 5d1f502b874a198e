/** The parts of `report.txt` around the checks: who and what, what stays, the tables. */
import {
  aloneFacts,
  mentionFacts,
  approverFacts,
  namesFacts,
  outputFacts,
  overrideFacts,
  warnedFacts,
  whoFact,
  type Fact,
} from './report-evidence.ts';
import { clean } from '../../core/text/clean.ts';
import type { Consent, Report, RunRecord, ScrubRecord } from '../../core/run/report.ts';
import { bytes, duration, moment, plural, thousands } from '../text/format.ts';
import { hangingIndent, padEnd, padStart } from '../text/layout.ts';
import { besideSentences, notExaminedWords } from '../plan/not-examined.ts';
import { orphanWords } from '../plan/orphans.ts';
import { PLAIN } from '../text/style.ts';

function whenFinished({ startedAt }: Report['run'], finishedAt: string): string {
  const took = Date.parse(finishedAt) - Date.parse(startedAt);
  // A clock that was set back meanwhile measures nothing.
  return took < 0
    ? `${moment(finishedAt)}; the clock was set back`
    : `${moment(finishedAt)}, ${duration(took)} in all`;
}

/** File, template, store, person, consent and times; hashes whole, because they are compared. */
export function factLines({ run, finishedAt }: Report): string[] {
  const { file, customers } = run;
  const name = file.name === '-' ? 'standard input' : clean(file.name, 60);
  const rows = `${plural(file.rows, 'row')}${file.blankRows === 0 ? '' : `, ${thousands(file.blankRows)} blank`}`;
  const already =
    run.alreadyRemoved === 0 ? '' : `, ${thousands(run.alreadyRemoved)} removed by earlier runs`;
  return [
    ...fact('File', `${name}   ${bytes(file.size)}   ${rows}${already}`),
    ...fact('sha256', file.sha256),
    ...fact('Template', clean(run.template.name, 60)),
    ...fact('sha256', run.template.sha256),
    ...fact(
      'Store',
      `${storeName(run)}   customers ${thousands(customers.before)} → ${thousands(customers.after)}${gone(run)}`,
    ),
    ...(run.evidence === null ? [] : fact('', clean(run.evidence.storePath, 400))),
    ...facts([whoFact(run), ...approverFacts(run)]),
    ...(run.reason === null ? fact('Reason', 'none given') : fact('Reason', clean(run.reason, 400))),
    ...fact('Consent', consent(run.consent)),
    ...(run.returned === 0 || run.evidence !== null ? [] : fact('Returned', returned(run))),
    ...facts([...namesFacts(run), ...overrideFacts(run), ...warnedFacts(run), ...outputFacts(run)]),
    ...fact('Time', `started   ${moment(run.startedAt)}`),
    ...fact('', `committed ${moment(run.committedAt)}`),
    ...fact('', `finished  ${finishedAt === null ? 'not yet' : whenFinished(run, finishedAt)}`),
  ];
}

/** A report of a removal that was tried out must not be taken for another. */
export function storeName({ store, evidence }: RunRecord): string {
  return `${clean(store, 60)}${evidence?.demo === true ? ' (DEMO: made-up customers)' : ''}`;
}

function gone({ remains }: RunRecord): string {
  return remains === 0 ? '' : `; of ${thousands(remains)} of the removed only records were left`;
}

/** A fact's lines: its name in a column of eleven, its text wrapped beside it. */
function fact(name: string, text: string): string[] {
  return hangingIndent(PLAIN, `  ${padEnd(name, 11)}`, text);
}

function facts(list: readonly Fact[]): string[] {
  return list.flatMap(([name, text]) => fact(name, text));
}

function consent({ by, count }: Consent): string {
  switch (by) {
    case 'prompt':
      return `a person typed: remove ${count}`;
    case 'confirm-removes':
      return `--confirm-removes ${count}`;
    case 'yes':
      return `--yes, for ${plural(count, 'removal')} within its cap`;
    case 'plan':
      return `a saved plan of ${plural(count, 'removal')}`;
  }
}

function returned({ returned: customers }: RunRecord): string {
  return `${plural(customers, 'customer')} with an ID that an earlier run had removed: --allow-returned ${customers}`;
}

function raised(to: number): string {
  return `SQLite's sequence of customers' IDs was raised to ${to}: no ID up to there is given out again.`;
}

/** What is left by design, what was not looked at, and what check 7 means. */
export function whatStays({ run, scrub, integrity, ledger }: Report): string[] {
  const orphans = orphanWords(run.orphans);
  return [
    ...fact('Unused', unused(scrub)),
    ...(run.samples === null || run.samples === 0 ? [] : fact('Samples', samplesWords(run.samples))),
    ...fact('Integrity', integrityWords(integrity)),
    ...(ledger === null
      ? []
      : fact('Ledger', `link ${thousands(ledger.link)} of store ${clean(ledger.store)}`)),
    ...(ledger === null ? [] : fact('sha256', ledger.digest)),
    ...fact('Kept', kept(run)),
    ...facts(aloneFacts(run)),
    ...facts(mentionFacts(run)),
    ...(run.loanDigests.after.length === 0 ? [] : fact('Check 5', compared(run))),
    ...fact(
      'Row IDs',
      "The removed customers' numbers stay: in the run ledger, as keys inside the file, and below. Row IDs of their records may stay as keys inside the file.",
    ),
    ...(run.idsRaisedTo === null ? [] : fact('IDs', raised(run.idsRaisedTo))),
    ...fact('Not seen', notSeen(run)),
    ...(orphans === '' ? [] : fact('No parent', `${orphans}. They stay.`)),
    ...fact('Check 7', CHECK_7),
  ];
}

const CHECK_7 =
  "Deleted rows leave text behind in a file's unused space. The scrub sets that space to zero, and with nothing left " +
  'to write it reads every unused byte: check 7 counts those that are not zero, and asks that the write-ahead log is empty.';

function unused(scrub: ScrubRecord | null): string {
  if (scrub === null) return 'Not scrubbed: old values may be left in it.';
  const size = `${bytes(scrub.unusedBytes)} in ${plural(scrub.unusedPages, 'page')}`;
  return `${size}; ${thousands(scrub.zeroedBytes)} held old values before this scrub.`;
}

function samplesWords(samples: number): string {
  return `${plural(samples, 'row')} that ANALYZE had kept, copies of values or old names of tables, taken away. ANALYZE makes new ones.`;
}

function integrityWords(integrity: string | null): string {
  if (integrity === null) return 'Not asked. Checks 2 and 3 were not asked again after the scrub.';
  const answer = clean(integrity, 200);
  return `SQLite's integrity_check says: ${answer}. Checks 2 and 3 were asked again after the scrub.`;
}

function kept({ linkedLoans, loansLeftAlone, customersWithOpenLoans }: RunRecord): string {
  if (linkedLoans === 0) return 'No loan was linked to the removed customers.';
  const alone = loansLeftAlone === 0 ? '' : ` ${thousands(loansLeftAlone)} left with no customer.`;
  const open =
    customersWithOpenLoans === 0
      ? ''
      : ` ${plural(customersWithOpenLoans, 'customer')} had a loan not closed.`;
  return `${plural(linkedLoans, 'loan')} with payments, notes, documents. These may name people.${alone}${open}`;
}

function notSeen({ notExamined: tables, beside }: RunRecord): string {
  const elsewhere = 'backups, snapshots, other copies.';
  if (tables.length === 0) return `Every table was examined. ${elsewhere.replace('backups', 'Backups')}`;
  if (beside.length > 0)
    return [`${notExaminedWords(beside)}; ${elsewhere}`, ...besideSentences(beside)].join(' ');
  return `${tables.length === 1 ? 'table' : 'tables'} ${tables.map((table) => clean(table)).join(', ')}; ${elsewhere}`;
}

function compared({ loanDigests: { after } }: RunRecord): string {
  const rows = after.reduce((sum, table) => sum + table.rows, 0);
  return (
    `Every column of ${plural(rows, 'row')}, the linked loans and what hangs on them, was hashed before and after: equal. ` +
    'No other loan row could be written in that transaction. The digests are in report.json.'
  );
}

/** Every table's count before and after, then the loan tables', which were not written. */
export function tableLines({ tables, loanTables }: RunRecord): string[] {
  const row = (cells: readonly [string, string, string, string]): string =>
    `  ${padEnd(cells[0], 38)}${cells
      .slice(1)
      .map((cell) => padStart(cell, 12))
      .join('')}`;
  return [
    row(['TABLE', 'BEFORE', 'REMOVED', 'AFTER']),
    ...tables.map(({ table, before, removed, after }) =>
      row([clean(table, 36), thousands(before), thousands(removed), thousands(after)]),
    ),
    ...loanTables.map(({ table, rows }) => row([clean(table, 36), thousands(rows), '0', thousands(rows)])),
  ];
}
