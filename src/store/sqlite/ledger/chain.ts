/** The chain over the ledger: each link holds a hash of the one before it and of what it stands for. */
import { createHash } from 'node:crypto';
import type { Head } from '../../../core/run/report.ts';
import { canonical, feed } from '../apply/canonical.ts';
import type { Db } from '../connection/db.ts';
import type { Encoding } from '../apply/encoding.ts';

export interface Link {
  readonly link: number;
  /** Neither: the store's own row. A run alone: its rows. A finding: what was found of the run later. */
  readonly run: number | null;
  readonly finding: number | null;
  readonly digest: string;
}

/** False in a store of the first version: it has no chain, no identity and no key until something is noted in it. */
export function isChained(db: Db): boolean {
  return Number(db.pragma('user_version', { simple: true })) > 1;
}

/** Where the chain ends now. */
export function headOf(db: Db): Head {
  const last = db
    .prepare<[], Pick<Head, 'link' | 'digest'>>(
      'SELECT link, digest FROM main.ledger_chain ORDER BY link DESC LIMIT 1',
    )
    .get();
  const identity = db.prepare<[], string>('SELECT identity FROM main.ledger_store').pluck().get();
  return { store: identity ?? '', link: last?.link ?? 0, digest: last?.digest ?? '' };
}

/** The store's own key, which no report, plan or document holds. */
export function storeKey(db: Db): Buffer {
  const key = db.prepare<[], Buffer>('SELECT key FROM main.ledger_store').pluck().get();
  if (key === undefined) throw new Error('the ledger has no key');
  return key;
}

/** The digest that the chain has at a link, or null where it has none. */
export function digestAt(db: Db, link: number): string | null {
  const sql = 'SELECT digest FROM main.ledger_chain WHERE link = ?';
  return db.prepare<[number], string>(sql).pluck().get(link) ?? null;
}

/** Rows of a ledger's table that are one text of the digest: those whose keys, divided by it, have one integer part. */
const GROUP = 4096;

interface Keyed {
  readonly table: string;
  readonly key: string;
  readonly run: number;
}

/**
 * The bounds of each group that holds a row, in order; asked one by one, because a GROUP BY would sort every row. Exact
 * up to 2^53; beyond it two groups may share a key, which no ledger of ours holds.
 */
function* groups(db: Db, { table, key, run }: Keyed): Generator<readonly [number, number]> {
  const next = db
    .prepare<[number, number], number>(
      `SELECT ${key} / ${GROUP} FROM main.${table} WHERE run = ? AND ${key} > ? AND typeof(${key}) = 'integer'
       ORDER BY ${key} LIMIT 1`,
    )
    .pluck();
  let last = -Infinity;
  for (let group = next.get(run, last); group !== undefined; group = next.get(run, last)) {
    const at = group * GROUP;
    // Integer division rounds towards zero: the group of zero has keys on both sides.
    last = group < 0 ? at : at + GROUP - 1;
    yield [group > 0 ? at : at - GROUP + 1, last];
  }
}

/** Adds the link of the store's own row, of a run, or of a finding, in the caller's transaction. */
export function addLink(db: Db, { run, finding }: Pick<Link, 'run' | 'finding'>): void {
  const last = headOf(db);
  const link = last.link + 1;
  const digest = digestOf(db, last.digest, { link, run, finding });
  db.prepare('INSERT INTO main.ledger_chain VALUES (?, ?, ?, ?)').run(link, run, finding, digest);
}

/** Chains a ledger from before there was a chain. */
export function chainAll(db: Db): void {
  addLink(db, { run: null, finding: null });
  const numbers = (sql: string) => db.prepare<[], Pick<Link, 'run' | 'finding'>>(sql).all();
  for (const run of numbers('SELECT run, NULL AS finding FROM main.ledger_run ORDER BY run'))
    addLink(db, run);
  for (const one of numbers('SELECT run, id AS finding FROM main.ledger_finding ORDER BY id'))
    addLink(db, one);
}

/** A link without its digest; `as` where texts are to be hashed as an earlier version hashed them. */
type Linked = Omit<Link, 'digest'> & { readonly as?: Encoding };

/** What a link's digest must be after the one before it; another one where anything it stands for was changed. */
export function digestOf(db: Db, before: string, { link, run, finding, as }: Linked): string {
  const hash = createHash('sha256').update(JSON.stringify([before, link, run, finding]));
  const rows = (table: string, columns: readonly string[], of: number) => {
    const sql = `SELECT ${canonical(db, { columns, alias: 't' }, as)} FROM main.${table} t WHERE t.${columns[0] ?? ''} = ?`;
    feed(hash, db, { sql, values: [of] });
  };
  // Thousands of rows to a text: a million calls from SQL to here would cost more than the hash.
  const many = ({ columns, ...keyed }: Keyed & { readonly columns: readonly string[] }) => {
    const { table, key, run: of } = keyed;
    const text = canonical(db, { columns, alias: 't' }, as);
    const rowsOf = `FROM main.${table} t WHERE t.run = ? AND`;
    const sql = `SELECT group_concat(${text}, ';' ORDER BY t.${key}) ${rowsOf} t.${key} BETWEEN ? AND ?`;
    for (const bounds of groups(db, keyed)) feed(hash, db, { sql, values: [of, ...bounds] });
    // None, but for what somebody wrote beside us: no group has a key like that.
    const odd = `SELECT ${text} ${rowsOf} typeof(t.${key}) <> 'integer' ORDER BY t.${key}`;
    feed(hash, db, { sql: odd, values: [of] });
  };
  if (finding !== null) rows('ledger_finding', ['id', 'run', 'kind', 'found_at', 'finding'], finding);
  else if (run === null) rows('ledger_store', ['id', 'identity', 'key'], 1);
  else {
    rows('ledger_run', ['run', 'file_sha256', 'committed_at', 'record'], run);
    many({ table: 'ledger_removed', key: 'row', run, columns: ['row', 'customer_id'] });
    many({ table: 'ledger_loan', key: 'loan_id', run, columns: ['loan_id'] });
  }
  return hash.digest('hex');
}
