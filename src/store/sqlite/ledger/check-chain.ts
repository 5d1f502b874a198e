/** Walks the chain over the ledger and names every run at which anything is not what was written. */
import type { LedgerTrouble } from '../../../core/run/history.ts';
import { digestOf, type Link } from './chain.ts';
import { LEDGER_TRIGGERS } from '../schema/schema-2.ts';
import type { Db } from '../connection/db.ts';
import { ENCODINGS } from '../apply/encoding.ts';

/** Everything that the ledger itself shows, in the order of the chain. A cut tail or a whole rewrite it does not show. */
export function* checkChain(db: Db): Generator<LedgerTrouble> {
  yield* checkLinks(db);
  yield* checkUnlinked(db);
  const kept = db
    .prepare<[], string>(`SELECT sql FROM main.sqlite_schema WHERE type = 'trigger'`)
    .pluck()
    .all();
  if ([...LEDGER_TRIGGERS.values()].some((sql) => !kept.includes(sql))) yield { run: null, why: 'unguarded' };
}

/** Of a chain that is wrong in many places not every way on is followed: each would be hashed again at every link. */
const MOST_BEFORE = 8;

function* checkLinks(db: Db): Generator<LedgerTrouble> {
  const links = db
    .prepare<[], Link>('SELECT link, run, finding, digest FROM main.ledger_chain ORDER BY link')
    .iterate();
  // After a wrong digest the next link may rest on the one that was written, or on the one that should have been.
  let before: readonly string[] = [''];
  let expected = 1;
  for (const link of links) {
    if (link.link !== expected) yield* named(db, link, 'removed');
    const digests = before.map((digest) => digestOf(db, digest, link));
    const known = digests.includes(link.digest) || isOlder(db, link, before);
    if (link.link === expected && !known) yield* named(db, link, whatIsWrong(db, link));
    // Each once: in a chain that holds they are one and the same.
    before = known ? [link.digest] : [...new Set([link.digest, ...digests])].slice(0, MOST_BEFORE);
    expected = link.link + 1;
  }
  if (expected === 1) yield { run: null, why: 'removed' };
}

const OLDER = ENCODINGS.filter((one) => one !== 'UTF-8');

/** Earlier versions hashed the bytes that a text had in the store: in one of UTF-16 those of UTF-16. */
function isOlder(db: Db, { digest, ...link }: Link, before: readonly string[]): boolean {
  return OLDER.some((as) => before.some((one) => digestOf(db, one, { ...link, as }) === digest));
}

/** A link of a finding may name one run and the finding another: either may have been changed. */
function* named(db: Db, { run, finding }: Link, why: LedgerTrouble['why']): Generator<LedgerTrouble> {
  const held = db
    .prepare<[number | null], number>('SELECT run FROM main.ledger_finding WHERE id = ?')
    .pluck();
  yield { run, why };
  const other = finding === null ? undefined : held.get(finding);
  if (other !== undefined && other !== run) yield { run: other, why };
}

function whatIsWrong(db: Db, { run, finding }: Link): LedgerTrouble['why'] {
  if (run === null && finding === null) return 'store-changed';
  const held =
    finding === null
      ? db.prepare('SELECT 1 FROM main.ledger_run WHERE run = ?').get(run)
      : db.prepare('SELECT 1 FROM main.ledger_finding WHERE id = ?').get(finding);
  return held === undefined ? 'removed' : 'changed';
}

/** Rows that no link stands for, or more than one. */
const UNLINKED = `
SELECT run FROM main.ledger_run WHERE run NOT IN (SELECT run FROM main.ledger_chain WHERE finding IS NULL AND run IS NOT NULL)
UNION SELECT run FROM main.ledger_finding WHERE id NOT IN (SELECT finding FROM main.ledger_chain WHERE finding IS NOT NULL)
UNION SELECT run FROM main.ledger_removed WHERE run NOT IN (SELECT run FROM main.ledger_run)
UNION SELECT run FROM main.ledger_loan WHERE run NOT IN (SELECT run FROM main.ledger_run)
UNION SELECT run FROM main.ledger_chain GROUP BY run, finding HAVING count(*) > 1
ORDER BY run`;

function* checkUnlinked(db: Db): Generator<LedgerTrouble> {
  const runs = db.prepare<[], number | null>(UNLINKED).pluck().iterate();
  for (const run of runs) yield { run, why: 'inserted' };
}
