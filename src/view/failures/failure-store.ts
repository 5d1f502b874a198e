/** Why a store cannot be used: where, what was found, what to do; nothing was changed in any of these. */
import { isLostName, RENAME } from '../findings/words-file.ts';
import { clean } from '../../core/text/clean.ts';
import type { StoreTrouble } from '../../core/errors.ts';
import { shapeWords } from './failure-shape.ts';
import { unchanged, type FailureContext, type FailureWords } from './failure-words.ts';
import { bytes, listed, moment, thousands } from '../text/format.ts';
import { checkName } from '../report/report-checks.ts';
import { shellQuote } from '../text/shell.ts';

/** The words for every reason of exit 7. */
export function storeWords(trouble: StoreTrouble, context: FailureContext): FailureWords {
  const path = clean(trouble.path, 120);
  switch (trouble.reason) {
    case 'missing':
      return missing(path);
    case 'not-a-store':
      return notAStore(path, trouble);
    case 'version':
      return version(path, trouble, context);
    case 'shape':
      return shapeWords(path, trouble.shape);
    case 'journal-mode':
      return journalMode(path, trouble, context);
    case 'locked':
      return locked(path, trouble);
    case 'read-only':
      return readOnly(path, trouble, context);
    case 'full':
      return unchanged(
        `There is no room left on the disk of ${path}.`,
        'Make room, then the same line again.',
        'Where df -h shows room, the disk holds as many files as it can: df -i shows how many.',
      );
    case 'limit':
      return limit(path, trouble.what);
    case 'clock':
      return unchanged(
        `By this machine's clock it is ${moment(trouble.now)}, and the last entry of the ledger in ${path} is of ${moment(trouble.last)}.`,
        'Set the clock, then the same line again.',
        `Where this clock is right, the entry was made by a wrong one:  --allow-clock ${trouble.last}`,
      );
    case 'damaged':
      return damaged(path, trouble);
    case 'check-failed':
      return unchanged(
        `${path}: ${listed(trouble.checks.map(checkName))} failed before the commit. All was rolled back.`,
        'This should not happen: please report it, with the plan.',
      );
  }
}

function notAStore(path: string, trouble: Of<'not-a-store'>): FailureWords {
  if ('found' in trouble)
    return unchanged(`${path} is not a store: ${clean(trouble.found, 120)}.`, 'Name another:  --store DB');
  return unchanged(
    `${path} is mounted as a single file, at ${clean(trouble.mounted, 120)}: by each of its names SQLite would keep a log of its own.`,
    'Mount the folder that it is in, not the file.',
  );
}

function journalMode(path: string, trouble: Of<'journal-mode'>, { style }: FailureContext): FailureWords {
  const store = shellQuote(style, trouble.path);
  if ('found' in trouble)
    return unchanged(
      `${path} has journal_mode ${clean(trouble.found)}, and a store has wal.`,
      `Once, when no program uses it:  sqlite3 ${store} "PRAGMA journal_mode=wal"`,
    );
  const what = `Beside ${path} lies a rollback journal, ${path}-journal, with ${bytes(trouble.bytes)} of old pages.`;
  return trouble.journal === 'done'
    ? unchanged(
        what,
        `SQLite has done with it and never clears it. When no program uses the store, remove it:  rm ${shellQuote(style, `${trouble.path}-journal`)}`,
      )
    : unchanged(
        what,
        'SQLite writes them back into the store as soon as a program may write to it. Ask its owner, and copy both files.',
        `Then, when no program uses it:  sqlite3 ${store} "PRAGMA integrity_check"  and look whether it is as it should be.`,
      );
}

type Of<R extends StoreTrouble['reason']> = Extract<StoreTrouble, { reason: R }>;

function missing(path: string): FailureWords {
  if (isLostName(path)) return unchanged(`There is no store at ${path}, or its name is not UTF-8.`, RENAME);
  return unchanged(
    `There is no store at ${path}.`,
    'Name yours:  --store DB  or in LMS_IMPORT_STORE.',
    'To try things out:  lms-import store init --demo 1000',
  );
}

function version(
  path: string,
  { path: store, found, known }: Of<'version'>,
  { style }: FailureContext,
): FailureWords {
  const both = `${path} is of version ${found}, this program knows ${known}.`;
  return found > known
    ? unchanged(both, 'Use a newer lms-import.')
    : unchanged(both, `Bring it up to date:  lms-import store migrate --store ${shellQuote(style, store)}`);
}

function locked(path: string, { seconds, by }: Of<'locked'>): FailureWords {
  const who = by === 'reader' ? 'a program that reads it' : 'a program that writes to it';
  return unchanged(
    `${path} is held by ${who}; waited ${thousands(seconds)} s.`,
    'Close what has it open (a report, a shell, a backup), then the same line again.',
    'To wait longer:  --lock-timeout SECONDS',
  );
}

function limit(path: string, what: 'file-size' | 'open-files'): FailureWords {
  const again = 'Raise that limit, then the same line again.';
  switch (what) {
    case 'file-size':
      return unchanged(
        `A file of ${path} may not grow as far as it must: this program may write none so large (ulimit -f).`,
        again,
      );
    case 'open-files':
      return unchanged(
        `${path} cannot be opened: this program may open hardly any more files (ulimit -n).`,
        again,
      );
  }
}

function readOnly(path: string, trouble: Of<'read-only'>, { style }: FailureContext): FailureWords {
  switch (trouble.what) {
    case 'file':
      return unchanged(`${path} may not be written by this user.`, AS_OWNER);
    case 'folder':
      return unchanged(
        `The folder of ${path} may not be written by this user.`,
        `SQLite keeps its -wal and -shm files there, even to read. ${AS_OWNER}`,
      );
    case 'mount':
      return unchanged(
        `${path} is on a file system that is mounted read-only.`,
        'SQLite writes beside a store even to read. Mount it so that it may be written, then the same line again.',
      );
    case '-wal':
    case '-shm': {
      const [store, wal, shm] = ['', '-wal', '-shm'].map((end) => shellQuote(style, `${trouble.path}${end}`));
      return unchanged(
        `${path}${trouble.what} is of user ${clean(trouble.owner)}, who opened the store, and may not be written by this user.`,
        `When no program has the store open, root gives both to ${clean(trouble.ownerOfStore)}:  chown --reference=${store} ${wal} ${shm}`,
        'Do not remove the -wal: it may hold what was written last. Then run everything as the user who owns the store.',
      );
    }
  }
}

const AS_OWNER = 'Run it as the user who owns the store, and who may write there.';

function damaged(path: string, trouble: Of<'damaged'>): FailureWords {
  const { page, found } = trouble;
  const table = 'table' in trouble && trouble.table !== null ? ` in table ${clean(trouble.table)}` : '';
  const where = page === null ? '' : ` on page ${thousands(page)}`;
  return unchanged(
    `${path} is damaged${table}${where}: ${clean(found, 160)}.`,
    `Ask its owner; look with  PRAGMA integrity_check  and ${cure(found)}.`,
  );
}

/** What makes it sound again and loses no row: a row in which a rule is broken is damage to SQLite, too. */
function cure(found: string): string {
  if (/from index|in index/.test(found))
    return 'make the index anew with  REINDEX  if that names indexes alone';
  if (/^(CHECK constraint|NULL value|[A-Z-]+ value)/.test(found)) return 'correct the rows that it names';
  return 'restore from a backup if that agrees';
}
