import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { comparesAlike, type DeclaredColumn } from '../../../../src/core/shape/affinity.ts';
import { OTHER_VALUES, STRICT_TYPES, TYPES, formsOf } from '../../../tools/key-types.ts';

const COLUMNS: readonly DeclaredColumn[] = [
  ...TYPES.map((type) => ({ type, strict: false })),
  ...STRICT_TYPES.map((type) => ({ type, strict: true })),
];
const VALUES = [...formsOf('123'), ...formsOf('9007199254740993'), ...OTHER_VALUES];

/** All three ways agree, and it is refused all the same: a STRICT column that holds blobs alone is equal to nothing else. */
const onlyBlobs = ({ type, strict }: DeclaredColumn) => strict && type === 'BLOB';

/** All values that a column takes, as SQLite keeps them there, each once; a STRICT one takes some only. */
function fill(db: Database.Database, table: string, { type, strict }: DeclaredColumn): void {
  db.exec(`CREATE TABLE ${table} (v ${type} NOT NULL UNIQUE)${strict ? ' STRICT' : ''}`);
  for (const value of VALUES) {
    try {
      db.exec(`INSERT OR IGNORE INTO ${table} VALUES (${value})`);
    } catch (error) {
      expect(String(error)).toContain('cannot store');
    }
  }
}

/** How many rows ON DELETE CASCADE would remove with all parents, -1 where it fails. */
function cascaded(db: Database.Database, children: number): number {
  db.pragma('foreign_keys = ON');
  db.exec('BEGIN');
  try {
    db.exec('DELETE FROM p');
    return children - Number(db.prepare('SELECT count(*) FROM c').pluck().get());
  } catch {
    // It finds a row that it has not removed, and gives up.
    return -1;
  } finally {
    db.exec('ROLLBACK');
    db.pragma('foreign_keys = OFF');
  }
}

/** Pairs of values, parent and child, that the foreign key, `=` and ON DELETE CASCADE see differently; one parent at a time. */
function differences(parent: DeclaredColumn, child: DeclaredColumn): number {
  const db = new Database(':memory:');
  db.pragma('foreign_keys = OFF');
  fill(db, 'held', parent);
  fill(db, 'c0', child);
  db.exec(`CREATE TABLE p (v ${parent.type} UNIQUE)${parent.strict ? ' STRICT' : ''};
    CREATE TABLE c (id INTEGER PRIMARY KEY, v ${child.type} NOT NULL REFERENCES p(v) ON DELETE CASCADE)${child.strict ? ' STRICT' : ''};
    INSERT INTO c (v) SELECT v FROM c0`);
  const take = db.prepare('INSERT INTO p SELECT v FROM held WHERE rowid = ?');
  const orphans = db.prepare(`SELECT count(*) FROM pragma_foreign_key_check('c')`).pluck();
  const equal = db.prepare('SELECT count(*) FROM p JOIN c ON p.v = c.v').pluck();
  const both = db
    .prepare(
      `SELECT count(*) FROM p JOIN c ON p.v = c.v WHERE c.id IN (SELECT rowid FROM pragma_foreign_key_check('c'))`,
    )
    .pluck();
  const children = Number(db.prepare('SELECT count(*) FROM c').pluck().get());
  let found = 0;
  for (const id of db.prepare('SELECT rowid FROM held').pluck().all()) {
    db.exec('DELETE FROM p');
    take.run(id);
    const [matched, lost] = [Number(equal.get()), Number(orphans.get())];
    if (matched + lost !== children || Number(both.get()) > 0 || cascaded(db, children) !== matched)
      found += 1;
  }
  db.close();
  return found;
}

describe('a foreign key', () => {
  it.each(COLUMNS)('to a column of type $type (STRICT: $strict) is compared alike, or not', (parent) => {
    for (const child of COLUMNS) {
      const [said, found] = [comparesAlike(parent, child), differences(parent, child)];
      if (said) expect({ child, found }).toEqual({ child, found: 0 });
      else if (!onlyBlobs(parent) && !onlyBlobs(child))
        expect(found, JSON.stringify(child)).toBeGreaterThan(0);
    }
  });
});
