/** The JSON documents about past runs: `lms-import/history` and `lms-import/verification`. */
import type { DocumentOf } from '../../core/documents/documents.ts';
import type { AskedCustomer, HistoryCheck, PastRun, Reverification } from '../../core/run/history.ts';
import { envelope, type Ending } from './envelope.ts';
import { notAsked, troubleSentence, troubleWords } from '../screens/history.ts';

export interface HistoryParts {
  readonly runs: readonly PastRun[];
  readonly truncated: boolean;
  readonly customer: AskedCustomer | null;
  readonly check: HistoryCheck | null;
}

/** `lms-import/history`: runs, newest first; with `--check`, what is wrong with the ledger. */
export function historyDocument(
  ending: Ending,
  { runs, truncated, customer, check }: HistoryParts,
): DocumentOf<'history'> {
  const counts =
    check === null ? { runs: runs.length } : { runs: runs.length, links: check.links, troubles: check.found };
  const shown = check === null ? null : checkPart(check);
  return {
    ...envelope('history', ending),
    counts,
    runs: runs.map(runPart),
    truncated,
    customer,
    check: shown,
  };
}

function runPart({ run, committedAt, finished, record }: PastRun): DocumentOf<'history'>['runs'][number] {
  const file = record === null ? null : { name: record.file.name, sha256: record.file.sha256 };
  return {
    run,
    committedAt,
    finished,
    removals: record?.removals ?? null,
    actor: record?.actor ?? null,
    reason: record?.reason ?? null,
    consent: record?.consent.by ?? null,
    file,
  };
}

function checkPart({ links, head, troubles, found }: HistoryCheck): DocumentOf<'history'>['check'] {
  const shown = troubles.map((trouble) => ({ ...trouble, message: troubleSentence(trouble) }));
  return { links, head, troubles: shown, truncated: troubles.length < found };
}

/** `lms-import/verification`: what past runs' checks say today. */
export function verificationDocument(ending: Ending, found: Reverification): DocumentOf<'verification'> {
  const { runs, integrity, trouble, lacking, unread, reports } = found;
  // Where not every report was looked at, nobody counted.
  const counted = unread.length === 0 ? { lacking: lacking.length } : { unread: unread.length };
  const back = runs.reduce((sum, run) => sum + run.found, 0);
  const customers = runs.reduce((sum, run) => sum + run.removals, 0);
  const unfinished = runs.filter(({ finished }) => !finished).length;
  const shown = runs.map(({ found: many, ...run }) => ({ ...run, truncated: run.back.length < many }));
  return {
    ...envelope('verification', ending),
    counts: { runs: runs.length, customers, back, unfinished, reports, ...counted },
    runs: shown,
    integrity,
    notAsked: notAsked(found),
    trouble: trouble === null ? null : troubleWords(trouble),
    lacking,
    unread,
  };
}
